import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** The system user that PostgreSQL runs as: ourselves, except that root must become somebody else. */
export interface Account {
  name: string
  uid?: number
  gid?: number
}

/** PostgreSQL refuses to run as root: then its own system user is found, or created. */
export function postgresAccount(): Account {
  if (process.getuid?.() !== 0) return { name: 'the current user' }
  const found = lookUp('postgres') ?? create('postgres') ?? lookUp('nobody')
  if (found) return found
  throw new Error(
    "PostgreSQL doesn't run as root, and a system user for it couldn't be created. Run Akis as an ordinary user, or set DATABASE_URL.",
  )
}

/** Whether the account can execute a program, with all its libraries. */
export function canRun(account: Account, program: string, args: string[]): boolean {
  return spawnSync(program, args, { ...identity(account), cwd: '/', stdio: 'ignore' }).status === 0
}

/** Whether the account can enter a folder and write in it. */
export function canWrite(account: Account, folder: string): boolean {
  if (process.platform === 'win32') return true
  const script = 'cd "$1" && : > .akis-probe && rm .akis-probe'
  return canRun(account, '/bin/sh', ['-c', script, 'sh', folder])
}

/** What child_process needs to become the account. */
export function identity({ uid, gid }: Account): { uid?: number; gid?: number } {
  return uid === undefined || gid === undefined ? {} : { uid, gid }
}

function lookUp(name: string): Account | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid && gid ? { name, uid: Number(uid), gid: Number(gid) } : undefined
}

function create(name: string): Account | undefined {
  const attempts: [string, string[]][] = [
    ['useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', name]],
    ['adduser', ['-S', '-D', '-H', name]],
  ]
  for (const [program, args] of attempts) {
    if (spawnSync(program, args, { stdio: 'ignore' }).status === 0) return lookUp(name)
  }
  return undefined
}
