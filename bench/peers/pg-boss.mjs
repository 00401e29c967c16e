import pg from 'pg'
import { PgBoss } from 'pg-boss'
import { answerTurns } from './turns.mjs'

const QUEUE = 'noop'
const BATCH = 500
const LANES = 4
const connectionString = process.argv[2]
const pool = new pg.Pool({ connectionString, max: 1 })
const boss = new PgBoss({ connectionString, max: LANES, schedule: false, supervise: false })
boss.on('error', (error) => console.error(error))

await boss.start()
// a table of its own, as its documentation says for queues of much traffic
await boss.createQueue(QUEUE, { partition: true })

answerTurns({
  fill: async ({ jobs }) => {
    await pool.query('checkpoint')
    await boss.deleteAllJobs(QUEUE)
    for (let from = 0; from < jobs; from += 5_000) {
      await boss.insert(
        QUEUE,
        Array.from({ length: Math.min(5_000, jobs - from) }, (_, i) => ({ data: { id: from + i } })),
      )
    }
    await pool.query('vacuum analyze')
  },
  // fetch and complete without `work`, whose polling pauses would count against it
  run: async ({ jobs }) => {
    const startedAt = performance.now()
    let done = 0
    const lane = async () => {
      for (;;) {
        const batch = await boss.fetch(QUEUE, { batchSize: BATCH })
        if (batch.length === 0) return
        await boss.complete(
          QUEUE,
          batch.map((job) => job.id),
        )
        done += batch.length
      }
    }
    await Promise.all(Array.from({ length: LANES }, lane))
    if (done !== jobs) throw new Error(`${done} of ${jobs} jobs were done`)
    return { ms: performance.now() - startedAt }
  },
})
