'use client'

import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { nodeById } from '#flows/graph/edit/spot.ts'
import { TRIGGER_ID } from '#flows/graph/flow.ts'
import type { Problem } from '#flows/graph/problem.ts'
import { cn } from '../ui/cn.ts'
import { wordsOf } from './node-views/registry.ts'
import { triggerWords } from './trigger-words.ts'
import { useEditor, useEditorStore } from './use-editor.ts'
import { useNodeWords } from './use-words.ts'

/** Everything that is wrong, errors first; each leads to its step and field. */
export function ProblemsPanel() {
  const t = useTranslations('canvas.problems')
  const problems = useEditor((state) => state.problems)
  const errors = problems.filter((problem) => problem.severity === 'error')
  const warnings = problems.filter((problem) => problem.severity === 'warning')
  if (problems.length === 0) {
    return (
      <p className="flex items-center gap-2 text-sm">
        <CircleCheck aria-hidden className="size-4 text-live" />
        {t('none')}
      </p>
    )
  }
  return (
    <>
      <ProblemList title={t('errors', { count: errors.length })} problems={errors} />
      <ProblemList title={t('warnings', { count: warnings.length })} problems={warnings} />
    </>
  )
}

function ProblemList({ title, problems }: { title: string; problems: Problem[] }) {
  const t = useTranslations('canvas.problems')
  const words = useTranslations('problems')
  const store = useEditorStore()
  const nodeWords = useNodeWords()
  const flow = useEditor((state) => state.history.present)
  if (problems.length === 0) return null
  const nameOf = (id: string | null) => {
    const node = id === null ? undefined : nodeById(flow, id)
    if (node) return wordsOf(node, nodeWords).title
    return id === TRIGGER_ID ? triggerWords(flow.trigger, nodeWords).title : t('flow')
  }
  const open = (problem: Problem) => {
    const id = problem.code === 'no_trigger' ? TRIGGER_ID : problem.node
    if (id !== null) store.openStep(id, problem.field ?? '')
    else store.set({ panel: 'settings', focus: { node: null, field: problem.field, turn: Date.now() } })
  }
  return (
    <section className="flex flex-col gap-2">
      <h3 className="text-[13px] font-medium text-muted-foreground">{title}</h3>
      <ul className="flex flex-col gap-1.5">
        {problems.map((problem) => {
          const Icon = problem.severity === 'error' ? CircleAlert : TriangleAlert
          return (
            <li key={`${problem.node} ${problem.code} ${problem.field}`}>
              <button
                type="button"
                onClick={() => open(problem)}
                className="flex w-full items-start gap-2.5 rounded-lg border px-3 py-2.5 text-left transition-colors hover:border-border-strong hover:bg-muted/60"
              >
                <Icon
                  aria-label={t(problem.severity)}
                  className={cn(
                    'mt-0.5 size-4 shrink-0',
                    problem.severity === 'error' ? 'text-failed' : 'text-paused',
                  )}
                />
                <span className="min-w-0">
                  <span className="block text-sm">{words(problem.code, problem.params)}</span>
                  <span className="block truncate text-[13px] text-muted-foreground">
                    {nameOf(problem.node)}
                  </span>
                </span>
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
