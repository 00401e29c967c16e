import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import type { Sql } from '#db/client.ts'
import type { InboxRow } from '#db/queries/record-events.ts'
import { testDatabase } from '#db/testing/database.ts'
import { readEvent } from '#flows/events/incoming-event.ts'
import type { Json } from '#flows/json.ts'
import { inboxRows } from './inbox-rows.ts'
import { Recorder, storeRows } from './recorder.ts'

const database = testDatabase()
const workspaceId = v7()
const NOW = Date.parse('2026-11-22T10:00:00Z')

function rowsOf(...bodies: { id?: string; email?: string; anonymous_id?: string }[]): InboxRow[] {
  const events = bodies.map(({ id, ...profile }) => {
    const body = { event: 'Added to Cart', ...(id === undefined ? {} : { id }), profile } as Json
    const read = readEvent(body, '', { nowMs: NOW, country: 'TR' })
    if (!read.ok) throw new Error(JSON.stringify(read.faults))
    return read.event
  })
  return inboxRows(workspaceId, events, NOW)
}

const one = (id: string) => rowsOf({ id, email: 'ayse@example.com' })
const spoilt = (id: string) => one(id).map((row) => ({ ...row, payload: '{"broken": "\\u0000"}' }))
const countOf = async (key: string) =>
  (await database.sql`select 1 from inbox where payload->>'key' = ${key}`).length

describe('group commit', () => {
  it('stores an event once, however many send it at the same time', async () => {
    const recorders = [new Recorder(database.sql), new Recorder(database.sql)]
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        recorders[i % 2]!.record([...one(`twice-${i % 10}`), ...one(`also-${i % 7}`)]),
      ),
    )
    const outcomes = answers.flat()
    expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(17)
    expect(outcomes.filter((outcome) => outcome === 'duplicate')).toHaveLength(383)
    expect(await countOf('twice-3')).toBe(1)
  })

  it('answers no request before its commit', async () => {
    await database.sql.begin(async (tx) => {
      await tx`lock table inbox in share mode`
      let answered = false
      const answer = new Recorder(database.sql).record(one('late')).then(() => {
        answered = true
      })
      await new Promise((resolve) => setTimeout(resolve, 200))
      expect(answered).toBe(false)
      void answer
    })
    await expect.poll(() => countOf('late')).toBe(1)
  })

  it('tells the answer only of what is really there', async () => {
    const recorder = new Recorder(database.sql)
    await Promise.all(
      Array.from({ length: 50 }, async (_, i) => {
        expect(await recorder.record(one(`there-${i}`))).toEqual(['accepted'])
        expect(await countOf(`there-${i}`)).toBe(1)
      }),
    )
  })

  it('gathers many requests into few statements', async () => {
    let statements = 0
    const counting = new Proxy(database.sql, {
      apply: (target, self, args: unknown[]) => {
        if (String((args[0] as string[])[0]).includes('with incoming')) statements++
        return Reflect.apply(target as never, self, args)
      },
    }) as Sql
    const recorder = new Recorder(counting)
    await Promise.all(Array.from({ length: 400 }, (_, i) => recorder.record(one(`few-${i}`))))
    expect(statements).toBe(1)
  })

  it('keeps the neighbours of an event that the database refuses', async () => {
    const recorder = new Recorder(database.sql)
    const [good, bad, mixed] = await Promise.all([
      recorder.record(one('neighbour-1')),
      recorder.record(spoilt('spoilt-1')),
      recorder.record([...one('neighbour-2'), ...spoilt('spoilt-2'), ...one('neighbour-3')]),
    ])
    expect({ good, bad, mixed }).toEqual({
      good: ['accepted'],
      bad: ['refused'],
      mixed: ['accepted', 'refused', 'accepted'],
    })
    const keys = await database.sql`select key from event_keys where key like 'spoilt%'`
    expect(keys).toHaveLength(0)
  })

  it('answers busy when the queue is full, and goes on when it is not', async () => {
    const recorder = new Recorder(database.sql, { queueEvents: 3, batchMs: 50 })
    const waiting = ['full-1', 'full-2', 'full-3'].map((id) => recorder.record(one(id)))
    await expect(recorder.record(one('full-4'))).rejects.toMatchObject({ code: 'busy' })
    expect((await Promise.all(waiting)).flat()).toEqual(['accepted', 'accepted', 'accepted'])
    expect(await recorder.record(one('full-4'))).toEqual(['accepted'])
  })

  it('fails the requests of a batch when the database is away, without an answer that says stored', async () => {
    const away = new Proxy(database.sql, {
      apply: () => Promise.reject(Object.assign(new Error('gone'), { code: 'ECONNREFUSED' })),
    }) as Sql
    await expect(new Recorder(away).record(one('away'))).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })

  it('calls the second of one key in a batch a duplicate', async () => {
    expect(await storeRows(database.sql, [...one('same'), ...one('same')])).toEqual(['accepted', 'duplicate'])
  })
})

describe('where an event goes', () => {
  it('keeps people who are named differently in one request in one part, in order', () => {
    const rows = rowsOf(
      { id: 'p1', anonymous_id: 'browser' },
      { id: 'p2', email: 'zeynep@example.com' },
      { id: 'p3', anonymous_id: 'browser', email: 'zeynep@example.com' },
    )
    expect(new Set(rows.map((row) => row.part)).size).toBe(1)
    expect(rows.map((row) => row.id)).toEqual(rows.map((row) => row.id).toSorted())
  })

  it('gives ids that grow within one millisecond', () => {
    const ids = Array.from({ length: 5_000 }, (_, i) => one(`grow-${i}`)[0]!.id)
    expect(ids).toEqual(ids.toSorted())
    expect(new Set(ids).size).toBe(5_000)
    expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it('gives an event without an id the key of its content', () => {
    const [a, b, c] = rowsOf({ email: 'a@b.co' }, { email: 'a@b.co' }, { email: 'c@b.co' })
    expect(a!.key).toBe(b!.key)
    expect(a!.key).not.toBe(c!.key)
  })
})
