import { FLOW_FORMAT } from '#flows/graph/flow.ts'

const spends = (value: number) => ({ kind: 'property', of: 'event', path: 'value', op: 'is', value })
const waits = (id: string, amount: number) => ({
  id,
  kind: 'delay',
  config: { for: { amount, unit: 'hours' } },
})

/** Three ways, each with a delay of its own that people stand at. */
export const THREE_WAYS = {
  format: FLOW_FORMAT,
  name: 'Üç yol',
  settings: { reentry: { mode: 'always' } },
  trigger: { kind: 'event', event: 'Searched' },
  nodes: [
    {
      id: 'ways',
      kind: 'split',
      config: {
        branches: [
          { id: 'first', if: spends(1) },
          { id: 'second', if: spends(2) },
        ],
      },
    },
    waits('short', 10),
    waits('middle', 20),
    waits('long', 30),
  ],
  edges: [
    { from: 'trigger', to: 'ways' },
    { from: 'ways', branch: 'first', to: 'short' },
    { from: 'ways', branch: 'second', to: 'middle' },
    { from: 'ways', branch: 'otherwise', to: 'long' },
  ],
}

/** One goes the first way, two the second, three the third. */
export const SIX_PEOPLE = [1, 2, 2, 3, 3, 3].map((value, n) => ({
  event: 'Searched',
  profile: { email: `kisi${n}@example.com` },
  value: String(value),
}))
