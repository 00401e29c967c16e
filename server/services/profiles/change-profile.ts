import {
  addIdentifiers,
  findIdentifiers,
  IDENTIFIER_KINDS,
  type IdentifierKind,
  IdentifierTaken,
  identifierId,
} from '#db/queries/identifiers.ts'
import { dropIdentifiers } from '#db/queries/people.ts'
import { type StoredProfile, writeProfiles } from '#db/queries/profiles.ts'
import type { Identifiers, ProfileChanges } from '#flows/events/accepted-event.ts'
import type { JsonObject } from '#flows/json.ts'
import { AppError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { inTransaction } from '../in-transaction.ts'
import { afterChange } from './after-change.ts'
import { findProfile } from './find-profile.ts'

export interface ChangeProfile {
  id: string
  identifiers: Identifiers
  /** Identifiers to take away. */
  cleared: IdentifierKind[]
  profile: ProfileChanges
}

/** Changes one person: null clears, absent leaves. Throws `conflict` when an identifier is another person's. */
export async function changeProfile({
  ctx,
  input,
}: {
  ctx: Ctx
  input: ChangeProfile
}): Promise<StoredProfile> {
  requirePermission(ctx, 'people:write')
  const { sql, workspaceId, now } = ctx
  return inTransaction(sql, [IdentifierTaken], async (tx) => {
    const before = await findProfile(ctx, input.id, tx)
    const given = IDENTIFIER_KINDS.flatMap((kind) => {
      const value = input.identifiers[kind]
      return value === undefined ? [] : [{ workspaceId, kind, value }]
    })
    const owners = await findIdentifiers(tx, given)
    const taken = given.filter((one) => (owners.get(identifierId(one)) ?? before.id) !== before.id)
    if (taken.length > 0) {
      const errors = taken.map(({ kind }) => ({
        pointer: `/${kind}`,
        code: 'taken',
        message: 'belongs to another person',
      }))
      throw new AppError('conflict', 'Another person has this identifier.', errors)
    }
    const replaced = [...input.cleared, ...given.map(({ kind }) => kind)].filter(
      (kind) => kind !== 'anonymous_id',
    )
    await dropIdentifiers(tx, { workspaceId, profileId: before.id, kinds: replaced, keep: given })
    const fresh = given.filter((one) => !owners.has(identifierId(one)))
    await addIdentifiers(
      tx,
      fresh.map((one) => ({ ...one, profileId: before.id })),
      now,
    )
    const after = changed(before, input)
    await writeProfiles(tx, { created: [], changed: [after] }, now)
    await afterChange(tx, [after], now)
    return after
  })
}

function changed(before: StoredProfile, { identifiers, cleared, profile }: ChangeProfile): StoredProfile {
  const { properties = {}, ...named } = profile
  const { anonymous_id: _, ...contact } = identifiers
  const without = Object.fromEntries(
    cleared.filter((kind) => kind !== 'anonymous_id').map((kind) => [kind, null]),
  )
  return { ...before, ...without, ...contact, ...named, properties: merged(before.properties, properties) }
}

function merged(before: JsonObject, changes: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries({ ...before, ...changes }).filter(([, value]) => value !== null))
}
