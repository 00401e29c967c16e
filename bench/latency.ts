import { atPace, type LiveShop, startLiveShop } from './live-shop.ts'
import { knob } from './setup.ts'
import { cart } from './shop-events.ts'
import { REMINDER_NOW } from './shop-flows.ts'
import { percentile, printTable, printVerdicts } from './table.ts'

const EVENTS_A_SECOND = knob('BENCH_EVENTS_A_SECOND', 100)
const SECONDS = knob('BENCH_SECONDS', 60)
const WARM_SECONDS = 10
const PATIENCE_MS = 30_000

interface Event {
  sentAt: number
  acceptedAt: number
  mailedAt: number
}

/**
 * How long from an event to its e-mail: single events over HTTP into the built app, each starting a flow whose first step
 * is an e-mail, until the SMTP server has taken the message.
 */
const shop = await startLiveShop()
try {
  await shop.publish(REMINDER_NOW)
  await measure(shop, 'warm', WARM_SECONDS)
  print(await measure(shop, 'm', SECONDS))
} finally {
  await shop.stop()
}

async function measure({ mail, post }: LiveShop, prefix: string, seconds: number): Promise<Event[]> {
  const events = new Map<string, Event>()
  let mails = 0
  mail.onMail = (to, at) => {
    const event = events.get(to)
    if (event === undefined) return
    event.mailedAt = at
    mails++
  }
  await atPace(EVENTS_A_SECOND, seconds, async (n) => {
    const body = cart(`${prefix}${n}`)
    const event = { sentAt: performance.now(), acceptedAt: 0, mailedAt: 0 }
    events.set(body.profile.email, event)
    await post(body)
    event.acceptedAt = performance.now()
  })
  for (const until = performance.now() + PATIENCE_MS; mails < events.size; ) {
    if (performance.now() > until) throw new Error(`${mails} of ${events.size} e-mails arrived`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return [...events.values()]
}

function print(events: Event[]): void {
  const answered = events.map((event) => event.acceptedAt - event.sentAt)
  const accepted = events.map((event) => event.mailedAt - event.acceptedAt)
  const sent = events.map((event) => event.mailedAt - event.sentAt)
  const row = (what: string, ms: number[]) => [
    what,
    ...[50, 90, 99, 100].map((percent) => percentile(ms, percent).toFixed(1)),
  ]
  printTable(`latency: ${EVENTS_A_SECOND} events/s for ${SECONDS} s, milliseconds`, [
    ['from … to', 'p50', 'p90', 'p99', 'longest'],
    row('event sent → 202', answered),
    row('202 → SMTP accepted', accepted),
    row('event sent → SMTP accepted', sent),
  ])
  printVerdicts('event accepted → SMTP accepted', [
    { what: 'p50', figure: percentile(accepted, 50), unit: ' ms', target: { atMost: 50 } },
    { what: 'p99', figure: percentile(accepted, 99), unit: ' ms', target: { atMost: 250 } },
  ])
}
