import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { eachPart, firstParts } from './each-part.ts'

describe('eachPart', () => {
  it('does every part once, as many at a time as asked, and adds up what overlapping ones did', async () => {
    let open = 0
    let most = 0
    const seen: number[] = []
    const total = await eachPart([1, 2, 3, 4, 5, 6, 7], 3, async (part) => {
      seen.push(part)
      most = Math.max(most, ++open)
      await pause(5)
      open--
      return part
    })
    expect([total, most, seen]).toEqual([28, 3, [1, 2, 3, 4, 5, 6, 7]])
  })

  it('ends with the first error', async () => {
    await expect(eachPart([1, 2], 1, async () => Promise.reject(new Error('gone')))).rejects.toThrow('gone')
  })
})

describe('firstParts', () => {
  const parts = Array.from({ length: 20 }, (_, part) => part)

  it('leaves the later parts to the next turn where the first had something to do', async () => {
    const seen: number[] = []
    const done = await firstParts(parts, 2, async (part) => seen.push(part) && 1)
    expect([done, seen]).toEqual([8, parts.slice(0, 8)])
  })

  it('goes on where others have the first ones in hand, and says when there was nothing at all', async () => {
    expect(await firstParts(parts, 2, async (part) => Number(part >= 8))).toBe(8)
    const seen: number[] = []
    expect(await firstParts(parts, 2, async (part) => seen.push(part) && 0)).toBe(0)
    expect(seen).toEqual(parts)
  })
})
