import { type BrowserContext, expect } from '@playwright/test'
import postgres from 'postgres'
import type { WhatsappGraph } from '#server/testing/whatsapp.ts'
import type { Api } from './api.ts'
import type { App } from './app.ts'
import { databaseUrl } from './processes.ts'
import {
  BY_DATE,
  CHANNELS,
  EVERY_KIND,
  EXPERIMENT,
  MORE_KINDS,
  REMINDER,
  shopEvents,
  UNFINISHED,
  WAITING,
  WAITING_CHANGED,
} from './screens-data.ts'
import type { Mailbox } from './smtp.ts'

const BROWSER =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

/** Push, whose keys are made here, and WhatsApp by a server that speaks Meta's protocol. */
export async function connectMore(api: Api, { url, ...account }: WhatsappGraph): Promise<void> {
  const { phoneNumberId, businessAccountId, accessToken, appSecret } = account
  await api.post('/connections', {
    channel: 'push',
    provider: 'web_push',
    settings: { subject: 'mailto:shop@kumru.example' },
  })
  await api.post('/connections', {
    channel: 'whatsapp',
    provider: 'whatsapp_cloud',
    settings: { phoneNumberId, businessAccountId, accessToken, appSecret, baseUrl: url },
  })
}

/** Two runs of a flow that could not go on: a day of errors takes a day. */
async function failSome(app: App, flowId: string): Promise<void> {
  const sql = postgres(databaseUrl(app), { max: 1 })
  await sql`
    update runs set status = 'failed', reason = 'error', error = 'value too long for type character varying(64)',
      ended_at = now(), wake_at = null
    where id in (select id from runs where flow_id = ${flowId} and status = 'waiting' order by id limit 2)`
  await sql.end()
}

/** What `fill` made, by its ids. */
export type FilledShop = Awaited<ReturnType<typeof fill>>

/** Flows, people, messages that went and some that wait, orders; returns what is where. */
export async function fill(app: App, api: Api, mailbox: Mailbox, context: BrowserContext) {
  const flow = async (body: object) => (await api.post<{ id: string }>('/flows', body)).id
  const settings = {
    host: mailbox.host,
    port: mailbox.port,
    secure: false,
    from: 'Kumru <shop@kumru.example>',
  }
  await api.post('/connections', { channel: 'email', provider: 'smtp', settings })
  const greeted = mailbox.mails.length
  const ready = await flow({ library: 'abandoned-cart', locale: 'tr' })
  await flow({ library: 'welcome', locale: 'tr' })
  await flow({ library: 'win-back', locale: 'en' })
  const empty = await flow({ name: 'Yeni akış' })
  const unfinished = await flow({ graph: UNFINISHED })
  const every = await flow({ graph: EVERY_KIND })
  const more = await flow({ graph: MORE_KINDS })
  const byDate = await flow({ graph: BY_DATE })
  const channels = await flow({ graph: CHANNELS })
  const waiting = await flow({ graph: WAITING })
  const reminder = await flow({ graph: REMINDER })
  const experiment = await flow({ graph: EXPERIMENT })
  const edited = await flow({ graph: { ...WAITING_CHANGED, name: 'İki sürümlü' } })
  await api.post(`/flows/${edited}/publish`, { note: 'Yalnızca pahalı sepetler bekler' })
  await api.call('PUT', `/flows/${edited}`, { graph: { ...WAITING, name: 'İki sürümlü' }, revision: 1 })
  await api.post(`/flows/${edited}/publish`, {})
  await api.post(`/flows/${experiment}/publish`, {})
  await api.post(`/flows/${waiting}/publish`, {})
  await api.post(`/flows/${reminder}/publish`, {})
  await api.post('/events', { events: shopEvents('cart') })
  await mailbox.received(greeted + 8)
  // a click in the first moments is a scanner's
  await new Promise((resolve) => setTimeout(resolve, 2_500))
  const buyers = shopEvents('order').map(({ profile }) => profile.email)
  const theirs = mailbox.mails.filter(({ to }) => to && 'text' in to && buyers.includes(to.text))
  for (const { html } of theirs) {
    const link = /href="([^"]*\/t\/c\/[^"]+)"/.exec(String(html))![1]!.replaceAll('&amp;', '&')
    await fetch(link, { redirect: 'manual', headers: { 'user-agent': BROWSER } })
  }
  await api.post('/events', { events: shopEvents('order') })
  const report = () => api.get<{ orders: number }>(`/flows/${reminder}/report`)
  await expect.poll(async () => (await report()).orders).toBe(3)
  await failSome(app, waiting)
  const unsubscribe = /href="[^"]*(\/unsubscribe\/[^"]+)"/.exec(String(mailbox.mails.at(-1)!.html))![1]!
  const invited = await context.request.post('/api/v1/team/invitations', {
    data: { email: 'mehmet@kumru.example', role: 'marketer' },
    headers: { 'sec-fetch-site': 'same-origin' },
  })
  const { id: invitation } = (await invited.json()) as { id: string }
  // what people wait at is changed and taken away under them
  const { revision } = await api.get<{ revision: number }>(`/flows/${waiting}`)
  await api.call('PUT', `/flows/${waiting}`, { graph: WAITING_CHANGED, revision })
  return {
    ...{ ready, empty, unfinished, every, more, byDate, channels, waiting, reminder, experiment, edited },
    ...{ unsubscribe, invitation },
  }
}
