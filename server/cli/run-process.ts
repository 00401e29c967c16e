import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { tell, withDatabase } from './with-database.ts'

/** Runs one of the app's processes alone until it is told to stop; the command's exit code is the process's. */
export async function runProcess(entry: string, ready: string): Promise<void> {
  process.exitCode = await withDatabase(
    (url) =>
      new Promise<number>((resolve, reject) => {
        const file = fileURLToPath(new URL(`../${entry}`, import.meta.url))
        const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file], {
          stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
          env: {
            ...process.env,
            NODE_ENV: process.env.NODE_ENV ?? 'production',
            DATABASE_URL: url,
            NEXT_TELEMETRY_DISABLED: '1',
          },
        })
        child.on('message', (message) => {
          if (message === 'ready') tell(ready)
        })
        for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
          process.on(signal, () => child.kill(signal))
        process.on('disconnect', () => child.kill('SIGTERM'))
        process.channel?.unref()
        child.on('error', reject)
        child.on('exit', (code) => resolve(code ?? 1))
      }),
  )
}
