import { existsSync } from 'node:fs'
import { runQuietly } from './run.mjs'

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/**
 * The browser of the end-to-end tests: CHROMIUM_PATH, one that is installed, or Debian's, installed now where we are root.
 * @returns {Promise<{ path: string | null, advice: string }>}
 */
export async function ensureChromium() {
  const given = process.env.CHROMIUM_PATH
  if (given) {
    return existsSync(given)
      ? { path: given, advice: '' }
      : { path: null, advice: `CHROMIUM_PATH: there is no ${given}` }
  }
  const found = PLACES.find(existsSync)
  if (found) return { path: found, advice: '' }
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const env = { DEBIAN_FRONTEND: 'noninteractive' }
    const install = ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core']
    await runQuietly('apt-get', ['update'], env)
    const { ok, output } = await runQuietly('apt-get', install, env)
    if (ok && existsSync('/usr/bin/chromium')) return { path: '/usr/bin/chromium', advice: '' }
    return { path: null, advice: `Chromium could not be installed:\n${output}` }
  }
  return {
    path: null,
    advice:
      'The end-to-end tests need Chromium. On Debian or Ubuntu: sudo apt-get install chromium. Elsewhere install Chromium or Chrome and set CHROMIUM_PATH to its program.',
  }
}
