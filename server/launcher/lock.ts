import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { writeWhole } from '#db/write-whole.ts'
import { isLauncher } from '../running-app.ts'

/** One launcher per data folder: two would stop each other's database. */
export interface LauncherLock {
  release: () => void
}

/** Takes the lock, waiting up to `patienceMs` for a launcher that is ending; throws when one stays. */
export async function lockDataDir(
  dataDir: string,
  patienceMs: number,
  say: (line: string) => void,
): Promise<LauncherLock> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const file = join(dataDir, 'launcher.pid')
  for (let waited = 0; ; waited += 200) {
    const holder = livingHolder(file)
    if (!holder) break
    if (waited >= patienceMs) {
      throw new Error(
        `Akis is already running on ${dataDir} (process ${holder}). Stop it first, or give this one its own AKIS_DATA_DIR.`,
      )
    }
    if (waited === 0) say('Akis is already running here; waiting a moment, in case it is stopping')
    await sleep(200)
  }
  writeWhole(file, `${process.pid}\n`, 0o600)
  return {
    release: () => {
      if (readPid(file) === process.pid) rmSync(file, { force: true })
    },
  }
}

/** The launcher that holds the lock, or null. */
function livingHolder(file: string): number | null {
  const pid = readPid(file)
  return pid && pid !== process.pid && isLauncher(pid) ? pid : null
}

function readPid(file: string): number | null {
  try {
    return Number.parseInt(readFileSync(file, 'utf8'), 10) || null
  } catch {
    return null
  }
}
