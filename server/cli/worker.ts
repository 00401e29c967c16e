import type { Command } from 'commander'
import { runProcess } from './run-process.ts'

export function addWorker(program: Command): void {
  program
    .command('worker')
    .description('run one more worker')
    .action(() => runProcess('worker/main.ts', 'The worker is ready.'))
}
