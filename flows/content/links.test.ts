import { expect, test } from 'vitest'
import { linkMark } from './inline-markup.ts'
import { isWebAddress, trackLinks } from './links.ts'

const track = (html: string, text = '', own: string[] = []) =>
  trackLinks({ html, text }, new Set(own), (n) => `https://akis.test/t/c/${n}`)

test('targets are replaced by position, the same target shares one, and text follows', () => {
  const result = track(
    '<a class="x" href="https://shop.test/a?x=1&amp;y=2">A</a><a href="https://shop.test/b">B</a><a href="https://shop.test/a?x=1&amp;y=2">A</a>',
    `A: ${linkMark('https://shop.test/a?x=1&y=2')} C: ${linkMark('https://shop.test/c')}`,
  )
  expect(result.links).toEqual(['https://shop.test/a?x=1&y=2', 'https://shop.test/b', 'https://shop.test/c'])
  expect(result.html).toBe(
    '<a class="x" href="https://akis.test/t/c/0">A</a><a href="https://akis.test/t/c/1">B</a><a href="https://akis.test/t/c/0">A</a>',
  )
  expect(result.text).toBe('A: https://akis.test/t/c/0 C: https://akis.test/t/c/2')
})

test('unsubscribe, mailto, tel and anchors stay', () => {
  const html = ['https://akis.test/u/1', 'mailto:a@b.co', 'tel:+90', '#top']
    .map((to) => `<a href="${to}">x</a>`)
    .join('')
  expect(track(html, '', ['https://akis.test/u/1'])).toMatchObject({ html, links: [] })
})

test.each([
  'javascript:alert(1)',
  ' JaVaScRiPt:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  '//evil.test',
  'https://user:pw@evil.test',
  'https://',
  'shop.test/cart',
  '',
])('%s leads nowhere', (target) => {
  expect(isWebAddress(target)).toBe(false)
  expect(track(`<a href="${target}">x</a>`)).toMatchObject({ html: '<a href="#">x</a>', links: [] })
})
