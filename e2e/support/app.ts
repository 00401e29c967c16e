import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** The built app as `npm start` runs it: launcher, embedded PostgreSQL, web and worker, on a port and data folder of its own. */
export interface App {
  url: string
  dataDir: string
  env: NodeJS.ProcessEnv
  process: ChildProcess
  /** What it printed so far. */
  output: () => string
  /** Runs `akis …` against it; returns standard output, trimmed. */
  cli: (...args: string[]) => Promise<string>
  stop: () => Promise<void>
}

const START_TIMEOUT_MS = 120_000

export async function startApp(env: Record<string, string> = {}): Promise<App> {
  const dataDir = env.AKIS_DATA_DIR ?? (await mkdtemp(join(tmpdir(), 'akis-e2e-')))
  const port = env.PORT ?? String(await freePort())
  const url = `http://127.0.0.1:${port}`
  const full: NodeJS.ProcessEnv = {
    ...process.env,
    NEXT_TELEMETRY_DISABLED: '1',
    AKIS_ALLOW_PRIVATE_NETWORK: '1',
    AKIS_URL: url,
    ...env,
    AKIS_DATA_DIR: dataDir,
    PORT: port,
    NODE_ENV: 'production',
  }
  let output = ''
  const child = spawn(process.execPath, ['server/main.ts'], { env: full, stdio: ['ignore', 'pipe', 'pipe'] })
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const deadline = Date.now() + START_TIMEOUT_MS
  while (!output.includes('ready at')) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`Akis did not start:\n${output}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return {
    url,
    dataDir,
    env: full,
    process: child,
    output: () => output,
    cli: async (...args) => {
      const { stdout } = await promisify(execFile)(process.execPath, ['server/akis.mjs', ...args], {
        env: full,
      })
      return stdout.trim()
    },
    stop: async () => {
      child.kill('SIGTERM')
      await ended
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}
