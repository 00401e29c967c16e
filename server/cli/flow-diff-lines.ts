import type { FlowDiff } from '#flows/graph/diff-flows.ts'

const SIGN = { added: '+', removed: '-', changed: '~' } as const

/** A difference, a line each; null for a flow that is not there yet. */
export function diffLines(diff: FlowDiff | null): string[] {
  if (diff === null) return ['+ a new flow']
  const { name, trigger, settings, nodes, edges } = diff
  return [
    ...(name ? ['~ name'] : []),
    ...(trigger ? ['~ trigger'] : []),
    ...settings.map((setting) => `~ setting ${setting}`),
    ...nodes.map(({ id, kind, change, fields }) =>
      [`${SIGN[change]} step ${id} (${kind})`, fields.join(', ')].filter(Boolean).join(': '),
    ),
    ...edges.map(({ from, branch, to, repeat, change }) => {
      const way = branch === null ? from : `${from} (${branch})`
      return `${SIGN[change]} ${repeat ? 'way back' : 'line'} ${way} → ${to}`
    }),
  ]
}
