import { liveVersions } from '#db/queries/flow-versions.ts'
import { listKey, resolveLists } from '#db/queries/lists.ts'
import { addMemberships, type MembershipChange, removeMemberships } from '#db/queries/memberships.ts'
import type { ProfileRef } from '#db/queries/profiles.ts'
import { pokeRuns } from '#db/queries/runs.ts'
import type { Effect } from '#flows/interpreter/effects.ts'
import { MOST_DEPTH } from '#flows/nodes/enter-flow.ts'
import { groupCauses } from './group-causes.ts'
import type { Held } from './held.ts'
import type { RunBatch } from './run-batch.ts'
import type { Cause } from './start-caused.ts'

/** A list step that a run took. */
export interface ListStep {
  held: Held
  effect: Extract<Effect, { kind: 'list' }>
}

interface Step extends ListStep {
  change: MembershipChange
  name: string
  add: boolean
}

/**
 * Does what the list steps of a batch say, in their order: a statement each for the lists, for who leaves and for who comes,
 * however many steps there are. Returns what people's coming starts.
 */
export async function changeLists(batch: RunBatch, taken: ListStep[], now: Date): Promise<Cause[]> {
  if (taken.length === 0) return []
  const steps = await resolved(batch, taken, now)
  const effective = await apply(batch, steps)
  const touched = new Map<string, ProfileRef>()
  for (const { change } of effective) {
    touched.set(change.profileId, { workspaceId: change.workspaceId, id: change.profileId })
  }
  await pokeRuns(batch.tx, [...touched.values()], now)
  const came = effective.filter(
    ({ add, held, change }) => add && depthAfter(held) <= MOST_DEPTH && batch.knows(change.profileId),
  )
  if (came.length === 0) return []
  const live = await liveVersions(batch.tx, [...new Set(came.map(({ held }) => held.workspaceId))])
  return came.flatMap(({ held, change, name }) =>
    groupCauses(
      [{ change, name, came: true, profile: batch.profile(change.profileId) }],
      live,
      depthAfter(held),
    ),
  )
}

const depthAfter = (held: Held) => (held.run.depth ?? 0) + 1

/** The steps with their lists; a list to add to is made where there is none, one to remove from that is not there is left. */
async function resolved(batch: RunBatch, taken: ListStep[], now: Date): Promise<Step[]> {
  const named = ({ held, effect }: ListStep) => ({ workspaceId: held.workspaceId, list: effect.list })
  const wanted = new Map(taken.map((one) => [listKey(named(one)), named(one)]))
  const adding = taken.filter(({ effect }) => effect.action === 'add').map(named)
  const lists = await resolveLists(batch.tx, [...wanted.values()], adding, now)
  return taken.flatMap((one): Step[] => {
    const list = lists.get(listKey(named(one)))
    if (list === undefined) return []
    const { workspaceId, run } = one.held
    const change = {
      kind: 'list' as const,
      groupId: list.id,
      workspaceId,
      profileId: run.profileId,
      since: now,
    }
    return [{ ...one, change, name: list.name, add: one.effect.action === 'add' }]
  })
}

/** Stores where the steps lead, and returns those that changed anything when they are taken one after another. */
async function apply(batch: RunBatch, steps: Step[]): Promise<Step[]> {
  const placeOf = ({ change }: { change: MembershipChange }) => `${change.groupId} ${change.profileId}`
  const places = Map.groupBy(steps, placeOf)
  const leaving = [...places.values()].filter((some) => some.some(({ add }) => !add))
  const staying = [...places.values()].filter((some) => some.at(-1)!.add)
  const first = (some: Step[][]) => some.map(([one]) => one!.change)
  const left = await removeMemberships(batch.tx, first(leaving))
  const came = await addMemberships(batch.tx, first(staying))
  const inside = new Set(left.map((change) => placeOf({ change })))
  const absent = new Set(came.map((change) => placeOf({ change })))
  for (const [place, some] of places) {
    // who was only ever added, and did not come now, was inside before
    if (some.every(({ add }) => add) && !absent.has(place)) inside.add(place)
  }
  return steps.filter((step) => {
    const place = placeOf(step)
    if (inside.has(place) === step.add) return false
    if (step.add) inside.add(place)
    else inside.delete(place)
    return true
  })
}
