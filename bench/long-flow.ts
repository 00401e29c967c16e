import type { Edge, Flow, FlowNode } from '#flows/graph/flow.ts'
import { emptyFlow } from '#flows/graph/flow.ts'

const BRANCHES = 12

/** A flow of so many steps as a shop might have grown it: a split into branches of questions, messages and delays that meet again. */
export function longFlow(steps: number): Flow {
  const branches = Array.from({ length: BRANCHES }, (_, n) => `b${n}`)
  const nodes: FlowNode[] = [
    {
      id: 'split',
      kind: 'split',
      config: {
        branches: branches.map((id, n) => ({ id, name: `Group ${n + 1}`, if: over(100 * (BRANCHES - n)) })),
      },
    },
  ]
  const edges: Edge[] = [{ from: 'trigger', to: 'split' }]
  const ends: { from: string; branch?: string }[] = branches.map((branch) => ({ from: 'split', branch }))
  const add = (node: FlowNode, ...from: { from: string; branch?: string }[]) => {
    nodes.push(node)
    for (const end of from) edges.push({ ...end, to: node.id })
  }
  for (let n = 0; nodes.length + 5 <= steps; n++) {
    const at = n % BRANCHES
    const id = (part: string) => `${part}${n}`
    add({ id: id('if'), kind: 'condition', config: { if: over(n + 1) } }, ends[at]!)
    add(email(id('mail'), n), { from: id('if'), branch: 'yes' })
    add(hours(id('rest'), 2), { from: id('mail') })
    add(text(id('text'), n), { from: id('if'), branch: 'no' })
    add(hours(id('day'), 24), { from: id('rest') }, { from: id('text') })
    ends[at] = { from: id('day') }
  }
  for (let n = 0; nodes.length < steps; n++) {
    add(hours(`last${n}`, 1), ends[n % BRANCHES]!)
    ends[n % BRANCHES] = { from: `last${n}` }
  }
  return { ...emptyFlow(`${steps} steps`), trigger: { kind: 'event', event: 'Added to Cart' }, nodes, edges }
}

const over = (value: number) => ({ kind: 'property', of: 'event', path: 'value', op: 'gt', value }) as const

const hours = (id: string, amount: number): FlowNode => ({
  id,
  kind: 'delay',
  config: { for: { amount, unit: 'hours' } },
})

const text = (id: string, n: number): FlowNode => ({
  id,
  kind: 'sms',
  config: { status: 'live', messageKind: 'marketing', text: `Your cart is waiting (${n})` },
})

const email = (id: string, n: number): FlowNode => ({
  id,
  kind: 'email',
  config: {
    status: 'live',
    messageKind: 'marketing',
    subject: `{{ profile.first_name }}, letter ${n}`,
    blocks: [
      { kind: 'text', text: 'We kept your cart.' },
      { kind: 'footer', text: '[Unsubscribe]({{ links.unsubscribe }})' },
    ],
  },
})
