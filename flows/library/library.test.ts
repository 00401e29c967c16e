import { describe, expect, it } from 'vitest'
import { validate } from '../graph/validate.ts'
import { durationMs } from '../schedule/duration.ts'
import { LIBRARY_IDS, libraryEntries, libraryFlow } from './index.ts'
import { LIBRARY_LOCALES } from './library-locale.ts'

describe.each(LIBRARY_LOCALES)('the ready-made flows in %s', (locale) => {
  it('each has a name, a description and a graph', () => {
    const entries = libraryEntries(locale)
    expect(entries.map((entry) => entry.id)).toEqual([...LIBRARY_IDS])
    for (const entry of entries) {
      expect(entry.name).not.toBe('')
      expect(entry.description).not.toBe('')
      expect(entry.graph.nodes.length).toBeGreaterThan(0)
    }
  })

  it.each(LIBRARY_IDS)('%s can be published as it is', (id) => {
    expect(validate(libraryFlow(id, locale))).toEqual([])
  })

  it.each(LIBRARY_IDS)('%s sends live marketing e-mails that can be left', (id) => {
    const emails = libraryFlow(id, locale).nodes.filter((node) => node.kind === 'email')
    expect(emails.length).toBeGreaterThan(0)
    for (const { config } of emails) {
      expect(config).toMatchObject({ status: 'live', messageKind: 'marketing' })
      expect(config.subject).not.toBe('')
      expect(config.preheader).not.toBe('')
      expect(JSON.stringify(config.blocks)).toContain('links.unsubscribe')
    }
  })

  it('reminds of a cart after 10 minutes, 1 hour and 24 hours, until that cart is bought', () => {
    const flow = libraryFlow('abandoned-cart', locale)
    let elapsedMs = 0
    const remindersAt: number[] = []
    for (let at = 'trigger'; ; ) {
      const next = flow.edges.find((edge) => edge.from === at)?.to
      if (next === undefined) break
      const node = flow.nodes.find(({ id }) => id === next)!
      if (node.kind === 'delay' && 'for' in node.config) elapsedMs += durationMs(node.config.for)
      if (node.kind === 'email') remindersAt.push(elapsedMs / 60_000)
      at = next
    }
    expect(remindersAt).toEqual([10, 60, 24 * 60])
    expect(flow.trigger).toMatchObject({ event: 'Added to Cart', key: 'cart_id' })
    expect(flow.settings.goal).toEqual({ event: 'Placed Order', sameKey: true })
  })
})

it('both languages have the same steps and edges', () => {
  for (const id of LIBRARY_IDS) {
    const [tr, en] = LIBRARY_LOCALES.map((locale) => libraryFlow(id, locale))
    expect(tr?.nodes.map((node) => [node.id, node.kind])).toEqual(
      en?.nodes.map((node) => [node.id, node.kind]),
    )
    expect(tr?.edges).toEqual(en?.edges)
  }
})
