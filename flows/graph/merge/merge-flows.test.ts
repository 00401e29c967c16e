import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { brokenIn, RANDOM_EDIT, randomlyEdited } from '../../testing/random-edits.ts'
import { deleteNodes } from '../edit/delete-nodes.ts'
import type { EditResult } from '../edit/edit-result.ts'
import { insertNode } from '../edit/insert-node.ts'
import { newNode } from '../edit/new-node.ts'
import { emptyFlow, Flow, type FlowNode, type NodeKind } from '../flow.ts'
import { mergeFlows } from './merge-flows.ts'
import { clashingIds, withOwnIds } from './own-ids.ts'

const done = (result: EditResult): Flow => {
  if (!result.ok) throw new Error(result.refusal)
  return result.flow
}
const put = (flow: Flow, id: string, kind: NodeKind, from: string, branch: string | null = null) =>
  done(insertNode(flow, { node: newNode(kind, { id, keyed: false }), at: { from, branch } }))
const drop = (flow: Flow, ...ids: string[]) => done(deleteNodes(flow, { ids }))
const configured = (flow: Flow, id: string, config: object): Flow => ({
  ...flow,
  nodes: flow.nodes.map((node) =>
    node.id === id ? ({ ...node, config: { ...node.config, ...config } } as FlowNode) : node,
  ),
})
const lines = ({ edges }: Flow) =>
  edges.map(({ from, branch, to }) => `${from}${branch ? `.${branch}` : ''} > ${to}`).sort()
const configOf = (flow: Flow, id: string) =>
  flow.nodes.find((node) => node.id === id)?.config as Record<string, unknown>

/** trigger > a (delay) > b (email) > c (condition): yes > d (sms) */
const BASE = put(
  put(put(put(emptyFlow('Base'), 'a', 'delay', 'trigger'), 'b', 'email', 'a'), 'c', 'condition', 'b'),
  'd',
  'sms',
  'c',
  'yes',
)

describe('two people in one flow', () => {
  it('each change another step, a setting and the name: all of it holds', () => {
    const mine = configured({ ...BASE, name: 'Mine' }, 'b', { subject: 'Merhaba' })
    const theirs = configured({ ...BASE, settings: { ...BASE.settings, holdoutPercent: 10 } }, 'd', {
      text: 'Selam',
    })
    const { flow, clashes } = mergeFlows({ base: BASE, mine, theirs })
    expect(clashes).toEqual([])
    expect(flow.name).toBe('Mine')
    expect(flow.settings.holdoutPercent).toBe(10)
    expect(configOf(flow, 'b').subject).toBe('Merhaba')
    expect(configOf(flow, 'd').text).toBe('Selam')
  })

  it('work on different fields and different blocks of one e-mail', () => {
    const text = (words: string) => ({ kind: 'text', text: words })
    const base = configured(BASE, 'b', { blocks: [text('one'), text('two'), text('three')] })
    const mine = configured(base, 'b', { subject: 'S', blocks: [text('ONE'), text('two'), text('three')] })
    const theirs = configured(base, 'b', {
      preheader: 'P',
      blocks: [text('one'), text('two'), text('three!'), text('four')],
    })
    const { flow, clashes } = mergeFlows({ base, mine, theirs })
    expect(clashes).toEqual([])
    expect(configOf(flow, 'b')).toMatchObject({
      subject: 'S',
      preheader: 'P',
      blocks: [text('ONE'), text('two'), text('three!'), text('four')],
    })
  })

  it('change the same field: they are asked, and either answer is taken', () => {
    const mine = configured(BASE, 'b', { subject: 'Mine' })
    const theirs = configured(BASE, 'b', { subject: 'Theirs' })
    const { flow, clashes } = mergeFlows({ base: BASE, mine, theirs })
    expect(clashes).toMatchObject([
      {
        at: { kind: 'step', node: 'b', field: 'subject' },
        base: '',
        mine: 'Mine',
        theirs: 'Theirs',
        taken: 'mine',
      },
    ])
    expect(configOf(flow, 'b').subject).toBe('Mine')
    const chosen = mergeFlows({ base: BASE, mine, theirs }, { choices: { [clashes[0]!.key]: 'theirs' } })
    expect(configOf(chosen.flow, 'b').subject).toBe('Theirs')
  })

  it('both change how long a delay is: it is one question and no mixture of both', () => {
    const mine = configured(BASE, 'a', { for: { amount: 2, unit: 'hours' } })
    const theirs: Flow = {
      ...BASE,
      nodes: BASE.nodes.map((node) =>
        node.id === 'a' ? { id: 'a', kind: 'delay', config: { until: { time: '09:00' } } as never } : node,
      ),
    }
    const { flow, clashes } = mergeFlows({ base: BASE, mine, theirs })
    expect(clashes).toHaveLength(1)
    expect(configOf(flow, 'a')).toEqual({ for: { amount: 2, unit: 'hours' } })
  })

  it('both change two things of the trigger: they are two questions', () => {
    const trigger = (event: string, key: string): Flow => ({
      ...BASE,
      trigger: { kind: 'event', event, key },
    })
    const { flow, clashes } = mergeFlows({
      base: trigger('A', 'a'),
      mine: trigger('B', 'b'),
      theirs: trigger('C', 'c'),
    })
    expect(clashes.map(({ at }) => at)).toEqual([
      { kind: 'trigger', field: 'event' },
      { kind: 'trigger', field: 'key' },
    ])
    const [event] = clashes
    const sides = { base: trigger('A', 'a'), mine: trigger('B', 'b'), theirs: trigger('C', 'c') }
    const chosen = mergeFlows(sides, { choices: { [event!.key]: 'theirs' } })
    expect(flow.trigger).toMatchObject({ event: 'B', key: 'b' })
    expect(chosen.flow.trigger).toMatchObject({ event: 'C', key: 'b' })
  })

  it('put a step into the same line: both stand in it, one after the other', () => {
    const mine = put(put(BASE, 'm1', 'delay', 'a'), 'm2', 'sms', 'm1')
    const theirs = put(BASE, 't1', 'notify', 'a')
    const { flow, clashes } = mergeFlows({ base: BASE, mine, theirs })
    expect(clashes).toEqual([])
    expect(lines(flow)).toEqual(
      ['trigger > a', 'a > m1', 'm1 > m2', 'm2 > t1', 't1 > b', 'b > c', 'c.yes > d'].sort(),
    )
  })

  it('one puts a step in behind the one that the other deletes: it moves up', () => {
    const mine = drop(BASE, 'b')
    const theirs = put(BASE, 't1', 'notify', 'b')
    const { flow, clashes } = mergeFlows({ base: BASE, mine, theirs })
    expect(clashes).toEqual([])
    expect(lines(flow)).toEqual(['trigger > a', 'a > t1', 't1 > c', 'c.yes > d'].sort())
  })

  it('one deletes what the other changes: it stays where it was until somebody says so', () => {
    const mine = drop(BASE, 'b')
    const theirs = configured(BASE, 'b', { subject: 'Theirs' })
    const { flow, clashes } = mergeFlows({ base: BASE, mine, theirs })
    expect(clashes).toMatchObject([{ at: { kind: 'deleted', node: 'b', by: 'mine' }, taken: 'theirs' }])
    expect(lines(flow)).toEqual(lines(BASE))
    expect(configOf(flow, 'b').subject).toBe('Theirs')
    const gone = mergeFlows({ base: BASE, mine, theirs }, { choices: { [clashes[0]!.key]: 'mine' } })
    expect(lines(gone.flow)).toEqual(lines(mine))
  })

  it('lead the same way out to different steps: they are asked', () => {
    const base = put(BASE, 'e', 'exit', 'd')
    const to = (target: string): Flow => ({
      ...base,
      edges: [...base.edges, { from: 'c', branch: 'no', to: target }],
    })
    const { flow, clashes } = mergeFlows({ base, mine: to('d'), theirs: to('e') })
    expect(clashes).toMatchObject([{ at: { kind: 'line', spot: { from: 'c', branch: 'no' } } }])
    expect(lines(flow)).toContain('c.no > d')
  })

  it('lead two steps to each other: the circle is not closed, and it is said', () => {
    const base = put(put(BASE, 'x', 'notify', 'd'), 'y', 'notify', 'c', 'no')
    const joined = (from: string, to: string): Flow => ({ ...base, edges: [...base.edges, { from, to }] })
    const { flow, clashes } = mergeFlows({ base, mine: joined('x', 'y'), theirs: joined('y', 'x') })
    expect(brokenIn(flow)).toEqual([])
    expect(clashes).toMatchObject([{ at: { kind: 'line' }, taken: 'theirs', forced: true }])
    expect(lines(flow)).toContain('y > x')
  })

  it('give their new steps the same id: mine gets one of its own, wherever it is named', () => {
    const mine = configured(put(put(BASE, 'n5', 'email', 'a'), 'n6', 'condition', 'n5'), 'n6', {
      if: { kind: 'message', did: 'opened', node: 'n5' },
    })
    const theirs = put(BASE, 'n5', 'notify', 'd')
    const ids = clashingIds(BASE, [mine], theirs)
    expect([...ids.keys()]).toEqual(['n5'])
    const own = ids.get('n5')!
    const { flow } = mergeFlows({ base: BASE, mine: withOwnIds(mine, ids), theirs })
    expect(flow.nodes.find(({ id }) => id === 'n5')?.kind).toBe('notify')
    expect(flow.nodes.find(({ id }) => id === own)?.kind).toBe('email')
    expect(configOf(flow, 'n6').if).toMatchObject({ node: own })
    expect(lines(flow)).toEqual(expect.arrayContaining([`a > ${own}`, `${own} > n6`, 'd > n5']))
  })

  it('my own save, whose answer got lost, is nobody else’s work', () => {
    const sent = put(BASE, 'n5', 'email', 'a')
    const mine = configured(sent, 'n5', { subject: 'Later' })
    const ids = clashingIds(BASE, [BASE, sent, mine], sent)
    expect(ids.size).toBe(0)
    const { flow, clashes } = mergeFlows({ base: BASE, mine: withOwnIds(mine, ids), theirs: sent })
    expect(clashes).toEqual([])
    expect(lines(flow)).toEqual(lines(mine))
    expect(configOf(flow, 'n5').subject).toBe('Later')
  })
})

describe('any two histories from one flow', () => {
  const edits = (most: number) => fc.array(RANDOM_EDIT, { maxLength: most })
  const meaning = (flow: Flow) => ({
    ...flow,
    nodes: [...flow.nodes].sort((a, b) => (a.id < b.id ? -1 : 1)),
    edges: [...flow.edges].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
  })

  it('whoever was alone gets exactly what they made', () => {
    fc.assert(
      fc.property(edits(30), edits(20), (first, then) => {
        const base = randomlyEdited(emptyFlow('Random'), first)
        const changed = randomlyEdited(base, then)
        for (const sides of [
          { mine: changed, theirs: base },
          { mine: base, theirs: changed },
          { mine: changed, theirs: changed },
        ]) {
          const { flow, clashes } = mergeFlows({ base, ...sides })
          expect(clashes).toEqual([])
          expect(meaning(flow)).toEqual(meaning(changed))
        }
      }),
      { numRuns: 500 },
    )
  })

  it('a merge is a whole flow, breaks nothing, and has every step that either of them added', () => {
    fc.assert(
      fc.property(edits(30), edits(15), edits(15), fc.boolean(), (first, one, two, choose) => {
        const base = randomlyEdited(emptyFlow('Random'), first)
        const [own, theirs] = [randomlyEdited(base, one), randomlyEdited(base, two)]
        const mine = withOwnIds(own, clashingIds(base, [own], theirs))
        const { clashes } = mergeFlows({ base, mine, theirs })
        expect(new Set(clashes.map(({ key }) => key)).size).toBe(clashes.length)
        const choices = Object.fromEntries(
          clashes.map(({ key }) => [key, choose ? 'mine' : 'theirs'] as const),
        )
        const { flow } = mergeFlows({ base, mine, theirs }, { choices })
        expect(brokenIn(flow)).toEqual([])
        expect(Flow.safeParse(flow).success).toBe(true)
        const known = new Set(base.nodes.map(({ id }) => id))
        for (const { nodes } of [mine, theirs]) {
          for (const node of nodes) if (!known.has(node.id)) expect(flow.nodes).toContainEqual(node)
        }
        for (const { id } of base.nodes) {
          const kept = [mine, theirs].every(({ nodes }) => nodes.some((node) => node.id === id))
          if (kept) expect(flow.nodes.map((node) => node.id)).toContain(id)
        }
      }),
      { numRuns: 1_000 },
    )
  })
})
