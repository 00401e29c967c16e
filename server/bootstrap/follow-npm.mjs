import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const CHECK_MS = 500

/**
 * npm, killed with -9, leaves what it started behind, often below a shell. Calls `onEnd` when that happens, so that the
 * port is free for the next start. Does nothing where npm didn't start us.
 * @param {() => void} onEnd
 */
export function followNpm(onEnd) {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return
  const npm = npmAbove(process.ppid)
  if (!npm) return
  const timer = setInterval(() => {
    if (isAlive(npm)) return
    clearInterval(timer)
    onEnd()
  }, CHECK_MS)
  timer.unref()
}

/** The nearest ancestor that is npm: our parent, or the parent of the shell between us. @param {number} pid */
function npmAbove(pid) {
  for (let steps = 0; steps < 3 && pid > 1; steps++) {
    const { parent, command } = describe(pid)
    if (/\bnpm\b/.test(command)) return pid
    pid = parent
  }
  return null
}

/** @param {number} pid */
function describe(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    return { parent: Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? 0), command }
  } catch {
    const { stdout } = spawnSync('ps', ['-o', 'ppid=,command=', '-p', String(pid)], { encoding: 'utf8' })
    const [, parent, command] = /^\s*(\d+)\s+(.*)/.exec(stdout ?? '') ?? []
    return { parent: Number(parent ?? 0), command: command ?? '' }
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'
  }
}
