import { describe, expect, it } from 'vitest'
import type { FlowEvent } from '#flows/events/event.ts'
import { FLOW_FORMAT, Flow } from '#flows/graph/flow.ts'
import { libraryFlow } from '#flows/library/index.ts'
import { type PersonHistory, strangerWith } from '#flows/replay/person-history.ts'
import { replay } from '#flows/replay/replay.ts'
import { type ReplayReport, ReplayTally } from '#flows/replay/replay-report.ts'
import { NO_LIMITS } from '#flows/replay/replay-setting.ts'
import type { Duration } from '#flows/schedule/duration.ts'
import { NO_SHOP } from '#flows/traits/traits.ts'
import { hasShopData, shopRows } from '../../testing/shop-data.ts'

interface Happened {
  who: string
  event: string
  at: number
  value?: string
}

/** The people of a file, each with their events in the file's order. */
function peopleOf(events: Happened[]): PersonHistory[] {
  const byPerson = new Map<string, FlowEvent[]>()
  for (const [index, { who, event, at, value = null }] of events.entries()) {
    const list = byPerson.get(who) ?? []
    list.push({ id: `e${index}`, name: event, time: at, properties: {}, value, currency: null })
    byPerson.set(who, list)
  }
  return [...byPerson].map(([who, list]) => {
    list.sort((a, b) => a.time - b.time)
    return { ...strangerWith(who, { id: who, email: `${who}@example.com` }), events: list }
  })
}

async function read(file: string, take: (row: Record<string, string>) => Happened | null) {
  const events: Happened[] = []
  for await (const row of shopRows(file)) {
    const event = take(row)
    if (event) events.push(event)
  }
  return peopleOf(events)
}

function replayed(flow: Flow, people: PersonHistory[], end: string): ReplayReport {
  const tally = new ReplayTally(flow)
  const until = Date.parse(end)
  const setting = {
    flow,
    flowId: 'f',
    from: 0,
    until,
    zone: 'UTC',
    settings: NO_LIMITS,
    winners: new Map(),
    shop: NO_SHOP,
  }
  replay(setting, people, tally)
  return tally.result()
}

/** Shop-local times are read as one zone's: what matters is the time between them. */
const shopTime = (text: string) => Date.parse(`${text.trim().replace(' ', 'T')}Z`.replace(/ZZ$/, 'Z'))

describe('a win-back of 90 days, replayed', () => {
  const winBack = libraryFlow('win-back', 'en')

  it.skipIf(!hasShopData('uci-retail-orders.csv.gz'))('UCI: 1,649 win-backs', async () => {
    const people = await read('uci-retail-orders.csv.gz', (row) =>
      /^(1|true)$/i.test(row.is_return!)
        ? null
        : { who: row.customer_id!, event: 'Placed Order', at: shopTime(row.time!), value: row.value_gbp! },
    )
    const report = replayed(winBack, people, '2011-12-09T12:50:00Z')
    expect(report.entered).toBe(9_449)
    expect(report.nodes['we-miss-you']!.entered).toBe(1_649)
    expect(report.messages.email.sent).toBe(1_649)
  })

  it.skipIf(!hasShopData('cdnow-orders.csv.gz'))('CDNOW: 31,654 win-backs', async () => {
    const people = await read('cdnow-orders.csv.gz', (row) => ({
      who: row.customer_id!,
      event: 'Placed Order',
      at: Date.parse(`${row.date}T00:00:00Z`),
      value: row.value!,
    }))
    const report = replayed(winBack, people, '1998-06-30T00:00:00Z')
    expect(report.nodes['we-miss-you']!.entered).toBe(31_654)
  })
})

describe('an abandoned cart, replayed, gives the figures of the live services', () => {
  const cartFlow = (atMost: Duration) =>
    Flow.parse({
      format: FLOW_FORMAT,
      name: 'Cart left behind',
      settings: { reentry: { mode: 'when_idle' } },
      trigger: { kind: 'event', event: 'Added to Cart' },
      nodes: [
        { id: 'n1', kind: 'wait', config: { for: { event: 'Placed Order' }, atMost } },
        {
          id: 'n2',
          kind: 'email',
          config: { status: 'live', messageKind: 'marketing', subject: 'x', blocks: [] },
        },
      ],
      edges: [
        { from: 'trigger', to: 'n1' },
        { from: 'n1', branch: 'timed_out', to: 'n2' },
      ],
    })
  const NAMES: Record<string, string> = { cart: 'Added to Cart', purchase: 'Placed Order' }
  const carts = (file: string) =>
    read(file, (row) =>
      NAMES[row.event!]
        ? { who: row.user_id!, event: NAMES[row.event!]!, at: new Date(row.time!).getTime() }
        : null,
    )
  const figures = ({ entered, edges, messages, active }: ReplayReport) => ({
    entered,
    purchased: edges.find(({ branch }) => branch === 'happened')?.count,
    reminded: messages.email.sent,
    waiting: active,
  })

  it.skipIf(!hasShopData('rees46-multicategory.csv.gz'))('REES46: 69 = 43 + 1 + 25', async () => {
    const people = await carts('rees46-multicategory.csv.gz')
    const report = replayed(cartFlow({ amount: 1, unit: 'hours' }), people, '2019-10-01T02:50:00Z')
    expect(figures(report)).toEqual({ entered: 69, purchased: 43, reminded: 1, waiting: 25 })
  })

  it.skipIf(!hasShopData('otto-sessions.csv.gz'))('OTTO: 7 = 2 + 4 + 1', async () => {
    const people = await carts('otto-sessions.csv.gz')
    const report = replayed(cartFlow({ amount: 24, unit: 'hours' }), people, '2022-08-28T21:59:57.885Z')
    expect(figures(report)).toEqual({ entered: 7, purchased: 2, reminded: 4, waiting: 1 })
  })
})
