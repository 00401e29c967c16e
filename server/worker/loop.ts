import type { Logger } from '../log.ts'

/** One kind of work that is done turn after turn, woken by `poke` and by time. */
export interface Loop {
  poke: () => void
  stop: () => Promise<void>
}

const LONGEST_SLEEP_MS = 1_000
const FIRST_BACKOFF_MS = 100
const LONGEST_BACKOFF_MS = 5_000

/**
 * Runs `turn` until stopped. A turn says how long there is nothing to do (0: go on at once); a poke cuts the sleep short.
 * A failing turn is logged and tried again with growing pauses: the loop itself never ends.
 */
export function startLoop(name: string, log: Logger, turn: () => Promise<number>): Loop {
  let stopped = false
  let poked = false
  let wakeUp: () => void = () => {}
  const sleep = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      wakeUp = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const run = async () => {
    let backoffMs = FIRST_BACKOFF_MS
    while (!stopped) {
      poked = false
      let idleMs: number
      try {
        idleMs = await turn()
        backoffMs = FIRST_BACKOFF_MS
      } catch (error) {
        if (stopped) return
        log.error({ err: error, loop: name }, 'a worker turn failed and will be tried again')
        idleMs = backoffMs
        backoffMs = Math.min(backoffMs * 2, LONGEST_BACKOFF_MS)
        await sleep(idleMs)
        continue
      }
      if (idleMs > 0 && !poked && !stopped) await sleep(Math.min(idleMs, LONGEST_SLEEP_MS))
    }
  }
  const done = run()
  return {
    poke: () => {
      poked = true
      wakeUp()
    },
    stop: async () => {
      stopped = true
      wakeUp()
      await done
    },
  }
}
