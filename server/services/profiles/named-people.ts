import { z } from 'zod'
import { findIdentifiers, type Identifier, identifierId } from '#db/queries/identifiers.ts'
import { workspaceById } from '#db/queries/workspaces.ts'
import { emailOf, phoneOf } from '#flows/events/identifiers.ts'
import { AppError, type FieldError } from '../app-error.ts'
import type { Ctx } from '../context.ts'

const Named = z.string().trim().min(1).max(256)
/** A person by id, or by one identifier. */
export const NamedPerson = z.union([
  z.uuid(),
  z.strictObject({ id: z.uuid() }),
  z.strictObject({ external_id: Named }),
  z.strictObject({ email: Named }),
  z.strictObject({ phone: Named }),
  z.strictObject({ anonymous_id: Named }),
])
export type NamedPerson = z.infer<typeof NamedPerson>

/** The ids of people as they were named, in order. Throws `invalid` naming everyone who is not known. */
export async function idsOfPeople(ctx: Ctx, people: NamedPerson[]): Promise<string[]> {
  const country = (await workspaceById(ctx.sql, ctx.workspaceId))?.country ?? ''
  const asked = people.map((person) => identifierOf(person, ctx.workspaceId, country))
  const wanted = asked.filter((one): one is Identifier => one !== null && typeof one !== 'string')
  const owners = await ctx.sql.begin((tx) => findIdentifiers(tx, wanted))
  const errors: FieldError[] = []
  const ids = asked.map((one, index) => {
    const id = typeof one === 'string' ? one : one && owners.get(identifierId(one))
    if (!id)
      errors.push({ pointer: `/profiles/${index}`, code: 'not_found', message: 'is not a known person' })
    return id ?? ''
  })
  if (errors.length > 0) throw new AppError('invalid', 'Some people are not known.', errors)
  return ids
}

/** The profile's id, the identifier to look it up by, or null for an address that can't be one. */
function identifierOf(person: NamedPerson, workspaceId: string, country: string): string | Identifier | null {
  if (typeof person === 'string') return person
  if ('id' in person) return person.id
  if ('email' in person) return named('email', emailOf(person.email))
  if ('phone' in person) return named('phone', phoneOf(person.phone, country))
  if ('external_id' in person) return named('external_id', person.external_id)
  return named('anonymous_id', person.anonymous_id)

  function named(kind: Identifier['kind'], value: string | null): Identifier | null {
    return value === null ? null : { workspaceId, kind, value }
  }
}
