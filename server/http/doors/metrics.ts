import { monitorEventLoopDelay } from 'node:perf_hooks'
import { queueDepths } from '#db/queries/queue-depths.ts'
import { counters } from '../counters.ts'
import type { Door } from '../door.ts'

const delay = monitorEventLoopDelay({ resolution: 20 })
delay.enable()

/** `GET /metrics`: figures of this process and of the queues, as Prometheus reads them. No figure names a shop or a person. */
export const metricsDoor: Door = {
  name: 'metrics',
  method: 'GET',
  path: /^(?:\/api\/v1)?\/metrics$/,
  handle: async ({ now }, { sql }) => {
    const depths = await queueDepths(sql, now)
    const requests = [...counters.requests].map(([name, count]): Sample => {
      const [door, status] = name.split(' ')
      return [`{door="${door}",status="${status}"}`, count]
    })
    const events = Object.entries(counters.events).map(
      ([outcome, n]): Sample => [`{outcome="${outcome}"}`, n],
    )
    const text = [
      metric('akis_http_requests_total', 'counter', 'Requests at the hot doors.', requests),
      metric('akis_events_total', 'counter', 'Events by what became of them.', events),
      metric('akis_queue_depth', 'gauge', 'Work that waits for a worker.', [
        ['{queue="inbox"}', depths.inbox],
        ['{queue="inbox_failed"}', depths.inboxFailed],
        ['{queue="runs"}', depths.runsDue],
        ['{queue="messages"}', depths.messagesDue],
        ['{queue="webhooks"}', depths.webhooksDue],
      ]),
      metric('akis_inbox_age_seconds', 'gauge', 'How long the oldest event has waited.', [
        ['', depths.inboxAgeSeconds],
      ]),
      metric('process_resident_memory_bytes', 'gauge', 'Memory in use.', [['', process.memoryUsage.rss()]]),
      metric('process_cpu_seconds_total', 'counter', 'Processor time used.', [['', cpuSeconds()]]),
      metric('nodejs_eventloop_lag_p99_seconds', 'gauge', 'How late timers run.', [
        ['', delay.percentile(99) / 1e9],
      ]),
    ].join('')
    return {
      status: 200,
      headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
      body: text,
    }
  },
}

type Sample = [labels: string, value: number]

function metric(name: string, type: 'counter' | 'gauge', help: string, samples: Sample[]): string {
  const lines = samples.map(([labels, value]) => `${name}${labels} ${value}\n`).join('')
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines}`
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}
