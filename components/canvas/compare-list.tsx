'use client'

import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { diffFlows } from '#flows/graph/diff-flows.ts'
import type { Flow } from '#flows/graph/flow.ts'
import { type Json, readPath } from '#flows/json.ts'
import { type ChangeLine, changeLines } from './change-lines.ts'
import { ChangeMark } from './changes.tsx'
import type { NodeWords } from './node-views/node-view.ts'
import { useEditor, useEditorStore } from './use-editor.ts'
import { useNodeWords } from './use-words.ts'

/** What differs, in words; one that speaks of a step shows it, and what stood in its fields before and stands there now. */
export function CompareList({ before, after }: { before: Flow; after: Flow }) {
  const t = useTranslations('flows.publishing.changes')
  const tCompare = useTranslations('canvas.compare')
  const words = useNodeWords()
  const lines = useMemo(
    () => changeLines(before, after, { t: t as unknown as NodeWords['t'], words }),
    [before, after, t, words],
  )
  return (
    <aside
      aria-label={t('title')}
      data-testid="compare-list"
      className="flex max-h-[45%] w-full shrink-0 flex-col gap-3 overflow-y-auto border-t bg-card p-4 pb-10 md:max-h-none md:w-95 md:border-t-0 md:border-l"
    >
      <h2 className="text-sm font-semibold">{t('title')}</h2>
      {lines.length === 0 && <p className="text-[13px] text-muted-foreground">{tCompare('same')}</p>}
      <ul className="flex flex-col gap-1">
        {lines.map((line) => (
          <Line
            key={`${line.change} ${line.node ?? ''} ${line.text}`}
            line={line}
            before={before}
            after={after}
          />
        ))}
      </ul>
    </aside>
  )
}

function Line({ line, before, after }: { line: ChangeLine; before: Flow; after: Flow }) {
  const store = useEditorStore()
  const { change, text, node } = line
  const chosen = useEditor(({ selected }) => node !== undefined && selected[0] === node)
  const content = (
    <>
      <ChangeMark change={change} className="mt-0.5" />
      <span className="min-w-0 [overflow-wrap:anywhere]">{text}</span>
    </>
  )
  const look = 'flex w-full items-start gap-2.5 rounded-md px-2 py-1.5 text-left text-[13px] leading-5'
  if (node === undefined) return <li className={look}>{content}</li>
  return (
    <li className="flex flex-col">
      <button
        type="button"
        aria-expanded={chosen}
        onClick={() => store.select(chosen ? [] : [node])}
        className={`${look} transition-colors hover:bg-accent aria-expanded:bg-accent`}
      >
        {content}
      </button>
      {chosen && change === 'changed' && <Fields node={node} before={before} after={after} />}
    </li>
  )
}

/** The fields of a changed step, each as it was and as it is. */
function Fields({ node, before, after }: { node: string; before: Flow; after: Flow }) {
  const t = useTranslations('canvas.compare')
  const configOf = (flow: Flow) =>
    (flow.nodes.find(({ id }) => id === node)?.config ?? {}) as Record<string, unknown>
  const fields = diffFlows(before, after).nodes.find(({ id }) => id === node)?.fields ?? []
  const said = (flow: Flow, field: string) =>
    textOf((readPath(configOf(flow), field) ?? null) as Json) || t('nothing')
  return (
    <dl className="flex flex-col gap-2.5 px-2 pt-1 pb-3 pl-8.5 text-[13px]" data-testid="compare-fields">
      {fields.map((field) => (
        <div key={field} className="[overflow-wrap:anywhere]">
          <dt className="font-mono text-xs text-muted-foreground">{field}</dt>
          <dd className="text-muted-foreground line-through">{said(before, field)}</dd>
          <dd>{said(after, field)}</dd>
        </div>
      ))}
    </dl>
  )
}

/** The words that a value holds. */
function textOf(value: Json): string {
  if (value === null) return ''
  if (typeof value !== 'object') return String(value)
  const parts = Array.isArray(value) ? value : Object.values(value)
  return parts.map(textOf).filter(Boolean).join(' · ')
}
