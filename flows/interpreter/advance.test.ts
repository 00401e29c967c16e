import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KnownFacts, NO_FACTS } from '../conditions/facts.ts'
import { FLOW_FORMAT, Flow } from '../graph/flow.ts'
import { OTHER_EVENTS, randomFlow, TRIGGER_EVENT } from '../testing/random-flow.ts'
import { advance } from './advance.ts'
import { heldOut, newRun } from './enter.ts'
import { wakeAt } from './listens.ts'
import type { Input, Run, TraceStep } from './run-state.ts'

const NOON = Date.parse('2026-11-20T12:00:00Z')

const FLOW = randomFlow()

const INPUT = fc.oneof(
  fc.constant<Input>({ kind: 'timer' }),
  fc.constantFrom(TRIGGER_EVENT, ...OTHER_EVENTS).map(
    (name): Input => ({
      kind: 'event',
      event: { id: name, name, time: 0, properties: { k: 'x', n: 7 }, value: null, currency: null },
    }),
  ),
  fc.boolean().map((ok): Input => ({ kind: 'answer', node: '', visit: 1, ok, answer: { ok } })),
  fc.boolean().map((sent): Input => ({ kind: 'reviewed', node: '', visit: 1, sent })),
  fc.constant<Input>({ kind: 'reschedule' }),
)

/** Drives a run with inputs, timers always honoured, and collects what it did. Every fact is `count`. */
function drive(flow: Flow, inputs: Input[], count: number) {
  const trigger = {
    id: 't',
    name: TRIGGER_EVENT,
    time: NOON,
    properties: { k: 'x', n: 3 },
    value: null,
    currency: null,
  }
  const key = flow.trigger?.kind === 'event' && flow.trigger.key ? 'x' : null
  let run = newRun({ id: 'r', flowId: 'f', profileId: 'p', key, trigger, holdout: false, now: NOON })
  let now = NOON
  const steps: TraceStep[] = []
  const effects: string[] = []
  const give = (input: Input) => {
    const facts = new KnownFacts()
    for (;;) {
      const result = advance({ flow, run, profile: {}, input, facts, now, seed: 's', zone: 'Europe/Berlin' })
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
  const given: Input[] = []
  const take = (input: Input) => {
    given.push(input)
    return give(input)
  }
  take({ kind: 'start' })
  for (const input of inputs) {
    now = Math.max(now + 1, wakeAt(run) ?? 0)
    const { position } = run
    const at = position.kind === 'node' ? { node: position.node, visit: position.visit } : {}
    if (input.kind === 'event') take({ ...input, event: { ...input.event, time: now } })
    else if (input.kind === 'answer' || input.kind === 'reviewed') take({ ...input, ...at })
    else take(input)
  }
  return { run, steps, effects, give, given, now }
}

describe('any flow and any inputs', () => {
  it('a run always waits for something or has ended, and its trace says so', () => {
    fc.assert(
      fc.property(FLOW, fc.array(INPUT, { maxLength: 30 }), fc.nat(1), (flow, inputs, count) => {
        const { run, steps } = drive(flow, inputs, count)
        if (run.position.kind === 'node') {
          expect(wakeAt(run) !== null || ['answer', 'review'].includes(run.position.waiting.kind)).toBe(true)
          expect(steps.at(-1)).toMatchObject({ node: run.position.node })
          expect(['waiting', 'restarted', 'rescheduled']).toContain(steps.at(-1)!.kind)
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

  it('an input that comes again adds no effect', () => {
    fc.assert(
      fc.property(FLOW, fc.array(INPUT, { maxLength: 20 }), fc.nat(1), (flow, inputs, count) => {
        const { run, effects, give, given } = drive(flow, inputs, count)
        const { position } = run
        const isOpen = (input: Input) =>
          'visit' in input &&
          position.kind === 'node' &&
          input.node === position.node &&
          input.visit === position.visit
        const before = effects.length
        // a beginning, and what was answered of steps that the run has left
        for (const input of given) {
          if ((input.kind === 'start' || 'visit' in input) && !isOpen(input)) give(input)
        }
        expect(effects.length).toBe(before)
      }),
      { numRuns: 1_000 },
    )
  })

  it('no node is entered more often than its repeats allow', () => {
    fc.assert(
      fc.property(FLOW, fc.array(INPUT, { maxLength: 60 }), (flow, inputs) => {
        const { run } = drive(flow, inputs, 0)
        const allowed = flow.edges.reduce((product, { repeat }) => product * (1 + (repeat?.atMost ?? 0)), 1)
        for (const visits of Object.values(run.visits)) expect(visits).toBeLessThanOrEqual(allowed)
      }),
      { numRuns: 500 },
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
