import { describe, expect, it } from 'vitest'
import { emptyFlow, FLOW_FORMAT, type Flow, Flow as FlowFile, TRIGGER_ID } from '../flow.ts'
import { copyNodes } from './copy-nodes.ts'
import { freshIds, pasteNodes, spotBehind } from './paste-nodes.ts'
import type { Spot } from './spot.ts'

const start: Spot = { from: TRIGGER_ID, branch: null }
const hour = { for: { amount: 1, unit: 'hours' } }
const sms = { status: 'live', messageKind: 'marketing', text: 'Merhaba' }

/** trigger → d (delay) → s (sms) → c (was it clicked?) → yes: x (exit), no: e (delay); `c` leads back to `d`. */
const reminder = (): Flow =>
  FlowFile.parse({
    format: FLOW_FORMAT,
    name: 'Reminder',
    nodes: [
      { id: 'd', kind: 'delay', config: hour },
      { id: 's', kind: 'sms', config: sms },
      {
        id: 'c',
        kind: 'condition',
        config: { if: { all: [{ kind: 'message', node: 's', did: 'clicked' }] } },
      },
      { id: 'x', kind: 'exit', config: { reason: 'clicked' } },
      { id: 'e', kind: 'delay', config: hour },
    ],
    edges: [
      { from: TRIGGER_ID, to: 'd' },
      { from: 'd', to: 's' },
      { from: 's', to: 'c' },
      { from: 'c', branch: 'yes', to: 'x' },
      { from: 'c', branch: 'no', to: 'e' },
      { from: 'c', branch: 'no', to: 'd', repeat: { atMost: 2 } },
    ],
  })

const paste = (flow: Flow, clip: Flow | null, at: Spot) => {
  if (!clip) throw new Error('nothing copied')
  return pasteNodes(flow, { clip, ids: freshIds(flow, clip), at })
}
const made = (result: ReturnType<typeof pasteNodes>): Flow => {
  if (!result.ok) throw new Error(result.refusal)
  return result.flow
}
const lines = ({ edges }: Flow) =>
  edges.map(
    ({ from, branch, to, repeat }) => `${from}${branch ? `:${branch}` : ''} → ${to}${repeat ? ' again' : ''}`,
  )

describe('copying', () => {
  it('takes steps with what leads from one to another, and no trigger', () => {
    const clip = copyNodes(reminder(), ['s', 'd', 'c'])
    expect(clip).toMatchObject({ format: FLOW_FORMAT, trigger: null })
    expect(clip?.nodes.map(({ id }) => id)).toEqual(['d', 's', 'c'])
    expect(lines(clip!)).toEqual(['d → s', 's → c', 'c:no → d again'])
    expect(copyNodes(reminder(), [TRIGGER_ID, 'nobody'])).toBeNull()
  })
})

describe('pasting', () => {
  it('puts steps where a line was, and goes on behind them', () => {
    const flow = made(paste(reminder(), copyNodes(reminder(), ['d', 's']), { from: 's', branch: null }))
    expect(lines(flow)).toContain('s → n6')
    expect(lines(flow)).toContain('n6 → n7')
    expect(lines(flow)).toContain('n7 → c')
    expect(lines(flow)).not.toContain('s → c')
  })

  it('makes drafts of messages, and asks about the copied ones', () => {
    const flow = made(paste(emptyFlow('x'), copyNodes(reminder(), ['s', 'c']), start))
    expect(flow.nodes).toMatchObject([
      { id: 'n1', kind: 'sms', config: { status: 'draft' } },
      { id: 'n2', kind: 'condition', config: { if: { all: [{ node: 'n1' }] } } },
    ])
    const alone = made(paste(reminder(), copyNodes(reminder(), ['c']), { from: 'e', branch: null }))
    expect(alone.nodes.at(-1)).toMatchObject({ config: { if: { all: [{ node: 's' }] } } })
  })

  it('takes ways back along', () => {
    const flow = made(paste(emptyFlow('x'), copyNodes(reminder(), ['d', 's', 'c']), start))
    expect(flow.edges).toContainEqual({ from: 'n3', branch: 'no', to: 'n1', repeat: { atMost: 2 } })
  })

  it('strings parts together that did not hang together', () => {
    const flow = made(paste(emptyFlow('x'), copyNodes(reminder(), ['d', 'c', 'e']), start))
    expect(lines(flow)).toEqual(['n2:no → n3', 'n2:no → n1 again', 'trigger → n1', 'n1 → n2'])
  })

  it('takes a whole flow’s file', () => {
    const flow = made(paste(emptyFlow('x'), reminder(), start))
    expect(flow.nodes).toHaveLength(5)
    expect(lines(flow)).toContain('trigger → n1')
  })

  it('refuses an exit in the middle, nothing, an unknown way out, a circle and too much', () => {
    const refusal = (clip: Flow | null, at: Spot = start, flow = reminder()) => {
      const result = paste(flow, clip, at)
      return result.ok ? null : result.refusal
    }
    expect(refusal(copyNodes(reminder(), ['x']))).toBe('nothing_after_exit')
    expect(refusal(copyNodes(reminder(), ['x']), { from: 'e', branch: null })).toBeNull()
    expect(refusal(emptyFlow('x'))).toBe('nothing_to_paste')
    expect(refusal(copyNodes(reminder(), ['d']), { from: 'e', branch: 'yes' })).toBe('unknown_branch')
    const circle = {
      ...reminder(),
      edges: [
        { from: 'd', to: 's' },
        { from: 's', to: 'd' },
      ],
    }
    expect(refusal(circle)).toBe('would_cycle')
    const nodes = Array.from({ length: 996 }, (_, n) => ({
      id: `m${n}`,
      kind: 'delay' as const,
      config: hour,
    }))
    expect(refusal(reminder(), start, { ...emptyFlow('x'), nodes } as Flow)).toBe('too_many_steps')
  })
})

describe('the place behind some steps', () => {
  it('is where their main line ends; there is none behind an exit', () => {
    expect(spotBehind(reminder(), ['d', 's'])).toEqual({ from: 's', branch: null })
    expect(spotBehind(reminder(), ['s', 'c', 'e'])).toEqual({ from: 'c', branch: 'yes' })
    expect(spotBehind(reminder(), ['c', 'x'])).toBeUndefined()
  })
})
