import { describe, expect, it } from 'vitest'
import { emptyFlow, type Flow } from '#flows/graph/flow.ts'
import { libraryEntries } from '#flows/library/index.ts'
import { CARD_HEIGHT, CARD_WIDTH, END_WIDTH, endId, layoutFlow, spotOfId } from './layout.ts'
import { repeatLanes } from './repeat-path.ts'

const nested = (): Flow => ({
  ...emptyFlow('x'),
  trigger: { kind: 'event', event: 'Added to Cart' },
  nodes: [
    {
      id: 'e',
      kind: 'email',
      config: { status: 'draft', messageKind: 'marketing', subject: '', blocks: [] },
    },
    { id: 'c', kind: 'condition', config: { if: { all: [] } } },
    { id: 'c2', kind: 'condition', config: { if: { all: [] } } },
    { id: 's', kind: 'sms', config: { status: 'draft', messageKind: 'marketing', text: '' } },
    { id: 's2', kind: 'sms', config: { status: 'draft', messageKind: 'marketing', text: '' } },
  ],
  edges: [
    { from: 'c', branch: 'no', to: 'c2' },
    { from: 'c', branch: 'yes', to: 'e' },
    { from: 'trigger', to: 'c' },
    { from: 'c2', branch: 'no', to: 's2' },
    { from: 'c2', branch: 'yes', to: 's' },
  ],
})

const overlaps = (flow: Flow): string[] => {
  const cards = [...layoutFlow(flow).boxes].filter(([id]) => !id.startsWith('end:'))
  return cards.flatMap(([a, p], i) =>
    cards
      .slice(i + 1)
      .filter(([, q]) => Math.abs(p.x - q.x) < CARD_WIDTH && Math.abs(p.y - q.y) < CARD_HEIGHT)
      .map(([b]) => `${a} ${b}`),
  )
}

describe('layoutFlow', () => {
  it('goes down, and keeps branches in their order from the left whatever the order of the edges', () => {
    const { boxes } = layoutFlow(nested())
    const at = (id: string) => boxes.get(id)!
    expect(at('trigger').y).toBeLessThan(at('c').y)
    expect(at('c').y).toBeLessThan(at('e').y)
    expect(at('e').x).toBeLessThan(at('c2').x)
    expect(at('s').x).toBeLessThan(at('s2').x)
  })
  it('puts no card over another, in the ready-made flows either', () => {
    for (const flow of [nested(), ...libraryEntries('tr').map((entry) => entry.graph)]) {
      expect(overlaps(flow)).toEqual([])
    }
  })
  it('keeps branches in order where some are open, and the trigger in its place', () => {
    const flow = nested()
    flow.edges = flow.edges.filter((edge) => edge.from !== 'c2')
    const { boxes } = layoutFlow(flow)
    const end = (branch: string) => boxes.get(endId({ from: 'c2', branch }))!
    expect(end('yes').x).toBeLessThan(end('no').x)
    expect(boxes.get('trigger')).toEqual({ x: 0, y: 0 })
  })
  it('takes no notice of ways back, which run past every box between', () => {
    const plain = layoutFlow(nested())
    const flow = nested()
    const back = { from: 's', to: 'c', repeat: { atMost: 3 } }
    const again = { from: 's2', to: 'c', repeat: { atMost: 2 } }
    flow.edges = [back, ...flow.edges, again]
    expect(layoutFlow(flow)).toEqual(plain)
    const lanes = [...repeatLanes(flow.edges, plain.boxes).values()]
    expect(lanes).toHaveLength(2)
    for (const { side, x } of lanes) {
      for (const [id, box] of plain.boxes) {
        const width = id.startsWith('end:') ? END_WIDTH : CARD_WIDTH
        if (side === 1) expect(x).toBeGreaterThan(box.x + width)
        else expect(x).toBeLessThan(box.x)
      }
    }
  })
  it('gives every open branch an end marker', () => {
    const { boxes } = layoutFlow(emptyFlow('x'))
    expect([...boxes.keys()]).toEqual(['trigger', endId({ from: 'trigger', branch: null })])
  })
  it('leaves a moved box where it was put, and what hangs below it comes along', () => {
    const before = layoutFlow(nested()).boxes
    const c2 = before.get('c2')!
    const moved = layoutFlow({ ...nested(), layout: { c2: { x: c2.x + 100, y: c2.y + 40 } } }).boxes
    const shift = (id: string) => ({
      x: moved.get(id)!.x - before.get(id)!.x,
      y: moved.get(id)!.y - before.get(id)!.y,
    })
    for (const id of ['c2', 's', 's2', endId({ from: 's', branch: null })])
      expect(shift(id)).toEqual({ x: 100, y: 40 })
    for (const id of ['trigger', 'c', 'e']) expect(shift(id)).toEqual({ x: 0, y: 0 })
  })
  it('leads an edge that jumps over ranks past the cards between', () => {
    const flow = nested()
    flow.edges = [...flow.edges, { from: 'e', to: 's' }, { from: 's', to: 's2' }].filter(
      (edge) => !(edge.from === 'c2' && edge.branch === 'no'),
    )
    flow.edges.push({ from: 'c2', branch: 'no', to: 's2' })
    expect(layoutFlow(flow).lanes.size).toBeGreaterThan(0)
  })
})

describe('spotOfId', () => {
  it('is the way back of endId', () => {
    for (const spot of [
      { from: 'a:b', branch: 'yes' },
      { from: 'trigger', branch: null },
    ]) {
      expect(spotOfId(endId(spot))).toEqual(spot)
    }
  })
})
