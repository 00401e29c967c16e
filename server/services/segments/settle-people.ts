import type { Tx } from '#db/client.ts'
import type { StoredProfile } from '#db/queries/profiles.ts'
import { writeFlips } from '#db/queries/segments/checks.ts'
import type { SegmentRow } from '#db/queries/segments/segment-rows.ts'
import { loadStandings, type PersonStanding } from '#db/queries/segments/standings.ts'
import { traitShopOf } from '#db/queries/trait-shops.ts'
import { holdsAt, nextFlip } from '#flows/conditions/next-flip.ts'
import { countedEvents } from '#flows/conditions/problems.ts'
import { changeMemberships } from '../runs/change-memberships.ts'
import { inOrder } from './causes.ts'

/** A segment that is to be judged for a person as of an instant, in milliseconds since 1970. */
export interface DueJudgement {
  segmentId: string
  at: number
}

/** Somebody who came into a segment or left it, at an instant. */
export interface SettledChange {
  profileId: string
  segment: SegmentRow
  came: boolean
  at: number
}

/** People of one part and workspace, each with what is to be judged of them. Their profiles are locked. */
export interface Settling {
  people: { profile: StoredProfile; due: readonly DueJudgement[] }[]
  /** All live segments of the workspace. */
  segments: readonly SegmentRow[]
  now: Date
  startFlows: boolean
}

/** A segment that flips more often than this between two looks is left to the next one. */
const MOST_FLIPS = 1_000

/**
 * Judges segments of people, each as of its instant and then at each instant up to `now` at which it flips by time alone; takes in
 * who came and who left, since when they did, and sets the next flips. Segments that ask for one that changed are judged
 * with it.
 */
export async function settlePeople(
  tx: Tx,
  { people, segments, now, startFlows }: Settling,
): Promise<SettledChange[]> {
  const [first] = people
  if (first === undefined) return []
  const { workspaceId, part } = first.profile
  const live = inOrder(segments.filter(({ kind }) => kind === 'live'))
  const concerned = withDependents(
    live,
    new Set(people.flatMap(({ due }) => due.map((one) => one.segmentId))),
  )
  const shop = await traitShopOf(tx, workspaceId)
  const causes = new Set(concerned.flatMap((segment) => segment.causes))
  const standings = await loadStandings(
    tx,
    people.map(({ profile }) => profile),
    {
      events: [...new Set(concerned.flatMap(({ definition }) => countedEvents(definition)))],
      messages: causes.has('message'),
      consents: causes.has('consent'),
      flows: causes.has('flow'),
    },
    shop,
  )
  const changes: SettledChange[] = []
  const flips: { profileId: string; segmentId: string; at: number | null }[] = []
  for (const { profile, due } of people) {
    const settled = settleOne(standings.get(profile.id)!, due, live, now.getTime())
    changes.push(...settled.changes.map((change) => ({ profileId: profile.id, ...change })))
    for (const [segmentId, at] of settled.flips) flips.push({ profileId: profile.id, segmentId, at })
  }
  await writeFlips(
    tx,
    flips.map((flip) => ({ ...flip, part, workspaceId })),
  )
  for (const wave of waves(changes)) {
    const [{ segment, came }] = wave as [SettledChange]
    await changeMemberships(tx, {
      kind: 'segment',
      group: { id: segment.id, name: segment.name },
      workspaceId,
      profileIds: wave.map(({ profileId }) => profileId),
      since: new Map(wave.map(({ profileId, at }) => [profileId, new Date(at)])),
      came,
      startFlows,
      now,
    })
  }
  return changes
}

function withDependents(live: readonly SegmentRow[], ids: ReadonlySet<string>): SegmentRow[] {
  const found = new Set(ids)
  // those that others ask for stand before them
  for (const { id, asks } of live) if (asks.some((asked) => found.has(asked))) found.add(id)
  return live.filter(({ id }) => found.has(id))
}

function settleOne(
  { standing, inside }: PersonStanding,
  due: readonly DueJudgement[],
  live: readonly SegmentRow[],
  now: number,
): { changes: Omit<SettledChange, 'profileId'>[]; flips: Map<string, number | null> } {
  const rank = new Map(live.map(({ id }, n) => [id, n]))
  const queue = due.filter(({ segmentId }) => rank.has(segmentId)).map((one) => ({ ...one }))
  const changes: Omit<SettledChange, 'profileId'>[] = []
  const flips = new Map<string, number | null>()
  const turns = new Map<string, number>()
  while (queue.length > 0) {
    queue.sort((a, b) => a.at - b.at || rank.get(a.segmentId)! - rank.get(b.segmentId)!)
    const { segmentId, at } = queue.shift()!
    while (queue[0]?.segmentId === segmentId && queue[0].at === at) queue.shift()
    const segment = live[rank.get(segmentId)!]!
    const was = inside.segments.has(segmentId)
    const holds = holdsAt(segment.definition, standing, at)
    if (holds !== was) {
      for (const name of [segmentId, segment.name])
        holds ? inside.segments.add(name) : inside.segments.delete(name)
      changes.push({ segment, came: holds, at })
      for (const { id, asks } of live) if (asks.includes(segmentId)) queue.push({ segmentId: id, at })
    }
    // also where the clock is not asked: what happened since then, or is dated ahead, counts from its own instant on
    const next = nextFlip(segment.definition, standing, at)
    const turn = (turns.get(segmentId) ?? 0) + 1
    turns.set(segmentId, turn)
    if (next !== null && next <= now && turn < MOST_FLIPS) queue.push({ segmentId, at: next })
    else flips.set(segmentId, next)
  }
  return { changes, flips }
}

/** Changes in the order they came, those of one segment in one direction together, at most one a person in each wave. */
function waves(changes: readonly SettledChange[]): SettledChange[][] {
  const result: SettledChange[][] = []
  const nth = new Map<string, number>()
  for (const change of changes.toSorted((a, b) => a.at - b.at)) {
    const person = `${change.profileId} ${change.segment.id}`
    const turn = nth.get(person) ?? 0
    nth.set(person, turn + 1)
    result[turn] ??= []
    result[turn].push(change)
  }
  return result.flatMap((turn) => [
    ...Map.groupBy(turn, ({ segment, came }) => `${segment.id} ${came}`).values(),
  ])
}
