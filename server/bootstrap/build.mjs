import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectNode } from './install.mjs'
import { ROOT, runQuietly, step } from './run.mjs'

/** Everything that the built studio is made of. */
const SOURCES = ['app', 'components', 'flows', 'i18n', 'server', 'db', 'public']
const FILES = ['package-lock.json', 'next.config.ts', 'postcss.config.mjs', 'tsconfig.json', 'proxy.ts']
const IGNORED = /\.(test|db\.test)\.tsx?$/

/** Builds the studio unless the last build was made of the same sources. */
export async function ensureBuilt() {
  const folder = join(ROOT, process.env.AKIS_BUILD_DIR || '.next')
  const stamp = join(folder, 'akis-build')
  const wanted = sourceHash()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  await step('building the studio (about a minute)', async () => {
    rmSync(stamp, { force: true })
    const next = join(ROOT, 'node_modules', 'next', 'dist', 'bin', 'next')
    const built = await runQuietly(projectNode(), [next, 'build'], {
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
    })
    if (built.ok) {
      mkdirSync(folder, { recursive: true })
      writeFileSync(stamp, wanted)
    }
    return built
  })
}

function sourceHash() {
  const hash = createHash('sha256').update(process.version)
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
