'use client'

import { Flag, Zap } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { type Flow, type NodeKind, TRIGGER_ID } from '#flows/graph/flow.ts'
import type { TestedMessage, TestedRun, TestedStep } from '../api/test-flow.ts'
import { FAMILY_TILE, type NodeView, type NodeWords } from '../canvas/node-views/node-view.ts'
import { NODE_VIEWS, wordsOf } from '../canvas/node-views/registry.ts'
import { triggerWords } from '../canvas/trigger-words.ts'
import { useEditor, useEditorStore } from '../canvas/use-editor.ts'
import { useNodeWords } from '../canvas/use-words.ts'
import { useFormat } from '../format.ts'
import { Alert } from '../ui/alert.tsx'
import { cn } from '../ui/cn.ts'
import { RenderedMessage } from './rendered-message.tsx'
import { lengthOf, messageAt, nodesOf, traceWords, valuesSeen } from './trace-words.ts'

export type ShownRun = Omit<TestedRun, 'profile' | 'event'>

interface RunStepsProps {
  run: ShownRun
  graph: Flow
  /** What became of a message, in words. */
  message: (message: TestedMessage) => string
  /** Of a run that is not over. */
  unfinished: string
}

/** What happens to the person, step by step, with the reason for each decision. */
export function RunSteps({ run, graph, message, unfinished }: RunStepsProps) {
  const t = useTranslations('flows.test')
  const locale = useLocale()
  const format = useFormat()
  const lines = useMemo(
    () =>
      run.trace.map((step, index) => ({
        step,
        later:
          index === 0 ? '' : lengthOf(Date.parse(step.at) - Date.parse(run.trace[index - 1]!.at), locale),
      })),
    [run, locale],
  )
  if (run.status === 'refused') {
    const reason = run.reason ?? ''
    return (
      <Alert tone="warning" title={t('refused')}>
        {t.has(`refusals.${reason}`) ? t(`refusals.${reason}`) : reason}
      </Alert>
    )
  }
  return (
    <>
      {run.holdout && <Alert tone="warning">{t('holdout')}</Alert>}
      <ol className="flex flex-col" data-testid="test-steps">
        {lines.map(({ step, later }) => (
          <li key={`${step.step} ${step.ordinal}`}>
            {later !== '' && (
              <p className="py-1.5 pl-12 text-xs font-medium text-step-time">
                {t('later', { length: later, time: format.dateTime(step.at) })}
              </p>
            )}
            <Line step={step} run={run} graph={graph} say={message} />
          </li>
        ))}
      </ol>
      {run.status === 'waiting' && <p className="text-[13px] text-muted-foreground">{unfinished}</p>}
    </>
  )
}

interface LineProps {
  step: TestedStep
  run: ShownRun
  graph: Flow
  say: RunStepsProps['message']
}

function Line({ step, run, graph, say }: LineProps) {
  const t = useTranslations('flows.test')
  const store = useEditorStore()
  const format = useFormat()
  const words = useNodeWords()
  const selected = useEditor((state) => step.node !== null && state.selected[0] === step.node)
  const node = nodesOf(graph).get(step.node ?? '')
  const message = messageAt(step, run.messages)
  const tools = {
    t: t as unknown as NodeWords['t'],
    words,
    time: format.dateTime,
    message: say,
  }
  const view = node && (NODE_VIEWS[node.kind] as NodeView<NodeKind>)
  const Icon = view?.icon ?? (step.node === TRIGGER_ID ? Zap : Flag)
  const family = view?.family ?? (step.node === TRIGGER_ID ? 'trigger' : 'action')
  const title = node
    ? wordsOf(node, words).title
    : step.node === TRIGGER_ID
      ? triggerWords(graph.trigger, words).title
      : step.node
  const said = traceWords(step, { node, message }, tools)
  const values = valuesSeen(step)
  return (
    <div className={cn('flex gap-3 rounded-lg px-2 py-2 transition-colors', selected && 'bg-primary-soft')}>
      <span data-family={family} className={cn(FAMILY_TILE, 'size-7')}>
        <Icon aria-hidden className="size-3.5" />
      </span>
      <div className="min-w-0 flex-1 text-[13px] leading-5">
        {title !== null && (
          <button
            type="button"
            onClick={() => step.node !== null && store.select([step.node])}
            className="block max-w-full rounded text-left font-medium [overflow-wrap:anywhere] hover:underline"
          >
            {title}
          </button>
        )}
        <p className={cn('[overflow-wrap:anywhere]', title !== null && 'text-muted-foreground')}>{said}</p>
        {values.length > 0 && (
          <dl className="mt-1 flex flex-col gap-0.5 font-mono text-xs text-muted-foreground">
            {values.map(([name, value]) => (
              <div key={name} className="flex flex-wrap gap-x-1.5">
                <dt>{name}</dt>
                <dd className="text-foreground">= {value}</dd>
              </div>
            ))}
          </dl>
        )}
        {message && (message.html ?? message.text ?? message.error) !== null && (
          <RenderedMessage message={message} />
        )}
      </div>
    </div>
  )
}
