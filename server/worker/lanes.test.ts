import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { Lanes } from './lanes.ts'

const PARTS = Array.from({ length: 20 }, (_, part) => part)

/** Work that ends when it is told to. */
function held() {
  const groups: number[][] = []
  const ends: ((done: number) => void)[] = []
  const work = (group: number[]) => {
    groups.push(group)
    return new Promise<number>((end) => ends.push(end))
  }
  return { groups, ends, work }
}

describe('lanes', () => {
  it('take groups of parts, the first ones first, and no more than there are lanes', () => {
    const { groups, work } = held()
    const lanes = new Lanes(2, () => {})
    expect(lanes.give(PARTS, work)).toBe(Number.POSITIVE_INFINITY)
    expect(groups).toEqual([PARTS.slice(0, 8), PARTS.slice(8, 16)])
    expect(lanes.full).toBe(true)
  })

  it('go on with others while one is slow, and never take what is in hand', async () => {
    const { groups, ends, work } = held()
    const freed = vi.fn()
    const lanes = new Lanes(2, freed)
    lanes.give([1, 2], work)
    lanes.give([1, 2, 3], work)
    expect(groups).toEqual([[1, 2], [3]])
    ends[1]!(5)
    await vi.waitFor(() => expect(freed).toHaveBeenCalledTimes(1))
    lanes.give([1, 3, 4], work)
    expect(groups.at(-1)).toEqual([3, 4])
  })

  it('leave parts alone for a moment in which nothing could be done, and say when to look again', async () => {
    const seen: number[][] = []
    const sees = (done: number) => async (group: number[]) => {
      seen.push(group)
      return done
    }
    const lanes = new Lanes(1, () => {})
    lanes.give([1], sees(0))
    await lanes.end()
    const again = lanes.give([1], sees(1))
    expect(seen).toEqual([[1]])
    expect(again).toBeGreaterThan(0)
    expect(again).toBeLessThanOrEqual(50)
    await pause(again + 5)
    lanes.give([1], sees(1))
    expect(seen).toEqual([[1], [1]])
  })

  it('throw at the next turn what a lane threw, and let its parts go', async () => {
    const lanes = new Lanes(1, () => {})
    lanes.give([1], async () => Promise.reject(new Error('gone')))
    await lanes.end()
    expect(() => lanes.give([1], async () => 1)).toThrow('gone')
    const { groups, work } = held()
    lanes.give([1], work)
    expect(groups).toEqual([[1]])
  })

  it('are waited for at the end', async () => {
    let done = false
    const lanes = new Lanes(1, () => {})
    lanes.give([1], async () => {
      await pause(20)
      done = true
      return 1
    })
    await lanes.end()
    expect(done).toBe(true)
  })
})
