import { type Flow, TRIGGER_ID } from '#flows/graph/flow.ts'

/**
 * A flow without what its author doesn't decide: ids are numbered in the order in which a reader meets the steps, where
 * the boxes stand is left out, and what is said in so many words though it holds anyway.
 */
export function meaningOf(flow: Flow): unknown {
  const order = [TRIGGER_ID]
  for (const from of order) {
    const next = flow.edges.filter((edge) => edge.from === from).toSorted(byBranch)
    order.push(...next.map(({ to }) => to).filter((to) => !order.includes(to)))
  }
  const number = new Map(order.map((id, index) => [id, `s${index}`]))
  const { layout: _places, ...rest } = flow
  const text = JSON.stringify(
    {
      ...rest,
      nodes: order.slice(1).map((id) => flow.nodes.find((node) => node.id === id)),
      edges: flow.edges.toSorted((a, b) => order.indexOf(a.from) - order.indexOf(b.from) || byBranch(a, b)),
    },
    (key, value) => {
      if (key === 'sameKey' && value === false) return undefined
      if (key === 'zone' && value === 'profile') return undefined
      return ['id', 'from', 'to', 'node'].includes(key) ? (number.get(value) ?? value) : value
    },
  )
  return JSON.parse(text)
}

const byBranch = (a: Flow['edges'][number], b: Flow['edges'][number]) =>
  (a.branch ?? '') < (b.branch ?? '') ? -1 : 1
