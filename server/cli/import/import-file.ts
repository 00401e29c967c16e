import { type IncomingEvent, readEvent } from '#flows/events/incoming-event.ts'
import type { Ctx } from '../../services/context.ts'
import { recordBulk } from '../../services/events/record.ts'
import { readMapping } from './mapping.ts'
import { type RowRules, rowReader } from './row-event.ts'
import { type BadLine, openRows } from './rows.ts'

export interface ImportOptions extends Omit<RowRules, 'mapping'> {
  path: string
  /** `target=column` pairs. */
  map: string
  /** ISO 3166-1 alpha-2: what phone numbers without a country code belong to. */
  country: string
  onBad: (bad: BadLine) => void
  /** Called after each batch. */
  onProgress?: (counts: ImportCounts, share: number) => void
}

export interface ImportCounts {
  rows: number
  accepted: number
  duplicates: number
  bad: number
}

const BATCH_ROWS = 1_000

interface Read {
  line: number
  event: IncomingEvent
}

/**
 * Streams a file into the inbox, in its order and in batches, each one statement. Whatever row can't be an event is told
 * to `onBad` with its line and left out. The same file again adds nothing: its keys are known.
 */
export async function importFile({ ctx, input }: { ctx: Ctx; input: ImportOptions }): Promise<ImportCounts> {
  const counts: ImportCounts = { rows: 0, accepted: 0, duplicates: 0, bad: 0 }
  const bad = (problem: BadLine) => {
    counts.bad++
    input.onBad(problem)
  }
  const file = await openRows(input.path, (problem) => {
    counts.rows++
    bad(problem)
  })
  const read = rowReader({ ...input, mapping: readMapping(input.map, file.columns, input.kind) })
  const setting = { nowMs: ctx.now.getTime(), country: input.country }

  let batch: Read[] = []
  for await (const { line, row } of file.rows) {
    counts.rows++
    const body = read(row)
    if (!body.ok) {
      bad({ line, reason: body.reason })
      continue
    }
    const event = readEvent(body.event, '', setting)
    if (event.ok) batch.push({ line, event: event.event })
    else
      bad({
        line,
        reason: event.faults.map(({ pointer, message }) => `${pointer.slice(1)} ${message}`).join('; '),
      })
    if (batch.length === BATCH_ROWS) await store()
  }
  await store()
  return counts

  async function store(): Promise<void> {
    const outcomes = await recordBulk({ ctx, input: batch.map(({ event }) => event) })
    outcomes.forEach((outcome, index) => {
      if (outcome === 'accepted') counts.accepted++
      else if (outcome === 'duplicate') counts.duplicates++
      else bad({ line: batch[index]?.line ?? 0, reason: 'the database refused this row' })
    })
    batch = []
    input.onProgress?.(counts, file.progress())
  }
}
