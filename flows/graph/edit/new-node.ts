import type { FlowNode, NodeConfig, NodeKind } from '../flow.ts'

const STARTS: { [K in NodeKind]: () => NodeConfig<K> } = {
  delay: () => ({ for: { amount: 1, unit: 'hours' } }),
  wait: () => ({ for: { event: 'Placed Order', sameKey: false }, atMost: { amount: 1, unit: 'hours' } }),
  condition: () => ({ if: { all: [] } }),
  split: () => ({ branches: [{ id: 'b1', if: { all: [] } }] }),
  experiment: () => ({
    paths: [
      { id: 'a', weight: 50 },
      { id: 'b', weight: 50 },
    ],
  }),
  email: () => ({ status: 'draft', messageKind: 'marketing', subject: '', blocks: [] }),
  sms: () => ({ status: 'draft', messageKind: 'marketing', text: '' }),
  push: () => ({ status: 'draft', messageKind: 'marketing', title: '', body: '', url: '' }),
  whatsapp: () => ({
    status: 'draft',
    messageKind: 'marketing',
    template: { name: '', language: 'tr' },
    parameters: [],
  }),
  webhook: () => ({ url: '' }),
  update_profile: () => ({ set: {} }),
  list: () => ({ action: 'add', list: '' }),
  notify: () => ({ to: 'team', text: '' }),
  emit_event: () => ({ event: '', properties: {} }),
  enter_flow: () => ({ flow: '' }),
  exit: () => ({ reason: 'finished' }),
}

/** The lowest `n<number>` that no step has. */
export function freeId(nodes: readonly { id: string }[]): string {
  const taken = new Set(nodes.map((node) => node.id))
  for (let n = taken.size + 1; ; n++) if (!taken.has(`n${n}`)) return `n${n}`
}

/** A step as it is when it has just been added; `keyed` when the flow's trigger has a key. */
export function newNode(kind: NodeKind, { id, keyed }: { id: string; keyed: boolean }): FlowNode {
  const node = { id, kind, config: STARTS[kind]() } as FlowNode
  if (node.kind === 'wait' && 'event' in node.config.for) node.config.for.sameKey = keyed
  return node
}
