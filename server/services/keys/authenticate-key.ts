import { hash } from 'node:crypto'
import type { Sql } from '#db/client.ts'
import { findApiKey, markKeysUsed } from '#db/queries/api-keys.ts'
import { AppError } from '../app-error.ts'
import type { Actor } from '../context.ts'

/** Whose key it is, and what reading an event for that shop needs to know. */
export interface KeyHolder {
  workspaceId: string
  /** ISO 3166-1 alpha-2: what a phone number without a country code belongs to. */
  country: string
  actor: Extract<Actor, { kind: 'key' }>
}

/** A revoked key, and a country that was changed, work no longer than this. */
export const KEY_CACHE_MS = 1_000
const USED_EVERY_MS = 60_000
const MOST_CACHED = 10_000

interface Cached {
  holder: KeyHolder | null
  until: number
}

/** Finds holders of API keys, and notes now and then when a key was used. One per pool. */
export class KeyRing {
  private readonly sql: Sql
  private readonly cache = new Map<string, Cached>()
  private readonly usedAt = new Map<string, number>()

  constructor(sql: Sql) {
    this.sql = sql
  }

  /** The holder of the key in an `Authorization` header. Throws `unauthorized`. */
  async authenticate(authorization: string | undefined, now: Date): Promise<KeyHolder> {
    const key = authorization === undefined ? null : presentedKey(authorization)
    if (key === null) {
      throw new AppError('unauthorized', 'Send an API key as `Authorization: Bearer ak_…`.')
    }
    const holder = await this.holderOf(keyHash(key), now.getTime())
    if (holder === null) throw new AppError('unauthorized', 'This API key is unknown or was revoked.')
    this.noteUse(holder.actor.keyId, now)
    return holder
  }

  private async holderOf(hashed: string, now: number): Promise<KeyHolder | null> {
    const cached = this.cache.get(hashed)
    if (cached !== undefined && cached.until > now) return cached.holder
    const row = await findApiKey(this.sql, hashed)
    const holder: KeyHolder | null =
      row === null
        ? null
        : {
            workspaceId: row.workspaceId,
            country: row.country,
            actor: { kind: 'key', keyId: row.id, public: row.kind === 'public', scopes: row.scopes },
          }
    if (this.cache.size >= MOST_CACHED) this.cache.clear()
    this.cache.set(hashed, { holder, until: now + KEY_CACHE_MS })
    return holder
  }

  private noteUse(keyId: string, now: Date): void {
    const last = this.usedAt.get(keyId)
    if (last !== undefined && now.getTime() - last < USED_EVERY_MS) return
    this.usedAt.set(keyId, now.getTime())
    markKeysUsed(this.sql, [keyId], now).catch(() => this.usedAt.delete(keyId))
  }
}

/** What is kept of a key: its SHA-256, in hex. Keys are 256 random bits, so a slow hash would add nothing. */
export function keyHash(key: string): string {
  return hash('sha256', key, 'hex')
}

function presentedKey(authorization: string): string | null {
  const match = /^bearer +((?:ak|pk)_[\w-]{1,200})$/i.exec(authorization)
  return match === null ? null : match[1]!
}

const rings = new WeakMap<Sql, KeyRing>()

/** The key ring of a pool. */
export function keyRing(sql: Sql): KeyRing {
  let ring = rings.get(sql)
  if (ring === undefined) {
    ring = new KeyRing(sql)
    rings.set(sql, ring)
  }
  return ring
}
