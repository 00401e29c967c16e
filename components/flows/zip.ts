/** A file of an archive. */
export interface ZipFile {
  name: string
  text: string
}

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const VERSION = 20
/** Bit 11: names are UTF-8. */
const UTF8 = 0x0800
/** 1 January 1980, the first day of the format: the same files make the same archive. */
const DATE = 0x21

/** A ZIP archive of text files, stored as they are (PKWARE's APPNOTE 6.3). */
export function zipOf(files: readonly ZipFile[]): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder()
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const file of files) {
    const [name, content] = [encoder.encode(file.name), encoder.encode(file.text)]
    const about = [crc32(content), content.length, content.length] as const
    const local = record([4, LOCAL], [2, VERSION], ...common(about, name), [2, 0])
    parts.push(local, name, content)
    directory.push(
      record(
        ...([
          [4, CENTRAL],
          [2, VERSION],
          [2, VERSION],
        ] as const),
        ...common(about, name),
        // no extra field, no comment, first disk, no attributes
        ...([
          [2, 0],
          [2, 0],
          [2, 0],
          [2, 0],
          [4, 0],
          [4, offset],
        ] as const),
      ),
      name,
    )
    offset += local.length + name.length + content.length
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0)
  const count = files.length
  return joined([
    ...parts,
    ...directory,
    record([4, END], [2, 0], [2, 0], [2, count], [2, count], [4, size], [4, offset], [2, 0]),
  ])
}

type Field = readonly [bytes: 2 | 4, value: number]

/** What a file's two records have in common: flags, stored, time and date, sums and sizes, the length of its name. */
function common([crc, packed, size]: readonly [number, number, number], name: Uint8Array): Field[] {
  return [
    [2, UTF8],
    [2, 0],
    [2, 0],
    [2, DATE],
    [4, crc],
    [4, packed],
    [4, size],
    [2, name.length],
  ]
}

/** Numbers one after another, the least byte first. */
function record(...fields: readonly Field[]): Uint8Array {
  const bytes = fields.flatMap(([count, value]) =>
    Array.from({ length: count }, (_, place) => (value >>> (8 * place)) & 0xff),
  )
  return Uint8Array.from(bytes)
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** The checksum of ISO 3309, as ZIP wants it. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}
