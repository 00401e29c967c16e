import { describe, expect, test } from 'vitest'
import { Block } from './blocks.ts'
import { trackLinks } from './links.ts'
import type { Reading } from './liquid.ts'
import { compileEmail, type EmailContent, renderEmail } from './render-email.ts'

const READING: Reading = { locale: 'tr-TR', currency: 'TRY', zone: 'Europe/Istanbul', now: 0 }
const UNSUBSCRIBE = 'https://akis.test/t/u/token'
const SCOPE = {
  profile: { first_name: 'Ayşe' },
  workspace: { name: 'Dükkân' },
  links: { unsubscribe: UNSUBSCRIBE },
  event: {
    cart_url: 'https://shop.test/cart?id=1&x=2',
    currency: 'TRY',
    items: [
      {
        name: 'Tişört <b>',
        quantity: 2,
        price: '249.90',
        url: 'https://shop.test/ts-1',
        image: 'https://shop.test/1.jpg',
      },
      { title: 'Çorap', price: 10, currency: 'EUR' },
    ],
  },
}

const content = (blocks: Block[], more: Partial<EmailContent> = {}): EmailContent => ({
  subject: '{{ profile.first_name }}, sepetiniz',
  preheader: 'Merhaba {{ profile.first_name }}',
  messageKind: 'marketing',
  blocks,
  ...more,
})

async function render(
  blocks: Block[],
  scope: Record<string, unknown> = SCOPE,
  more: Partial<EmailContent> = {},
) {
  const email = renderEmail(await compileEmail(content(blocks, more), 'tr'), scope, READING)
  return { ...email, ...trackLinks(email, new Set([UNSUBSCRIBE]), (n) => `https://akis.test/t/c/${n}`) }
}

describe('a whole message', () => {
  test('every block comes out in HTML and in text', async () => {
    const email = await render([
      { kind: 'heading', text: 'Merhaba {{ profile.first_name }}' },
      {
        kind: 'text',
        text: 'Sepetinizde **ürün** kaldı & *bekliyor*.\n\n[Kargo bedava](https://shop.test/kargo) <i>',
      },
      { kind: 'items', from: 'event.items' },
      { kind: 'button', label: 'Sepete dön', url: '{{ event.cart_url }}' },
      {
        kind: 'image',
        src: 'https://shop.test/banner.png',
        alt: 'Yeni "sezon"',
        url: 'https://shop.test/yeni',
        width: 400,
      },
      { kind: 'divider' },
    ])
    expect(email.subject).toBe('Ayşe, sepetiniz')
    expect(email.preheader).toBe('Merhaba Ayşe')
    expect(email.html).toContain('lang="tr"')
    expect(email.html).toContain('<strong>ürün</strong> kaldı &amp; <em>bekliyor</em>')
    expect(email.html).toContain('&lt;i&gt;')
    expect(email.html).toContain('Tişört &lt;b&gt;')
    expect(email.html).toContain('₺249,90')
    expect(email.html).toContain('€10,00')
    expect(email.html).not.toMatch(/\{\{|\{%|[\uE000-\uE003]/)
    expect(email.html).not.toMatch(/fonts\.googleapis|<script/)
    expect(email.links).toEqual([
      'https://shop.test/kargo',
      'https://shop.test/ts-1',
      'https://shop.test/cart?id=1&x=2',
      'https://shop.test/yeni',
    ])
    expect(email.text).toBe(`Merhaba Ayşe

Sepetinizde ürün kaldı & bekliyor.

Kargo bedava (https://akis.test/t/c/0) <i>

- Tişört <b> × 2, ₺249,90
- Çorap, €10,00

Sepete dön: https://akis.test/t/c/2

Yeni "sezon": https://akis.test/t/c/3

- - -

--

Bu e-postayı Dükkân gönderdi. Artık almak istemiyorsanız abonelikten çıkabilirsiniz (${UNSUBSCRIBE}).`)
  })

  test('Liquid with quotes and comparisons survives in attributes and around blocks', async () => {
    const email = await render([
      {
        kind: 'button',
        label: '{% if event.items.size > 1 %}Hepsi{% else %}Bir{% endif %}',
        url: '{{ event.none | default: "https://shop.test/?a=1&b=2" }}',
      },
    ])
    expect(email.html).toContain('Hepsi')
    expect(email.links).toEqual(['https://shop.test/?a=1&b=2'])
  })
})

describe('the way out', () => {
  test('a marketing message gets one, once', async () => {
    const added = await render([{ kind: 'text', text: 'x' }])
    expect(added.html.split(UNSUBSCRIBE)).toHaveLength(2)
    const own = await render([{ kind: 'footer', text: '[çık]({{ links.unsubscribe }})' }])
    expect(own.html.split(UNSUBSCRIBE)).toHaveLength(2)
    expect(own.html).not.toContain('gönderdi')
  })

  test('a transactional message does not', async () => {
    const email = await render([{ kind: 'text', text: 'x' }], SCOPE, { messageKind: 'transactional' })
    expect(email.html).not.toContain(UNSUBSCRIBE)
  })
})

describe('what events carry can not become markup', () => {
  const evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
  test.each<[string, Block]>([
    ['heading', { kind: 'heading', text: '{{ event.x }}' }],
    ['text', { kind: 'text', text: '[{{ event.x }}]({{ event.x }})' }],
    ['button', { kind: 'button', label: '{{ event.x }}', url: '{{ event.x }}' }],
    ['image', { kind: 'image', src: '{{ event.x }}', alt: '{{ event.x }}', url: '{{ event.x }}' }],
    ['items', { kind: 'items', from: 'event.items' }],
    ['footer', { kind: 'footer', text: '{{ event.x }}' }],
  ])('%s', async (_, block) => {
    const item = { name: evil, image: evil, url: evil, price: evil, quantity: evil, currency: evil }
    const email = await render(
      [block],
      { ...SCOPE, event: { x: evil, items: [item] } },
      { subject: '{{ event.x }}' },
    )
    expect(email.html).not.toContain('<script')
    expect(email.html).not.toContain('<img src=x')
    expect(email.links).toEqual([])
  })

  test('nor what the author writes literally', async () => {
    const email = await render([
      { kind: 'text', text: evil },
      { kind: 'heading', text: '</mj-text><mj-raw><script>1</script></mj-raw>' },
      { kind: 'button', label: '<!-- x --> ]]> &nbsp;', url: 'https://shop.test/"onclick="x' },
      { kind: 'items', from: 'event.items %}{{ x | raw }}' },
    ])
    expect(email.html).not.toContain('<script')
    expect(email.html).not.toContain('"onclick="')
    expect(email.html).toContain('&lt;!-- x --&gt; ]]&gt; &amp;nbsp;')
  })
})

test('a template that does not parse says so', async () => {
  await expect(compileEmail(content([{ kind: 'text', text: '{{ a | nope }}' }]), 'tr')).rejects.toThrow(
    'undefined filter',
  )
})

test('no items, no rows', async () => {
  const email = await render([{ kind: 'items', from: 'event.items' }], { ...SCOPE, event: {} })
  expect(email.html).not.toContain('<tr class="akis-item"')
})

test('the schema bounds a body', () => {
  expect(Block.safeParse({ kind: 'text', text: 'x'.repeat(50_001) }).success).toBe(false)
})
