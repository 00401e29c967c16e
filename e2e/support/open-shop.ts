import type { Browser, Page } from '@playwright/test'
import { Api } from './api.ts'
import { type App, startApp } from './app.ts'
import { becomeOwner } from './studio.ts'

/** Starts the app, makes a shop in it, and opens the studio as its owner, in English, with a key that may do everything. */
export async function openShop(browser: Browser): Promise<{ app: App; api: Api; page: Page }> {
  const app = await startApp()
  try {
    const page = await (await browser.newContext({ baseURL: app.url, locale: 'en-GB' })).newPage()
    await becomeOwner(page, 'Kumru Giyim')
    const api = new Api(app.url, await app.cli('keys', 'create', '--scopes', 'ingest,read,write'))
    return { app, api, page }
  } catch (error) {
    await app.stop()
    throw error
  }
}
