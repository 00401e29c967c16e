import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test'
import { startWhatsapp, type WhatsappGraph } from '#server/testing/whatsapp.ts'
import en from '../i18n/en.json' with { type: 'json' }
import tr from '../i18n/tr.json' with { type: 'json' }
import { Api } from './support/api.ts'
import { type App, startApp } from './support/app.ts'
import { faultsOf, settled } from './support/looks.ts'
import { decide } from './support/screens-decide.ts'
import { connectMore, fill } from './support/screens-shop.ts'
import { type Mailbox, startMailbox } from './support/smtp.ts'
import { becomeOwner } from './support/studio.ts'

const WORDS = { en, tr }
type Locale = keyof typeof WORDS
const SIZES = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const
type Size = keyof typeof SIZES
/** Everyday runs look at English on a desk and Turkish on a phone; long ones at both on both. */
const LOOKED_AT: Record<Locale, readonly Size[]> = process.env.AKIS_TEST_LONG
  ? { en: ['desktop', 'phone'], tr: ['desktop', 'phone'] }
  : { en: ['desktop'], tr: ['phone'] }
/** Of the steps whose forms are made of the same parts, everyday runs open one. */
const MORE_STEPS = [
  ...['until', 'patience', 'split', 'experiment', 'emit'],
  ...(process.env.AKIS_TEST_LONG ? ['birthday', 'list', 'notify', 'other'] : []),
]

/** One thing to look at: where it is, and what to press before looking. */
interface Screen {
  name: string
  path: string
  open?: (page: Page, words: typeof en, size: Size) => Promise<unknown>
  /** The answer that the browser reports as an error, where one is due. */
  status?: 404
}

// snapshots of every step would cost more than the steps
test.use({ trace: 'off', screenshot: 'off' })

test.describe('every screen, in both languages and themes, on a desk and on a phone', () => {
  let app: App
  let mailbox: Mailbox
  let whatsapp: WhatsappGraph
  let signedIn: Awaited<ReturnType<BrowserContext['storageState']>>
  const faults: string[] = []

  test.beforeAll(async () => {
    ;[mailbox, whatsapp] = await Promise.all([startMailbox(), startWhatsapp()])
    app = await startApp()
  })
  test.afterAll(async () => {
    await app?.stop()
    await Promise.all([mailbox?.stop(), whatsapp?.stop()])
  })

  /** Visits each screen and looks at it in both themes; the languages go side by side. */
  async function look(browser: Browser, screens: Screen[], { guest = false } = {}): Promise<void> {
    await Promise.all(
      (['en', 'tr'] as const).map(async (locale) => {
        for (const size of LOOKED_AT[locale]) {
          const context = await browser.newContext({
            baseURL: app.url,
            viewport: SIZES[size],
            locale: locale === 'tr' ? 'tr-TR' : 'en-GB',
            timezoneId: 'Europe/Istanbul',
            reducedMotion: 'reduce',
            hasTouch: size === 'phone',
            ...(guest ? {} : { storageState: signedIn }),
          })
          await context.addCookies([{ name: 'akis_locale', value: locale, url: app.url }])
          const page = await context.newPage()
          let at = ''
          let status: number | undefined
          page.on('pageerror', (error) => faults.push(`${at}: ${error.message}`))
          page.on('console', (message) => {
            if (message.type() !== 'error') return
            if (status && message.text().includes(`status of ${status}`)) return
            faults.push(`${at}: ${message.text()} ${message.location().url}`)
          })
          for (const [index, screen] of screens.entries()) {
            at = `${screen.name} ${locale} ${size}`
            status = screen.status
            await page.emulateMedia({ colorScheme: 'light' })
            // what the screen before opened on the same page is closed, not loaded again
            if (screens[index - 1]?.path === screen.path) await page.keyboard.press('Escape')
            else await page.goto(screen.path)
            await settled(page)
            try {
              await screen.open?.(page, WORDS[locale], size)
              await settled(page)
            } catch (error) {
              faults.push(`${at}: could not be opened: ${error}`)
            }
            faults.push(
              ...(await faultsOf(page, `${screen.name}-${size}-${locale}`, locale)).map(
                (fault) => `${at}: ${fault}`,
              ),
            )
          }
          await context.close()
        }
      }),
    )
  }

  test('has no fault that a browser or axe can find', async ({ browser }) => {
    test.setTimeout(process.env.AKIS_TEST_LONG ? 1_800_000 : 600_000)
    await test.step('before anyone came', () =>
      look(
        browser,
        [
          { name: 'welcome', path: '/welcome' },
          {
            name: 'welcome-shop',
            path: '/welcome',
            open: async (page, { auth }) => {
              await page.getByLabel(auth.name).fill('Ayşe Yılmaz')
              await page.getByLabel(auth.email).fill('ayse@kumru.example')
              await page.getByRole('textbox', { name: auth.password }).fill('dört kuş iki dal')
              await page.getByRole('button', { name: auth.continue }).click()
              await page.getByLabel(auth.shopName).waitFor()
            },
          },
        ],
        { guest: true },
      ))

    const context = await browser.newContext({ baseURL: app.url, locale: 'en-GB' })
    const owner = await context.newPage()
    await becomeOwner(owner, 'Kumru Giyim')
    signedIn = await context.storageState()
    const api = new Api(app.url, await app.cli('keys', 'create', '--scopes', 'ingest,read,write'))

    await test.step('with nothing in it yet', () =>
      look(browser, [
        { name: 'home-empty', path: '/' },
        { name: 'flows-empty', path: '/flows' },
        { name: 'messages-empty', path: '/messages' },
        { name: 'reports-empty', path: '/reports' },
        { name: 'connections-empty', path: '/settings/connections' },
      ]))

    const made = await test.step('a shop that has begun', () => fill(app, api, mailbox, context))
    await test.step('for guests', () =>
      look(
        browser,
        [
          { name: 'sign-in', path: '/sign-in' },
          {
            name: 'sign-in-refused',
            path: '/sign-in',
            open: async (page, { auth }) => {
              await page.getByLabel(auth.email).fill('ayse')
              await page.getByRole('button', { name: auth.signIn, exact: true }).click()
            },
          },
          { name: 'invite', path: `/invite/${made.invitation}` },
          { name: 'unsubscribe', path: made.unsubscribe },
          { name: 'unsubscribe-unknown', path: '/unsubscribe/nothing' },
          { name: 'nowhere', path: '/nowhere', status: 404 },
        ],
        { guest: true },
      ))

    const dialog = (name: string, path: string, label: (words: typeof en) => string): Screen => ({
      name,
      path,
      open: async (page, words) => {
        await page
          .getByRole('button', { name: label(words) })
          .first()
          .click()
        await page.getByRole('dialog').waitFor()
      },
    })
    await test.step('everything else', () =>
      look(browser, [
        { name: 'home', path: '/' },
        { name: 'flows', path: '/flows' },
        { name: 'messages', path: '/messages' },
        {
          name: 'message',
          path: '/messages',
          open: async (page) => {
            await page.getByRole('row').nth(1).getByRole('button').first().click()
            await page.getByRole('dialog').waitFor()
          },
        },
        {
          name: 'messages-review',
          path: '/messages?status=review',
          open: async (page) => {
            await page.getByRole('row').nth(1).getByRole('checkbox').click()
            await page.getByRole('row').nth(2).getByRole('checkbox').click()
          },
        },
        {
          name: 'messages-send',
          path: '/messages?status=review',
          open: async (page, { messages }) => {
            await page.getByRole('button', { name: messages.many.send }).click()
            await page.getByRole('alertdialog').waitFor()
          },
        },
        {
          name: 'bell',
          path: '/reports',
          open: async (page) => {
            await page.getByTestId('bell').filter({ visible: true }).click()
            await page.getByRole('dialog').waitFor()
          },
        },
        { name: 'reports', path: '/reports' },
        { name: 'settings', path: '/settings' },
        { name: 'team', path: '/settings/team' },
        dialog('team-invite', '/settings/team', ({ settings }) => settings.team.invite),
        { name: 'keys', path: '/settings/keys' },
        dialog('keys-new', '/settings/keys', ({ settings }) => settings.keys.create),
        { name: 'connections', path: '/settings/connections' },
        dialog('connections-smtp', '/settings/connections', ({ connections }) => connections.change),
        dialog('connections-twilio', '/settings/connections', ({ connections }) => connections.sms.connect),
        dialog('connections-push', '/settings/connections', ({ connections }) => connections.push.connect),
        dialog(
          'connections-whatsapp',
          '/settings/connections',
          ({ connections }) => connections.whatsapp.connect,
        ),
        {
          name: 'sending',
          path: '/settings/sending',
          open: async (page, { settings }) => {
            await page.getByRole('switch', { name: settings.sending.quiet.title }).click()
            await page.getByRole('button', { name: settings.sending.caps.add }).click()
          },
        },
        { name: 'jobs', path: '/settings/jobs' },
        { name: 'account', path: '/settings/account' },
        { name: 'studio-nowhere', path: '/flows/nowhere/at/all', status: 404 },
        {
          name: 'everything',
          path: '/',
          open: async (page) => {
            await page.keyboard.press('Control+k')
            await page.getByRole('dialog').waitFor()
          },
        },
      ]))
    await test.step('two more channels', () => connectMore(api, whatsapp))
    const canvas = `/flows/${made.every}`
    const step = (id: string, path = canvas): Screen => ({
      name: `canvas-${id}`,
      path,
      open: async (page) => {
        await page.getByTestId('node-trigger').waitFor()
        await page.locator(`.react-flow__node[data-id="${id}"]`).focus()
        await page.keyboard.press('Enter')
        await expect(page.getByTestId('inspector').locator('h2').last()).toBeVisible()
      },
    })
    await test.step('the canvas', () =>
      look(browser, [
        { name: 'canvas-empty', path: `/flows/${made.empty}` },
        { name: 'canvas-ready-made', path: `/flows/${made.ready}` },
        { name: 'canvas-live', path: `/flows/${made.reminder}` },
        ...['trigger', 'delay', 'wait', 'condition', 'email', 'sms', 'webhook', 'update', 'exit'].map((id) =>
          step(id),
        ),
        ...MORE_STEPS.map((id) => step(id, `/flows/${made.more}`)),
        ...['push', 'whatsapp'].map((id) => step(id, `/flows/${made.channels}`)),
        { name: 'connections-all', path: '/settings/connections' },
        { ...step('trigger', `/flows/${made.byDate}`), name: 'canvas-date' },
        {
          name: 'canvas-repeat',
          path: `/flows/${made.more}`,
          open: async (page) => {
            await page.getByTestId('repeat-patience').focus()
            await page.keyboard.press('Enter')
            await page.getByRole('dialog').waitFor()
          },
        },
        {
          name: 'canvas-step-menu',
          path: canvas,
          open: async (page) => {
            await page.getByTestId('add-trigger').focus()
            await page.keyboard.press('Enter')
            await page.getByTestId('step-menu').waitFor()
          },
        },
        {
          name: 'canvas-settings',
          path: canvas,
          open: (page) => page.getByTestId('flow-settings').click(),
        },
        {
          name: 'canvas-problems',
          path: `/flows/${made.unfinished}`,
          open: (page) => page.getByTestId('problems-button').click(),
        },
        {
          name: 'canvas-figures',
          path: `/flows/${made.reminder}`,
          open: async (page) => {
            await page.getByTestId('toggle-report').click()
            await page.getByTestId('report-bar').waitFor()
          },
        },
        {
          name: 'flow-test',
          path: `/flows/${made.reminder}/test`,
          open: (page) => page.getByTestId('test-steps').waitFor(),
        },
        {
          name: 'flow-replay',
          path: `/flows/${made.reminder}/replay`,
          open: async (page, { flows }) => {
            await page.getByRole('button', { name: flows.replay.start }).click()
            await page.getByTestId('replay-result').waitFor()
          },
        },
        {
          name: 'flow-why',
          path: `/flows/${made.reminder}/why`,
          open: async (page, { flows }) => {
            await page.getByRole('combobox', { name: flows.why.person }).click()
            await page.getByRole('option').first().click()
            await page.getByTestId('test-steps').waitFor()
          },
        },
        { name: 'flow-report', path: `/flows/${made.reminder}/report` },
        { name: 'flow-failed-runs', path: `/flows/${made.waiting}/report#failed-runs` },
        {
          name: 'flow-experiments',
          path: `/flows/${made.experiment}/report`,
          open: (page) => page.getByTestId('experiments').scrollIntoViewIfNeeded(),
        },
        {
          name: 'flow-rollback',
          path: `/flows/${made.edited}/report`,
          open: async (page) => {
            await page.getByTestId('flow-versions').getByRole('button').click()
            await page.getByTestId('people-dialog').waitFor()
          },
        },
        { name: 'flow-report-empty', path: `/flows/${made.every}/report` },
        {
          name: 'flow-publish',
          path: `/flows/${made.waiting}`,
          open: async (page) => {
            await page.getByTestId('publish').click()
            await page.getByTestId('people-dialog').waitFor()
          },
        },
        { name: 'flow-unknown', path: '/flows/01a20615-a6b3-72f7-8ce7-00b138f4fee6', status: 404 },
      ]))

    await test.step('what people decide', () => decide(owner, made))
    await context.close()
    expect(faults).toEqual([])
  })
})
