import type { Locator } from '@playwright/test'
import type { Hand } from './hands.ts'

/** An option of the list or menu that is open. */
export const option = ({ page }: Hand, role: 'option' | 'menuitem', name: string | RegExp): Locator =>
  page.getByRole(role, typeof name === 'string' ? { name, exact: true } : { name }).first()

/** One of a few choices. */
export async function select(hand: Hand, box: Locator, name: string | RegExp): Promise<void> {
  await hand.press(box)
  await hand.take(option(hand, 'option', name))
}

/** One of many choices, found by typing; what no list has is taken as it was typed. */
export async function pick(hand: Hand, box: Locator, value: string): Promise<void> {
  await hand.press(box)
  const search = hand.page.locator('[cmdk-input]').last()
  await search.waitFor()
  await hand.page.keyboard.insertText(value)
  const options = hand.page.getByRole('option')
  const known = options.and(hand.page.locator(`[data-value="${value}"]`))
  await hand.take(known.or(options.filter({ hasText: `“${value}”` })).first())
}
