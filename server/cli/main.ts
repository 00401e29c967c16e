import { Command, CommanderError } from 'commander'
import { AppError } from '../services/app-error.ts'
import { SettingsError } from '../settings.ts'
import { addFlows } from './flows.ts'
import { addImport } from './import.ts'
import { addIngest } from './ingest.ts'
import { addKeys } from './keys.ts'
import { addMigrate } from './migrate.ts'
import { addOwner } from './owner.ts'
import { addWeb } from './web.ts'
import { addWorker } from './worker.ts'

const program = new Command('akis')
  .description(
    'Akis from the command line. It talks to the running app’s database, or starts the embedded one.',
  )
  .showHelpAfterError()
  .exitOverride()

for (const add of [addKeys, addOwner, addFlows, addImport, addWeb, addWorker, addIngest, addMigrate])
  add(program)

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = failureOf(error)
}

/** What went wrong, on standard error; the exit code. Expected failures come without a stack. */
function failureOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode
  if (error instanceof AppError) {
    console.error(error.message)
    for (const { pointer, message } of error.errors) console.error(`  ${pointer}: ${message}`)
  } else if (error instanceof SettingsError) {
    console.error(error.message)
  } else {
    console.error(error)
  }
  return 1
}
