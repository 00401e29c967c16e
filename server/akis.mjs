import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt } from './bootstrap/build.mjs'
import { followNpm } from './bootstrap/follow-npm.mjs'
import { ensureInstalled, projectNode } from './bootstrap/install.mjs'
import { ROOT } from './bootstrap/run.mjs'

// `npm run akis -- …`: runs on any Node.js from 20.9 on; the command runs on the project's own.
const settings = join(ROOT, '.env')
if (existsSync(settings)) process.loadEnvFile?.(settings)

await ensureInstalled()
if (process.argv[2] === 'web') await ensureBuilt()

const command = spawn(
  projectNode(),
  ['--disable-warning=ExperimentalWarning', join(ROOT, 'server', 'cli', 'main.ts'), ...process.argv.slice(2)],
  {
    cwd: ROOT,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, AKIS_CALLED_FROM: process.env.INIT_CWD ?? process.cwd() },
  },
)
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => command.kill(signal))
command.on('exit', (code) => process.exit(code ?? 1))
followNpm(() => command.kill('SIGTERM'))
