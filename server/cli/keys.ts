import type { Command } from 'commander'
import { CreateKey, createKey } from '../services/keys/create-key.ts'
import { listKeys } from '../services/keys/list-keys.ts'
import { revokeKey } from '../services/keys/revoke-key.ts'
import { commandContext } from './command-context.ts'
import { parseOptions } from './parse-options.ts'
import { tell, withRuntime } from './with-database.ts'

interface CreateOptions {
  name: string
  scopes: string
  public?: boolean
  workspace?: string
}

export function addKeys(program: Command): void {
  const keys = program.command('keys').description('API keys')
  const workspace = ['--workspace <slug>', 'another workspace than the first'] as const

  keys
    .command('create')
    .description('make a key; it is printed alone on standard output, this once')
    .option('--name <name>', 'what it is for', 'Command line')
    .option('--scopes <list>', 'ingest, read and write, with commas between', 'ingest')
    .option('--public', 'a write key for browsers, which may only record events')
    .option(...workspace)
    .action(({ name, scopes, public: isPublic, workspace: slug }: CreateOptions) =>
      withRuntime(async (runtime) => {
        const input = parseOptions(CreateKey, {
          name,
          kind: isPublic ? 'public' : 'secret',
          scopes: scopes.split(',').map((scope) => scope.trim()),
        })
        const { ctx, workspace } = await commandContext(runtime, slug)
        const { key } = await createKey({ ctx, input })
        tell(`A key of the workspace "${workspace.name}"; it is not shown again:`)
        process.stdout.write(`${key}\n`)
      }),
    )

  keys
    .command('list')
    .description('the keys, without their secrets')
    .option(...workspace)
    .action(({ workspace: slug }: { workspace?: string }) =>
      withRuntime(async (runtime) => {
        const { ctx } = await commandContext(runtime, slug)
        for (const key of await listKeys({ ctx })) {
          const state = key.revokedAt
            ? `revoked ${day(key.revokedAt)}`
            : key.lastUsedAt
              ? `last used ${day(key.lastUsedAt)}`
              : 'never used'
          process.stdout.write(
            `${key.id}  ${key.prefix}…  ${key.scopes.join(',')}  ${day(key.createdAt)}  ${state}  ${key.name}\n`,
          )
        }
      }),
    )

  keys
    .command('revoke')
    .description('end a key for good')
    .argument('<id>', 'as `keys list` shows it')
    .option(...workspace)
    .action((id: string, { workspace: slug }: { workspace?: string }) =>
      withRuntime(async (runtime) => {
        const { ctx } = await commandContext(runtime, slug)
        await revokeKey({ ctx, input: { id } })
        tell('The key is revoked.')
      }),
    )
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10)
}
