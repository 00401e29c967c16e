import { setTimeout as after } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPool, type Sql, type Tx } from './client.ts'
import { testDatabase } from './testing/database.ts'

const database = testDatabase()
let sql: Sql
beforeAll(async () => {
  sql = openPool(database.url, { max: 1 })
  await database.sql`create table marks (mark text)`
})
afterAll(() => sql.end({ timeout: 1 }))

const marks = async () => (await database.sql`select mark from marks order by mark`).map(({ mark }) => mark)
const pidOf = async (tx: Tx) => (await tx`select pg_backend_pid() as pid`)[0]!.pid as number
const cut = async (pid: number) => {
  await database.sql`select pg_terminate_backend(${pid}, 5000)`
  await after(20)
}

describe('a transaction whose connection is cut', () => {
  it('fails, and what it says afterwards goes to nobody, though others use the next connection', async () => {
    let late: unknown
    let over = () => {}
    const ended = new Promise<void>((resolve) => {
      over = resolve
    })
    const whole = sql.begin(async (tx) => {
      await tx`insert into marks values ('before')`
      await cut(await pidOf(tx))
      await sql`insert into marks values ('somebody else’s')`
      try {
        await tx`insert into marks values ('after')`
      } catch (error) {
        late = error
      } finally {
        over()
      }
    })
    await expect(whole).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' })
    await ended
    expect(String(late)).toContain('The transaction is over')
    expect(await marks()).toEqual(['somebody else’s'])
  })

  it.each(['a statement is under way', 'nothing is under way'])('ends no process while %s', async (when) => {
    const whole = sql.begin(async (tx) => {
      const pid = await pidOf(tx)
      if (when === 'nothing is under way') {
        await cut(pid)
        throw new Error('the work’s own end')
      }
      await Promise.all([tx`select pg_sleep(5)`, cut(pid)])
    })
    await expect(whole).rejects.toThrow()
    // what the driver would write to a socket that is gone, it writes in the next round of the event loop
    await after(50)
    // the driver may give the next statement the error that the cut one got
    const one = () => sql`select 1 as one`
    expect(await one().catch(one)).toEqual([{ one: 1 }])
  })

  it('takes no more statements of work that has thrown', async () => {
    await database.sql`truncate marks`
    let late: Promise<unknown> = Promise.resolve()
    const whole = sql.begin((tx) => {
      late = after(30).then(() => tx`insert into marks values ('late')`)
      return Promise.all([late, Promise.reject(new Error('one of two'))])
    })
    await expect(whole).rejects.toThrow('one of two')
    await expect(late).rejects.toThrow('The transaction is over')
    expect(await marks()).toEqual([])
  })

  it('leaves others as they are: they commit, roll back and say what was wrong', async () => {
    await database.sql`truncate marks`
    await sql.begin((tx) => tx`insert into marks values ('kept')`)
    await expect(
      sql.begin(async (tx) => {
        await tx`insert into marks values ('undone')`
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    await expect(sql.begin((tx) => tx`select * from no_such_table`)).rejects.toMatchObject({ code: '42P01' })
    await expect(sql.begin('read only', (tx) => tx`insert into marks values ('x')`)).rejects.toMatchObject({
      code: '25006',
    })
    expect(await marks()).toEqual(['kept'])
  })
})
