import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { z } from 'zod'
import { AppError } from '../services/app-error.ts'
import { commandContext } from './command-context.ts'
import { type ImportCounts, importFile } from './import/import-file.ts'
import { isZone } from './import/local-time.ts'
import { MappingError } from './import/mapping.ts'
import { parseOptions } from './parse-options.ts'
import { tell, withRuntime } from './with-database.ts'

const ImportFlags = z.object({
  as: z.enum(['orders', 'events']),
  map: z.string(),
  currency: z
    .string()
    .toUpperCase()
    .refine(
      (code) => Intl.supportedValuesOf('currency').includes(code),
      'must be an ISO 4217 code such as TRY',
    )
    .optional(),
  zone: z.string().refine(isZone, 'must be a time zone such as Europe/Istanbul').optional(),
  live: z.boolean().default(false),
  workspace: z.string().optional(),
})

export function addImport(program: Command): void {
  program
    .command('import')
    .description('take in a CSV file of orders or events, gzipped or not; importing it again adds nothing')
    .argument('<file>', 'a .csv or .csv.gz with a header')
    .addOption(new Option('--as <kind>', 'what a row is').choices(['orders', 'events']).makeOptionMandatory())
    .requiredOption(
      '--map <pairs>',
      'target=column pairs with commas between: external_id, email, phone, anonymous_id, first_name, last_name, time, value, currency, order_id, is_return, event, id, profile.<name>, or a property’s name',
    )
    .option('--currency <code>', 'of rows without one (the workspace’s)')
    .option('--zone <name>', 'of times without an offset (the workspace’s)')
    .option('--live', 'let the events start flows; without it they are history')
    .option('--workspace <slug>', 'another workspace than the first')
    .addHelpText(
      'after',
      `
Example:
  npm run akis -- import orders.csv.gz --as orders --currency GBP --zone Europe/London \\
    --map external_id=customer_id,order_id=invoice,time=time,value=value_gbp,is_return=is_return`,
    )
    .action(run)
}

async function run(file: string, options: unknown): Promise<void> {
  const flags = parseOptions(ImportFlags, options)
  const path = resolve(process.env.AKIS_CALLED_FROM ?? '.', file)
  if (!existsSync(path)) throw new AppError('not_found', `There is no file ${path}.`)
  await withRuntime(async (runtime) => {
    const { ctx, workspace } = await commandContext(runtime, flags.workspace)
    const progress = progressLine()
    try {
      const counts = await importFile({
        ctx,
        input: {
          path,
          kind: flags.as,
          map: flags.map,
          zone: flags.zone ?? workspace.timeZone,
          currency: flags.currency ?? workspace.currency,
          country: workspace.country,
          backfill: !flags.live,
          onBad: ({ line, reason }) => progress.say(`line ${line}: ${reason}`),
          onProgress: progress.show,
        },
      })
      progress.say(summary(counts))
      if (counts.rows > 0 && counts.rows === counts.bad) process.exitCode = 1
    } catch (error) {
      if (!(error instanceof MappingError)) throw error
      throw new AppError('invalid', error.message)
    }
  })
}

function summary({ rows, accepted, duplicates, bad }: ImportCounts): string {
  return `${rows} rows: ${accepted} taken in, ${duplicates} already there, ${bad} bad`
}

const REDRAW_MS = 200
const LINE_MS = 5_000

/** On a terminal one line that is redrawn; elsewhere a line every few seconds. */
function progressLine() {
  const isTerminal = process.stderr.isTTY
  let shownAt = performance.now()
  return {
    say: (line: string) => tell(isTerminal ? `\r\x1b[K${line}` : line),
    show: (counts: ImportCounts, share: number) => {
      if (performance.now() - shownAt < (isTerminal ? REDRAW_MS : LINE_MS)) return
      shownAt = performance.now()
      const line = `${Math.floor(share * 100)} %  ${counts.rows} rows`
      process.stderr.write(isTerminal ? `\r\x1b[K${line}` : `${line}\n`)
    },
  }
}
