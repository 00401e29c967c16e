import { createTranslator } from 'next-intl'
import { describe, expect, it } from 'vitest'
import { connect } from '#flows/graph/edit/connect.ts'
import { deleteNodes } from '#flows/graph/edit/delete-nodes.ts'
import type { EditResult } from '#flows/graph/edit/edit-result.ts'
import { rename, updateSettings } from '#flows/graph/edit/set-trigger.ts'
import { updateConfig } from '#flows/graph/edit/update-config.ts'
import type { Flow } from '#flows/graph/flow.ts'
import { libraryFlow } from '#flows/library/index.ts'
import en from '#i18n/en.json' with { type: 'json' }
import { changeLines } from './change-lines.ts'
import type { NodeWords } from './node-views/node-view.ts'

const translate = (namespace: string) =>
  createTranslator({ locale: 'en', messages: en, namespace: namespace as never }) as unknown as NodeWords['t']
const words: NodeWords = {
  t: translate('nodes'),
  conditions: { t: translate('conditions'), locale: 'en', names: {} } as never,
  locale: 'en',
  key: 'cart_id',
  event: 'Added to Cart',
}
const lines = (before: Flow, after: Flow) =>
  changeLines(before, after, { t: translate('flows.publishing.changes'), words })
const made = (result: EditResult): Flow => {
  if (!result.ok) throw new Error(result.refusal)
  return result.flow
}
const cart = () => libraryFlow('abandoned-cart', 'en')

describe('what a publish changes, in words', () => {
  it('is nothing where nothing changed', () => {
    expect(lines(cart(), cart())).toEqual([])
  })

  it('names steps, settings and the name, and leaves out lines that go with a step', () => {
    let after = made(deleteNodes(cart(), { ids: ['reminder-2'] }))
    const config = { for: { amount: 2, unit: 'hours' as const } }
    after = made(updateConfig(after, { id: 'after-10-minutes', kind: 'delay', config }))
    after = made(updateSettings(after, { settings: { priority: 'high' } }))
    after = made(rename(after, { name: 'Carts' }))
    expect(lines(cart(), after)).toEqual([
      { change: 'changed', text: 'Name: “Abandoned cart” becomes “Carts”' },
      { change: 'changed', text: 'Wait 10 minutes → Wait 2 hours', node: 'after-10-minutes' },
      { change: 'removed', text: 'E-mail · Still thinking it over?', node: 'reminder-2' },
      { change: 'changed', text: 'Setting: priority' },
      { change: 'added', text: 'Line: Wait 50 minutes → Wait 23 hours' },
    ])
  })

  it('names a line that leads elsewhere', () => {
    const before = libraryFlow('win-back', 'en')
    const at = { from: 'next-order', branch: 'timed_out' }
    const after = made(connect(before, { at, to: 'returned' }))
    const texts = lines(before, after).map(({ change, text }) => `${change} ${text}`)
    expect(texts).toHaveLength(2)
    expect(texts[0]).toMatch(/^added Line: .* → Exit$/)
    expect(texts[1]).toMatch(/^removed Line: .* → E-mail/)
  })
})
