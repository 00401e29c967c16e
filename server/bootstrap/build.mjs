import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectNode } from './install.mjs'
import { ROOT, runQuietly, step } from './run.mjs'

/** Everything that the built studio is made of. */
const SOURCES = ['app', 'components', 'flows', 'i18n', 'server', 'db', 'public']
const FILES = ['package-lock.json', 'next.config.ts', 'postcss.config.mjs', 'tsconfig.json', 'proxy.ts']
const IGNORED = /\.(test|db\.test)\.tsx?$/

/** Builds the studio unless the last build was made of the same sources; ends the process when it can't be. */
export async function ensureBuilt() {
  if (isBuilt()) return
  await step('building the studio (about a minute)', build)
}

/** The same for a caller who has more to do after a failure. */
export async function buildQuietly() {
  return isBuilt() ? { ok: true, output: '' } : build()
}

function stampFile() {
  return join(ROOT, process.env.AKIS_BUILD_DIR || '.next', 'akis-build')
}

function isBuilt() {
  return existsSync(stampFile()) && readFileSync(stampFile(), 'utf8') === sourceHash()
}

async function build() {
  const wanted = sourceHash()
  rmSync(stampFile(), { force: true })
  const next = join(ROOT, 'node_modules', 'next', 'dist', 'bin', 'next')
  const built = await runQuietly(projectNode(), [next, 'build'], {
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
  })
  if (built.ok) writeFileSync(stampFile(), wanted)
  return built
}

function sourceHash() {
  const hash = createHash('sha256')
  const add = (/** @type {string} */ path) =>
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(ROOT, path)))
  for (const file of FILES) if (existsSync(join(ROOT, file))) add(file)
  for (const folder of SOURCES) {
    if (!existsSync(join(ROOT, folder))) continue
    for (const path of readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !IGNORED.test(entry.name))
      .map((entry) => join(folder, entry.parentPath.slice(join(ROOT, folder).length), entry.name))
      .sort()) {
      add(path)
    }
  }
  return hash.digest('hex')
}
