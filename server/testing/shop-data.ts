import { createReadStream, existsSync } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { parse } from 'csv-parse'

const FOLDER = new URL('../../../shared/data/', import.meta.url)

/** Whether a file of the real shop data is here; says so where it is not. */
export function hasShopData(file: string): boolean {
  const here = existsSync(new URL(file, FOLDER))
  if (!here) console.warn(`skipped: ${file} is not beside the repository in shared/data`)
  return here
}

/** Streams the rows of a gzipped CSV of the real shop data. */
export function shopRows(file: string): AsyncIterable<Record<string, string>> {
  return createReadStream(new URL(file, FOLDER))
    .pipe(createGunzip())
    .pipe(parse({ columns: true }))
}
