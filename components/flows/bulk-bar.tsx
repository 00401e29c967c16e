'use client'

import { Archive, Copy, Download, Pause, Play, Tags, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { FlowSummary } from '../api/flows.ts'
import { useFormat } from '../format.ts'
import { Button } from '../ui/button.tsx'
import { type Act, type Deed, fits } from './deeds.ts'

/** What a person does to the flows that are ticked. Takes the place of the tags, so that no row moves. */
export function BulkBar({
  flows,
  busy,
  act,
  onNone,
}: {
  flows: FlowSummary[]
  busy: boolean
  act: Act
  onNone: () => void
}) {
  const t = useTranslations('flows')
  const format = useFormat()
  const button = (deed: Deed, Icon: typeof Pause, label: string) => (
    <Button
      variant="secondary"
      size="sm"
      title={label}
      className="max-sm:px-2"
      disabled={busy || !flows.some((flow) => fits(deed, flow))}
      onClick={() => act(deed, flows)}
    >
      <Icon aria-hidden />
      <span className="max-sm:sr-only">{label}</span>
    </Button>
  )
  return (
    <section
      aria-label={t('list.bulk')}
      aria-busy={busy}
      data-testid="bulk-bar"
      className="flex flex-wrap items-center gap-x-2 gap-y-1 bg-primary-soft px-3 py-2 text-sm [grid-area:1/1]"
    >
      <Button variant="ghost" size="icon-sm" aria-label={t('list.chooseNone')} onClick={onNone}>
        <X aria-hidden />
      </Button>
      <p className="mr-auto font-medium">
        <span className="max-sm:sr-only">{t('list.chosen', { count: flows.length })}</span>
        <span aria-hidden className="sm:hidden">
          {format.number(flows.length)}
        </span>
      </p>
      <div className="flex flex-wrap gap-1 sm:gap-2">
        {button('pause', Pause, t('pause'))}
        {button('resume', Play, t('resume'))}
        {button('tag', Tags, t('list.editTags'))}
        {button('duplicate', Copy, t('duplicate'))}
        {button('export', Download, t('list.export'))}
        {button('archive', Archive, t('archive'))}
      </div>
    </section>
  )
}
