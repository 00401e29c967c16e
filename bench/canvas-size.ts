import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { decodedMappings, FlattenMap } from '@jridgewell/trace-mapping'
import { chromium } from '@playwright/test'
import { openShop } from '../e2e/support/open-shop.ts'
import playwright from '../playwright.config.ts'
import { noteOpening, openedAfter } from './canvas-open.ts'
import { printTable } from './table.ts'

/**
 * What a browser loads of scripts until a flow's canvas stands, by the library or folder of ours that each byte was made of.
 * Run on a build with source maps (`AKIS_SOURCE_MAPS=1`); a part's compressed size is its share of its chunk's.
 */
const BUILD = process.env.AKIS_BUILD_DIR
if (!BUILD) throw new Error('AKIS_BUILD_DIR must name a build with source maps.')
const browser = await chromium.launch(playwright.use!.launchOptions)
const { app, api, page } = await openShop(browser)
try {
  const { id } = await api.post<{ id: string }>('/flows', { name: 'Sizes' })
  await noteOpening(page.context())
  await page.goto(`${app.url}/flows/${id}`)
  const stood = await openedAfter(page)
  await page.waitForLoadState('networkidle')
  const all = await scripts()
  print(
    all.filter(({ asked }) => asked < stood).map(({ path }) => path),
    all.length,
  )
} finally {
  await browser.close()
  await app.stop()
}

/** The chunks that the page has asked for and when, in ms, as file names under the build. */
function scripts(): Promise<{ path: string; asked: number }[]> {
  return page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name, startTime }) => ({ path: new URL(name).pathname, asked: startTime }))
      .filter(({ path }) => path.startsWith('/_next/static/') && path.endsWith('.js'))
      .map(({ path, asked }) => ({ path: path.slice('/_next/'.length), asked })),
  )
}

function print(first: string[], all: number): void {
  const parts = new Map<string, { raw: number; compressed: number }>()
  let total = 0
  for (const chunk of first) {
    const code = readFileSync(join(BUILD!, chunk), 'utf8')
    const compressed = gzipSync(code).length
    total += compressed
    for (const [part, raw] of partsOf(code, dirname(chunk))) {
      const sum = parts.get(part) ?? { raw: 0, compressed: 0 }
      parts.set(part, { raw: sum.raw + raw, compressed: sum.compressed + (compressed * raw) / code.length })
    }
  }
  const kb = (bytes: number) => (bytes / 1_000).toFixed(1)
  const rows = [...parts].sort(([, a], [, b]) => b.compressed - a.compressed)
  const small = rows.filter(([, { compressed }]) => compressed < 1_000)
  printTable(`scripts of the editor: ${first.length} files, kB (${all - first.length} more come later)`, [
    ['part', 'compressed', 'minified'],
    ...rows
      .filter((row) => !small.includes(row))
      .map(([part, sum]) => [part, kb(sum.compressed), kb(sum.raw)]),
    [
      `${small.length} smaller ones`,
      kb(small.reduce((sum, [, { compressed }]) => sum + compressed, 0)),
      kb(small.reduce((sum, [, { raw }]) => sum + raw, 0)),
    ],
    ['all', kb(total), kb(rows.reduce((sum, [, { raw }]) => sum + raw, 0))],
  ])
}

/** How many characters of a chunk come of each part. */
function partsOf(code: string, folder: string): Map<string, number> {
  const lines = code.split('\n')
  const parts = new Map<string, number>()
  const add = (part: string, length: number) => parts.set(part, (parts.get(part) ?? 0) + length)
  const map = code.match(/^\/\/# sourceMappingURL=(.+)$/m)?.[1]
  if (map === undefined) return parts.set('scripts without a map (polyfills)', code.length)
  const traced = FlattenMap(readFileSync(join(BUILD!, folder, map), 'utf8'))
  for (const [line, segments] of decodedMappings(traced).entries()) {
    const end = lines[line]?.length ?? 0
    for (const [n, segment] of segments.entries()) {
      const length = (segments[n + 1]?.[0] ?? end) - segment[0]
      add(segment.length === 1 ? 'bundler' : partOf(traced.sources[segment[1]] ?? ''), length)
    }
  }
  return parts
}

/** The package of a source, or the folder of ours. */
function partOf(source: string): string {
  const packages = [...source.matchAll(/node_modules\/((?:@[^/]+\/)?[^/]+)/g)]
  const last = packages.at(-1)?.[1]
  if (last === 'next' && source.includes('/compiled/'))
    return `next: ${source.split('/compiled/')[1]!.split('/')[0]}`
  if (last !== undefined) return last
  const ours = source.match(/\[project\]\/(.+)/)?.[1]
  if (ours === undefined) return 'bundler'
  return ours.split('/').slice(0, 2).join('/')
}
