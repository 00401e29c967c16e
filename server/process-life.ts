/** A stop that hangs must not keep the port. */
const LONGEST_END_MS = 60_000
/** One Ctrl-C reaches us several times: from the terminal, from npm, from our starter. */
const SAME_KEYSTROKE_MS = 1_000

/**
 * Ends this process well: on SIGTERM, SIGINT, or when the launcher that started it is gone, `stop` runs once and
 * the process exits. A second Ctrl-C ends it at once.
 */
export function onceStopped(
  stop: (reason: string) => Promise<void>,
): (reason: string, code?: number) => void {
  let begunAt = 0
  const end = (reason: string, code = 0) => {
    if (begunAt) return
    begunAt = performance.now()
    setTimeout(() => process.exit(1), LONGEST_END_MS).unref()
    stop(reason)
      .catch((error) => {
        console.error(error)
        code = 1
      })
      .finally(() => process.exit(code))
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (begunAt && signal === 'SIGINT' && performance.now() - begunAt > SAME_KEYSTROKE_MS) process.exit(130)
      end(signal)
    })
  }
  if (process.send) {
    process.on('disconnect', () => end('its starter ended'))
    if (!process.connected) end('its starter ended')
  }
  return end
}
