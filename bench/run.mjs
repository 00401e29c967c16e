import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt } from '../server/bootstrap/build.mjs'
import { ensureInstalled, projectNode } from '../server/bootstrap/install.mjs'
import { ROOT, runQuietly, step } from '../server/bootstrap/run.mjs'

// `npm run bench`: every bench below, one after the other; with names (`npm run bench -- steps`) only those.
// docs/measurements.md says what each measures.

const BENCHES = ['ingest', 'steps', 'replay', 'claims', 'latency', 'canvas', 'canvas-size']
/** Those that drive the built studio. */
const BUILT = ['ingest', 'latency', 'canvas', 'soak']
const NAMED_ONLY = ['soak']
const PEERS = join(ROOT, 'bench', 'peers')

const wanted = process.argv.slice(2)
const unknown = wanted.find((name) => ![...BENCHES, ...NAMED_ONLY].includes(name))
if (unknown) {
  console.error(`There is no bench "${unknown}". There are: ${[...BENCHES, ...NAMED_ONLY].join(', ')}.`)
  process.exit(1)
}

await ensureInstalled()
const chosen = wanted.length > 0 ? wanted : BENCHES
if (chosen.some((name) => BUILT.includes(name))) await ensureBuilt()
if (chosen.includes('steps')) await ensurePeers()
for (const name of chosen) {
  if (name === 'canvas-size') await buildWithMaps()
  const code = await bench(name)
  if (code !== 0) process.exit(code)
}

/** Builds the studio beside the usual build, with the maps that tell what each script was made of. */
async function buildWithMaps() {
  Object.assign(process.env, { AKIS_BUILD_DIR: '.next-sizes', AKIS_SOURCE_MAPS: '1' })
  // Next writes the folder of a build into this file
  const file = join(ROOT, 'tsconfig.json')
  const before = readFileSync(file)
  await ensureBuilt()
  writeFileSync(file, before)
}

/** Installs what is measured beside Akis, unless the packages of its lock stand there. */
async function ensurePeers() {
  if (
    versions(join(PEERS, 'node_modules', '.package-lock.json')) === versions(join(PEERS, 'package-lock.json'))
  )
    return
  await step('installing the peers of the benches', () =>
    runQuietly('npm', ['ci', '--prefix', PEERS, '--no-audit', '--no-fund', '--loglevel=error']),
  )
}

/** @param {string} lock */
function versions(lock) {
  if (!existsSync(lock)) return ''
  /** @type {[string, { version: string }][]} */
  const packages = Object.entries(JSON.parse(readFileSync(lock, 'utf8')).packages)
  return packages
    .map(([path, { version }]) => (path === '' ? '' : `${path}@${version}`))
    .join('\n')
    .trim()
}

/**
 * @param {string} name
 * @returns {Promise<number>}
 */
function bench(name) {
  const child = spawn(
    projectNode(),
    ['--disable-warning=ExperimentalWarning', join(ROOT, 'bench', `${name}.ts`)],
    { cwd: ROOT, stdio: 'inherit' },
  )
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)))
}
