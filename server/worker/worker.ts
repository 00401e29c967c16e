import { briefly, openPool } from '#db/client.ts'
import { WAKE_CHANNEL } from '#db/queries/wake.ts'
import type { Runtime } from '../runtime.ts'
import { closeSenders } from '../services/messages/senders.ts'
import type { Written } from '../services/runs/write-runs.ts'
import { advancing } from './advance.ts'
import { deciding } from './decide.ts'
import { callTurn, deliverTurn } from './deliver.ts'
import { followUpTurn } from './follow-up.ts'
import { startJobs } from './jobs.ts'
import { startLoop } from './loop.ts'
import { routeTurn } from './route.ts'

export interface Worker {
  /** Lets the turns under way finish, then stops. */
  stop: () => Promise<void>
}

/**
 * Starts the worker's loops (route, advance, deliver, call, follow up, decide) and its hands for jobs. Any number of workers may
 * run on one database.
 */
export async function startWorker({
  runtime,
  now = () => new Date(),
}: {
  runtime: Runtime
  now?: () => Date
}): Promise<Worker> {
  const { log } = runtime
  const { databaseUrl } = runtime
  const limits = await briefly(runtime.sql)
  const claims = openPool(databaseUrl, { max: 10, applicationName: 'akis worker', claims: true, limits })
  const runs = advancing(claims, now, (made) => pokeOutgoing(made))
  // before the loops: one of them may poke another as soon as anything is awaited
  const jobs = await startJobs(runtime, now)
  const loops = {
    route: startLoop('route', log, async () => {
      const events = await routeTurn(claims, now, pokeOutgoing)
      if (events > 0) pokeAdvance()
      return events > 0 ? 0 : Number.POSITIVE_INFINITY
    }),
    advance: startLoop('advance', log, async () => (await runs.turn()).idleMs),
    deliver: startLoop('deliver', log, () => deliverTurn(runtime, now)),
    call: startLoop('call', log, () => callTurn(runtime, now)),
    followUp: startLoop('follow up', log, () => followUpTurn(runtime, now)),
    decide: startLoop('decide', log, deciding(runtime, now)),
    jobs,
  }
  const pokeAdvance = soon(() => loops.advance.poke())
  const pokeFollowUp = soon(() => loops.followUp.poke())
  const pokeOutgoing = ({ messages, webhooks }: Written) => {
    if (messages > 0) loops.deliver.poke()
    if (webhooks === 0) return
    loops.call.poke()
    pokeFollowUp()
  }
  const pokeAll = () => {
    for (const loop of Object.values(loops)) loop.poke()
  }
  const listening = await claims.listen(
    WAKE_CHANNEL,
    (topic) => {
      loops[topic as keyof typeof loops]?.poke()
      if (topic === 'deliver') loops.call.poke()
    },
    pokeAll,
  )
  return {
    stop: async () => {
      await listening.unlisten().catch(() => {})
      await Promise.all(Object.values(loops).map((loop) => loop.stop()))
      closeSenders()
      await claims.end({ timeout: 10 })
    },
  }
}

/** How late a timer or a notice may be noticed that came with an event; each look costs as much as an event does. */
const SOON_MS = 100

/** Pokes once for all that asked within `SOON_MS`. */
function soon(poke: () => void): () => void {
  let timer: NodeJS.Timeout | undefined
  return () => {
    timer ??= setTimeout(() => {
      timer = undefined
      poke()
    }, SOON_MS)
    timer.unref()
  }
}
