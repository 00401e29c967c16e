import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

const wholeNumber = (least: number, most: number) => {
  const expected = `a whole number from ${least} to ${most}`
  return z
    .string()
    .regex(/^\d+$/, expected)
    .transform(Number)
    .refine((value) => value >= least && value <= most, expected)
}

const onOrOff = z
  .enum(['0', '1'], '0 or 1')
  .default('0')
  .transform((text) => text === '1')

const address = (expected: string, protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), expected)

/** Every environment variable that Akis reads. `.env.example` documents each; a test keeps the two equal. */
export const Environment = z.object({
  PORT: wholeNumber(1, 65_535).default(3000),
  HOST: z.string().optional(),
  AKIS_URL: address('an http:// or https:// address such as https://akis.example.com', ['http:', 'https:'])
    .transform((text) => text.replace(/\/+$/, ''))
    .optional(),
  AKIS_DATA_DIR: z.string().default('.data'),
  AKIS_SECRET: z.string().min(32, 'at least 32 characters').optional(),
  DATABASE_URL: address('a postgres:// address such as postgres://user:password@host:5432/akis', [
    'postgres:',
    'postgresql:',
  ]).optional(),
  AKIS_DATABASE_PORT: wholeNumber(0, 65_535).default(0),
  AKIS_TRUST_PROXY: onOrOff,
  AKIS_ALLOW_PRIVATE_NETWORK: onOrOff,
  AKIS_LOG_LEVEL: z.enum(LOG_LEVELS, `one of ${LOG_LEVELS.join(', ')}`).default('info'),
  AKIS_BUILD_DIR: z.string().default('.next'),
})

export interface Settings {
  port: number
  /** Address to listen on; undefined = every address of the machine. */
  host: string | undefined
  /** The public address, without a slash at its end: links in messages start with it. */
  publicUrl: string
  /** Absolute. */
  dataDir: string
  secret: string | undefined
  /** Undefined = the embedded PostgreSQL. */
  databaseUrl: string | undefined
  databasePort: number
  /** Whether what a reverse proxy says of the client is believed. */
  trustProxy: boolean
  allowPrivateNetwork: boolean
  logLevel: (typeof LOG_LEVELS)[number]
  buildDir: string
}

/** A setting has a value that can't be used; the message names each and says what was expected. */
export class SettingsError extends Error {
  override name = 'SettingsError'
}

/** Reads and checks the settings; an empty value counts as absent. Throws `SettingsError`. */
export function readSettings(env: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(given)
  if (!parsed.success) {
    const lines = parsed.error.issues.map(({ path, message }) => {
      const name = String(path[0])
      return `  ${name} is ${JSON.stringify(shown(name, given[name]))}; expected ${message}`
    })
    throw new SettingsError(`Settings that can't be used:\n${lines.join('\n')}`)
  }
  const values = parsed.data
  return {
    port: values.PORT,
    host: values.HOST,
    publicUrl: values.AKIS_URL ?? `http://localhost:${values.PORT}`,
    dataDir: resolve(values.AKIS_DATA_DIR),
    secret: values.AKIS_SECRET,
    databaseUrl: values.DATABASE_URL,
    databasePort: values.AKIS_DATABASE_PORT,
    trustProxy: values.AKIS_TRUST_PROXY,
    allowPrivateNetwork: values.AKIS_ALLOW_PRIVATE_NETWORK,
    logLevel: values.AKIS_LOG_LEVEL,
    buildDir: values.AKIS_BUILD_DIR,
  }
}

/** The settings of this process: its environment, with `.env` of the working folder beneath it. */
export function loadSettings(): Settings {
  const file = join(process.cwd(), '.env')
  if (existsSync(file)) process.loadEnvFile(file)
  return readSettings(process.env)
}

/** A wrong value is shown, but never a password. */
function shown(name: string, value: string | undefined): string {
  if (name === 'AKIS_SECRET' || name === 'DATABASE_URL') return '(hidden)'
  return value ?? ''
}
