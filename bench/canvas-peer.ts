import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../e2e/support/app.ts'

const HERE = fileURLToPath(new URL('peers/bare-canvas', import.meta.url))
const NEXT = fileURLToPath(new URL('../node_modules/next/dist/bin/next', import.meta.url))

/**
 * Bare React Flow as a page of its own: the same Next, React and React Flow as the studio's, a page rendered for each request
 * that fetches the same bytes. It has no session, no shell and no database behind it.
 */
export async function startBareCanvas(flow: object): Promise<{ url: string; stop: () => Promise<void> }> {
  await ended(run('build', HERE))
  const folder = await mkdtemp(join(tmpdir(), 'bare-canvas-'))
  const file = join(folder, 'flow.json')
  await writeFile(file, JSON.stringify(flow))
  const port = await freePort()
  const server = run('start', HERE, '-p', String(port), '-H', '127.0.0.1', { BARE_CANVAS_FLOW: file })
  const url = `http://127.0.0.1:${port}`
  for (const until = Date.now() + 30_000; ; ) {
    const answer = await fetch(url).catch(() => null)
    if (answer?.ok) break
    if (Date.now() > until) throw new Error('The bare canvas does not answer.')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return {
    url,
    stop: async () => {
      server.kill('SIGTERM')
      await rm(folder, { recursive: true })
    },
  }
}

function run(...given: (string | Record<string, string>)[]): ChildProcess {
  const args = given.filter((one) => typeof one === 'string')
  const env = given.find((one) => typeof one === 'object')
  return spawn(process.execPath, [NEXT, ...args], {
    env: { ...process.env, ...env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) =>
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`next ended with ${code}`)))),
  )
