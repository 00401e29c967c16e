import type { Command } from 'commander'
import { runProcess } from './run-process.ts'

export function addWeb(program: Command): void {
  program
    .command('web')
    .description('run the web process alone: hot doors, API and studio')
    .action(() => runProcess('web.ts', 'The web process is ready.'))
}
