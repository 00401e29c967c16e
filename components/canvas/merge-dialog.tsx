'use client'

import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import type { Flow } from '#flows/graph/flow.ts'
import type { Choices, Clash, Side, Sides } from '#flows/graph/merge/clash.ts'
import { mergeFlows } from '#flows/graph/merge/merge-flows.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogContent } from '../ui/dialog.tsx'
import { RadioCards } from '../ui/radio-cards.tsx'
import { useClashWords } from './clash-words.ts'

/** Lets a person choose, thing by thing, where two changed the same. */
export function MergeDialog({
  who,
  sides,
  onMerged,
  onClose,
}: {
  who: string
  sides: Sides<Flow>
  onMerged: (flow: Flow) => void
  onClose: () => void
}) {
  const t = useTranslations('canvas.others')
  const [choices, setChoices] = useState<Choices>({})
  const { flow, clashes } = useMemo(() => mergeFlows(sides, { choices }), [sides, choices])
  const open = clashes.filter(({ forced }) => !forced)
  const all = (side: Side) => setChoices(Object.fromEntries(open.map(({ key }) => [key, side])))
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        size="lg"
        title={t('title', { count: open.length })}
        description={t('text', { who })}
        data-testid="merge-dialog"
        footer={
          <>
            <Button variant="ghost" onClick={() => all('mine')}>
              {t('allMine')}
            </Button>
            <Button variant="ghost" className="mr-auto" onClick={() => all('theirs')}>
              {t('allTheirs')}
            </Button>
            <Button data-testid="merge-apply" onClick={() => onMerged(flow)}>
              {t('apply')}
            </Button>
          </>
        }
      >
        <ul className="flex flex-col gap-5">
          {clashes.map((clash) => (
            <Question
              key={clash.key}
              clash={clash}
              sides={sides}
              who={who}
              onSide={(side) => setChoices({ ...choices, [clash.key]: side })}
            />
          ))}
        </ul>
      </DialogContent>
    </Dialog>
  )
}

function Question({
  clash,
  sides,
  who,
  onSide,
}: {
  clash: Clash
  sides: Sides<Flow>
  who: string
  onSide: (side: Side) => void
}) {
  const t = useTranslations('canvas.others')
  const { title, mine, theirs } = useClashWords()(clash, sides)
  if (clash.forced) return <li className="text-sm text-muted-foreground">{t('circle', { to: mine })}</li>
  return (
    <li className="flex flex-col gap-2">
      <h3 className="text-sm font-medium">{title}</h3>
      <RadioCards<Side>
        aria-label={title}
        className="sm:grid-cols-2"
        value={clash.taken}
        onValueChange={onSide}
        options={[
          { value: 'mine', label: t('mine'), detail: <Words text={mine} /> },
          { value: 'theirs', label: t('theirs', { who }), detail: <Words text={theirs} /> },
        ]}
      />
    </li>
  )
}

const Words = ({ text }: { text: string }) => (
  <span className="line-clamp-6 whitespace-pre-line [overflow-wrap:anywhere]">{text}</span>
)
