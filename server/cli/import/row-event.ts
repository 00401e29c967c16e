import { createHash } from 'node:crypto'
import { amountOf } from '#flows/events/amount.ts'
import { PLACED_ORDER, REFUNDED_ORDER } from '#flows/events/vocabulary.ts'
import type { Json, JsonObject } from '#flows/json.ts'
import { instantIn } from './local-time.ts'
import type { Mapping } from './mapping.ts'

export type Row = Record<string, string>

export interface RowRules {
  kind: 'orders' | 'events'
  mapping: Mapping
  /** IANA name: what times without an offset are in. */
  zone: string
  /** ISO 4217, of rows without a currency of their own. */
  currency: string
  backfill: boolean
}

export type RowEvent = { ok: true; event: JsonObject } | { ok: false; reason: string }

const YES = new Set(['1', 'true', 'yes', 'y', 't', 'evet', 'e'])
const NO = new Set(['', '0', 'false', 'no', 'n', 'f', 'hayır', 'h'])
const NUMBER = /^-?(0|[1-9]\d{0,14})(\.\d{1,10})?$/

/**
 * Turns rows of a file into bodies of `POST /events`. The same row gives the same `id` each time, so that a file can be
 * imported twice: `order:<order_id>`, `refund:<order_id>`, the row's own id, or a hash of the row and of how many
 * equal ones came before it.
 */
export function rowReader(rules: RowRules): (row: Row) => RowEvent {
  const seen = new Map<string, number>()
  const { kind, mapping, zone } = rules
  const cell = (row: Row, column: string | undefined) =>
    column === undefined ? '' : (row[column] ?? '').trim()

  return (row) => {
    const timeText = cell(row, mapping.fields.time)
    const time = instantIn(zone, timeText)
    if (time === null) return bad(mapping.fields.time, timeText, 'is not a time such as 2026-11-22T10:15:00')

    const returnText = cell(row, mapping.fields.is_return)
    const isReturn = YES.has(returnText.toLowerCase())
    if (!isReturn && !NO.has(returnText.toLowerCase())) {
      return bad(mapping.fields.is_return, returnText, 'is neither yes nor no')
    }
    const valueText = cell(row, mapping.fields.value)
    const amount = valueText === '' ? null : amountOf(valueText)
    if (valueText !== '' && amount === null) {
      return bad(mapping.fields.value, valueText, 'is not an amount such as 1234.56')
    }
    if (kind === 'orders' && amount === null) return bad(mapping.fields.value, valueText, 'is not an amount')
    if (kind === 'orders' && !isReturn && amount?.startsWith('-')) {
      return bad(mapping.fields.value, valueText, 'is below zero, and the row is no return')
    }
    const name =
      kind === 'events' ? cell(row, mapping.fields.event) : isReturn ? REFUNDED_ORDER : PLACED_ORDER
    const orderId = cell(row, mapping.fields.order_id)
    return {
      ok: true,
      event: {
        event: name,
        id: idOf(row, orderId, isReturn),
        time,
        profile: texts(row, mapping.profile),
        properties: {
          ...(orderId === '' ? {} : { order_id: orderId }),
          ...values(row, mapping.properties),
        },
        ...(amount === null
          ? {}
          : {
              value: kind === 'orders' ? amount.replace(/^-/, '') : amount,
              currency: cell(row, mapping.fields.currency).toUpperCase() || rules.currency,
            }),
        backfill: rules.backfill,
      },
    }
  }

  function idOf(row: Row, orderId: string, isReturn: boolean): string {
    const own = cell(row, mapping.fields.id)
    if (own !== '') return own
    if (kind === 'orders' && orderId !== '') return `${isReturn ? 'refund' : 'order'}:${orderId}`
    const digest = createHash('sha256').update(JSON.stringify(row)).digest('base64url').slice(0, 22)
    const before = seen.get(digest) ?? 0
    seen.set(digest, before + 1)
    return `row:${digest}:${before}`
  }

  function texts(row: Row, columns: Record<string, string>): JsonObject {
    return collect(row, columns, (text) => text)
  }

  function values(row: Row, columns: Record<string, string>): JsonObject {
    return collect(row, columns, typed)
  }

  function collect(row: Row, columns: Record<string, string>, read: (text: string) => Json): JsonObject {
    return Object.fromEntries(
      Object.entries(columns).flatMap(([name, column]) => {
        const text = cell(row, column)
        return text === '' ? [] : [[name, read(text)]]
      }),
    )
  }
}

/** Numbers and truth values as such, so that conditions can compare them; "007" and the like stay texts. */
function typed(text: string): Json {
  if (NUMBER.test(text)) return Number(text)
  if (text === 'true') return true
  if (text === 'false') return false
  return text
}

function bad(column: string | undefined, text: string, reason: string): RowEvent {
  return { ok: false, reason: `${column} "${text.slice(0, 60)}" ${reason}` }
}
