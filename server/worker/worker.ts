import { briefly, openPool } from '#db/client.ts'
import { WAKE_CHANNEL } from '#db/queries/wake.ts'
import type { Runtime } from '../runtime.ts'
import { closeSenders } from '../services/messages/senders.ts'
import type { Written } from '../services/runs/write-runs.ts'
import { advancing } from './advance.ts'
import { deciding } from './decide.ts'
import { callTurn, delivering } from './deliver.ts'
import { followUpTurn } from './follow-up.ts'
import { startJobs } from './jobs.ts'
import { startLoop } from './loop.ts'
import { routing } from './route.ts'
import { sweeping } from './sweep.ts'

/** For route 2, advance 4, deliver 4, call 4, segments 2, and the others now and then. */
const CONNECTIONS = 16

export interface Worker {
  /** Lets the turns under way finish, then stops. */
  stop: () => Promise<void>
}

/**
 * Starts the worker's loops (route, advance, deliver, call, follow up, decide, segments) and its hands for jobs. Any number of workers may
 * run on one database.
 */
export async function startWorker({
  runtime: opened,
  now = () => new Date(),
}: {
  runtime: Runtime
  now?: () => Date
}): Promise<Worker> {
  const { log, databaseUrl } = opened
  const limits = await briefly(opened.sql)
  const sql = openPool(databaseUrl, {
    max: CONNECTIONS,
    applicationName: 'akis worker',
    batches: true,
    limits,
  })
  const runtime: Runtime = { ...opened, sql }
  const runs = advancing(sql, now, (made) => pokeOutgoing(made))
  const routed = routing(sql, now, {
    onRouted: (made) => {
      pokeOutgoing(made)
      pokeAdvance()
      pokeSegments()
    },
    onFree: () => loops.route.poke(),
  })
  const delivered = delivering(runtime, now, () => loops.deliver.poke())
  // before the loops: one of them may poke another as soon as anything is awaited
  const jobs = await startJobs(opened, now)
  const loops = {
    route: startLoop('route', log, routed.turn),
    advance: startLoop('advance', log, async () => (await runs.turn()).idleMs),
    deliver: startLoop('deliver', log, delivered.turn),
    call: startLoop('call', log, () => callTurn(runtime, now)),
    followUp: startLoop('follow up', log, () => followUpTurn(runtime, now)),
    decide: startLoop('decide', log, deciding(opened, now)),
    segments: startLoop(
      'segments',
      log,
      sweeping(sql, now, () => {
        pokeAdvance()
        loops.deliver.poke()
      }),
    ),
    jobs,
  }
  const pokeAdvance = soon(() => loops.advance.poke())
  const pokeSegments = soon(() => loops.segments.poke())
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
  const listening = await sql.listen(
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
      await Promise.all([routed.end(), delivered.end()])
      closeSenders()
      await sql.end({ timeout: 10 })
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
