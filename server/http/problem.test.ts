import { expect, it, vi } from 'vitest'
import { databaseIsAway, problemOf } from './problem.ts'

const refused = () => Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })

it.each([
  ['as the driver throws it', refused()],
  [
    'wrapped by libraries',
    new Error('Failed to get session', { cause: new Error('Failed query', { cause: refused() }) }),
  ],
])('a database that is away is a 503 with Retry-After, %s', (_, error) => {
  expect(databaseIsAway(error)).toBe(true)
  const answer = problemOf(error, { warn: vi.fn(), error: vi.fn() })
  expect(answer.status).toBe(503)
  expect(answer.headers).toMatchObject({
    'retry-after': '1',
    'content-type': 'application/problem+json; charset=utf-8',
  })
})

it('logs what went wrong without the parameters that libraries write into it', () => {
  const log = { warn: vi.fn(), error: vi.fn() }
  const root = Object.assign(new Error('relation does not exist'), { code: '42P01' })
  expect(
    problemOf(new Error('Failed query: select … params: s3cret-token', { cause: root }), log).status,
  ).toBe(500)
  expect(JSON.stringify(log.error.mock.calls)).toContain('relation does not exist')
  expect(JSON.stringify(log.error.mock.calls)).not.toContain('s3cret-token')
})
