import { diffFlows, type EdgeChange } from '#flows/graph/diff-flows.ts'
import { type Flow, TRIGGER_ID } from '#flows/graph/flow.ts'
import { branchName } from './node-views/branch-name.ts'
import type { NodeWords } from './node-views/node-view.ts'
import { wordsOf } from './node-views/registry.ts'
import { triggerWords } from './trigger-words.ts'

export interface ChangeLine {
  change: 'added' | 'removed' | 'changed'
  text: string
  /** The step it speaks of, or the trigger. */
  node?: string
}

interface Tools {
  /** Translations of `flows.publishing.changes`. */
  t: NodeWords['t']
  words: NodeWords
}

/** How `after` differs from `before`, a sentence each. Lines that come and go with a step are part of it. */
export function changeLines(before: Flow, after: Flow, { t, words }: Tools): ChangeLine[] {
  const { name, trigger, settings, nodes, edges } = diffFlows(before, after)
  const changed = (text: string, node?: string): ChangeLine => ({
    change: 'changed',
    text,
    ...(node === undefined ? {} : { node }),
  })
  const titles = { before: titlesOf(before, words), after: titlesOf(after, words) }
  const apart = new Set(nodes.filter(({ change }) => change !== 'changed').map(({ id }) => id))
  const rewired = edges.filter(({ from, to }) => !apart.has(from) && !apart.has(to))
  return [
    ...(name ? [changed(t('name', { before: before.name, after: after.name }))] : []),
    ...(trigger
      ? [
          changed(
            t('instead', { before: titles.before(TRIGGER_ID), after: titles.after(TRIGGER_ID) }),
            TRIGGER_ID,
          ),
        ]
      : []),
    ...nodes.map(({ id, change }): ChangeLine => {
      if (change === 'added') return { change, text: titles.after(id), node: id }
      if (change === 'removed') return { change, text: titles.before(id), node: id }
      const [was, is] = [titles.before(id), titles.after(id)]
      return changed(was === is ? t('inside', { title: is }) : t('instead', { before: was, after: is }), id)
    }),
    ...settings.map((setting) => changed(t('setting', { setting: t(`settings.${setting}`) }))),
    ...rewired.map((edge): ChangeLine => {
      const side = edge.change === 'added' ? 'after' : 'before'
      return {
        change: edge.change,
        text: edgeText(edge, side === 'after' ? after : before, titles[side], { t, words }),
      }
    }),
  ]
}

function titlesOf(flow: Flow, words: NodeWords): (id: string) => string {
  const nodes = new Map(flow.nodes.map((node) => [node.id, node]))
  return (id) => {
    if (id === TRIGGER_ID) return triggerWords(flow.trigger, words).title
    const node = nodes.get(id)
    return node ? wordsOf(node, words).title : id
  }
}

function edgeText(
  { from, branch, to, repeat }: EdgeChange,
  flow: Flow,
  title: (id: string) => string,
  { t, words }: Tools,
): string {
  const node = flow.nodes.find(({ id }) => id === from)
  const way = branch === null ? title(from) : `${title(from)} · ${branchName(node, branch, words)}`
  return t(repeat ? 'back' : 'line', { from: way, to: title(to) })
}
