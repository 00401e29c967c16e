import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import en from './en.json' with { type: 'json' }
import tr from './tr.json' with { type: 'json' }

/** Every message by its full key. */
function messagesOf(tree: unknown, prefix = ''): Map<string, string> {
  if (typeof tree === 'string') return new Map([[prefix, tree]])
  return new Map(
    Object.entries(tree as object).flatMap(([key, value]) => [
      ...messagesOf(value, prefix === '' ? key : `${prefix}.${key}`),
    ]),
  )
}

const english = messagesOf(en)
const turkish = messagesOf(tr)

test('both languages have the same keys', () => {
  expect([...turkish.keys()].sort()).toEqual([...english.keys()].sort())
})

/** Sentences where each language chooses from the values that the view offers. */
const OWN_CHOICE = ['inspector.settings.sentence.perKey', 'inspector.settings.sentence.holdout']

test('both languages fill in the same values', () => {
  const different = [...english].filter(
    ([key, text]) => String(argumentsOf(text)) !== String(argumentsOf(turkish.get(key) ?? '')),
  )
  expect(different.map(([key]) => key).filter((key) => !OWN_CHOICE.includes(key))).toEqual([])
})

test('every key that the views ask for exists', () => {
  const missing = ['app', 'components'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))
      .flatMap((name) =>
        keysIn(readFileSync(join(folder, name), 'utf8'))
          .filter((key) => !english.has(key))
          .map((key) => `${folder}/${name}: ${key}`),
      ),
  )
  expect(missing).toEqual([])
})

/** The arguments of an ICU message: braces at an odd depth name them, those between hold texts. */
function argumentsOf(message: string): string[] {
  const names = new Set<string>()
  let depth = 0
  for (const { 0: sign, index } of message.matchAll(/[{}]/g)) {
    depth += sign === '{' ? 1 : -1
    if (sign === '{' && depth % 2 === 1) names.add(/^\s*(\w+)/.exec(message.slice(index + 1))?.[1] ?? '')
  }
  return [...names].sort()
}

const TRANSLATOR = /const (\w+) = (?:await )?(?:useTranslations|getTranslations)\(\s*(?:'([\w.]+)')?\s*\)/g

/** Keys written out in a file whose translators are each of one namespace. */
function keysIn(source: string): string[] {
  const namespaces = new Map<string, Set<string>>()
  for (const [, name = '', namespace = ''] of source.matchAll(TRANSLATOR)) {
    namespaces.set(name, (namespaces.get(name) ?? new Set()).add(namespace))
  }
  return [...namespaces].flatMap(([name, spaces]) => {
    const calls = new RegExp(`(?<![\\w.])${name}(?:\\.(?:rich|markup|raw))?\\(\\s*'([\\w.]+)'`, 'g')
    const [namespace] = spaces
    if (spaces.size !== 1 || namespace === undefined) return []
    return [...source.matchAll(calls)].map(([, key]) => (namespace === '' ? key! : `${namespace}.${key}`))
  })
}
