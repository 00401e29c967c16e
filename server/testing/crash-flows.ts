import fc from 'fast-check'
import { Flow } from '#flows/graph/flow.ts'
import { OTHER_EVENTS, randomFlow } from '#flows/testing/random-flow.ts'
import { expectedRuns } from './crash-expected.ts'
import { Dice, drawPerson, ownName, sampleHistory } from './crash-people.ts'

/** Stands for the flow's number in all that a flow has for itself: its events, its list, its property. */
const OWN = 'NN'
const HOOK = 'http://hook.example'
/** No run takes longer, so that the end of the test can be waited for. */
const LONGEST_RUN_MS = 60_000
const FEWEST_STEPS = 4
const SAMPLE = 30

/** Seconds are drawn short, hours so long that nothing of the test falls out of them. */
const seconds = (min: number, max: number) =>
  fc.record({ amount: fc.integer({ min, max }), unit: fc.constant('seconds' as const) })
const hours = fc.record({ amount: fc.integer({ min: 5, max: 90 }), unit: fc.constant('hours' as const) })
const other = fc.constantFrom(...OTHER_EVENTS)
const number = fc.integer({ min: 0, max: 10 })

/** What is settled before a run begins, so that it doesn't matter when it is asked. */
const settledLeaf = fc.oneof(
  fc.record(
    {
      kind: fc.constant('event'),
      event: other,
      count: fc.record({ op: fc.constantFrom('eq', 'gte', 'lt'), value: fc.integer({ min: 0, max: 2 }) }),
      sameKey: fc.boolean(),
      within: fc.oneof(fc.constant({ since: 'run' }), fc.record({ last: hours })),
      where: fc.constant({ kind: 'property', of: 'event', path: 'n', op: 'gte', value: 5 }),
    },
    { requiredKeys: ['kind', 'event', 'count'] },
  ),
  fc.record({
    kind: fc.constant('property'),
    of: fc.constantFrom('event', 'profile'),
    path: fc.constant('n'),
    op: fc.constantFrom('gte', 'lt'),
    value: number,
  }),
)
/** What only the flow's own steps change. */
const ownLeaf = fc.oneof(
  fc.record({
    kind: fc.constant('list'),
    list: fc.constant(`List ${OWN}`),
    op: fc.constantFrom('in', 'not_in'),
  }),
  fc.record({
    kind: fc.constant('property'),
    of: fc.constant('profile'),
    path: fc.constant(`mark_${OWN}`),
    op: fc.constantFrom('exists', 'missing', 'gte', 'lt'),
    value: number,
  }),
)
const grouped = (leaf: fc.Arbitrary<unknown>) =>
  fc.oneof(
    { weight: 3, arbitrary: leaf },
    fc
      .tuple(fc.constantFrom('all', 'any', 'none'), fc.array(leaf, { minLength: 1, maxLength: 3 }))
      .map(([group, members]) => ({ [group]: members })),
  )
const SETTLED = grouped(settledLeaf)
const CONDITION = grouped(fc.oneof({ weight: 2, arbitrary: settledLeaf }, ownLeaf))

const awaited = fc.record({ event: other, sameKey: fc.boolean() }, { requiredKeys: ['event'] })
const wait = (awaiting: fc.Arbitrary<unknown>) =>
  fc.record({
    kind: fc.constant('wait'),
    config: fc.record(
      { for: awaiting, atMost: seconds(2, 10), restartOn: awaited },
      { requiredKeys: ['for', 'atMost'] },
    ),
  })
const email = fc.record({
  kind: fc.constant('email'),
  config: fc.record({
    status: fc.constantFrom('live', 'live', 'live', 'live', 'draft'),
    messageKind: fc.constantFrom('marketing', 'transactional'),
    smartSending: fc.boolean(),
    subject: fc.constant(`${OWN} {{ event.k }}`),
    blocks: fc.constant([{ kind: 'text', text: 'Merhaba {{ profile.external_id }}' }]),
  }),
})

/** Steps whose outcome is the same however late they are made. */
const STEP = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('delay'), config: fc.record({ for: seconds(1, 15) }) }),
  },
  { weight: 2, arbitrary: wait(awaited) },
  { weight: 1, arbitrary: wait(fc.record({ condition: CONDITION })) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('condition'), config: fc.record({ if: CONDITION }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('split'),
      config: fc.record({
        branches: fc.tuple(CONDITION, CONDITION).map(([a, b]) => [
          { id: 's1', if: a },
          { id: 's2', if: b },
        ]),
      }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('experiment'),
      config: fc.integer({ min: 10, max: 90 }).map((weight) => ({
        paths: [
          { id: 'a', weight },
          { id: 'b', weight: 100 - weight },
        ],
      })),
    }),
  },
  { weight: 5, arbitrary: email },
  { weight: 1, arbitrary: fc.constant({ kind: 'webhook', config: { url: `${HOOK}/${OWN}` } }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('update_profile'),
      config: fc.record({ set: fc.record({ [`mark_${OWN}`]: number }) }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('list'),
      config: fc.record({
        action: fc.constantFrom('add', 'add', 'remove'),
        list: fc.constant(`List ${OWN}`),
      }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.constant({
      kind: 'emit_event',
      config: { event: `E_${OWN}`, properties: { k: '{{ event.k }}' } },
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'exit', config: { reason: 'done' } }) },
)

/**
 * Random flows, the same for a seed, that end within a minute and the same way whatever is killed meanwhile: nothing that
 * they ask for, wait for or aim at changes while they run, but by their own steps.
 */
export function crashFlows(count: number, seed: number, hookUrl: string): Flow[] {
  const drawn = fc.sample(
    fc.record({
      flow: randomFlow(STEP),
      filter: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: SETTLED }),
    }),
    { numRuns: count * 20, seed },
  )
  const flows: Flow[] = []
  for (const { flow, filter } of drawn) {
    if (flows.length === count) return flows
    if (flow.nodes.length < FEWEST_STEPS) continue
    const own = ownedBy(flow, filter, flows.length, hookUrl)
    if (isTelling(own, flows.length, seed)) flows.push(own)
  }
  throw new Error(`Only ${flows.length} of ${drawn.length} random flows are of use`)
}

function ownedBy(flow: Flow, profileFilter: unknown, number: number, hookUrl: string): Flow {
  const { settings, trigger } = flow
  const text = JSON.stringify({
    ...flow,
    name: `Random ${OWN}`,
    trigger: { ...trigger, event: `T_${OWN}` },
    settings: {
      ...settings,
      profileFilter,
      reentry: { mode: settings.reentry.mode === 'once' ? 'once' : 'always' },
    },
  })
  return Flow.parse(JSON.parse(text.replaceAll(HOOK, hookUrl).replaceAll(OWN, ownName(number))))
}

/** Whether runs of the flow wait and end soon, and most of those who come are let in. */
function isTelling(flow: Flow, number: number, seed: number): boolean {
  const dice = new Dice(seed)
  const people = Array.from({ length: SAMPLE }, (_, n) => drawPerson(n, dice, [{ flow: number, times: 1 }]))
  const runs = people.flatMap((person) => expectedRuns(flow, `${number}`, sampleHistory(person, number)))
  const waits = runs.some(({ trace }) => trace.some((line) => line.startsWith('waiting')))
  return waits && runs.length * 2 > SAMPLE && runs.every(({ lastedMs }) => lastedMs <= LONGEST_RUN_MS)
}

/** Whether a person may have two runs of the flow at a time: they must not see what the other one does. */
export function takesTwo(flow: Flow): boolean {
  return (
    flow.settings.reentry.mode === 'once' ||
    !flow.nodes.some(({ kind }) => kind === 'update_profile' || kind === 'list')
  )
}
