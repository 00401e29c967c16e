import type { TestedRun } from '../api/test-flow.ts'
import type { LitPath } from '../canvas/editor-store.ts'
import { edgeId } from '../canvas/layout.ts'

/** The steps and edges that a run took; nothing but the trigger for who did not enter. */
export function litPath({ trace, status }: Pick<TestedRun, 'trace' | 'status'>, trigger: string): LitPath {
  const nodes = new Set<string>(status === 'refused' ? [] : [trigger])
  const edges = new Set<string>()
  for (const { kind, node, branch } of trace) {
    if (node === null) continue
    nodes.add(node)
    if (kind === 'started' || kind === 'passed' || kind === 'resumed')
      edges.add(edgeId({ from: node, branch }))
  }
  return { nodes, edges }
}
