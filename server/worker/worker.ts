import { briefly, openPool } from '#db/client.ts'
import { WAKE_CHANNEL } from '#db/queries/wake.ts'
import type { Runtime } from '../runtime.ts'
import { closeSenders } from '../services/messages/senders.ts'
import { advancing } from './advance.ts'
import { deciding } from './decide.ts'
import { deliverTurn } from './deliver.ts'
import { followUpTurn } from './follow-up.ts'
import { startJobs } from './jobs.ts'
import { startLoop } from './loop.ts'
import { routeTurn } from './route.ts'

export interface Worker {
  /** Lets the turns under way finish, then stops. */
  stop: () => Promise<void>
}

/**
 * Starts the worker's loops (route, advance, deliver, follow up, decide) and its hands for jobs. Any number of workers may
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
  const runs = advancing(claims, now)
  // before the loops: one of them may poke another as soon as anything is awaited
  const jobs = await startJobs(runtime, now)
  const loops = {
    route: startLoop('route', log, async () => {
      const { events, outgoing } = await routeTurn(claims, now)
      if (events > 0) loops.advance.poke()
      if (outgoing > 0) pokeOutgoing()
      return events > 0 ? 0 : Number.POSITIVE_INFINITY
    }),
    advance: startLoop('advance', log, async () => {
      const { idleMs, outgoing } = await runs.turn()
      if (outgoing > 0) pokeOutgoing()
      return idleMs
    }),
    deliver: startLoop('deliver', log, () => deliverTurn(runtime, now)),
    followUp: startLoop('follow up', log, () => followUpTurn(runtime, now)),
    decide: startLoop('decide', log, deciding(runtime, now)),
    jobs,
  }
  const pokeOutgoing = () => {
    loops.deliver.poke()
    loops.followUp.poke()
  }
  const pokeAll = () => {
    for (const loop of Object.values(loops)) loop.poke()
  }
  const listening = await claims.listen(
    WAKE_CHANNEL,
    (topic) => loops[topic as keyof typeof loops]?.poke(),
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
