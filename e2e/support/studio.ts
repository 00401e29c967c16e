import { expect, type Locator, type Page } from '@playwright/test'

/** The first person makes the installation theirs. */
export async function becomeOwner(page: Page, shop: string): Promise<void> {
  await page.goto('/')
  await expect(page).toHaveURL(/\/welcome/)
  await page.getByLabel('Your name').fill('Ayşe Yılmaz')
  await page.getByLabel('E-mail').fill('ayse@kumru.example')
  await page.getByRole('textbox', { name: 'Password' }).fill('dört kuş iki dal')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByLabel('Shop name').fill(shop)
  await page.getByRole('button', { name: 'Open the studio' }).click()
  await expect(page.getByRole('navigation').getByRole('link', { name: 'Flows' })).toBeVisible()
}

/** Opens a combobox, types and takes what was typed (or the option of that name). */
export async function choose(page: Page, box: Locator, text: string): Promise<void> {
  await box.click()
  const search = page.locator('[cmdk-input]').last()
  await search.fill(text)
  const option = page.getByRole('option').filter({ hasText: text }).first()
  await option.click()
}

/** Adds a step at an open end or on an edge: `spot` is the step before it, with its branch. */
export async function addStep(page: Page, spot: string, kind: string): Promise<string> {
  const before = await nodeIds(page)
  await page.getByTestId(`add-${spot}`).first().click()
  await page.getByTestId('step-menu').getByTestId(`step-${kind}`).click()
  await expect.poll(async () => (await nodeIds(page)).length).toBe(before.length + 1)
  return (await nodeIds(page)).find((id) => !before.includes(id))!
}

/** The steps on the canvas, without the trigger. */
export async function nodeIds(page: Page): Promise<string[]> {
  const ids = await page
    .locator('[data-testid^="node-"]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-testid')!))
  return ids.map((id) => id.slice('node-'.length)).filter((id) => id !== 'trigger')
}

export const inspector = (page: Page): Locator => page.getByTestId('inspector')

/** Sets the open message's status to live. */
export async function makeLive(page: Page): Promise<void> {
  await inspector(page).getByRole('combobox', { name: 'Status' }).click()
  await page.getByRole('option', { name: /^Live/ }).click()
}
