import fc from 'fast-check'
import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { testDatabase } from '#db/testing/database.ts'
import type { FlowEvent } from '#flows/events/event.ts'
import type { Flow } from '#flows/graph/flow.ts'
import type { Json, JsonObject } from '#flows/json.ts'
import { type PersonHistory, strangerWith } from '#flows/replay/person-history.ts'
import { PersonReplay } from '#flows/replay/replay-person.ts'
import type { ReplayedMessage } from '#flows/replay/replayed-run.ts'
import {
  MESSAGE_CHANNELS,
  type MessageChannel,
  type SendingSettings,
} from '#flows/sending/sending-settings.ts'
import { KEYS, OTHER_EVENTS, randomFlow, TRIGGER_EVENT } from '#flows/testing/random-flow.ts'
import { NO_SHOP } from '#flows/traits/traits.ts'
import type { Said } from '../../testing/driven-shop.ts'
import { LiveWorld } from '../../testing/live-world.ts'
import { testRuntime } from '../messages/testing/seed.ts'

const database = testDatabase()
const LONG = process.env.AKIS_TEST_LONG === '1'
const START = Date.parse('2026-03-27T06:00:00Z')
const MINUTE = 60_000
const END = START + 12 * 86_400_000

const SETTINGS: fc.Arbitrary<SendingSettings> = fc.record({
  consentRule: fc.constantFrom('implied' as const, 'implied' as const, 'explicit' as const),
  quietHours: fc.constantFrom(null, { from: '21:00', to: '09:00' }, { from: '12:00', to: '13:30' }),
  smartSending: fc.record({
    email: fc.constantFrom(0, 16),
    sms: fc.constantFrom(0, 24),
    push: fc.constantFrom(0, 24),
    whatsapp: fc.constantFrom(0, 24),
  }),
  frequencyCaps: fc.constantFrom(
    [],
    [{ channel: 'email' as const, messages: 1, per: { amount: 2, unit: 'days' as const } }],
    [{ channel: null, messages: 2, per: { amount: 3, unit: 'days' as const } }],
  ),
})

interface Happening {
  person: number
  event: string
  at: number
  k: string
  n: number
}

/** Minutes are drawn from few values, so that events meet the timers of others at the very instant. */
const HISTORY = fc.array(
  fc.record({
    person: fc.integer({ min: 0, max: 1 }),
    event: fc.constantFrom(TRIGGER_EVENT, TRIGGER_EVENT, ...OTHER_EVENTS),
    at: fc.oneof(
      fc.integer({ min: 0, max: 40 }).map((n) => START + n * 30 * MINUTE),
      fc.integer({ min: 0, max: 9_000 }).map((n) => START + n * MINUTE),
    ),
    k: fc.constantFrom(...KEYS),
    n: fc.integer({ min: 0, max: 10 }),
  }),
  { minLength: 1, maxLength: 14 },
)

interface PersonGiven {
  zone: string | null
  consent: { channel: MessageChannel; status: 'subscribed' | 'unsubscribed' } | null
  phone: boolean
  /** A browser of theirs takes notifications. */
  browser: boolean
}

const PERSON: fc.Arbitrary<PersonGiven> = fc.record({
  zone: fc.constantFrom(null, 'America/New_York', 'Europe/Berlin'),
  consent: fc.option(
    fc.record({
      channel: fc.constantFrom(...MESSAGE_CHANNELS),
      status: fc.constantFrom('subscribed' as const, 'unsubscribed' as const),
    }),
  ),
  phone: fc.boolean(),
  browser: fc.boolean(),
})

const identifiersOf = (person: number, { phone }: PersonGiven) => ({
  external_id: `c-${person}`,
  email: `c-${person}@example.com`,
  ...(phone ? { phone: `+90532111220${person}` } : {}),
})
const PROPERTIES: JsonObject = { day: '2026-03-30' }

/** What one run did, without the ids that differ from world to world. */
interface Deeds {
  key: string | null
  startedAt: number
  trigger: number | undefined
  holdout: boolean
  end: Json
  trace: Json[]
  messages: Json[]
}

const byStart = (a: Deeds, b: Deeds) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)

describe('live services over PostgreSQL and replay in memory', () => {
  it(
    'make the same entries, steps, skips and messages of the same flow, history and clock',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          randomFlow(),
          HISTORY,
          fc.tuple(PERSON, PERSON),
          SETTINGS,
          async (flow, unsorted, people, settings) => {
            const history = unsorted.toSorted((a, b) => a.at - b.at)
            const live = await liveDeeds(flow, history, people, settings)
            const replayed = replayedDeeds(flow, history, people, settings, live)
            expect(replayed).toEqual(live.deeds)
          },
        ),
        { numRuns: LONG ? 3_000 : 120 },
      )
    },
    LONG ? 3_600_000 : 240_000,
  )
})

interface Live {
  flowId: string
  profileIds: (string | undefined)[]
  events: (Said & { id: string })[]
  deeds: Deeds[]
}

async function liveDeeds(
  flow: Flow,
  history: Happening[],
  people: readonly PersonGiven[],
  settings: SendingSettings,
): Promise<Live> {
  const { sql } = database
  const world = await new LiveWorld(testRuntime(database)).open()
  await world.settle(settings, 'Europe/Istanbul')
  const seen = new Set<number>()
  const events = history.map(({ person, event, at, k, n }): Said & { id: string } => {
    const given = people[person]!
    const first = !seen.has(person)
    seen.add(person)
    return {
      id: v7({ msecs: at }),
      event,
      at: new Date(at),
      identifiers: identifiersOf(person, given),
      properties: { k, n, day: '2026-03-29' },
      ...(first ? { profile: { time_zone: given.zone, properties: PROPERTIES } } : {}),
    }
  })
  const { flowId } = await world.publish(flow)
  // who said something about messages did so before anything happened
  for (const [person, given] of people.entries()) {
    if ((given.consent === null && !given.browser) || !seen.has(person)) continue
    await world.accept([
      {
        event: 'Born',
        at: new Date(START - MINUTE),
        identifiers: identifiersOf(person, given),
        profile: { time_zone: given.zone, properties: PROPERTIES },
      },
    ])
    await world.route(new Date(START - MINUTE))
    if (given.browser) await takesPush(world.workspaceId, `c-${person}`)
    if (given.consent === null) continue
    const { channel, status } = given.consent
    await sql`
      insert into consents (part, id, workspace_id, profile_id, channel, kind, status, source, time, recorded_at)
      select part, gen_random_uuid(), workspace_id, id, ${channel}, 'marketing', ${status}, 'test', ${new Date(0)}, ${new Date(0)}
      from profiles where workspace_id = ${world.workspaceId} and external_id = ${`c-${person}`}`
  }
  await world.live(events, new Date(END))
  const rows = await sql<{ id: string; external: string }[]>`
    select id, external_id as external from profiles where workspace_id = ${world.workspaceId}`
  const profileIds = people.map((_, person) => rows.find(({ external }) => external === `c-${person}`)?.id)
  return { flowId, profileIds, events, deeds: await deedsOf(flowId) }
}

async function takesPush(workspaceId: string, externalId: string): Promise<void> {
  await database.sql`
    insert into push_subscriptions (part, workspace_id, endpoint_hash, profile_id, endpoint, p256dh, auth, created_at)
    select part, workspace_id, id::text, id, 'https://push.example/' || id, 'x', 'x', ${new Date(0)}
    from profiles where workspace_id = ${workspaceId} and external_id = ${externalId}`
}

async function deedsOf(flowId: string): Promise<Deeds[]> {
  const { sql } = database
  const runs = await sql<
    {
      id: string
      key: string | null
      state: { startedAt: number; trigger: FlowEvent; holdout: boolean }
      end: Json
    }[]
  >`
    select id, key, state, case when status in ('waiting', 'held') then jsonb_build_array('inside', node)
      else jsonb_build_array(status, reason) end as "end"
    from runs where flow_id = ${flowId}`
  const steps = await sql<
    { run: string; kind: string; node: string | null; visit: number; branch: string | null; at: Date }[]
  >`
    select run_id as run, kind, node, visit, branch, at from run_steps where flow_id = ${flowId} order by run_id, step, ordinal`
  const messages = await sql<
    { run: string; node: string; visit: number; status: string; reason: string | null; sent: Date | null }[]
  >`
    select run_id as run, node, visit, status, reason, sent_at as sent from messages where flow_id = ${flowId}
    order by node, visit`
  return runs
    .map(({ id, key, state, end }) => ({
      key,
      startedAt: state.startedAt,
      trigger: state.trigger?.time,
      holdout: state.holdout,
      end,
      trace: steps
        .filter(({ run }) => run === id)
        .map(({ kind, node, visit, branch, at }) => [kind, node, visit, branch, at.getTime()]),
      messages: messages
        .filter(({ run }) => run === id)
        .map(({ node, visit, status, reason, sent }) => [
          node,
          visit,
          status === 'pending' ? 'postponed' : status,
          status === 'sent' ? null : reason,
          sent?.getTime() ?? null,
        ]),
    }))
    .sort(byStart)
}

function replayedDeeds(
  flow: Flow,
  history: Happening[],
  people: readonly PersonGiven[],
  settings: SendingSettings,
  live: Live,
): Deeds[] {
  const setting = {
    flow,
    flowId: live.flowId,
    from: START,
    until: END,
    zone: 'Europe/Istanbul',
    settings,
    winners: new Map<string, string>(),
    shop: NO_SHOP,
  }
  const deeds: Deeds[] = []
  for (const [person, given] of people.entries()) {
    const profileId = live.profileIds[person]
    if (profileId === undefined) continue
    const messages: ReplayedMessage[] = []
    const person_: PersonHistory = {
      ...strangerWith(profileId, {
        ...PROPERTIES,
        id: profileId,
        ...identifiersOf(person, given),
        ...(given.zone ? { time_zone: given.zone } : {}),
      }),
      events: history.flatMap(({ person: whose }, index): FlowEvent[] => {
        const { id, event, at, properties = {} } = live.events[index]!
        if (whose !== person) return []
        return [{ id, name: event, time: at.getTime(), properties, value: null, currency: null }]
      }),
      browsers: given.browser ? [{ from: 0, until: null }] : [],
      consents: given.consent ? [{ ...given.consent, kind: 'marketing', source: 'test', at: 0 }] : [],
    }
    new PersonReplay(setting, person_, {
      onMessage: (_, message) => messages.push(message),
      onEnd: (_, runs) => {
        deeds.push(
          ...runs.map(({ run, trace }) => ({
            key: run.key,
            startedAt: run.startedAt,
            trigger: run.trigger?.time,
            holdout: run.holdout,
            end:
              run.position.kind === 'node'
                ? ['inside', run.position.node]
                : run.position.kind === 'ended'
                  ? [run.position.end.status, run.position.end.reason]
                  : [],
            trace: trace.map(({ kind, node, visit, branch, at }) => [kind, node, visit, branch, at]),
            messages: messages
              .filter((message) => message.run === run.id)
              .sort((a, b) => (a.node === b.node ? a.visit - b.visit : a.node < b.node ? -1 : 1))
              .map(({ node, visit, status, reason, at }) => [
                node,
                visit,
                status,
                reason,
                status === 'sent' ? at : null,
              ]),
          })),
        )
      },
    }).play()
  }
  return deeds.sort(byStart)
}
