import type { z } from 'zod'
import { FLOW_FORMAT, Flow } from '#flows/graph/flow.ts'

const EMAIL = {
  status: 'live',
  messageKind: 'marketing',
  subject: 'Merhaba',
  blocks: [{ kind: 'text', text: 'Merhaba' }],
} as const

/** A flow for tests: nodes in a chain from the trigger, unless edges are given. `email` nodes may leave out their config. */
export function flowOf(
  parts: Partial<Omit<z.input<typeof Flow>, 'nodes'>> & {
    nodes: { id: string; kind: string; config?: unknown }[]
  },
): Flow {
  const ids = parts.nodes.map((node) => node.id)
  return Flow.parse({
    format: FLOW_FORMAT,
    name: 'Test',
    trigger: { kind: 'event', event: 'Added to Cart', key: 'cart_id' },
    edges: ids.map((to, index) => ({ from: index === 0 ? 'trigger' : ids[index - 1], to })),
    ...parts,
    nodes: parts.nodes.map((node) => ({ ...node, config: node.config ?? EMAIL })),
  })
}
