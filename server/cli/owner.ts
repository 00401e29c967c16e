import type { Command } from 'commander'
import { CreateOwner, createOwner } from '../services/auth/create-owner.ts'
import { parseOptions } from './parse-options.ts'
import { tell, withRuntime } from './with-database.ts'

interface OwnerOptions {
  email: string
  password: string
  name?: string
}

export function addOwner(program: Command): void {
  program
    .command('owner')
    .description('the first person of this installation')
    .command('create')
    .description('make the owner without the browser')
    .requiredOption('--email <address>', 'to sign in with')
    .requiredOption('--password <text>', 'to sign in with')
    .option('--name <name>', 'shown in the studio (the e-mail’s first part)')
    .action(({ email, password, name }: OwnerOptions) =>
      withRuntime(async ({ sql }) => {
        const input = parseOptions(CreateOwner, { email, password, name: name ?? email.split('@')[0] })
        await createOwner({ sql, input, now: new Date() })
        tell(`${email} is the owner and can sign in.`)
      }),
    )
}
