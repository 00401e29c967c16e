import { expect, test } from 'vitest'
import { Turns } from './turns.ts'

test('as many as there are turns go on at once, the others in the order in which they came', async () => {
  const turns = new Turns(2)
  const begun: number[] = []
  const go = async (n: number) => {
    const done = await turns.take()
    begun.push(n)
    return done
  }
  const all = [1, 2, 3, 4].map(go)
  const [first, second] = await Promise.all(all.slice(0, 2))
  expect(begun).toEqual([1, 2])
  second!()
  const third = await all[2]
  expect(begun).toEqual([1, 2, 3])
  first!()
  third!()
  const fourth = await all[3]
  fourth!()
  await Promise.all([go(5), go(6)])
  expect(begun).toEqual([1, 2, 3, 4, 5, 6])
})
