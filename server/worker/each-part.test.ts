import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { eachPart } from './each-part.ts'

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
