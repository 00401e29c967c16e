import { z } from 'zod'
import { findIdentifiers, type Identifier } from '#db/queries/identifiers.ts'
import { listPeople } from '#db/queries/people.ts'
import { loadProfiles, type StoredProfile } from '#db/queries/profiles.ts'
import { foldText } from '#flows/conditions/compare.ts'
import { emailOf, phoneOf } from '#flows/events/identifiers.ts'
import { AppError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { cursorOf, type Page, pageOf } from '../page-cursor.ts'
import { readWorkspace } from '../workspace/read-workspace.ts'

const Named = z.string().trim().min(1).max(256).optional()

/** People by one identifier, or all of them by pages. */
export const ListProfiles = z.object({
  email: Named,
  phone: Named,
  external_id: Named,
  anonymous_id: Named,
  /** Parts of a name, an address or a number; all of them have to be found. */
  search: z.string().trim().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(100).optional(),
})
export type ListProfiles = z.infer<typeof ListProfiles>

/** People of the workspace, newest first; with identifiers, those who have all of them. `next` goes into `after`. */
export async function listProfiles({
  ctx,
  input,
}: {
  ctx: Ctx
  input: ListProfiles
}): Promise<Page<StoredProfile>> {
  requirePermission(ctx, 'read')
  const { sql, workspaceId } = ctx
  const named = await identifiersIn(ctx, input)
  if (named !== null) {
    const owners = [...(await sql.begin((tx) => findIdentifiers(tx, named))).values()]
    const same = owners.length === named.length && new Set(owners).size === 1
    const profiles = same ? await loadProfiles(sql, [{ workspaceId, id: owners[0]! }]) : new Map()
    return { items: [...profiles.values()], next: null }
  }
  const after = input.after === undefined ? null : cursorOf(input.after)
  const rows = await listPeople(sql, {
    workspaceId,
    words: wordsOf(input.search ?? ''),
    after,
    limit: input.limit + 1,
  })
  const { items, next } = pageOf(
    rows,
    input.limit,
    ({ createdAt, id }) => ({ at: createdAt, id }),
    (row) => row,
  )
  const profiles = await loadProfiles(sql, items)
  return { items: items.flatMap(({ id }) => profiles.get(id) ?? []), next }
}

const wordsOf = (search: string) => foldText(search).split(/\s+/).filter(Boolean).slice(0, 8)

/** The identifiers asked for; null when none is. An address that can't be one names nobody. */
async function identifiersIn(ctx: Ctx, input: ListProfiles): Promise<Identifier[] | null> {
  const { workspaceId } = ctx
  const asked: Identifier[] = []
  if (input.external_id !== undefined)
    asked.push({ workspaceId, kind: 'external_id', value: input.external_id })
  if (input.anonymous_id !== undefined)
    asked.push({ workspaceId, kind: 'anonymous_id', value: input.anonymous_id })
  if (input.email !== undefined) {
    asked.push({
      workspaceId,
      kind: 'email',
      value: emailOf(input.email) ?? invalid('email', 'an e-mail address'),
    })
  }
  if (input.phone !== undefined) {
    const { country } = await readWorkspace({ ctx })
    asked.push({
      workspaceId,
      kind: 'phone',
      value: phoneOf(input.phone, country) ?? invalid('phone', 'a phone number'),
    })
  }
  return asked.length === 0 ? null : asked
}

function invalid(name: string, what: string): never {
  throw new AppError('invalid', 'The query has invalid fields.', [
    { pointer: `/${name}`, code: `invalid_${name}`, message: `must be ${what}` },
  ])
}
