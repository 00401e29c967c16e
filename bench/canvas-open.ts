import type { BrowserContext, Page } from '@playwright/test'

/** Notes in each page when its canvas stands: every card measured and drawn, its lines too, the main thread free again. */
export async function noteOpening(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const stands = () => {
      const cards = [...document.querySelectorAll<HTMLElement>('.react-flow__node')]
      return (
        cards.length > 1 &&
        cards.every(({ style }) => style.visibility !== 'hidden') &&
        document.querySelector('.react-flow__edge') !== null
      )
    }
    const look = () => {
      if (!stands()) requestAnimationFrame(look)
      else setTimeout(() => Object.assign(window, { canvasStoodAt: performance.now() }))
    }
    requestAnimationFrame(look)
  })
}

/** How long it took from the navigation until the canvas stood, in ms. */
export async function openedAfter(page: Page): Promise<number> {
  await page.waitForFunction(() => 'canvasStoodAt' in window, undefined, { polling: 200, timeout: 60_000 })
  return page.evaluate(() => (window as unknown as { canvasStoodAt: number }).canvasStoodAt)
}
