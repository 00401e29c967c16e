import { describe, expect, it } from 'vitest'
import type { FlowSummary } from '../api/flows.ts'
import { firstSort, inOrder, isFiltered, matching, readView, tagCounts, writeView } from './flow-view.ts'

const view = (address: string) => readView(new URLSearchParams(address))
const flow = (name: string, more: Partial<FlowSummary> = {}): FlowSummary => ({
  id: name,
  name,
  status: 'live',
  updatedAt: '2026-11-22T10:00:00Z',
  tags: [],
  days: [],
  shape: { trigger: null, nodes: [], edges: [] },
  ...more,
})
const names = (flows: FlowSummary[]) => flows.map(({ name }) => name)

describe('the address of the list', () => {
  it.each([
    ['', ''],
    ['q=sepet&status=paused', 'q=sepet&status=paused'],
    ['tag=K%C4%B1%C5%9F&tag=VIP&tag=KI%C5%9E', 'tag=K%C4%B1%C5%9F&tag=VIP'],
    ['sort=revenue&dir=desc', 'sort=revenue&dir=desc'],
    ['sort=revenue', 'sort=revenue&dir=desc'],
    ['sort=name', 'sort=name&dir=asc'],
    ['sort=updated&dir=desc', ''],
    ['dir=asc', 'sort=updated&dir=asc'],
    ['status=gone&sort=__proto__&dir=up&tag=+', ''],
    ['utm=x&q=a', 'utm=x&q=a'],
  ])('%s is read and written as %s', (address, written) => {
    expect(writeView(new URLSearchParams(address), view(address)).toString()).toBe(written)
  })

  it('says whether anything is left out', () => {
    expect(['', 'sort=name', 'tag=x', 'q=x', 'status=live'].map((one) => isFiltered(view(one)))).toEqual([
      false,
      false,
      true,
      true,
      true,
    ])
  })
})

describe('what is shown', () => {
  const flows = [
    flow('Sepetini unutanlar', { tags: ['Kış', 'VIP'], triggerLabel: 'Added to Cart' }),
    flow('Şişli mağazası', { tags: ['vip'], status: 'paused' }),
    flow('Eski', { status: 'archived', tags: ['VIP'] }),
  ]

  it.each([
    ['', ['Sepetini unutanlar', 'Şişli mağazası']],
    ['q=sisli', ['Şişli mağazası']],
    ['q=added', ['Sepetini unutanlar']],
    ['q=KIS', ['Sepetini unutanlar']],
    ['status=archived', ['Eski']],
    ['tag=VIP', ['Sepetini unutanlar', 'Şişli mağazası']],
    ['tag=VIP&tag=KI%C5%9E', ['Sepetini unutanlar']],
    ['tag=VIP&status=paused', ['Şişli mağazası']],
  ])('by %s', (address, shown) => {
    expect(names(matching(flows, view(address)))).toEqual(shown)
  })

  it('is counted by tag, in whatever letters it is written; a tag that is asked for stays', () => {
    expect(tagCounts(flows, 'tr', ['Yaz'])).toEqual([
      { tag: 'Kış', count: 1 },
      { tag: 'VIP', count: 3 },
      { tag: 'Yaz', count: 0 },
    ])
  })
})

describe('the order', () => {
  const how = { locale: 'tr', currency: 'TRY' }
  const sorted = (flows: FlowSummary[], by: Parameters<typeof firstSort>[0], more = {}) =>
    names(inOrder(flows, { ...firstSort(by), ...more }, how))

  it('of names is the alphabet of the language', () => {
    const flows = ['Zil', 'Çanta', 'Cüzdan', 'İade', 'Irmak', 'Akış 10', 'Akış 9'].map((name) => flow(name))
    expect(sorted(flows, 'name')).toEqual(['Akış 9', 'Akış 10', 'Cüzdan', 'Çanta', 'Irmak', 'İade', 'Zil'])
    expect(sorted(flows, 'name', { down: true })[0]).toBe('Zil')
  })

  it('of revenue is by the workspace’s currency, and equal ones stand by name', () => {
    const earning = (name: string, ...revenue: [string, string][]) =>
      flow(name, { revenue: revenue.map(([amount, currency]) => ({ amount, currency })) })
    const flows = [
      earning('b', ['900.00', 'EUR']),
      earning('c', ['100.00', 'TRY'], ['1.00', 'EUR']),
      earning('d', ['1000.00', 'TRY']),
      earning('a'),
    ]
    expect(sorted(flows, 'revenue')).toEqual(['d', 'c', 'a', 'b'])
  })

  it('is as usual by the last change', () => {
    const flows = [flow('old', { updatedAt: '2026-01-01T00:00:00Z' }), flow('new')]
    expect(sorted(flows, 'updated')).toEqual(['new', 'old'])
  })
})
