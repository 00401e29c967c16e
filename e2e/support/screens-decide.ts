import { expect, type Page } from '@playwright/test'
import type { FilledShop } from './screens-shop.ts'

/** What people do on these screens does what it says. */
export async function decide(page: Page, made: FilledShop): Promise<void> {
  await page.goto('/messages?status=review')
  await page.getByRole('row').nth(1).getByRole('checkbox').click()
  await expect(page.getByText('1 message chosen')).toBeVisible()
  await page.getByRole('button', { name: 'Send selected' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Send 1' }).click()
  await expect(page.getByText('1 message is on its way')).toBeVisible()
  await page.getByRole('button', { name: /^Choose all \d+ that match/ }).click()
  await page.getByRole('button', { name: 'Discard selected' }).click()
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /^Discard \d/ })
    .click()
  await expect(page.getByText(/\d+ messages were discarded/)).toBeVisible()
  await expect(page.getByText('No message matches.')).toBeVisible()

  await page.getByTestId('bell').filter({ visible: true }).click()
  await page.getByRole('link', { name: '2 runs could not go on in Bekleyenler' }).click()
  await expect(page.getByTestId('failed-runs')).toBeInViewport()
  await expect(page.getByTestId('failed-runs')).toBeFocused()

  await page.goto(`/flows/${made.experiment}/report`)
  const path = page.getByTestId('experiments').getByRole('row').filter({ hasText: 'Kısa mesaj' })
  await expect(path.getByRole('progressbar')).toBeVisible()

  await page.goto(`/flows/${made.edited}/report`)
  await page.getByRole('button', { name: 'Go back to version 1' }).click()
  const dialog = page.getByTestId('people-dialog')
  await expect(dialog.getByText('not in version 1')).toBeVisible()
  await expect(dialog.getByTestId('people-confirm')).toBeDisabled()
  await dialog.getByRole('listitem').filter({ hasText: 'not in version 1' }).getByRole('combobox').click()
  await page.getByRole('option', { name: /Let them leave/ }).click()
  await dialog.getByTestId('people-confirm').click()
  await expect(page.getByText('Version 1 is live again')).toBeVisible()
  await expect(page.getByTestId('flow-versions').getByRole('listitem').first()).toContainText('Version 3')
}
