import { expect, test } from '@playwright/test'
import postgres from 'postgres'
import { Api } from './support/api.ts'
import { type App, startApp } from './support/app.ts'
import { databaseUrl, postmasterPid, workerPid } from './support/processes.ts'
import { type Mailbox, startMailbox } from './support/smtp.ts'

const CARTS = 1_600
const BOUGHT = 400
const WORKER_KILLS = 5
/** What one worker hands over at the same moment: ten messages of four parts. */
const IN_FLIGHT = 40

/** Numbers that look random and are the same in every run. */
function* seeded(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    yield state / 2 ** 32
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

const flow = {
  format: 'akis.flow/1',
  name: 'Sepetini unutanlar',
  settings: { reentry: { mode: 'always' } },
  trigger: { kind: 'event', event: 'Added to Cart', key: 'cart_id' },
  nodes: [
    {
      id: 'w',
      kind: 'wait',
      config: { for: { event: 'Placed Order', sameKey: true }, atMost: { amount: 2, unit: 'seconds' } },
    },
    {
      id: 'm',
      kind: 'email',
      config: {
        status: 'live',
        messageKind: 'marketing',
        subject: 'Sepet {{ event.cart_id }}',
        blocks: [{ kind: 'text', text: 'Sepetiniz sizi bekliyor' }],
      },
    },
  ],
  edges: [
    { from: 'trigger', to: 'w' },
    { from: 'w', branch: 'timed_out', to: 'm' },
  ],
}

/** Posts until the shop gets its 202, as a shop would: the same ids again after any failure. */
async function postUntilAccepted(api: Api, events: unknown[]): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    try {
      await api.post('/events', { events })
      return
    } catch {
      await pause(200)
    }
  }
  throw new Error('events were never accepted')
}

test.describe('nothing is lost and nothing is sent twice', () => {
  let app: App
  let mailbox: Mailbox

  test.beforeAll(async () => {
    mailbox = await startMailbox({ acceptMs: 120 })
    app = await startApp()
  })
  test.afterAll(async () => {
    await app?.stop()
    await mailbox?.stop()
  })

  test('while the worker is killed five times at random moments and PostgreSQL once', async () => {
    test.setTimeout(300_000)
    const api = new Api(app.url, await app.cli('keys', 'create', '--scopes', 'ingest,read,write'))
    const settings = {
      host: mailbox.host,
      port: mailbox.port,
      secure: false,
      from: 'Kumru <shop@example.com>',
    }
    await api.post('/connections', { channel: 'email', provider: 'smtp', settings })
    const greeted = mailbox.mails.length
    const { id } = await api.post<{ id: string }>('/flows', { graph: flow })
    await api.post(`/flows/${id}/publish`, {})
    const sql = postgres(databaseUrl(app), { max: 1, onnotice: () => {} })

    const random = seeded(20_261_123)
    const next = () => random.next().value as number
    let posting = true
    /** Each kill comes at a random point of the sending, so that some of it is always under way. */
    const killing = (async () => {
      const due = CARTS - BOUGHT
      for (let kill = 0; kill < WORKER_KILLS; kill++) {
        const sent = ((kill + next()) / WORKER_KILLS) * due * 0.9
        while (mailbox.mails.length - greeted < sent || workerPid(app) === undefined) await pause(5)
        process.kill(workerPid(app)!, 'SIGKILL')
        if (kill === 2) process.kill(await postmasterPid(sql as never), 'SIGKILL')
      }
    })()
    const post = (async () => {
      for (let from = 0; from < CARTS; from += 10) {
        const events = Array.from({ length: 10 }, (_, i) => from + i).flatMap((n) => {
          const profile = { email: `p${n}@example.com` }
          const properties = { cart_id: `k-${n}` }
          const cart = { event: 'Added to Cart', id: `cart-${n}`, profile, properties }
          return n < BOUGHT
            ? [cart, { event: 'Placed Order', id: `order-${n}`, profile, properties }]
            : [cart]
        })
        await postUntilAccepted(api, events)
        await pause(40)
      }
      posting = false
    })()
    await Promise.all([killing, post])
    expect(posting).toBe(false)

    const due = CARTS - BOUGHT
    await expect
      .poll(
        async () => {
          const [row] =
            await sql`select count(*) filter (where status in ('sent', 'uncertain'))::int as done from messages`
          return row!.done
        },
        { timeout: 150_000, intervals: [500] },
      )
      .toBe(due)

    const [events] =
      await sql`select count(*)::int as n, count(distinct key)::int as keys from events where name in ('Added to Cart', 'Placed Order')`
    expect(events).toEqual({ n: CARTS + BOUGHT, keys: CARTS + BOUGHT })
    const [inbox] = await sql`select count(*)::int as n from inbox`
    expect(inbox!.n).toBe(0)
    const runs = await sql`select status, count(*)::int as n from runs group by 1`
    expect(runs).toEqual([{ status: 'completed', n: CARTS }])

    const messages =
      await sql`select m.status, m.to_address, r.key from messages m join runs r on r.part = m.part and r.id = m.run_id`
    expect(messages.length).toBe(due)
    expect(new Set(messages.map((m) => m.key)).size).toBe(due)

    const subjects = mailbox.mails.slice(greeted).map((mail) => mail.subject)
    expect(new Set(subjects).size, 'a message was handed to SMTP twice').toBe(subjects.length)
    for (const message of messages.filter((m) => m.status === 'sent'))
      expect(subjects).toContain(`Sepet ${message.key}`)
    const uncertain = messages.filter((m) => m.status === 'uncertain').length
    test.info().annotations.push({ type: 'uncertain', description: String(uncertain) })
    expect(uncertain, 'more are uncertain than can have been under way').toBeLessThanOrEqual(
      WORKER_KILLS * IN_FLIGHT,
    )
    expect(subjects.length).toBeGreaterThanOrEqual(due - uncertain)
    await sql.end()
  })
})
