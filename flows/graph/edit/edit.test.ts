import { describe, expect, it } from 'vitest'
import { emptyFlow, type Flow, TRIGGER_ID } from '../flow.ts'
import { validate } from '../validate.ts'
import { connect, disconnect } from './connect.ts'
import { deleteNodes } from './delete-nodes.ts'
import { duplicateNode } from './duplicate-node.ts'
import type { EditResult } from './edit-result.ts'
import { record, startHistory, undo } from './history.ts'
import { insertNode } from './insert-node.ts'
import { moveNodes, tidyUp } from './move-nodes.ts'
import { freeId, newNode } from './new-node.ts'
import { connectBack, earlierSteps, removeRepeat, repeatAt, setRepeat } from './repeat.ts'
import { rename, setTrigger, updateSettings } from './set-trigger.ts'
import { openSpots, type Spot } from './spot.ts'
import { updateConfig } from './update-config.ts'

const made = (result: EditResult): Flow => {
  if (!result.ok) throw new Error(result.refusal)
  return result.flow
}
const node = (kind: Parameters<typeof newNode>[0], id: string) => newNode(kind, { id, keyed: false })
const start = { from: TRIGGER_ID, branch: null }

/** trigger → w (wait) → timed out: c (condition) → yes: s (sms), no: e (email) */
const cart = (): Flow => {
  let flow = emptyFlow('Cart')
  flow = made(insertNode(flow, { node: node('wait', 'w'), at: start }))
  flow = made(insertNode(flow, { node: node('condition', 'c'), at: { from: 'w', branch: 'timed_out' } }))
  flow = made(insertNode(flow, { node: node('sms', 's'), at: { from: 'c', branch: 'yes' } }))
  return made(insertNode(flow, { node: node('email', 'e'), at: { from: 'c', branch: 'no' } }))
}

describe('insertNode', () => {
  it('follows the trigger in an empty flow', () => {
    const flow = made(insertNode(emptyFlow('x'), { node: node('delay', 'd'), at: start }))
    expect(flow.edges).toEqual([{ from: TRIGGER_ID, to: 'd' }])
  })
  it('goes between the trigger and the first step', () => {
    const flow = made(insertNode(cart(), { node: node('delay', 'd'), at: start }))
    expect(flow.edges).toContainEqual({ from: TRIGGER_ID, to: 'd' })
    expect(flow.edges).toContainEqual({ from: 'd', to: 'w' })
  })
  it('a wait put on an edge goes on when its time is up', () => {
    const flow = made(insertNode(cart(), { node: node('wait', 'w2'), at: { from: 'c', branch: 'no' } }))
    expect(flow.edges).toContainEqual({ from: 'c', branch: 'no', to: 'w2' })
    expect(flow.edges).toContainEqual({ from: 'w2', branch: 'timed_out', to: 'e' })
  })
  it('an exit ends an open branch, and is refused where something comes after', () => {
    const flow = made(insertNode(cart(), { node: node('exit', 'x'), at: { from: 'w', branch: 'happened' } }))
    expect(flow.edges).toContainEqual({ from: 'w', branch: 'happened', to: 'x' })
    expect(insertNode(flow, { node: node('exit', 'y'), at: start })).toEqual({
      ok: false,
      refusal: 'nothing_after_exit',
    })
  })
  it('refuses an id that is taken, a step that is not there and a branch that it does not have', () => {
    const refusal = (id: string, from: string, branch: string | null) =>
      insertNode(cart(), { node: node('delay', id), at: { from, branch } })
    expect(refusal('w', 'e', null)).toEqual({ ok: false, refusal: 'duplicate_id' })
    expect(refusal(TRIGGER_ID, 'e', null)).toEqual({ ok: false, refusal: 'duplicate_id' })
    expect(refusal('d', 'nowhere', null)).toEqual({ ok: false, refusal: 'unknown_node' })
    expect(refusal('d', 'e', 'yes')).toEqual({ ok: false, refusal: 'unknown_branch' })
  })
})

describe('deleteNodes', () => {
  it('joins what came before to what came after on the main branch', () => {
    const flow = made(deleteNodes(cart(), { ids: ['w'] }))
    expect(flow.edges).toContainEqual({ from: TRIGGER_ID, to: 'c' })
  })
  it('takes the first branch that leads anywhere when the main one is open', () => {
    const open = made(disconnect(cart(), { at: { from: 'c', branch: 'yes' } }))
    const flow = made(deleteNodes(open, { ids: ['c'] }))
    expect(flow.edges).toContainEqual({ from: 'w', branch: 'timed_out', to: 'e' })
  })
  it('leaves the branch open behind a last step and forgets its place', () => {
    const moved = made(moveNodes(cart(), { to: { e: { x: 1, y: 2 } } }))
    const flow = made(deleteNodes(moved, { ids: ['e'] }))
    expect(flow.edges.some((edge) => edge.to === 'e')).toBe(false)
    expect(flow.layout).toEqual({})
    expect(openSpots(flow)).toContainEqual({ from: 'c', branch: 'no' })
  })
  it('takes several at once, neighbours too', () => {
    const flow = made(deleteNodes(cart(), { ids: ['w', 'c'] }))
    expect(flow.edges).toEqual([{ from: TRIGGER_ID, to: 's' }])
  })
})

describe('connect and disconnect', () => {
  it('lets branches meet again', () => {
    const flow = made(connect(cart(), { at: { from: 's', branch: null }, to: 'e' }))
    expect(flow.edges.filter((edge) => edge.to === 'e')).toHaveLength(2)
  })
  it('moves a branch that led elsewhere', () => {
    const flow = made(connect(cart(), { at: { from: 'c', branch: 'yes' }, to: 'e' }))
    expect(flow.edges.filter((edge) => edge.from === 'c')).toEqual([
      { from: 'c', branch: 'no', to: 'e' },
      { from: 'c', branch: 'yes', to: 'e' },
    ])
  })
  it('refuses circles, even onto itself, and the trigger', () => {
    const to = (target: string) => connect(cart(), { at: { from: 'e', branch: null }, to: target })
    expect(to('w')).toEqual({ ok: false, refusal: 'would_cycle' })
    expect(to('e')).toEqual({ ok: false, refusal: 'would_cycle' })
    expect(to(TRIGGER_ID)).toEqual({ ok: false, refusal: 'into_trigger' })
  })
  it('opens a branch', () => {
    const flow = made(disconnect(cart(), { at: { from: 'c', branch: 'yes' } }))
    expect(openSpots(flow)).toContainEqual({ from: 'c', branch: 'yes' })
    expect(disconnect(flow, { at: { from: 'c', branch: 'yes' } }).ok).toBe(false)
  })
})

describe('repeats', () => {
  const no: Spot = { from: 'c', branch: 'no' }
  const back = (to: string, at = no) => connectBack(cart(), { at, to, atMost: 3 })

  it('lead back to an earlier step beside what comes after', () => {
    const flow = made(back('w'))
    expect(repeatAt(flow, no)).toEqual({ from: 'c', branch: 'no', to: 'w', repeat: { atMost: 3 } })
    expect(flow.edges).toContainEqual({ from: 'c', branch: 'no', to: 'e' })
    expect(validate(flow).filter(({ code }) => code === 'cycle' || code === 'branch_twice')).toEqual([])
  })
  it('may lead from an open end, and to the step itself', () => {
    const end = { from: 'e', branch: null }
    expect(made(back('e', end)).edges).toContainEqual({ from: 'e', to: 'e', repeat: { atMost: 3 } })
    expect(openSpots(made(back('w', end)))).toContainEqual(end)
  })
  it('are refused where the step does not come before, into the trigger and from nowhere', () => {
    expect(back('e')).toEqual({ ok: false, refusal: 'not_earlier' })
    expect(back('s', { from: 'e', branch: null })).toEqual({ ok: false, refusal: 'not_earlier' })
    expect(back(TRIGGER_ID)).toEqual({ ok: false, refusal: 'into_trigger' })
    expect(back('w', { from: 'c', branch: 'maybe' })).toEqual({ ok: false, refusal: 'unknown_branch' })
    expect(back('w', { from: TRIGGER_ID, branch: null })).toEqual({
      ok: false,
      refusal: 'unknown_node',
    })
  })
  it('one spot leads back once: a second is a move', () => {
    const flow = made(connectBack(made(back('w')), { at: no, to: 'c', atMost: 500 }))
    expect(flow.edges.filter((edge) => edge.repeat)).toEqual([
      { from: 'c', branch: 'no', to: 'c', repeat: { atMost: 100 } },
    ])
  })
  it('can be counted otherwise and taken away, and undone', () => {
    const first = made(back('w'))
    const flow = made(setRepeat(first, { at: no, atMost: 0 }))
    expect(repeatAt(flow, no)?.repeat).toEqual({ atMost: 1 })
    const without = made(removeRepeat(flow, { at: no }))
    expect(without.edges).toEqual(cart().edges)
    expect(removeRepeat(without, { at: no }).ok).toBe(false)
    expect(setRepeat(without, { at: no, atMost: 2 }).ok).toBe(false)
    const history = record(record(startHistory(cart()), first), without)
    expect(undo(history).present).toBe(first)
    expect(undo(undo(history)).present).toEqual(cart())
  })
  it('go with either of their steps', () => {
    for (const id of ['w', 'c']) {
      expect(made(deleteNodes(made(back('w')), { ids: [id] })).edges.some((edge) => edge.repeat)).toBe(false)
    }
  })
  it('know the steps that come before', () => {
    expect(earlierSteps(cart(), no)).toEqual(['w', 'c'])
    expect(earlierSteps(cart(), { from: TRIGGER_ID, branch: null })).toEqual([])
  })
})

describe('the rest', () => {
  it('updates a config, and refuses one of another kind', () => {
    const config = { for: { amount: 2, unit: 'seconds' as const } }
    expect(updateConfig(cart(), { id: 'w', kind: 'delay', config })).toEqual({
      ok: false,
      refusal: 'kind_mismatch',
    })
    const flow = made(insertNode(cart(), { node: node('delay', 'd'), at: start }))
    const next = made(updateConfig(flow, { id: 'd', kind: 'delay', config }))
    expect(next.nodes.find((n) => n.id === 'd')?.config).toEqual(config)
  })
  it('a copy stands behind its original, a message as a draft', () => {
    let flow = cart()
    const sms = { status: 'live', messageKind: 'marketing', text: 'Hi' } as const
    flow = made(updateConfig(flow, { id: 's', kind: 'sms', config: sms }))
    flow = made(duplicateNode(flow, { id: 's', newId: freeId(flow.nodes) }))
    expect(flow.nodes.at(-1)).toEqual({ id: 'n5', kind: 'sms', config: { ...sms, status: 'draft' } })
    expect(flow.edges).toContainEqual({ from: 's', to: 'n5' })
  })
  it('sets trigger, settings and name; an empty name is refused; tidying forgets places', () => {
    let flow = made(setTrigger(cart(), { trigger: { kind: 'event', event: 'Added to Cart' } }))
    flow = made(updateSettings(flow, { settings: { holdoutPercent: 5 } }))
    flow = made(rename(flow, { name: ' Cart 2 ' }))
    flow = made(moveNodes(flow, { to: { w: { x: 4, y: 4 } } }))
    expect(flow).toMatchObject({
      name: 'Cart 2',
      settings: { holdoutPercent: 5, reentry: { mode: 'always' } },
    })
    expect(made(tidyUp(flow)).layout).toEqual({})
    expect(rename(flow, { name: '  ' })).toEqual({ ok: false, refusal: 'name_empty' })
  })
})
