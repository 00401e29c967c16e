import { useTranslations } from 'next-intl'
import { startTransition, useEffect, useMemo, useState } from 'react'
import { type Flow, TRIGGER_ID } from '#flows/graph/flow.ts'
import type { Fold } from './fold-flow.ts'
import { spotOfId } from './layout.ts'
import { branchSaid, saidOn } from './said.ts'
import { triggerWords } from './trigger-words.ts'
import { useEditor } from './use-editor.ts'
import { type CanvasWords, wordsFor } from './use-words.ts'

/** A flow of more steps is drawn and named in part at first. */
export const MANY = 120

/** What screen readers say of each box and each branch that folds, by ids; `UNSAID` until a long flow is drawn. */
export function useElementNames({
  whole,
  flow,
  folds,
  long,
  words,
}: {
  whole: Flow
  /** The same with its folded branches out of sight. */
  flow: Flow
  folds: ReadonlyMap<string, Fold>
  long: ReadonlyMap<string, readonly string[]>
  words: CanvasWords
}) {
  const folded = useEditor((state) => state.folded)
  const problems = useEditor((state) => state.problemsAt)
  const t = useTranslations('canvas')
  const tProblem = useTranslations('problems')
  const { trigger } = flow
  const speaking = useSpeaking(flow.nodes.length > MANY)
  const titles = useMemo(() => {
    if (!speaking) return UNSAID
    const all = new Map(flow.nodes.map((node) => [node.id, saidOn(node, words[wordsFor(node)]).title]))
    for (const [id, { hidden }] of folds) all.set(id, t('fold.steps', { count: hidden.length }))
    return all.set(TRIGGER_ID, triggerWords(trigger, words[trigger ? wordsFor(trigger) : 'plain']).title)
  }, [speaking, flow.nodes, trigger, folds, words, t])
  const foldNames = useMemo(() => {
    const nodes = new Map(whole.nodes.map((node) => [node.id, node]))
    return new Map(
      [...long].map(([line, { length: count }]) => {
        const unfold = folded.has(line)
        if (titles === UNSAID) return [line, { name: '', folded: unfold }]
        const { from, branch } = spotOfId(line)
        const names = {
          branch: branchSaid(nodes.get(from), branch ?? '', words.naming),
          step: titles.get(from) ?? '',
        }
        return [
          line,
          { name: t(unfold ? 'fold.expand' : 'fold.collapse', { ...names, count }), folded: unfold },
        ]
      }),
    )
  }, [whole.nodes, long, folded, titles, words.naming, t])

  // apart from where they stand, so that dragging puts nothing into words
  const nodeNames = useMemo(() => {
    if (titles === UNSAID) return UNSAID
    const name = (id: string, kind: string) => {
      const found = problems.get(id) ?? []
      const values = { kind, title: titles.get(id) ?? '' }
      if (found.length === 0) return t('node', values)
      return t('nodeProblems', {
        ...values,
        problems: found.map((p) => tProblem(p.code, p.params)).join(' '),
      })
    }
    const named = flow.nodes.map(({ id, kind }) => [id, name(id, words.plain.t(`${kind}.name`))] as const)
    return new Map(named).set(TRIGGER_ID, name(TRIGGER_ID, words.plain.t('trigger.name')))
  }, [flow.nodes, problems, titles, words.plain, t, tProblem])
  return { titles, foldNames, nodeNames }
}

/** Names that are not given yet. */
export const UNSAID: ReadonlyMap<string, string> = new Map()

/** Whether names are given to screen readers yet: in a long flow once it is drawn, so that it is there the sooner. */
function useSpeaking(long: boolean): boolean {
  const [drawn, setDrawn] = useState(false)
  useEffect(() => {
    const handle = setTimeout(() => startTransition(() => setDrawn(true)), 100)
    return () => clearTimeout(handle)
  }, [])
  return drawn || !long
}
