import { crc32 } from 'node:zlib'
import { expect, it } from 'vitest'
import { zipOf } from './zip.ts'

/** The files that an archive's directory names, each read from where it says. */
function unzipped(archive: Uint8Array) {
  const bytes = Buffer.from(archive)
  const end = bytes.length - 22
  expect(bytes.readUInt32LE(end)).toBe(0x06054b50)
  const files = []
  let at = bytes.readUInt32LE(end + 16)
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    expect(bytes.readUInt32LE(at)).toBe(0x02014b50)
    const [size, nameLength] = [bytes.readUInt32LE(at + 24), bytes.readUInt16LE(at + 28)]
    const name = bytes.subarray(at + 46, at + 46 + nameLength).toString()
    const local = bytes.readUInt32LE(at + 42)
    expect(bytes.readUInt32LE(local)).toBe(0x04034b50)
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    const content = bytes.subarray(from, from + size)
    expect([bytes.readUInt32LE(at + 16), bytes.readUInt32LE(local + 14)]).toEqual(
      Array(2).fill(crc32(content)),
    )
    files.push({ name, text: content.toString() })
    at += 46 + nameLength
  }
  expect(at).toBe(end)
  return files
}

it('gives back what was put in, letters and all', () => {
  const files = [
    { name: 'kış.json', text: '{"name": "Kış 🧣"}\n' },
    { name: 'empty.json', text: '' },
    { name: 'long.json', text: 'x'.repeat(100_000) },
  ]
  expect(unzipped(zipOf(files))).toEqual(files)
})

it('is the same for the same files', () => {
  const files = [{ name: 'a.json', text: '{}' }]
  expect(zipOf(files)).toEqual(zipOf(files))
  expect(unzipped(zipOf([]))).toEqual([])
})
