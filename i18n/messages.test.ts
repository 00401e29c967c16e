import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import en from './en.json' with { type: 'json' }
import { messageArguments } from './message-arguments.ts'
import tr from './tr.json' with { type: 'json' }

type Messages = { [key: string]: string | Messages }

/** Keys that come from data, not from code: error codes of the API and the auth library, roles of a row. */
const DYNAMIC = ['errors', 'nav.role', 'settings.team.roles']

/** Messages that get two forms of one word, of which each language takes the one its grammar wants. */
const OWN_GRAMMAR = ['inspector.settings.sentence.perKey']

/** A new picture has no description until somebody writes one. */
const EMPTY_ON_PURPOSE = ['inspector.blocks.starters.alt']

const english = flat(en as Messages)
const turkish = flat(tr as Messages)
const studio = read(['app/**/*.{ts,tsx}', 'components/**/*.{ts,tsx}'])
/** The core names what the studio puts into words: node kinds, operators, statuses, problem codes. */
const core = read(['flows/**/*.ts', 'server/services/**/*.ts'])

describe('the arguments of a message', () => {
  it.each([
    ['Hello', []],
    ['Hello {name}', ['name']],
    ['{count, plural, one {# day of {name}} other {# days}}', ['count', 'name']],
    ['{kind, select, all {everyone} other {{ name }}}', ['kind', 'name']],
  ])('%s', (message, names) => {
    expect(messageArguments(message)).toEqual(names)
  })
})

describe('the studio’s words', () => {
  it('are the same keys in every language', () => {
    expect([...turkish.keys()].sort()).toEqual([...english.keys()].sort())
  })

  it('take the same values in every language', () => {
    const differing = [...english].filter(
      ([key, text]) => messageArguments(text).join() !== messageArguments(turkish.get(key) ?? '').join(),
    )
    expect(differing.map(([key]) => key).filter((key) => !OWN_GRAMMAR.includes(key))).toEqual([])
  })

  it('are never empty', () => {
    const empty = [...english, ...turkish].filter(([, text]) => text.trim() === '')
    expect(empty.map(([key]) => key).filter((key) => !EMPTY_ON_PURPOSE.includes(key))).toEqual([])
  })

  it('exist wherever the code asks for one', () => {
    const missing = studio.flatMap((source) => missingKeys(source))
    expect(missing).toEqual([])
  })

  it('are all used', () => {
    const literals = new Set([...studio, ...core].flatMap(literalsOf))
    const patterns = [...new Set(studio.flatMap(templatesOf))].map(patternOf)
    const unused = [...english.keys()].filter((key) => {
      if (DYNAMIC.some((prefix) => key.startsWith(`${prefix}.`))) return false
      const endings = key.split('.').map((_part, at, parts) => parts.slice(at).join('.'))
      return !endings.some(
        (ending) => literals.has(ending) || patterns.some((pattern) => pattern.test(ending)),
      )
    })
    expect(unused).toEqual([])
  })
})

function flat(messages: Messages, prefix = ''): Map<string, string> {
  const found = new Map<string, string>()
  for (const [key, value] of Object.entries(messages)) {
    const path = prefix === '' ? key : `${prefix}.${key}`
    if (typeof value === 'string') found.set(path, value)
    else for (const [inner, text] of flat(value, path)) found.set(inner, text)
  }
  return found
}

function read(patterns: string[]): string[] {
  return globSync(patterns)
    .filter((file) => !/\.test\.tsx?$/.test(file))
    .map((file) => readFileSync(file, 'utf8'))
}

/**
 * Keys a file asks its translators for that no language has. Of a name that stands for several namespaces in one file,
 * any of them will do.
 */
function missingKeys(source: string): string[] {
  const spaces = new Map<string, string[]>()
  const made = /(?:const|let)\s+(\w+)\s*=\s*(?:await\s+)?(?:use|get)Translations\(\s*(?:'([\w.-]+)')?\s*\)/g
  for (const [, name = '', space = ''] of source.matchAll(made))
    spaces.set(name, [...(spaces.get(name) ?? []), space])
  const missing: string[] = []
  for (const [name, all] of spaces)
    for (const [, key = ''] of source.matchAll(
      new RegExp(`(?<![.\\w])${name}(?:\\.rich)?\\(\\s*'([^']+)'`, 'g'),
    ))
      if (!all.some((space) => english.has(space === '' ? key : `${space}.${key}`)))
        missing.push(`${all.join('|')}.${key}`)
  return missing
}

function literalsOf(source: string): string[] {
  const quoted = [...source.matchAll(/'([\w.-]+)'|"([\w.-]+)"/g)].map(
    ([, single, double]) => single ?? double ?? '',
  )
  const properties = [...source.matchAll(/(?:^|[{,\s])(\w+)\??:/g)].map(([, name = '']) => name)
  return [...quoted, ...properties]
}

/** Template literals that look like keys, with `*` for what is put in. */
function templatesOf(source: string): string[] {
  return [...source.matchAll(/`([\w.-]*(?:\$\{[^`{}]*\}[\w.-]*)+)`/g)].map(([, text = '']) =>
    text.replaceAll(/\$\{[^}]*\}/g, '*'),
  )
}

function patternOf(key: string): RegExp {
  const parts = key.split('*').map((part) => part.replaceAll('.', '\\.'))
  // a bare `${…}` would match everything and say nothing
  return parts.every((part) => part === '') ? /^$/ : new RegExp(`^${parts.join('[\\w-]+(?:\\.[\\w-]+)*')}$`)
}
