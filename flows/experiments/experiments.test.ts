import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ExperimentWinner } from '../graph/flow.ts'
import { bestChances } from './best-chances.ts'
import { decideWinner } from './decide-winner.ts'

const NOW = Date.parse('2026-11-22T10:00:00Z')
const figures = (...pairs: [people: number, successes: number][]) =>
  pairs.map(([people, successes], index) => ({ path: 'abcdefgh'[index]!, people, successes }))
const chances = (...pairs: [number, number][]) => bestChances(figures(...pairs))

/** Evan Miller's closed form for the chance that B is better than A. */
function better(a: [number, number], b: [number, number]): number {
  const lnBeta = (x: number, y: number) => lnGamma(x) + lnGamma(y) - lnGamma(x + y)
  const [aA, bA, aB, bB] = [1 + a[1], 1 + a[0] - a[1], 1 + b[1], 1 + b[0] - b[1]]
  let sum = 0
  for (let i = 0; i < aB; i++) {
    sum += Math.exp(lnBeta(aA + i, bB + bA) - Math.log(bB + i) - lnBeta(1 + i, bB) - lnBeta(aA, bA))
  }
  return sum
}

/** Of a whole number, exactly. */
function lnGamma(n: number): number {
  let sum = 0
  for (let k = 2; k < n; k++) sum += Math.log(k)
  return sum
}

describe('the chance to be the best', () => {
  it('is even where nothing is known or all is the same', () => {
    expect(chances([0, 0], [0, 0])).toEqual([expect.closeTo(0.5), expect.closeTo(0.5)])
    expect(chances([900, 30], [900, 30], [900, 30])[1]).toBeCloseTo(1 / 3, 4)
  })

  it('is what the closed form says for two paths', () => {
    const path = fc
      .integer({ min: 0, max: 400 })
      .chain((people) => fc.tuple(fc.constant(people), fc.integer({ min: 0, max: people })))
    fc.assert(
      fc.property(path, path, (a, b) => {
        const [first, second] = chances(a, b)
        expect(second).toBeCloseTo(better(a, b), 3)
        expect(first! + second!).toBeCloseTo(1, 9)
      }),
    )
  })

  it('adds up to one, and a further success never lowers it', () => {
    const path = fc
      .integer({ min: 1, max: 100_000 })
      .chain((people) => fc.tuple(fc.constant(people), fc.integer({ min: 0, max: people - 1 })))
    fc.assert(
      fc.property(fc.array(path, { minLength: 2, maxLength: 6 }), (paths) => {
        const before = chances(...paths)
        expect(before.reduce((sum, chance) => sum + chance)).toBeCloseTo(1, 9)
        const [[people, successes], ...rest] = paths as [[number, number], ...[number, number][]]
        expect(chances([people, successes + 1], ...rest)[0]).toBeGreaterThanOrEqual(before[0]! - 1e-3)
      }),
      { numRuns: 50 },
    )
  })

  it('stands for a million people as for ten', () => {
    const [a, b] = chances([1_000_000, 50_000], [1_000_000, 50_800])
    expect(b).toBeGreaterThan(0.99)
    expect(a! + b!).toBeCloseTo(1, 9)
  })
})

describe('the winner', () => {
  const rule = (more: object = {}) =>
    ExperimentWinner.parse({ metric: 'goal', after: { people: 200 }, probability: 0.95, ...more })

  it('is not asked for before there are enough people, in all paths together', () => {
    expect(decideWinner(figures([100, 1], [99, 60]), rule(), NOW).kind).toBe('early')
    expect(decideWinner(figures([100, 1], [100, 60]), rule(), NOW)).toMatchObject({ kind: 'won', path: 'b' })
  })

  it('is not asked for before its date', () => {
    const dated = rule({ after: { date: '2026-11-22T13:00:00+03:00' } })
    expect(decideWinner(figures([10, 1], [10, 9]), dated, NOW - 1).kind).toBe('early')
    expect(decideWinner(figures([10, 1], [10, 9]), dated, NOW)).toMatchObject({ kind: 'won', path: 'b' })
  })

  it('has the probability that is asked for, or the question stays open', () => {
    const close = figures([500, 50], [500, 62])
    const open = decideWinner(close, rule(), NOW)
    expect(open.kind).toBe('open')
    expect(open.paths[1]!.chance).toBeGreaterThan(0.85)
    expect(decideWinner(close, rule({ probability: 0.85 }), NOW)).toMatchObject({ kind: 'won', path: 'b' })
  })

  it('is no path that nobody took, or that nobody succeeded on, or that had no other to beat', () => {
    expect(decideWinner(figures([300, 3], [0, 0]), rule(), NOW)).toMatchObject({
      kind: 'open',
      paths: [{ chance: 1 }, { chance: 0 }],
    })
    expect(decideWinner(figures([5_000, 10], [1, 0]), rule({ probability: 0.5 }), NOW).kind).toBe('open')
  })
})
