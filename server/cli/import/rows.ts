import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs'
import { pipeline, type Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { parse } from 'csv-parse'
import type { Row } from './row-event.ts'

export interface FileRow {
  /** Line of the file that the row ends on, from 1. */
  line: number
  row: Row
}

export interface RowFile {
  columns: string[]
  rows: AsyncIterable<FileRow>
  /** Share of the file that was read, 0–1. */
  progress: () => number
}

export interface BadLine {
  line: number
  reason: string
}

const GZIP_MARK = 0x8b1f
const LONGEST_HEADER = 100_000

/**
 * Opens a CSV file with a header, gzipped or not, with commas, semicolons or tabs; rows are streamed. `onBad` is told of
 * lines that aren't rows (an open quote, a field too many): they are left out, the rest goes on.
 */
export async function openRows(path: string, onBad: (bad: BadLine) => void): Promise<RowFile> {
  const { size } = statSync(path)
  const file = createReadStream(path, { highWaterMark: 256 * 1024 })
  const header = Promise.withResolvers<string[]>()
  const parser = parse({
    bom: true,
    columns: (names: string[]) => {
      const columns = names.map((name) => name.trim())
      header.resolve(columns)
      return columns
    },
    delimiter: await delimiterOf(path),
    info: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: (error) => {
      onBad({ line: Number(error?.lines ?? 0), reason: error?.message ?? 'is no row' })
      return undefined
    },
  })
  const finished = (error: NodeJS.ErrnoException | null) => {
    if (error) header.reject(error)
    else header.resolve([])
  }
  if (isGzip(path)) pipeline(file, createGunzip(), parser, finished)
  else pipeline(file, parser, finished)
  return {
    columns: await header.promise,
    rows: rowsOf(parser),
    progress: () => file.bytesRead / Math.max(size, 1),
  }
}

/** Commas, semicolons (spreadsheets where the comma is the decimal sign) or tabs: whichever the header has most of. */
async function delimiterOf(path: string): Promise<string> {
  const file = createReadStream(path)
  const text: Readable = isGzip(path) ? file.pipe(createGunzip()) : file
  let header = ''
  for await (const chunk of text) {
    header += chunk
    if (header.includes('\n') || header.length > LONGEST_HEADER) break
  }
  file.destroy()
  const names = (header.split('\n')[0] ?? '').replace(/"[^"]*"/g, '')
  const counted = [',', ';', '\t'].map((sign) => ({ sign, count: names.split(sign).length }))
  return counted.reduce((best, each) => (each.count > best.count ? each : best)).sign
}

async function* rowsOf(
  records: AsyncIterable<{ record: Row; info: { lines: number } }>,
): AsyncGenerator<FileRow> {
  for await (const { record, info } of records) yield { line: info.lines, row: record }
}

function isGzip(path: string): boolean {
  const file = openSync(path, 'r')
  const mark = Buffer.alloc(2)
  readSync(file, mark)
  closeSync(file)
  return mark.readUInt16LE() === GZIP_MARK
}
