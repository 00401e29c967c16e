import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { writeWhole } from '../write-whole.ts'
import { type Account, identity } from './account.ts'
import type { Binaries } from './binaries.ts'
import { isAlive } from './postmaster.ts'

const PASSWORD_FILE = 'akis-password'

/**
 * Creates the data folder unless it is there. It is made aside and renamed when whole, so that a start that was
 * killed half way leaves nothing that looks like data.
 */
export async function initialise(
  account: Account,
  { initdb }: Binaries,
  data: string,
  durable: boolean,
): Promise<void> {
  clearDrafts(data)
  if (existsSync(join(data, 'PG_VERSION'))) return
  const draft = `${data}.new-${process.pid}`
  const { uid, gid } = identity(account)
  mkdirSync(draft, { mode: 0o700 })
  const passwordFile = `${draft}.password`
  writeWhole(passwordFile, `${randomBytes(24).toString('base64url')}\n`, 0o600)
  if (uid !== undefined && gid !== undefined) {
    for (const path of [draft, passwordFile]) chownSync(path, uid, gid)
  }
  await run(account, initdb, [
    `--pgdata=${draft}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--locale=C.UTF-8',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ])
  renameSync(passwordFile, join(draft, PASSWORD_FILE))
  if (existsSync(join(data, 'PG_VERSION'))) rmSync(draft, { recursive: true, force: true })
  else renameSync(draft, data)
}

/** The password of the embedded server: it never leaves its data folder and this machine. */
export function passwordOf(data: string): string {
  return readFileSync(join(data, PASSWORD_FILE), 'utf8').trim()
}

function clearDrafts(data: string): void {
  const prefix = `${basename(data)}.new-`
  for (const name of readdirSync(dirname(data))) {
    const pid = Number.parseInt(name.slice(prefix.length), 10)
    if (!name.startsWith(prefix) || (isAlive(pid) && pid !== process.pid)) continue
    rmSync(join(dirname(data), name), { recursive: true, force: true })
  }
}

function run(account: Account, program: string, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...identity(account),
      cwd: '/',
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    child.stderr.on('data', (chunk) => {
      output += chunk
    })
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`${basename(program)} failed:\n${output.trim()}`))
    })
  })
}
