import { expect, test } from '@playwright/test'
import { Flow } from '#flows/graph/flow.ts'
import { LIBRARY_IDS, type LibraryId, libraryFlow } from '#flows/library/index.ts'
import type { Api } from './support/api.ts'
import type { App } from './support/app.ts'
import { drawFlow } from './support/draw-flow.ts'
import { type Hand, keyboard, mouse } from './support/hands.ts'
import { meaningOf } from './support/meaning.ts'
import { openShop } from './support/open-shop.ts'

/** A few every day, with each kind of branch, trigger and message among them; all of them in long runs. */
const EVERYDAY: readonly LibraryId[] = ['cart-email-then-sms', 'browse-abandonment', 'early-access']
const BY_KEYBOARD: LibraryId = process.env.AKIS_TEST_LONG ? 'vip' : 'replenishment'
const BY_MOUSE = process.env.AKIS_TEST_LONG ? LIBRARY_IDS : EVERYDAY

test.describe('a ready-made flow is drawn again from an empty canvas', () => {
  let app: App
  let api: Api
  let hand: Hand

  test.beforeAll(async ({ browser }) => {
    const shop = await openShop(browser)
    ;({ app, api } = shop)
    hand = mouse(shop.page)
  })
  test.afterAll(() => app?.stop())

  const drawn = async (by: Hand, id: LibraryId) => {
    const { page } = by
    const wanted = libraryFlow(id, 'en')
    const { id: flowId } = await api.post<{ id: string }>('/flows', { name: 'Empty' })
    await page.goto(`/flows/${flowId}`)
    await page.getByTestId('node-trigger').waitFor()
    await drawFlow(by, wanted)
    await expect
      .poll(async () => meaningOf(Flow.parse((await api.get<{ graph: unknown }>(`/flows/${flowId}`)).graph)))
      .toEqual(meaningOf(wanted))
    await expect(page.getByTestId('publish')).toBeEnabled()
  }

  for (const id of BY_MOUSE) test(`${id}, by mouse`, () => drawn(hand, id))
  test(`${BY_KEYBOARD}, by keyboard alone`, () => drawn(keyboard(hand.page), BY_KEYBOARD))
})
