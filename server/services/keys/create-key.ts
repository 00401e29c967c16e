import { randomInt } from 'node:crypto'
import { v7 } from 'uuid'
import { z } from 'zod'
import { insertApiKey } from '#db/queries/api-keys.ts'
import { type Ctx, requirePermission, SCOPES } from '../context.ts'
import { keyHash } from './authenticate-key.ts'

const Name = z.string().trim().min(1, 'must not be empty').max(100, 'must have at most 100 characters')

/** A secret key with its scopes, or a public one for browsers, which may only record. */
export const CreateKey = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('secret'),
    name: Name,
    scopes: z
      .array(z.enum(SCOPES))
      .min(1, 'must name at least one scope')
      .transform((scopes) => SCOPES.filter((scope) => scopes.includes(scope))),
  }),
  z.strictObject({ kind: z.literal('public'), name: Name }),
])
export type CreateKey = z.infer<typeof CreateKey>

export interface CreatedKey {
  id: string
  /** The key itself: shown now and never again. */
  key: string
  prefix: string
}

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const RANDOM_DIGITS = 32
const PREFIX_LENGTH = 8

/** Makes a key of 190 random bits and keeps only its hash. */
export async function createKey({ ctx, input }: { ctx: Ctx; input: CreateKey }): Promise<CreatedKey> {
  requirePermission(ctx, 'keys:write')
  const digits = Array.from({ length: RANDOM_DIGITS }, () => DIGITS[randomInt(DIGITS.length)])
  const key = `${input.kind === 'secret' ? 'ak' : 'pk'}_${digits.join('')}`
  const id = v7({ msecs: ctx.now.getTime() })
  const prefix = key.slice(0, PREFIX_LENGTH)
  await insertApiKey(ctx.sql, {
    id,
    workspaceId: ctx.workspaceId,
    name: input.name,
    kind: input.kind,
    hash: keyHash(key),
    prefix,
    scopes: input.kind === 'secret' ? input.scopes : ['ingest'],
    now: ctx.now,
  })
  return { id, key, prefix }
}
