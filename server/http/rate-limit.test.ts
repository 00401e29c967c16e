import { describe, expect, it } from 'vitest'
import { RateLimit } from './rate-limit.ts'

describe('a token bucket', () => {
  it('lets a burst through, then says when to come back, and fills up again', () => {
    const limit = new RateLimit({ perSecond: 10, burst: 20 })
    for (let i = 0; i < 20; i++) limit.take('key', 1, 0)
    expect(() => limit.take('key', 5, 0)).toThrow(
      expect.objectContaining({
        code: 'rate_limited',
        extra: {
          retryAfter: 1,
          headers: { 'ratelimit-limit': '20', 'ratelimit-remaining': '0', 'ratelimit-reset': '1' },
        },
      }),
    )
    limit.take('other', 20, 0)
    limit.take('key', 5, 500)
    expect(() => limit.take('key', 1, 500)).toThrow()
  })

  it('lets a request that is larger than the burst through when the bucket is full', () => {
    const limit = new RateLimit({ perSecond: 10, burst: 20 })
    limit.take('key', 100, 0)
    expect(() => limit.take('key', 1, 1_000)).toThrow()
  })
})
