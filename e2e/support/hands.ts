import { expect, type Locator, type Page } from '@playwright/test'

/** How somebody works the studio: with a mouse, or with a keyboard and nothing else. */
export interface Hand {
  page: Page
  /** A button, a switch, a choice. */
  press: (target: Locator) => Promise<void>
  /** Puts a text in the place of what a field holds. */
  write: (field: Locator, text: string) => Promise<void>
  /** Takes an option of an open list or menu. */
  take: (option: Locator) => Promise<void>
  /** From the form of a step back to the canvas. */
  leaveForm: () => Promise<void>
}

export function mouse(page: Page): Hand {
  return {
    page,
    press: (target) => target.click(),
    write: async (field, text) => {
      await field.click()
      await field.fill(text)
    },
    take: (option) => option.click(),
    leaveForm: () => Promise.resolve(),
  }
}

const MOST_STOPS = 400

/** Reaches everything by Tab and arrows, as those do who have no mouse; nothing is focused for them. */
export function keyboard(page: Page): Hand {
  const press = async (target: Locator) => {
    await expect(target).toBeVisible()
    if ((await target.getAttribute('role')) === 'radio') return choose(page, target)
    await tabTo(page, target)
    await page.keyboard.press('Enter')
  }
  return {
    page,
    press,
    write: async (field, text) => {
      await tabTo(page, field)
      if ((await field.getAttribute('type')) === 'time') return page.keyboard.type(text.replace(':', ''))
      await page.keyboard.press('Control+a')
      await page.keyboard.insertText(text)
    },
    take: async (option) => {
      await expect(option).toBeVisible()
      for (let n = 0; n < MOST_STOPS; n++) {
        if (await option.evaluate(isAtHand)) return page.keyboard.press('Enter')
        await page.keyboard.press('ArrowDown')
      }
      throw new Error(`The arrows never came to ${option}`)
    },
    leaveForm: async () => {
      // the first Escape may close a tooltip that still hangs there
      await expect(async () => {
        await page.keyboard.press('Escape')
        await expect(page.locator('.react-flow__node:focus')).toBeVisible({ timeout: 1_000 })
      }).toPass()
    },
  }
}

/** In a list that keeps the focus in its search, the one at hand is marked; in others it has the focus. */
const isAtHand = (element: Element) =>
  element === document.activeElement || element.getAttribute('data-selected') === 'true'

async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let n = 0; n < MOST_STOPS; n++) {
    const way = await target.evaluate((element) => {
      const now = document.activeElement ?? document.body
      if (element === now) return 'here'
      return now !== document.body && now.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING
        ? 'back'
        : 'on'
    })
    if (way === 'here') return
    await page.keyboard.press(way === 'back' ? 'Shift+Tab' : 'Tab')
  }
  throw new Error(`Tab never came to ${target}`)
}

/** Of choices side by side Tab reaches the chosen one (or the first), and the arrows the others. */
async function choose(page: Page, radio: Locator): Promise<void> {
  const group = radio.locator('xpath=ancestor::*[@role="radiogroup"][1]')
  const chosen = group.locator('[role="radio"][aria-checked="true"]')
  await tabTo(page, (await chosen.count()) > 0 ? chosen.first() : group.getByRole('radio').first())
  const many = await group.getByRole('radio').count()
  for (let n = 0; n <= many; n++) {
    if ((await radio.getAttribute('aria-checked')) === 'true') return
    await page.keyboard.press(
      n === 0 && (await radio.evaluate((element) => element === document.activeElement))
        ? 'Space'
        : 'ArrowDown',
      // as long as a finger takes
      { delay: 40 },
    )
  }
  throw new Error(`The arrows never chose ${radio}`)
}
