import type { Command } from 'commander'
import { tell, withDatabase } from './with-database.ts'

export function addMigrate(program: Command): void {
  program
    .command('migrate')
    .description('bring the database to the newest schema')
    .action(() => withDatabase(async () => tell('The database has the newest schema.')))
}
