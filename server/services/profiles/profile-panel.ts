import { loadFacts } from '#db/queries/facts.ts'
import { flowsOfPerson, groupsOfPerson } from '#db/queries/person-groups.ts'
import type { FactValue } from '#flows/conditions/facts.ts'
import { TRAITS, type TraitName } from '#flows/traits/trait-names.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { findProfile } from './find-profile.ts'

interface Group {
  id: string
  name: string
  since: string
}

/** What is worked out of a person, and where they stand now. */
export interface ProfilePanel {
  traits: Record<TraitName, FactValue>
  segments: Group[]
  lists: Group[]
  flows: { flow: { id: string; name: string }; run: string; since: string; node: string | null }[]
}

/** A person's computed traits, groups and flows. Throws `not_found`. */
export async function profilePanel({
  ctx,
  input,
}: {
  ctx: Ctx
  input: { id: string }
}): Promise<ProfilePanel> {
  requirePermission(ctx, 'read')
  const { sql, workspaceId, now } = ctx
  const { part, id: profileId } = await findProfile(ctx, input.id)
  const wanted = TRAITS.map((name) => ({
    part,
    workspaceId,
    profileId,
    request: { kind: 'trait', name } as const,
  }))
  const [values, groups, flows] = await Promise.all([
    loadFacts(sql, wanted, now.getTime()),
    groupsOfPerson(sql, { part, profileId }),
    flowsOfPerson(sql, { part, profileId }),
  ])
  const ofKind = (kind: 'list' | 'segment') =>
    groups
      .filter((group) => group.kind === kind)
      .map(({ id, name, since }) => ({ id, name, since: since.toISOString() }))
  return {
    traits: Object.fromEntries(TRAITS.map((name, n) => [name, values[n] ?? null])) as ProfilePanel['traits'],
    segments: ofKind('segment'),
    lists: ofKind('list'),
    flows: flows.map(({ since, ...one }) => ({ ...one, since: since.toISOString() })),
  }
}
