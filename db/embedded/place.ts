import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { writeWhole } from '../write-whole.ts'
import { type Account, canWrite, identity } from './account.ts'

/** Where PostgreSQL's files are: `home` holds the data folder, its log and a copy of the programs if needed. */
export interface Place {
  home: string
  data: string
  log: string
}

/**
 * The place chosen on an earlier start, or the first that the account can reach: inside the app's own data
 * folder, or beside it in the system (a clone in root's home is closed to PostgreSQL's user).
 * The choice is kept in `postgres.json`, so that the next start finds the same data.
 */
export function choosePlace(account: Account, dataDir: string): Place & { moved: boolean } {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const remembered = rememberedPlace(dataDir)
  if (remembered) return { ...remembered, moved: false }
  const own = join(resolve(dataDir), 'postgres')
  const tried: string[] = []
  for (const home of [own, ...elsewhere()]) {
    tried.push(home)
    if (!prepare(account, home, dataDir)) continue
    writeWhole(join(dataDir, 'postgres.json'), `${JSON.stringify({ home })}\n`, 0o600)
    return { ...placeIn(home), moved: home !== own }
  }
  throw new Error(
    `PostgreSQL, run as ${account.name}, can write in none of ${tried.join(', ')}. Set AKIS_DATA_DIR to a folder it can reach.`,
  )
}

/** The place of an earlier start, if there was one. */
export function rememberedPlace(dataDir: string): Place | null {
  const file = join(dataDir, 'postgres.json')
  if (!existsSync(file)) return null
  const { home } = JSON.parse(readFileSync(file, 'utf8')) as { home: string }
  return placeIn(home)
}

function placeIn(home: string): Place {
  return { home, data: join(home, 'data'), log: join(home, 'postgres.log') }
}

/** A new name each time: a fresh data folder must never meet the data of one that was deleted. */
function elsewhere(): string[] {
  const mark = randomBytes(4).toString('hex')
  return [join('/var/lib', `akis-${mark}`), join(homedir(), '.local', 'share', `akis-${mark}`)]
}

/** Makes the folder the account's own; lets it pass through our data folder without reading it. */
function prepare(account: Account, home: string, dataDir: string): boolean {
  const existed = existsSync(home)
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 })
    const { uid, gid } = identity(account)
    if (uid !== undefined && gid !== undefined) {
      chownSync(home, uid, gid)
      if (home.startsWith(resolve(dataDir))) chmodSync(dataDir, statSync(dataDir).mode | 0o011)
    }
    if (canWrite(account, home)) return true
  } catch {
    // not ours to write in: the next place is tried
  }
  if (!existed) rmSync(home, { recursive: true, force: true })
  return false
}
