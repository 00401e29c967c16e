'use client'

import { Archive, Copy, Download, Pause, Play, Tags, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { FlowSummary } from '../api/flows.ts'
import { Button } from '../ui/button.tsx'
import { type Act, type Deed, fits } from './deeds.ts'

/** What a person does to the flows that are ticked. Stays in sight while the list scrolls. */
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
  const button = (deed: Deed, Icon: typeof Pause, label: string) => (
    <Button
      variant="secondary"
      size="sm"
      title={label}
      className="max-sm:px-2.5"
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
      className="sticky top-0 z-20 flex flex-wrap items-center gap-2 border-b bg-primary-soft px-3 py-2 text-sm"
    >
      <Button variant="ghost" size="icon-sm" aria-label={t('list.chooseNone')} onClick={onNone}>
        <X aria-hidden />
      </Button>
      <p className="mr-auto font-medium">{t('list.chosen', { count: flows.length })}</p>
      <div className="flex flex-wrap gap-2">
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
