import type { Sql, Tx } from '#db/client.ts'
import { type InboxRow, recordEvents } from '#db/queries/record-events.ts'
import { wake } from '#db/queries/wake.ts'
import { AppError } from '../app-error.ts'

/** What became of each event of a request. `refused`: the database would not take this one. */
export type Outcome = 'accepted' | 'duplicate' | 'refused'

export interface RecorderOptions {
  /** A batch is sent when it holds this many events, */
  batchEvents?: number
  /** or when its first event has waited this long. */
  batchMs?: number
  /** Batches at the database at one time. */
  inFlight?: number
  /** Events that may wait; more are answered `busy`. */
  queueEvents?: number
  queueBytes?: number
}

interface Waiting {
  rows: InboxRow[]
  bytes: number
  answer: (outcomes: Outcome[]) => void
  fail: (error: unknown) => void
}

const WAKE_EVERY_MS = 10

/**
 * Group commit: events of many requests are stored by one statement, and each request is answered after the commit of its
 * own. The events of one request stay in one batch, so that a person's events keep their order.
 */
export class Recorder {
  private readonly sql: Sql
  private readonly options: Required<RecorderOptions>
  private queue: Waiting[] = []
  private events = 0
  private bytes = 0
  private running = 0
  private timer: NodeJS.Timeout | undefined
  private waker: NodeJS.Timeout | undefined

  constructor(sql: Sql, options: RecorderOptions = {}) {
    this.sql = sql
    this.options = {
      batchEvents: 500,
      batchMs: 5,
      inFlight: 4,
      queueEvents: 20_000,
      queueBytes: 64_000_000,
      ...options,
    }
  }

  /** The outcome of each row, after the commit. Throws `busy` when the queue is full. */
  record(rows: InboxRow[]): Promise<Outcome[]> {
    if (rows.length === 0) return Promise.resolve([])
    const bytes = rows.reduce((sum, row) => sum + row.payload.length, 0)
    const { queueEvents, queueBytes, batchEvents, batchMs } = this.options
    if (this.events > 0 && (this.events + rows.length > queueEvents || this.bytes + bytes > queueBytes)) {
      return Promise.reject(
        new AppError('busy', 'Too many events are waiting to be stored. Try again shortly.'),
      )
    }
    return new Promise((answer, fail) => {
      this.queue.push({ rows, bytes, answer, fail })
      this.events += rows.length
      this.bytes += bytes
      if (this.events >= batchEvents) this.flush()
      else this.timer ??= setTimeout(() => this.flush(), batchMs)
    })
  }

  private flush(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    while (this.queue.length > 0 && this.running < this.options.inFlight) {
      const batch = this.take()
      this.running++
      this.store(batch).finally(() => {
        this.running--
        if (this.queue.length > 0) this.flush()
      })
    }
  }

  /** Whole requests until the batch is full; at least one. */
  private take(): Waiting[] {
    let events = 0
    let count = 0
    for (const { rows } of this.queue) {
      if (count > 0 && events + rows.length > this.options.batchEvents) break
      events += rows.length
      count++
    }
    const batch = this.queue.splice(0, count)
    this.events -= events
    for (const { bytes } of batch) this.bytes -= bytes
    return batch
  }

  private async store(batch: Waiting[]): Promise<void> {
    try {
      const outcomes = await storeRows(
        this.sql,
        batch.flatMap((request) => request.rows),
      )
      let at = 0
      for (const { rows, answer } of batch) {
        answer(outcomes.slice(at, at + rows.length))
        at += rows.length
      }
      this.wakeSoon()
    } catch (error) {
      for (const { fail } of batch) fail(error)
    }
  }

  /** Notifying commits wait for one another, so the workers are told after the commit and once for many. */
  private wakeSoon(): void {
    this.waker ??= setTimeout(() => {
      this.waker = undefined
      wake(this.sql, 'route').catch(() => {})
    }, WAKE_EVERY_MS)
  }
}

/**
 * Stores rows in one statement. When the database refuses the statement for its content, each half is tried alone, down to
 * the one row that it refuses; any other failure is thrown, and nothing is known to be stored.
 */
export async function storeRows(sql: Sql | Tx, rows: readonly InboxRow[]): Promise<Outcome[]> {
  const firsts = new Map<string, InboxRow>()
  for (const row of rows) {
    if (!firsts.has(nameOf(row))) firsts.set(nameOf(row), row)
  }
  const { stored, refused } = await storeSorted(sql, [...firsts.values()].sort(byKey))
  return rows.map((row) => {
    if (stored.has(row.id)) return 'accepted'
    return refused.has(firsts.get(nameOf(row))!.id) ? 'refused' : 'duplicate'
  })
}

const nameOf = ({ workspaceId, key }: InboxRow) => `${workspaceId}:${key}`

interface Stored {
  stored: Set<string>
  refused: Set<string>
}

async function storeSorted(sql: Sql | Tx, rows: readonly InboxRow[]): Promise<Stored> {
  try {
    return { stored: await recordEvents(sql, rows, arrival(rows)), refused: new Set() }
  } catch (error) {
    if (!isAboutContent(error)) throw error
    if (rows.length === 1) return { stored: new Set(), refused: new Set([rows[0]!.id]) }
    const middle = rows.length >> 1
    const halves = [await storeSorted(sql, rows.slice(0, middle)), await storeSorted(sql, rows.slice(middle))]
    return {
      stored: new Set(halves.flatMap((half) => [...half.stored])),
      refused: new Set(halves.flatMap((half) => [...half.refused])),
    }
  }
}

const byKey = (a: InboxRow, b: InboxRow) =>
  a.keyPart - b.keyPart ||
  (a.workspaceId < b.workspaceId ? -1 : a.workspaceId > b.workspaceId ? 1 : a.key < b.key ? -1 : 1)

/** Data exceptions, broken constraints and exceeded limits: the classes of SQLSTATE that blame what was sent. */
function isAboutContent(error: unknown): boolean {
  const code = (error as { code?: unknown }).code
  return typeof code === 'string' && /^(?:22|23|54)[0-9A-Z]{3}$/.test(code)
}

/** The time in the newest id: when the batch's last event arrived. */
function arrival(rows: readonly InboxRow[]): Date {
  let newest = rows[0]!.id
  for (const { id } of rows) if (id > newest) newest = id
  return new Date(Number.parseInt(newest.slice(0, 8) + newest.slice(9, 13), 16))
}

const recorders = new WeakMap<Sql, Recorder>()

/** The recorder of a pool. */
export function recorderOf(sql: Sql): Recorder {
  let recorder = recorders.get(sql)
  if (recorder === undefined) {
    recorder = new Recorder(sql)
    recorders.set(sql, recorder)
  }
  return recorder
}
