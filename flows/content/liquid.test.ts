import { describe, expect, test } from 'vitest'
import {
  liquidProblems,
  MissingVariable,
  parseTemplate,
  type Reading,
  renderTemplate,
  TemplateError,
} from './liquid.ts'

const READING: Reading = {
  locale: 'tr-TR',
  currency: 'TRY',
  zone: 'Europe/Istanbul',
  now: Date.parse('2026-11-22T21:30:00Z'),
}

const render = (text: string, scope: Record<string, unknown> = {}, output: 'html' | 'text' = 'text') =>
  renderTemplate(parseTemplate(text, output), scope, READING)

describe('own filters', () => {
  test.each([
    ['{{ "499.80" | money }}', '₺499,80'],
    ['{{ 1234.5 | money: "USD" }}', '$1.234,50'],
    ['{{ "90071992547409931.25" | money }}', '₺90.071.992.547.409.931,25'],
    ['{{ "not a number" | money }}', 'not a number'],
    ['{{ 5 | money: "bogus" }}', '5 bogus'],
    ['{{ nothing | money }}', ''],
    ['{{ "istanbul ışığı" | upcase }}', 'İSTANBUL IŞIĞI'],
    ['{{ "İZMİR ILICA" | downcase }}', 'izmir ılıca'],
    ['{{ "iSTANBUL" | capitalize }}', 'İstanbul'],
    ['{{ "2026-11-22T21:30:00Z" | date }}', '23 Kasım 2026'],
    ['{{ "2026-11-22T21:30:00Z" | date: "%d.%m.%Y %H:%M" }}', '23.11.2026 00:30'],
    ['{{ "2026-11-22T21:30:00Z" | date: "%d.%m.%Y %H:%M", "UTC" }}', '22.11.2026 21:30'],
    ['{{ "now" | date: "time" }}', '00:30'],
    ['{{ "now" | date: "%Y" }}', '2026'],
    ['{{ "soon" | date: "long" }}', 'soon'],
    ['{{ 1234567.891 | number: 1 }}', '1.234.567,9'],
    ['{{ profile.first_name | default: "Merhaba" }}', 'Merhaba'],
  ])('%s → %s', (template, expected) => {
    expect(render(template)).toBe(expected)
  })
})

describe('html output', () => {
  const evil = '<script>alert("1")</script>'
  test.each([
    ['{{ x }}', '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;'],
    ['{{ x | escape }}', '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;'],
    ['{{ x | newline_to_br }}', '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;'],
    ['{% assign y = x %}{{ y }}', '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;'],
    ['{% echo x %}', '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;'],
    ['{{ list }}', '&lt;b&gt;1'],
    ['{{ obj }}', '{&quot;a&quot;:&quot;&lt;b&gt;&quot;}'],
  ])('%s is escaped', (template, expected) => {
    expect(render(template, { x: evil, list: ['<b>', 1], obj: { a: '<b>' } }, 'html')).toBe(expected)
  })

  test('cycle cannot smuggle markup past the escape', () => {
    expect(render('{% cycle x, "b" %}', { x: evil }, 'html')).not.toContain('<script>')
  })

  test('there is no filter that switches escaping off', () => {
    expect(liquidProblems('{{ x | raw }}')[0]?.message).toContain('undefined filter: raw')
  })
})

describe('hostile templates end soon, with a message and without memory', () => {
  test.each([
    ['range', '{% for i in (1..1000000000) %}x{% endfor %}'],
    ['nested loops', `${'{% for i in (1..3000) %}'.repeat(4)}${'{% endfor %}'.repeat(4)}`],
    [
      'doubling by append',
      `{% assign a = 'aaaaaaaa' %}${'{% assign a = a | append: a %}'.repeat(60)}{{ a }}`,
    ],
    [
      'doubling by capture',
      `{% assign a = 'aaaaaaaa' %}${'{% capture a %}{{ a }}{{ a }}{% endcapture %}'.repeat(60)}{{ a }}`,
    ],
    [
      'replace',
      `{% assign a = 'aaaaaaaaaa' %}${'{% assign a = a | replace: "a", "aaaaaaaaaa" %}'.repeat(12)}`,
    ],
    ['literal in a loop', `{% for i in (1..100000) %}${'x'.repeat(1_000)}{% endfor %}`],
    ['padded date', '{{ "now" | date: "%999999999Y" }}'],
    ['tablerow', '{% tablerow i in (1..100000000) %}x{% endtablerow %}'],
    ['deep concat', `{% assign a = "a,b" | split: "," %}${'{% assign a = a | concat: a %}'.repeat(40)}`],
    [
      'increment forever',
      '{% for i in (1..1999999) %}{% for j in (1..1999999) %}{% increment k %}{% endfor %}{% endfor %}',
    ],
  ])('%s', (_, template) => {
    const begun = performance.now()
    expect(() => render(template)).toThrow(TemplateError)
    expect(performance.now() - begun).toBeLessThan(3_000)
  })

  test.each([
    ['include', '{% include "/etc/passwd" %}'],
    ['render', '{% render "../../package.json" %}'],
    ['layout', '{% layout "x" %}'],
    ['unknown filter', '{{ "a" | md5 }}'],
    ['unclosed output', 'Hello {{ profile.first_name'],
    ['unclosed tag', '{% if true %}'],
    ['stray end', '{% endif %}'],
    ['nothing but a filter', "{{ 'a' | }}{{ | }}{% for %}"],
    ['too long', 'x'.repeat(100_001)],
  ])('%s is a problem when it is written', (_, template) => {
    expect(liquidProblems(template)).toHaveLength(1)
  })

  test.each([
    'constructor',
    '__proto__',
    'profile.constructor.constructor',
    'profile.__proto__.polluted',
    'profile.toString',
    'profile.first_name.constructor',
    'akis_reading.constructor',
  ])('%s reaches nothing', (path) => {
    expect(render(`{{ ${path} }}`, { profile: { first_name: 'A' } })).toBe('')
  })
})

test('a template is parsed once and rendered for many', () => {
  const template = parseTemplate('Merhaba {{ profile.first_name }}', 'text')
  expect(
    ['Ayşe', 'Çağrı'].map((first_name) => renderTemplate(template, { profile: { first_name } }, READING)),
  ).toEqual(['Merhaba Ayşe', 'Merhaba Çağrı'])
})

test('a problem says where it is', () => {
  expect(liquidProblems('one\ntwo {{ x | nope }}')).toEqual([
    { message: 'undefined filter: nope', line: 2, column: 5 },
  ])
})

describe('a strict template', () => {
  const strictly = (text: string, scope: Record<string, unknown>) => {
    try {
      return renderTemplate(parseTemplate(text, 'html'), scope, { ...READING, strict: true })
    } catch (error) {
      if (error instanceof MissingVariable) return error.variable
      throw error
    }
  }
  const scope = {
    profile: { first_name: 'Ayşe', last_name: '', city: null, orders: 0 },
    event: { items: [{ name: 'A' }, {}] },
  }

  test.each([
    ['Merhaba {{ profile.nickname }}', 'profile.nickname'],
    ['Merhaba {{profile.last_name}}', 'profile.last_name'],
    ['{{ profile.city | upcase }}', 'profile.city'],
    ['{{ profile.city | append: "!" }}', 'profile.city'],
    ['{% for item in event.items %}{{ item.name }}{% endfor %}', 'item.name'],
    ['{% capture x %}{{ profile.city }}{% endcapture %}', 'profile.city'],
    ['{{ event.none | map: "name" | join: ", " }}', 'event.none'],
    ['{{ profile.last_name | default: profile.city }}', 'profile.last_name'],
  ])('%s stops at %s', (text, variable) => {
    expect(strictly(text, scope)).toBe(variable)
  })

  test.each([
    ['{{ profile.first_name }} {{ profile.orders }}', 'Ayşe 0'],
    ['{{ profile.last_name | strip | default: "there" }}', 'there'],
    ['{% if profile.city %}{{ profile.city }}{% endif %}!', '!'],
    ['{% for item in event.items %}{% if item.name %}{{ item.name }}{% break %}{% endif %}{% endfor %}', 'A'],
    ['{% for item in event.none %}{{ item.name }}{% else %}nothing{% endfor %}', 'nothing'],
  ])('%s goes through', (text, written) => {
    expect(strictly(text, scope)).toBe(written)
  })
})
