import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The repository's folder. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

const SHOWN_LINES = 40

/**
 * Runs a program quietly. Its output is kept and returned; nothing is thrown for a bad exit.
 * @param {string} program
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
export function runQuietly(program, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    })
    let output = ''
    const keep = (/** @type {Buffer} */ chunk) => {
      output += chunk
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', (error) => resolve({ ok: false, output: error.message }))
    child.on('close', (code) => resolve({ ok: code === 0, output }))
  })
}

/**
 * One line about a step that takes a while, with its time; ends the process with the step's output when it fails.
 * @template T
 * @param {string} label
 * @param {() => Promise<{ ok: boolean, output: string }>} work
 */
export async function step(label, work) {
  const startedAt = performance.now()
  process.stderr.write(`akis: ${label} …`)
  const { ok, output } = await work()
  const seconds = Math.round((performance.now() - startedAt) / 1000)
  process.stderr.write(ok ? ` done (${seconds} s)\n` : ` failed after ${seconds} s\n`)
  if (ok) return
  process.stderr.write(`${output.trimEnd().split('\n').slice(-SHOWN_LINES).join('\n')}\n`)
  process.exit(1)
}
