import type { Command } from 'commander'
import { runProcess } from './run-process.ts'

export function addIngest(program: Command): void {
  program
    .command('ingest')
    .description('run the hot doors alone, to take in events')
    .action(() => runProcess('ingest.ts', 'The hot doors are open.'))
}
