import { strToU8, zipSync } from 'fflate'

/** A file of an archive. */
export interface ZipFile {
  name: string
  text: string
}

/** The first day that the format knows: the same files make the same archive. */
const MTIME = new Date(1980, 0, 1)

/** A ZIP archive of text files, stored as they are. */
export function zipOf(files: readonly ZipFile[]): Uint8Array<ArrayBuffer> {
  const contents = Object.fromEntries(files.map(({ name, text }) => [name, strToU8(text)]))
  return zipSync(contents, { level: 0, mtime: MTIME })
}
