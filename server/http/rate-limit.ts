import { AppError } from '../services/app-error.ts'
import type { Actor } from '../services/context.ts'

export interface RateLimitOptions {
  /** What one caller may take in a second, on average. */
  perSecond: number
  /** What it may take at once after a rest. */
  burst: number
}

interface Bucket {
  left: number
  at: number
}

const MOST_BUCKETS = 50_000

/** A token bucket for each caller, in this process's memory. */
export class RateLimit {
  private readonly options: RateLimitOptions
  private readonly buckets = new Map<string, Bucket>()

  constructor(options: RateLimitOptions) {
    this.options = options
  }

  /** Takes from the caller's bucket; throws `rate_limited` with the headers of RFC 6585 and `RateLimit-*` when it is empty. */
  take(caller: string, cost: number, nowMs: number): void {
    const { perSecond, burst } = this.options
    const bucket = this.buckets.get(caller) ?? this.open(caller, nowMs)
    bucket.left = Math.min(burst, bucket.left + ((nowMs - bucket.at) / 1000) * perSecond)
    bucket.at = nowMs
    if (bucket.left < Math.min(cost, burst)) {
      const wait = Math.max(1, Math.ceil((Math.min(cost, burst) - bucket.left) / perSecond))
      throw new AppError('rate_limited', 'Too many requests with this key. Slow down.', [], {
        retryAfter: wait,
        headers: {
          'ratelimit-limit': String(burst),
          'ratelimit-remaining': String(Math.max(0, Math.floor(bucket.left))),
          'ratelimit-reset': String(wait),
        },
      })
    }
    bucket.left -= cost
  }

  private open(caller: string, nowMs: number): Bucket {
    if (this.buckets.size >= MOST_BUCKETS) this.forgetFull(nowMs)
    const bucket = { left: this.options.burst, at: nowMs }
    this.buckets.set(caller, bucket)
    return bucket
  }

  /** A bucket that has filled up again says nothing; if all still say something, the oldest goes. */
  private forgetFull(nowMs: number): void {
    const { perSecond, burst } = this.options
    for (const [caller, { left, at }] of this.buckets) {
      if (left + ((nowMs - at) / 1000) * perSecond >= burst) this.buckets.delete(caller)
    }
    if (this.buckets.size >= MOST_BUCKETS) this.buckets.delete(this.buckets.keys().next().value!)
  }
}

/** A shop's server may send as fast as one machine stores; the limit only keeps a runaway loop from starving others. */
const SECRET = new RateLimit({ perSecond: 20_000, burst: 100_000 })
/** A browser sends what one visitor does. */
const PUBLIC = new RateLimit({ perSecond: 20, burst: 200 })

/** Counts a request with `events` events against its key, or for a public key against the key and the visitor's address. */
export function limitRate(actor: Actor, ip: string, events: number, nowMs: number): void {
  if (actor.kind !== 'key') return
  if (actor.public) PUBLIC.take(`${actor.keyId} ${ip}`, events, nowMs)
  else SECRET.take(actor.keyId, events, nowMs)
}
