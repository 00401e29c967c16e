import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt } from './bootstrap/build.mjs'
import { followNpm } from './bootstrap/follow-npm.mjs'
import { ensureInstalled, projectNode } from './bootstrap/install.mjs'
import { ROOT } from './bootstrap/run.mjs'

// `npm start`: runs on any Node.js from 20.9 on; what it starts runs on the project's own.
const dev = process.argv.includes('--dev')
if (dev) process.env.AKIS_BUILD_DIR ||= '.next-dev'

const settings = join(ROOT, '.env')
if (existsSync(settings)) process.loadEnvFile?.(settings)

await ensureInstalled()
if (!dev) await ensureBuilt()

const launcher = spawn(
  projectNode(),
  ['--disable-warning=ExperimentalWarning', join(ROOT, 'server', 'main.ts'), ...process.argv.slice(2)],
  { cwd: ROOT, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] },
)
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => launcher.kill(signal))
launcher.on('exit', (code) => process.exit(code ?? 1))
followNpm(() => launcher.kill('SIGTERM'))
