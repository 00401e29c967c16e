import { randomBytes } from 'node:crypto'
import type { Command } from 'commander'
import { CreateOwner, createOwner } from '../services/auth/create-owner.ts'
import { SetPassword, setPassword } from '../services/auth/set-password.ts'
import { parseOptions } from './parse-options.ts'
import { tell, withRuntime } from './with-database.ts'

interface CreateOptions {
  email: string
  password: string
  name?: string
}

interface PasswordOptions {
  email: string
  password?: string
}

export function addOwner(program: Command): void {
  const owner = program.command('owner').description('who signs in to this installation')

  owner
    .command('create')
    .description('make the owner, its first person, without the browser')
    .requiredOption('--email <address>', 'to sign in with')
    .requiredOption('--password <text>', 'to sign in with')
    .option('--name <name>', 'shown in the studio (the e-mail’s first part)')
    .action(({ email, password, name }: CreateOptions) =>
      withRuntime(async ({ sql }) => {
        const input = parseOptions(CreateOwner, { email, password, name: name ?? email.split('@')[0] })
        await createOwner({ sql, input, now: new Date() })
        tell(`${email} is the owner and can sign in.`)
      }),
    )

  owner
    .command('password')
    .description('give the owner, or anybody else who forgot theirs, a new password')
    .requiredOption('--email <address>', 'they sign in with')
    .option('--password <text>', 'the new one; without it one is made and printed alone on standard output')
    .action(({ email, password }: PasswordOptions) =>
      withRuntime(async ({ sql }) => {
        const made = password === undefined ? randomBytes(15).toString('base64url') : null
        const input = parseOptions(SetPassword, { email, password: password ?? made })
        await setPassword({ sql, input, now: new Date() })
        tell(`${input.email} has a new password and is signed out everywhere.`)
        if (made !== null) process.stdout.write(`${made}\n`)
      }),
    )
}
