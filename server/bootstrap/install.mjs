import { existsSync, readFileSync, rmSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { ROOT, runQuietly, step } from './run.mjs'

/** What npm writes when it has finished; taken away before an install, so that a killed one is seen. */
const INSTALLED = join(ROOT, 'node_modules', '.package-lock.json')

/** Installs the packages of package-lock.json unless they are there. */
export async function ensureInstalled() {
  if (isInstalled()) return
  await step('installing packages (a minute or two, the first time)', async () => {
    rmSync(INSTALLED, { force: true })
    const exact = await npm('ci')
    return exact.ok ? exact : await npm('install')
  })
}

/** The project's own Node.js: the one that runs TypeScript. */
export function projectNode() {
  const own = join(ROOT, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  return existsSync(own) ? own : process.execPath
}

/** @param {'ci' | 'install'} verb */
function npm(verb) {
  const args = [verb, '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  const { npm_execpath: cli, npm_node_execpath: node, PATH = '' } = process.env
  // the project's own Node.js is about to be replaced: the one of the system installs it
  const env = {
    PATH: PATH.split(delimiter)
      .filter((folder) => !folder.startsWith(ROOT))
      .join(delimiter),
  }
  return cli?.endsWith('.js') && node && !node.startsWith(ROOT)
    ? runQuietly(node, [cli, ...args], env)
    : runQuietly('npm', args, env)
}

/** Whether every package that the lock names for this platform stands in node_modules, in its version. */
function isInstalled() {
  if (!existsSync(INSTALLED)) return false
  const wanted = packagesOf(join(ROOT, 'package-lock.json'))
  const present = packagesOf(INSTALLED)
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' ||
      entry.optional ||
      entry.devOptional ||
      entry.peer ||
      present[path]?.version === entry.version,
  )
}

/**
 * @param {string} file
 * @returns {Record<string, { version: string, optional?: boolean, devOptional?: boolean, peer?: boolean }>}
 */
function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages
}
