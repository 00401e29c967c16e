import { setTimeout as sleep } from 'node:timers/promises'
import { openPool } from '#db/client.ts'

const OLDEST_MAJOR = 16

/**
 * Waits until the PostgreSQL in DATABASE_URL answers: it may be starting beside us. Throws what a person can act on:
 * where it was looked for and why it failed, without the password.
 */
export async function databaseAnswers(
  url: string,
  patienceMs: number,
  say: (line: string) => void,
): Promise<void> {
  const { host, pathname } = new URL(url)
  const place = `${host}${pathname}`
  const startedAt = performance.now()
  for (let told = false; ; told = true) {
    const failure = await attempt(url)
    if (failure === null) return
    if (!failure.mayPass || performance.now() - startedAt > patienceMs) {
      throw new Error(`The PostgreSQL in DATABASE_URL (${place}) can't be used: ${failure.reason}`)
    }
    if (!told) say(`PostgreSQL at ${place} doesn't answer yet (${failure.reason}); trying for a while`)
    await sleep(500)
  }
}

async function attempt(url: string): Promise<{ reason: string; mayPass: boolean } | null> {
  const sql = openPool(url, { max: 1 })
  try {
    const [row] = await sql`select current_setting('server_version_num')::int / 10000 as major`
    if (row?.major >= OLDEST_MAJOR) return null
    return { reason: `it is version ${row?.major}, and Akis needs ${OLDEST_MAJOR} or newer`, mayPass: false }
  } catch (error) {
    const { code = '', message } = error as { code?: string; message: string }
    // 57P03: starting up; a code of five other characters is PostgreSQL's own refusal, and final
    return { reason: message || code, mayPass: code === '57P03' || !/^[0-9A-Z]{5}$/.test(code) }
  } finally {
    await sql.end({ timeout: 1 }).catch(() => {})
  }
}
