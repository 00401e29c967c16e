import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { loadSecrets, secretsFrom } from './secrets.ts'

const secrets = secretsFrom('0123456789abcdef0123456789abcdef')
const others = secretsFrom('another secret, another secret, a')

test('what is sealed opens again, and looks different each time', () => {
  const text = 'şifre: p@ss, 🔑'
  const sealed = secrets.seal(text)
  expect(sealed).toMatch(/^v1\.[\w-]+$/)
  expect(secrets.open(sealed)).toBe(text)
  expect(secrets.seal(text)).not.toBe(sealed)
})

test('a seal does not open with another secret, nor when a letter changed', () => {
  const sealed = secrets.seal('text')
  expect(() => others.open(sealed)).toThrow('another secret')
  const changed = sealed.slice(0, 10) + (sealed[10] === 'A' ? 'B' : 'A') + sealed.slice(11)
  expect(() => secrets.open(changed)).toThrow()
  for (const bad of ['', 'v1', 'v1.', 'v2.abc', 'text']) expect(() => secrets.open(bad)).toThrow('format')
})

test('a signature holds for its text alone', () => {
  const signature = secrets.sign('https://shop.example/a')
  expect(signature).toMatch(/^[\w-]{43}$/)
  expect(secrets.verify('https://shop.example/a', signature)).toBe(true)
  expect(secrets.verify('https://shop.example/b', signature)).toBe(false)
  expect(others.verify('https://shop.example/a', signature)).toBe(false)
  for (const bad of ['', 'x', signature.slice(1), '💥']) expect(secrets.verify('text', bad)).toBe(false)
})

test('the first start makes a key that only its owner reads, and later starts keep it', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'akis-secrets-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true }))
  const first = loadSecrets({ secret: undefined, dataDir })
  const second = loadSecrets({ secret: undefined, dataDir })
  expect(second.open(first.seal('text'))).toBe('text')
  expect(second.authSecret).toBe(first.authSecret)
  expect(statSync(join(dataDir, 'secret.key')).mode & 0o777).toBe(0o600)
})

test('AKIS_SECRET comes before the key file', () => {
  const given = loadSecrets({ secret: '0123456789abcdef0123456789abcdef', dataDir: '/nowhere' })
  expect(given.authSecret).toBe(secrets.authSecret)
})
