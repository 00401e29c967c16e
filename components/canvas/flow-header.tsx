'use client'

import { ArrowLeft, CircleAlert, Settings2, TriangleAlert } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { rename } from '#flows/graph/edit/set-trigger.ts'
import { useMay } from '../session.tsx'
import { Button } from '../ui/button.tsx'
import { cn } from '../ui/cn.ts'
import { StatusBadge } from '../ui/status-badge.tsx'
import { tabClasses } from '../ui/tabs.tsx'
import { Tooltip } from '../ui/tooltip.tsx'
import { FlowActions } from './flow-actions.tsx'
import { FLOW_TONES } from './flow-tones.ts'
import { useOpenFlow } from './open-flow.ts'
import { SaveStatus } from './save-status.tsx'
import { useEditor, useEditorStore } from './use-editor.ts'
import { useVisitors, Visitors } from './visitors.tsx'

const TABS = [
  { name: 'canvas', path: '' },
  { name: 'test', path: '/test' },
  { name: 'replay', path: '/replay' },
  { name: 'why', path: '/why' },
  { name: 'report', path: '/report' },
] as const

/** Name, state, tabs and what can be done with the flow as a whole. */
export function FlowHeader() {
  const t = useTranslations('flows')
  const { id, detail, autosave } = useOpenFlow()
  const pathname = usePathname()
  const store = useEditorStore()
  const may = useMay()
  const visitors = useVisitors()
  const onCanvas = pathname === `/flows/${id}`
  return (
    <header className="flex shrink-0 flex-wrap items-center gap-x-4 border-b bg-card px-3 sm:px-5">
      <div className="flex h-14 min-w-0 flex-1 items-center gap-2.5">
        <Button asChild variant="ghost" size="icon-sm" className="-ml-1.5">
          <Link href="/flows" aria-label={t('back')}>
            <ArrowLeft aria-hidden />
          </Link>
        </Button>
        <FlowName />
        <StatusBadge tone={FLOW_TONES[detail.status]} className="shrink-0">
          <span data-testid="flow-status">{t(`status.${detail.status}`)}</span>
        </StatusBadge>
        <div className="hidden lg:block">
          <SaveStatus autosave={autosave} />
        </div>
        <div className="sm:hidden">
          <SaveStatus autosave={autosave} compact />
        </div>
      </div>
      <nav
        aria-label={t('tabs.label')}
        className="order-last flex h-10 w-full gap-4 overflow-x-auto sm:gap-5 md:order-none md:h-14 md:w-auto md:self-stretch"
      >
        {TABS.map(({ name, path }) => {
          const href = `/flows/${id}${path}`
          return (
            <Link
              key={name}
              href={href}
              aria-current={pathname === href ? 'page' : undefined}
              className={cn(tabClasses, 'self-stretch')}
            >
              {t(`tabs.${name}`)}
            </Link>
          )
        })}
        <span className="ml-auto hidden items-center gap-2.5 self-center sm:flex lg:hidden">
          <SaveStatus autosave={autosave} />
        </span>
        {/* beside the name there is no room for them on a phone */}
        <Visitors visitors={visitors} className="ml-auto self-center sm:hidden" />
      </nav>
      <div className="flex h-14 items-center gap-1.5">
        <Visitors visitors={visitors} className="mr-1 max-sm:hidden" />
        {onCanvas && (
          <>
            <ProblemsButton />
            <Tooltip content={t('settings')}>
              <Button
                variant="ghost"
                size="icon"
                aria-label={t('settings')}
                data-testid="flow-settings"
                onClick={() =>
                  store.set({ panel: store.state.panel === 'settings' ? null : 'settings', selected: [] })
                }
              >
                <Settings2 aria-hidden />
              </Button>
            </Tooltip>
          </>
        )}
        {may('flows:write') && <FlowActions />}
      </div>
    </header>
  )
}

function FlowName() {
  const t = useTranslations('flows')
  const store = useEditorStore()
  const name = useEditor((state) => state.history.present.name)
  const locked = useEditor((state) => state.locked)
  const [draft, setDraft] = useState<string | null>(null)
  const keep = () => {
    if (draft !== null && draft.trim() !== '' && draft.trim() !== name) {
      store.edit((flow) => rename(flow, { name: draft }))
    }
    setDraft(null)
  }
  return (
    <h1 className="min-w-0">
      {draft === null ? (
        <button
          type="button"
          disabled={locked}
          title={name}
          aria-label={t('rename', { name })}
          onClick={() => setDraft(name)}
          className="block max-w-full truncate rounded-md px-1.5 py-1 text-left text-[15px] font-semibold transition-colors enabled:hover:bg-accent"
        >
          {name}
        </button>
      ) : (
        <input
          aria-label={t('name')}
          // biome-ignore lint/a11y/noAutofocus: it takes the place of the button that was just pressed
          autoFocus
          value={draft}
          maxLength={200}
          onChange={(event) => setDraft(event.target.value)}
          onFocus={(event) => event.target.select()}
          onBlur={keep}
          onKeyDown={(event) => {
            if (event.key === 'Enter') keep()
            if (event.key === 'Escape') setDraft(null)
          }}
          className="w-64 max-w-full rounded-md border border-input bg-card px-1.5 py-0.5 text-[15px] font-semibold"
        />
      )}
    </h1>
  )
}

function ProblemsButton() {
  const t = useTranslations('nodes')
  const tCanvas = useTranslations('canvas.toolbar')
  const store = useEditorStore()
  const problems = useEditor((state) => state.problems)
  if (problems.length === 0) return null
  const isError = problems.some((problem) => problem.severity === 'error')
  const Icon = isError ? CircleAlert : TriangleAlert
  return (
    <Button
      variant="ghost"
      aria-label={`${tCanvas('problems')}: ${t('problemCount', { count: problems.length })}`}
      data-testid="problems-button"
      onClick={() => store.set({ panel: store.state.panel === 'problems' ? null : 'problems', selected: [] })}
      className={cn('gap-1.5 px-2.5', isError ? 'text-failed' : 'text-paused')}
    >
      <Icon aria-hidden />
      <span className="figures">{problems.length}</span>
    </Button>
  )
}
