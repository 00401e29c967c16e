import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KnownFacts, NO_FACTS } from '../conditions/facts.ts'
import { FLOW_FORMAT, Flow, type FlowNode } from '../graph/flow.ts'
import { branchesOf } from '../graph/validate.ts'
import { advance } from './advance.ts'
import { heldOut, newRun } from './enter.ts'
import { wakeAt } from './listens.ts'
import type { Input, Run, TraceStep } from './run-state.ts'

const NOON = Date.parse('2026-11-20T12:00:00Z')

const NODE = fc.oneof(
  fc.record({
    kind: fc.constant('delay'),
    config: fc.record({
      for: fc.record({ amount: fc.integer({ min: 1, max: 50 }), unit: fc.constantFrom('seconds', 'hours') }),
    }),
  }),
  fc.record({
    kind: fc.constant('wait'),
    config: fc.record({
      for: fc.record({ event: fc.constantFrom('A', 'B') }),
      atMost: fc.record({ amount: fc.integer({ min: 1, max: 50 }), unit: fc.constant('minutes') }),
    }),
  }),
  fc.constant({
    kind: 'email',
    config: { status: 'live', messageKind: 'marketing', subject: 's', blocks: [] },
  }),
  fc.constant({ kind: 'sms', config: { status: 'draft', messageKind: 'marketing', text: 's' } }),
  fc.constant({ kind: 'webhook', config: { url: 'https://x.example' } }),
  fc.constant({ kind: 'update_profile', config: { set: { a: 1 } } }),
  fc.record({
    kind: fc.constant('condition'),
    config: fc.record({
      if: fc.oneof(
        fc.record({
          kind: fc.constant('property'),
          of: fc.constant('profile'),
          path: fc.constant('a'),
          op: fc.constantFrom('exists', 'missing'),
        }),
        fc.record({
          kind: fc.constant('event'),
          event: fc.constantFrom('A', 'B'),
          count: fc.constant({ op: 'gte', value: 1 }),
        }),
      ),
    }),
  }),
  fc.constant({ kind: 'exit', config: { reason: 'done' } }),
)

/** A random acyclic flow: every branch leads to a later node or nowhere. */
const FLOW = fc
  .tuple(fc.array(NODE, { minLength: 1, maxLength: 12 }), fc.infiniteStream(fc.nat()))
  .map(([kinds, picks]) => {
    const nodes = kinds.map((node, i) => ({ ...node, id: `n${i}` })) as FlowNode[]
    const edges: { from: string; to: string; branch?: string }[] = [{ from: 'trigger', to: 'n0' }]
    for (const [i, node] of nodes.entries()) {
      for (const branch of branchesOf(node)) {
        const to = i + 1 + (picks.next().value! % (nodes.length - i))
        if (to < nodes.length)
          edges.push({ from: node.id, to: `n${to}`, ...(branch === null ? {} : { branch }) })
      }
    }
    return Flow.parse({
      format: FLOW_FORMAT,
      name: 'R',
      trigger: { kind: 'event', event: 'T' },
      nodes,
      edges,
    })
  })

const INPUT = fc.oneof(
  fc.constant<Input>({ kind: 'timer' }),
  fc.constantFrom('A', 'B').map(
    (name): Input => ({
      kind: 'event',
      event: { id: name, name, time: 0, properties: {}, value: null, currency: null },
    }),
  ),
  fc.boolean().map((ok): Input => ({ kind: 'answer', node: '', visit: 1, ok, answer: { ok } })),
)

/** Drives a run with inputs, timers always honoured, and collects what it did. */
function drive(flow: Flow, inputs: Input[], count: number) {
  const trigger = { id: 't', name: 'T', time: NOON, properties: {}, value: null, currency: null }
  let run = newRun({ id: 'r', flowId: 'f', profileId: 'p', key: null, trigger, holdout: false, now: NOON })
  let now = NOON
  const steps: TraceStep[] = []
  const effects: string[] = []
  const give = (input: Input) => {
    const facts = new KnownFacts()
    for (;;) {
      const result = advance({ flow, run, profile: {}, input, facts, now, seed: 's', zone: 'UTC' })
      if (result.kind === 'need') for (const request of result.requests) facts.learn(request, count)
      else {
        if (result.kind === 'advanced') {
          run = result.run
          steps.push(...result.steps)
          effects.push(...result.effects.map((effect) => `${effect.kind} ${effect.node} ${effect.visit}`))
        }
        return result
      }
    }
  }
  give({ kind: 'start' })
  for (const input of inputs) {
    now = Math.max(now + 1, wakeAt(run) ?? 0)
    const standing = run.position.kind === 'node' ? run.position.node : ''
    if (input.kind === 'event') give({ ...input, event: { ...input.event, time: now } })
    else if (input.kind === 'answer') give({ ...input, node: standing })
    else give(input)
  }
  return { run, steps, effects, give, now }
}

describe('any flow and any inputs', () => {
  it('a run always waits for something or has ended, and its trace says so', () => {
    fc.assert(
      fc.property(FLOW, fc.array(INPUT, { maxLength: 30 }), fc.nat(1), (flow, inputs, count) => {
        const { run, steps } = drive(flow, inputs, count)
        if (run.position.kind === 'node') {
          expect(wakeAt(run) !== null || run.position.waiting.kind === 'answer').toBe(true)
          expect(steps.at(-1)).toMatchObject({ kind: 'waiting', node: run.position.node })
        } else {
          expect(run.position.kind).toBe('ended')
          expect(steps.at(-1)).toMatchObject({ kind: 'ended' })
        }
        expect(steps.filter((s) => s.kind === 'ended').length).toBe(run.position.kind === 'ended' ? 1 : 0)
      }),
      { numRuns: 1_000 },
    )
  })

  it('no effect is made twice, and an ended run takes nothing in', () => {
    fc.assert(
      fc.property(FLOW, fc.array(INPUT, { maxLength: 30 }), (flow, inputs) => {
        const { run, effects, give } = drive(flow, inputs, 0)
        expect(new Set(effects).size).toBe(effects.length)
        if (run.position.kind === 'ended')
          for (const input of inputs) expect(give(input).kind).toBe('ignored')
      }),
      { numRuns: 1_000 },
    )
  })

  it('the same arguments give the same answer and stay as they were', () => {
    fc.assert(
      fc.property(FLOW, fc.array(INPUT, { maxLength: 10 }), (flow, inputs) => {
        const before = structuredClone(flow)
        const [one, two] = [drive(flow, inputs, 1), drive(flow, inputs, 1)]
        expect([one.run, one.steps, one.effects]).toEqual([two.run, two.steps, two.effects])
        expect(flow).toEqual(before)
      }),
      { numRuns: 300 },
    )
  })
})

describe('the hold-out', () => {
  it('is as large as asked and sticks to a person', () => {
    const flow = Flow.parse({ format: FLOW_FORMAT, name: 'H', settings: { holdoutPercent: 10 } })
    const people = Array.from({ length: 20_000 }, (_, i) => `person-${i}`)
    const held = people.filter((person) => heldOut(flow, 'flow', person))
    expect(held.length / people.length).toBeGreaterThan(0.09)
    expect(held.length / people.length).toBeLessThan(0.11)
    expect(people.filter((person) => heldOut(flow, 'flow', person))).toEqual(held)
    expect(people.filter((person) => heldOut(flow, 'other', person))).not.toEqual(held)
  })
})

describe('a broken graph', () => {
  it('fails the run with a reason and never throws', () => {
    const flow = Flow.parse({
      format: FLOW_FORMAT,
      name: 'B',
      trigger: { kind: 'manual' },
      edges: [{ from: 'trigger', to: 'ghost' }],
    })
    const run: Run = newRun({
      id: 'r',
      flowId: 'f',
      profileId: 'p',
      key: null,
      trigger: null,
      holdout: false,
      now: NOON,
    })
    const result = advance({
      flow,
      run,
      profile: {},
      input: { kind: 'start' },
      facts: NO_FACTS,
      now: NOON,
      seed: 's',
      zone: 'UTC',
    })
    expect(result).toMatchObject({ run: { position: { end: { status: 'failed', reason: 'node_missing' } } } })
  })
})
