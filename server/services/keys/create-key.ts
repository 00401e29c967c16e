import { randomBytes } from 'node:crypto'
import { v7 } from 'uuid'
import { z } from 'zod'
import { insertApiKey } from '#db/queries/manage-api-keys.ts'
import { type Ctx, requirePermission, SCOPES } from '../context.ts'
import { keyHash } from './authenticate-key.ts'

export const CreateKey = z
  .strictObject({
    name: z.string().trim().min(1).max(100),
    /** `public` keys are for browsers: they may only take in events. */
    kind: z.enum(['secret', 'public']).default('secret'),
    scopes: z.array(z.enum(SCOPES)).min(1).default(['ingest']),
  })
  .refine(({ kind, scopes }) => kind === 'secret' || scopes.every((scope) => scope === 'ingest'), {
    path: ['scopes'],
    message: 'A public key may only have the scope ingest.',
  })
export type CreateKey = z.output<typeof CreateKey>

export interface CreatedKey {
  id: string
  name: string
  /** Shown once: only a hash is kept. */
  key: string
  prefix: string
}

const SHOWN_CHARACTERS = 10

/** Makes an API key. */
export async function createKey({ ctx, input }: { ctx: Ctx; input: CreateKey }): Promise<CreatedKey> {
  requirePermission(ctx, 'keys:write')
  const { name, kind, scopes } = input
  const key = `${kind === 'public' ? 'pk' : 'ak'}_${randomBytes(32).toString('base64url')}`
  const id = v7({ msecs: ctx.now.getTime() })
  const prefix = key.slice(0, SHOWN_CHARACTERS)
  await insertApiKey(ctx.sql, {
    id,
    workspaceId: ctx.workspaceId,
    name,
    kind,
    hash: keyHash(key),
    prefix,
    scopes: [...new Set(scopes)],
    createdAt: ctx.now,
  })
  return { id, name, key, prefix }
}
