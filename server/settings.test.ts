import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { Environment, readSettings, SettingsError } from './settings.ts'

test('without any variable there is a working set', () => {
  expect(readSettings({})).toMatchObject({
    port: 3000,
    publicUrl: 'http://localhost:3000',
    dataDir: resolve('.data'),
    databaseUrl: undefined,
    trustProxy: false,
    allowPrivateNetwork: false,
    logLevel: 'info',
  })
})

test('an empty value is an absent one', () => {
  expect(readSettings({ PORT: '', DATABASE_URL: '' })).toMatchObject({ port: 3000, databaseUrl: undefined })
})

test('the public address loses its last slash and follows the port', () => {
  expect(readSettings({ AKIS_URL: 'https://akis.example.com/' }).publicUrl).toBe('https://akis.example.com')
  expect(readSettings({ PORT: '8080' }).publicUrl).toBe('http://localhost:8080')
})

test.each([
  ['PORT', 'abc', 'a whole number from 1 to 65535'],
  ['PORT', '70000', 'a whole number from 1 to 65535'],
  ['PORT', '-1', 'a whole number from 1 to 65535'],
  ['AKIS_URL', 'akis.example.com', 'an http:// or https:// address'],
  ['AKIS_URL', 'ftp://akis.example.com', 'an http:// or https:// address'],
  ['DATABASE_URL', 'mysql://localhost/akis', 'a postgres:// address'],
  ['AKIS_TRUST_PROXY', 'true', '0 or 1'],
  ['AKIS_ALLOW_PRIVATE_NETWORK', 'yes', '0 or 1'],
  ['AKIS_LOG_LEVEL', 'loud', 'one of trace, debug'],
  ['AKIS_SECRET', 'short', 'at least 32 characters'],
])('%s=%s stops the start with its name and what was expected', (name, value, expected) => {
  const start = () => readSettings({ [name]: value })
  expect(start).toThrow(SettingsError)
  expect(start).toThrow(name)
  expect(start).toThrow(expected)
})

test('all bad values are told at once, secrets without their text', () => {
  const env = { PORT: 'x', AKIS_LOG_LEVEL: 'y', DATABASE_URL: 'http://u:hunter2@h', AKIS_SECRET: 'hunter3' }
  expect(() => readSettings(env)).toThrow(/PORT[\s\S]*AKIS_SECRET[\s\S]*DATABASE_URL[\s\S]*AKIS_LOG_LEVEL/)
  expect(() => readSettings(env)).not.toThrow(/hunter/)
})

test('.env.example documents exactly the variables that are read, with their defaults', () => {
  const lines = readFileSync('.env.example', 'utf8').split('\n')
  const documented = lines.flatMap((line) => /^#?([A-Z_]+)=(.*)$/.exec(line)?.slice(1, 3).join('=') ?? [])
  const names = documented.map((line) => line.split('=')[0])
  expect(names).toEqual(Object.keys(Environment.shape))
  const example = Object.fromEntries(documented.map((line) => line.split('=') as [string, string]))
  expect(readSettings(example)).toEqual(readSettings({}))
})
