import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** The rules of WCAG 2.2, A and AA. */
export const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Takes a picture in both themes; returns what is too wide, and in one of the languages what axe finds. */
export async function faultsOf(page: Page, picture: string, locale: string): Promise<string[]> {
  const faults: string[] = []
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme })
    await page.screenshot({ path: `e2e/artifacts/pictures/${picture}-${theme}.png` })
    if (locale !== 'en') continue
    // a message's own frame runs no script, not even axe's
    const axe = new AxeBuilder({ page }).exclude('iframe')
    // the themes differ in nothing but their colours
    if (theme === 'light') axe.withTags(WCAG)
    else axe.withRules('color-contrast')
    for (const { id, nodes } of (await axe.analyze()).violations) {
      faults.push(`${theme}: ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
    }
  }
  const over = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  if (over > 0) faults.push(`${over} px wider than the window`)
  return faults
}

/** Until what is loading is there, in its own type. */
export async function settled(page: Page): Promise<void> {
  await page.locator('html').evaluate(() => document.fonts.ready)
  await expect(page.locator('.motion-safe\\:animate-pulse')).toHaveCount(0)
  const moving = () =>
    document
      .getAnimations()
      .every(
        ({ playState, effect }) => playState !== 'running' || effect?.getTiming().iterations === Infinity,
      )
  await page.waitForFunction(moving)
}
