import { describe, expect, it } from 'vitest'
import { libraryFlow } from '../library/index.ts'
import { diffFlows, isSame } from './diff-flows.ts'
import { deleteNodes } from './edit/delete-nodes.ts'
import type { EditResult } from './edit/edit-result.ts'
import { moveNodes } from './edit/move-nodes.ts'
import { rename, setTrigger, updateSettings } from './edit/set-trigger.ts'
import { updateConfig } from './edit/update-config.ts'
import type { Flow } from './flow.ts'

const cart = () => libraryFlow('abandoned-cart', 'en')
const made = (result: EditResult): Flow => {
  if (!result.ok) throw new Error(result.refusal)
  return result.flow
}
const nothing = { name: false, trigger: false, settings: [], nodes: [], edges: [] }

describe('the difference of two flows', () => {
  it('is nothing for the same one, wherever its cards stand', () => {
    expect(diffFlows(cart(), cart())).toEqual(nothing)
    const moved = made(moveNodes(cart(), { to: { 'reminder-1': { x: 5, y: 5 } } }))
    expect(isSame(diffFlows(cart(), moved))).toBe(true)
  })

  it('names what a step says differently', () => {
    const node = cart().nodes.find(({ id }) => id === 'after-1-hour')!
    const config = { for: { amount: 2, unit: 'hours' as const } }
    const changed = made(updateConfig(cart(), { id: node.id, kind: 'delay', config }))
    expect(diffFlows(cart(), changed)).toEqual({
      ...nothing,
      nodes: [{ id: 'after-1-hour', kind: 'delay', change: 'changed', fields: ['for.amount', 'for.unit'] }],
    })
  })

  it('has the steps and edges of one side only', () => {
    const shorter = made(deleteNodes(cart(), { ids: ['reminder-3', 'after-24-hours'] }))
    const there = diffFlows(cart(), shorter)
    expect(there.nodes.map(({ id, change }) => [id, change])).toEqual([
      ['after-24-hours', 'removed'],
      ['reminder-3', 'removed'],
    ])
    expect(there.edges.map(({ from, to, change }) => [from, to, change])).toEqual([
      ['reminder-2', 'after-24-hours', 'removed'],
      ['after-24-hours', 'reminder-3', 'removed'],
    ])
    expect(diffFlows(shorter, cart()).nodes.every(({ change }) => change === 'added')).toBe(true)
  })

  it('has the name, the trigger and the settings', () => {
    let other = made(rename(cart(), { name: 'Carts' }))
    other = made(setTrigger(other, { trigger: { kind: 'manual' } }))
    other = made(updateSettings(other, { settings: { priority: 'high', holdoutPercent: 5 } }))
    expect(diffFlows(cart(), other)).toEqual({
      ...nothing,
      name: true,
      trigger: true,
      settings: ['holdoutPercent', 'priority'],
    })
  })
})
