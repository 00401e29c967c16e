import type { Sql } from '#db/client.ts'
import { openPool } from '#db/client.ts'
import { queueDepths } from '#db/queries/queue-depths.ts'
import { databaseUrl } from '../e2e/support/processes.ts'
import { atPace, type LiveShop, startLiveShop } from './live-shop.ts'
import { knob } from './setup.ts'
import { moment, SOAK_FLOWS } from './soak-flows.ts'
import { type Sample, takeSample } from './soak-sample.ts'
import { percentile, printTable, printVerdicts } from './table.ts'

const MINUTES = knob('BENCH_MINUTES', 20)
/** As fast as it goes, for so long; the first of it is not counted, until the flows' reminders come as often as their starts. */
const PEAK_SECONDS = knob('BENCH_PEAK_SECONDS', 120)
const PEAK_COUNTED = 0.5
const AT_ONCE = 32
/** Nothing more is sent at the peak while so many events, runs and e-mails wait. */
const MOST_WAITING = 500
/** How long the last e-mails may take to come, once nothing is sent any more. */
const PATIENCE_MS = 120_000
const SAMPLES_A_MINUTE = 6

interface Minute {
  answeredMs: number[]
  mailedMs: number[]
  samples: Sample[]
  events: number
}

/**
 * Mixed load at half the measured peak, for twenty minutes: events by HTTP, flows with waits, goals, delays, conditions and
 * e-mails, in the built app. Memory must be flat, dead rows and tables bounded, and latency must not grow.
 */
const shop = await startLiveShop()
const sql = openPool(databaseUrl(shop.app), { max: 1 })
try {
  for (const flow of SOAK_FLOWS) await shop.publish(flow)
  const most = await peak(shop, sql)
  process.stdout.write(`\nsoak: the peak is ${most.toFixed(1)} moments/s\n`)
  print(await soak(shop, sql, most / 2), most)
} finally {
  await sql.end()
  await shop.stop()
}

/** Moments a second that it keeps up with, all that follows from them included: each is sent when little waits. */
async function peak({ post }: LiveShop, sql: Sql): Promise<number> {
  const started = performance.now()
  const seconds = () => (performance.now() - started) / 1_000
  let [next, counted, waiting] = [0, 0, 0]
  const lane = async () => {
    while (seconds() < PEAK_SECONDS) {
      if (waiting > MOST_WAITING) {
        await new Promise((resolve) => setTimeout(resolve, 20))
        continue
      }
      const { singles, views } = moment('peak', next++)
      for (const event of singles) await post(event)
      await post({ events: views })
      if (seconds() > PEAK_SECONDS * (1 - PEAK_COUNTED)) counted++
    }
  }
  const looking = async () => {
    while (seconds() < PEAK_SECONDS) {
      const { inbox, runsDue, messagesDue } = await queueDepths(sql, new Date())
      waiting = inbox + runsDue + messagesDue
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  await Promise.all([looking(), ...Array.from({ length: AT_ONCE }, lane)])
  await untilDone(sql)
  return counted / (PEAK_SECONDS * PEAK_COUNTED)
}

/** Until no run waits any more: the soak begins with nothing left over. */
async function untilDone(sql: Sql): Promise<void> {
  for (;;) {
    const [left] = await sql`
      select exists (select from inbox where error is null) or exists (select from runs where status = 'waiting') or
        exists (select from messages where status in ('pending', 'sending')) as some`
    if (!left!.some) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

async function soak({ app, post, mail }: LiveShop, sql: Sql, pace: number): Promise<Minute[]> {
  const minutes = Array.from(
    { length: Math.ceil(MINUTES) },
    (): Minute => ({
      answeredMs: [],
      mailedMs: [],
      samples: [],
      events: 0,
    }),
  )
  const started = performance.now()
  const minuteOf = (at: number) => minutes[Math.min(minutes.length - 1, Math.floor((at - started) / 60_000))]!
  const acceptedAt = new Map<string, number>()
  mail.onMail = (to, at) => {
    const accepted = acceptedAt.get(to)
    if (accepted === undefined) return
    acceptedAt.delete(to)
    minuteOf(accepted).mailedMs.push(at - accepted)
  }
  const send = async (body: object, events: number) => {
    const sentAt = performance.now()
    await post(body)
    const minute = minuteOf(sentAt)
    minute.answeredMs.push(performance.now() - sentAt)
    minute.events += events
  }
  let failure: unknown
  const sampling = setInterval(() => {
    takeSample(app, sql).then(
      (sample) => minuteOf(performance.now()).samples.push(sample),
      (error) => {
        failure = error
      },
    )
  }, 60_000 / SAMPLES_A_MINUTE)
  try {
    await atPace(pace, MINUTES * 60, async (n) => {
      const { singles, views, newcomer } = moment('soak', n)
      acceptedAt.set(newcomer, performance.now())
      await Promise.all([...singles.map((event) => send(event, 1)), send({ events: views }, views.length)])
    })
  } finally {
    clearInterval(sampling)
  }
  if (failure) throw failure
  const end = performance.now() + PATIENCE_MS
  while (acceptedAt.size > 0 && performance.now() < end) await new Promise((look) => setTimeout(look, 1_000))
  if (acceptedAt.size > 0) throw new Error(`${acceptedAt.size} e-mails never came`)
  return minutes
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function largest(values: number[]): number {
  return Math.max(...values)
}

function print(minutes: Minute[], peakMoments: number): void {
  const of = (minute: Minute, field: keyof Sample) => minute.samples.map((sample) => sample[field])
  const row = (minute: Minute, index: number) => [
    String(index + 1),
    (minute.events / 60).toFixed(0),
    percentile(minute.answeredMs, 50).toFixed(1),
    percentile(minute.answeredMs, 99).toFixed(1),
    percentile(minute.mailedMs, 50).toFixed(0),
    percentile(minute.mailedMs, 99).toFixed(0),
    mean(of(minute, 'webMb')).toFixed(0),
    mean(of(minute, 'workerMb')).toFixed(0),
    largest(of(minute, 'waiting')).toFixed(0),
    largest(of(minute, 'deadRows')).toFixed(0),
    largest(of(minute, 'inboxMb')).toFixed(1),
    largest(of(minute, 'keptMb')).toFixed(0),
    bytesARow(minute).toFixed(0),
  ]
  printTable(`soak: ${MINUTES} minutes at half the peak of ${peakMoments.toFixed(1)} moments/s`, [
    [
      'minute',
      'events/s',
      'answer p50 ms',
      'p99',
      'e-mail p50 ms',
      'p99',
      'web MB',
      'worker MB',
      'unrouted',
      'dead rows',
      'inbox MB',
      'kept MB',
      'bytes a kept row',
    ],
    ...minutes.map(row),
  ])
  const third = Math.max(1, Math.floor(minutes.length / 3))
  const [first, last] = [minutes.slice(0, third), minutes.slice(-third)]
  const growth = (figure: (minutes: Minute[]) => number) => figure(last) / figure(first)
  const verdict = (what: string, figure: number, atMost: number) => ({ what, figure, target: { atMost } })
  const samples = (field: keyof Sample) => (part: Minute[]) => part.flatMap((minute) => of(minute, field))
  printVerdicts('the last third beside the first', [
    verdict(
      'memory of web',
      growth((part) => mean(samples('webMb')(part))),
      1.15,
    ),
    verdict(
      'memory of worker',
      growth((part) => mean(samples('workerMb')(part))),
      1.15,
    ),
    verdict(
      'size of the inbox',
      growth((part) => largest(samples('inboxMb')(part))),
      1.5,
    ),
    verdict(
      'bytes a kept row',
      growth((part) => mean(part.map(bytesARow))),
      1.1,
    ),
    verdict(
      'answer p99',
      growth((part) =>
        percentile(
          part.flatMap((m) => m.answeredMs),
          99,
        ),
      ),
      1.5,
    ),
    verdict(
      'e-mail p50',
      growth((part) =>
        percentile(
          part.flatMap((m) => m.mailedMs),
          50,
        ),
      ),
      1.5,
    ),
    verdict(
      'e-mail p99',
      growth((part) =>
        percentile(
          part.flatMap((m) => m.mailedMs),
          99,
        ),
      ),
      1.5,
    ),
  ])
  const dead = last.flatMap(({ samples }) => samples.map(({ deadRows, keptRows }) => deadRows / keptRows))
  printVerdicts('in the last third', [verdict('dead rows a kept row, at most', largest(dead), 0.2)])
}

function bytesARow({ samples }: Minute): number {
  const { keptMb, keptRows } = samples.at(-1)!
  return (keptMb * 1_048_576) / keptRows
}
