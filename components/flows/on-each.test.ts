import { expect, it } from 'vitest'
import { onEach } from './on-each.ts'

it('does all of them, four at a time, and tells apart what failed', async () => {
  let [running, most] = [0, 0]
  const outcome = await onEach([5, 1, 4, 3, 2, 9, 0], async (number) => {
    running += 1
    most = Math.max(most, running)
    await new Promise((resolve) => setTimeout(resolve, number))
    running -= 1
    if (number === 3) throw new Error('no three')
    return number * 2
  })
  expect(most).toBe(4)
  expect(outcome.done.map(({ of, result }) => [of, result])).toEqual([
    [5, 10],
    [1, 2],
    [4, 8],
    [2, 4],
    [9, 18],
    [0, 0],
  ])
  expect(outcome.failed).toEqual([{ of: 3, error: new Error('no three') }])
})

it('has nothing to do with nothing', async () => {
  expect(await onEach([], () => Promise.reject(new Error('never')))).toEqual({ done: [], failed: [] })
})
