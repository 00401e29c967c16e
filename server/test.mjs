import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildQuietly } from './bootstrap/build.mjs'
import { ensureChromium } from './bootstrap/chromium.mjs'
import { ensureInstalled, projectNode } from './bootstrap/install.mjs'
import { ROOT, runQuietly } from './bootstrap/run.mjs'

// `npm test`: every check on a clean checkout; with names (`npm test -- types db`) only those; with --long also what takes
// too long for every day.
// The last line is "N passed, N failed": tests one by one, every other check as one.

/** @typedef {{ passed: number, failed: number, output: string }} Outcome */

const FIRST_FAILURE_LINES = 80
const LATER_FAILURE_LINES = 30
const reports = mkdtempSync(join(tmpdir(), 'akis-reports-'))
const long = process.argv.includes('--long')
const repeats = long ? ['--repeat-each=5'] : []
const wanted = process.argv.slice(2).filter((name) => !name.startsWith('--'))

/** @type {Record<string, () => Promise<Outcome>>} */
const STEPS = {
  lint: () => check(['@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.']),
  types: async () => {
    const routes = await check(['next/dist/bin/next', 'typegen'])
    return routes.failed ? routes : check(['typescript/bin/tsc', '--noEmit', '-p', '.'])
  },
  imports: () =>
    check([
      'dependency-cruiser/bin/dependency-cruise.mjs',
      '--config',
      '.dependency-cruiser.cjs',
      ...['app', 'components', 'db', 'flows', 'i18n', 'server', 'e2e', 'bench'].filter((name) =>
        existsSync(join(ROOT, name)),
      ),
    ]),
  unused: () => check(['knip/bin/knip.js', '--no-progress', '--no-config-hints']),
  pure: () => vitest('pure'),
  db: () => vitest('db'),
  ...(long ? { crashes: () => vitest('long') } : {}),
  build: async () => {
    const { ok, output } = await buildQuietly()
    return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, output }
  },
  e2e: playwright,
}

const unknown = wanted.filter((name) => !Object.hasOwn(STEPS, name))
if (unknown.length > 0) {
  console.error(`There is no check "${unknown[0]}". There are: ${Object.keys(STEPS).join(', ')}.`)
  process.exit(1)
}

await ensureInstalled()
const total = { passed: 0, failed: 0 }
for (const [name, run] of Object.entries(STEPS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  process.stdout.write(`${name.padEnd(8)}`)
  const startedAt = performance.now()
  const { passed, failed, output } = await run()
  const seconds = `${Math.round((performance.now() - startedAt) / 1000)} s`
  process.stdout.write(`${seconds.padStart(6)}   ${failed > 0 ? `FAILED (${failed})` : 'ok'}\n`)
  if (failed > 0) {
    const shown = total.failed === 0 ? FIRST_FAILURE_LINES : LATER_FAILURE_LINES
    process.stdout.write(`\n${output.trimEnd().split('\n').slice(-shown).join('\n')}\n\n`)
  }
  total.passed += passed
  total.failed += failed
}
rmSync(reports, { recursive: true })
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`)
process.exit(total.failed > 0 ? 1 : 0)

/**
 * A program of node_modules that is right or wrong as a whole.
 * @param {string[]} args
 * @returns {Promise<Outcome>}
 */
async function check([program = '', ...args]) {
  const { ok, output } = await node([join(ROOT, 'node_modules', program), ...args])
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, output }
}

/**
 * @param {'pure' | 'db' | 'long'} project
 * @returns {Promise<Outcome>}
 */
async function vitest(project) {
  const report = join(reports, `${project}.json`)
  const { ok, output } = await node([
    join(ROOT, 'node_modules', 'vitest', 'vitest.mjs'),
    'run',
    `--project=${project}`,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ])
  if (!existsSync(report)) return { passed: 0, failed: 1, output }
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'))
  return { passed: numPassedTests, failed: ok ? 0 : Math.max(numFailedTests, 1), output }
}

/** @returns {Promise<Outcome>} */
async function playwright() {
  const chromium = await ensureChromium()
  if (!chromium.path) return { passed: 0, failed: 1, output: chromium.advice }
  const built = await buildQuietly()
  if (!built.ok) return { passed: 0, failed: 1, output: built.output }
  const report = join(reports, 'e2e.json')
  const { ok, output } = await node(
    [join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js'), 'test', ...repeats],
    { AKIS_TEST_REPORT: report, CHROMIUM_PATH: chromium.path, ...(long ? { AKIS_TEST_LONG: '1' } : {}) },
  )
  if (!existsSync(report)) return { passed: 0, failed: 1, output }
  const { expected, unexpected, flaky } = JSON.parse(readFileSync(report, 'utf8')).stats
  return { passed: expected + flaky, failed: ok ? 0 : Math.max(unexpected, 1), output }
}

/**
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 */
function node(args, env = {}) {
  return runQuietly(projectNode(), args, {
    NEXT_TELEMETRY_DISABLED: '1',
    NO_COLOR: '1',
    FORCE_COLOR: '0',
    ...env,
  })
}
