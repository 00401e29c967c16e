import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { ALL_PARTS } from '#db/part.ts'
import { ReplayTally, type TallyState } from '#flows/replay/replay-report.ts'
import type { ThreadData, ThreadNews } from './replay-thread.ts'
import { zoneOffsetMs } from './zone-offset.ts'

const MOST_THREADS = 4

/**
 * Replays a flow over the shop's history in threads of their own: a replay uses the cores there are, and never holds up the
 * process that also sends messages. Each takes part after part of the customers; what they found is added up in the order of
 * the parts, so that the figures and the people behind them are the same however many threads there are. `onPage` is told how
 * far it has come, 0 to 1; when it throws, the replay ends.
 */
export async function replayInThreads(
  data: ThreadData,
  onPage: (progress: number) => Promise<void>,
  threads = Math.min(MOST_THREADS, availableParallelism()),
): Promise<ReplayTally> {
  const { flow, workspace } = data.wanted
  const total = new ReplayTally(flow, zoneOffsetMs(workspace.timeZone))
  const parts = [...ALL_PARTS]
  const early = new Map<number, TallyState>()
  let added = 0
  const take = (part: number, tally: TallyState) => {
    early.set(part, tally)
    for (let next = early.get(added); next; next = early.get(added)) {
      early.delete(added++)
      total.add(next)
    }
  }
  const workers = Array.from(
    { length: threads },
    () => new Worker(new URL('./replay-thread.ts', import.meta.url), { workerData: data }),
  )
  try {
    await Promise.all(
      workers.map(async (worker) => {
        const news = newsOf(worker)
        for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
          worker.postMessage(part)
          for (;;) {
            const heard = await news()
            if (heard.kind === 'part') {
              take(heard.part, heard.tally)
              break
            }
            await onPage(added / ALL_PARTS.length)
          }
          await onPage(added / ALL_PARTS.length)
        }
      }),
    )
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
  return total
}

/** What a thread tells, one after the other. Throws what ended it. */
function newsOf(worker: Worker): () => Promise<ThreadNews> {
  const heard: ThreadNews[] = []
  let failure: Error | null = null
  let wake: () => void = () => {}
  worker.on('message', (news: ThreadNews) => {
    heard.push(news)
    wake()
  })
  const fail = (error: Error) => {
    failure ??= error
    wake()
  }
  worker.on('error', fail)
  worker.on('exit', () => fail(new Error('A thread of the replay ended before its time.')))
  return async () => {
    for (;;) {
      const news = heard.shift()
      if (news) return news
      if (failure) throw failure
      await new Promise<void>((told) => {
        wake = told
      })
    }
  }
}
