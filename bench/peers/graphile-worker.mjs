import { EventEmitter } from 'node:events'
import { makeWorkerUtils, run } from 'graphile-worker'
import pg from 'pg'
import { answerTurns } from './turns.mjs'

/** What graphile-worker's own page on performance sets for its figures. */
const FAST = {
  concurrentJobs: 24,
  maxPoolSize: 25,
  localQueue: { size: 500 },
  completeJobBatchDelay: 0,
  failJobBatchDelay: 0,
}
const SETTINGS = { fast: FAST, default: {} }
const connectionString = process.argv[2]
const pool = new pg.Pool({ connectionString, max: 1 })

await (await makeWorkerUtils({ preset: { worker: { connectionString } } })).migrate()

answerTurns({
  fill: async ({ jobs }) => {
    await pool.query('checkpoint')
    await pool.query('truncate graphile_worker._private_jobs, graphile_worker._private_job_queues')
    await pool.query(
      `select count(*) from graphile_worker.add_jobs(array(
        select json_populate_record(null::graphile_worker.job_spec,
          json_build_object('identifier', 'noop', 'payload', json_build_object('id', i)))
        from generate_series(1, $1::int) i))`,
      [jobs],
    )
    await pool.query('vacuum analyze graphile_worker._private_jobs')
  },
  // from the first job's beginning to the end of the last: starting the runner costs it nothing
  run: async ({ mode, jobs }) => {
    const events = new EventEmitter()
    let startedAt = 0
    let done = 0
    const finished = new Promise((resolve) => {
      events.on('job:complete', () => {
        done += 1
        if (done === jobs) resolve(performance.now())
      })
    })
    const runner = await run({
      preset: { worker: { connectionString, logger: quiet(), ...SETTINGS[mode] } },
      taskList: {
        noop: () => {
          startedAt ||= performance.now()
        },
      },
      events,
      noHandleSignals: true,
      crontab: '',
    })
    const endedAt = await finished
    await runner.stop()
    return { ms: endedAt - startedAt }
  },
})

function quiet() {
  const nothing = () => {}
  return { error: console.error, warn: nothing, info: nothing, debug: nothing, scope: quiet }
}
