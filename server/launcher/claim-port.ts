import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** Waits up to `patienceMs` until the port is free: an earlier start of ours may be on its way out. */
export async function portIsFree(
  port: number,
  host: string | undefined,
  patienceMs: number,
  say: (line: string) => void,
): Promise<boolean> {
  for (let waited = 0; ; waited += 200) {
    if (await canListen(port, host)) return true
    if (waited >= patienceMs) return false
    if (waited === 0) say(`port ${port} is in use; waiting a moment for it`)
    await sleep(200)
  }
}

function canListen(port: number, host: string | undefined): Promise<boolean> {
  return new Promise((answer, fail) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') answer(false)
      else fail(new Error(`Akis can't listen on port ${port}: ${error.message}`))
    })
    probe.listen({ port, host }, () => probe.close(() => answer(true)))
  })
}
