import { v7 } from 'uuid'
import type { Sql } from '#db/client.ts'
import { partOf } from '#db/part.ts'
import type { Block } from '#flows/content/blocks.ts'
import { Flow, type FlowNode, type FlowSettings } from '#flows/graph/flow.ts'
import type { Position } from '#flows/interpreter/run-state.ts'
import type { Json, JsonObject } from '#flows/json.ts'
import type { Duration } from '#flows/schedule/duration.ts'
import type { Provider } from '#flows/sending/providers.ts'
import type { MessageChannel } from '#flows/sending/sending-settings.ts'
import { createLog } from '../../../log.ts'
import type { Runtime } from '../../../runtime.ts'
import { secretsFrom } from '../../../secrets.ts'
import { readSettings } from '../../../settings.ts'

export const NOW = new Date('2026-11-22T10:00:00.000Z')

/** AKIS_SECRET of tests. */
export const TEST_SECRET = 'a secret for tests that is long enough'

/** A runtime over a test's database. */
export function testRuntime(database: { sql: Sql; url: string }, env: Record<string, string> = {}): Runtime {
  return {
    settings: readSettings({ AKIS_URL: 'https://akis.test', AKIS_ALLOW_PRIVATE_NETWORK: '1', ...env }),
    secrets: secretsFrom(TEST_SECRET),
    log: createLog({ level: 'silent', name: 'test', fd: 2 }),
    get sql() {
      return database.sql
    },
    get databaseUrl() {
      return database.url
    },
  }
}

export interface Shop {
  workspaceId: string
  flowId: string
  versionId: string
}

const EMAIL_BLOCKS: Block[] = [
  { kind: 'text', text: 'Merhaba {{ profile.first_name }}' },
  { kind: 'items', from: 'event.items' },
  { kind: 'button', label: 'Sepete dön', url: '{{ event.cart_url }}' },
]

export const emailNode = (more: Partial<FlowNode<'email'>['config']> = {}): FlowNode => ({
  id: 'mail',
  kind: 'email',
  config: {
    status: 'live',
    messageKind: 'marketing',
    subject: '{{ profile.first_name }}, sepetiniz',
    blocks: EMAIL_BLOCKS,
    ...more,
  },
})

export const pushNode = (more: Partial<FlowNode<'push'>['config']> = {}): FlowNode => ({
  id: 'push',
  kind: 'push',
  config: {
    status: 'live',
    messageKind: 'marketing',
    title: '{{ profile.first_name }}, sepetiniz',
    body: 'Sizi bekliyor',
    url: '{{ event.cart_url }}',
    ...more,
  },
})

export const whatsappNode = (more: Partial<FlowNode<'whatsapp'>['config']> = {}): FlowNode => ({
  id: 'whatsapp',
  kind: 'whatsapp',
  config: {
    status: 'live',
    messageKind: 'marketing',
    template: { name: 'sepet_hatirlatma', language: 'tr', body: 'Merhaba {{1}}, sepetiniz duruyor.' },
    parameters: [{ in: 'body', name: '1', value: '{{ profile.first_name }}' }],
    ...more,
  },
})

export const smsNode = (text = 'Merhaba {{ profile.first_name }}'): FlowNode => ({
  id: 'sms',
  kind: 'sms',
  config: { status: 'live', messageKind: 'marketing', text },
})

/** What a test's shop decided about its messages, and its flow's settings. */
export interface ShopRules {
  quietHours?: { from: string; to: string }
  smartSending?: Partial<Record<MessageChannel, number>>
  frequencyCaps?: { channel: MessageChannel | null; messages: number; per: Duration }[]
  flow?: Partial<FlowSettings>
}

/** A workspace with one published flow of these steps. */
export async function seedShop(
  sql: Sql,
  nodes: FlowNode[],
  consentRule = 'implied',
  rules: ShopRules = {},
): Promise<Shop> {
  const shop = { workspaceId: v7(), flowId: v7(), versionId: v7() }
  const graph = Flow.parse({ format: 'akis.flow/1', name: 'Sepet', nodes, settings: rules.flow ?? {} })
  const {
    quietHours = null,
    smartSending = { email: 16, sms: 24, push: 24, whatsapp: 24 },
    frequencyCaps = [],
  } = rules
  await sql`
    insert into workspaces (id, name, slug, consent_rule, quiet_hours, smart_sending, frequency_caps, created_at)
    values (${shop.workspaceId}, 'Dükkân', ${shop.workspaceId}, ${consentRule}, ${quietHours && sql.json(quietHours)},
      ${sql.json(smartSending)}, ${sql.json(frequencyCaps)}, ${NOW})`
  await sql`
    insert into flows (id, workspace_id, name, status, draft, live_version_id, created_at, updated_at)
    values (${shop.flowId}, ${shop.workspaceId}, 'Sepet', 'live', ${sql.json(graph as unknown as JsonObject)}, ${shop.versionId}, ${NOW}, ${NOW})`
  await sql`
    insert into flow_versions (id, flow_id, workspace_id, number, graph, published_at)
    values (${shop.versionId}, ${shop.flowId}, ${shop.workspaceId}, 1, ${sql.json(graph as unknown as JsonObject)}, ${NOW})`
  return shop
}

export interface SeededMessage {
  part: number
  id: string
  runId: string
  profileId: string
}

/** The channel of each step that shops are seeded with. */
const CHANNEL_OF = { mail: 'email', sms: 'sms', push: 'push', whatsapp: 'whatsapp' } as const

interface MessageOptions {
  node?: keyof typeof CHANNEL_OF
  profile?: { email?: string | null; phone?: string | null; firstName?: string; locale?: string }
  event?: JsonObject
  runStatus?: string
  runReason?: string
  status?: string
  /** A person who is there already. */
  person?: { part: number; profileId: string }
  holdout?: boolean
  position?: Position
  priority?: number
  dueAt?: Date
}

const EVENT: JsonObject = {
  cart_url: 'https://shop.test/cart?id=1&x=2',
  items: [{ name: 'Tişört', quantity: 2, price: '249.90' }],
}

/** A person with a run that stands at the node's message. */
export async function seedRun(sql: Sql, shop: Shop, options: MessageOptions = {}) {
  const [profileId, runId] = [options.person?.profileId ?? v7(), v7()]
  const part = partOf(shop.workspaceId, profileId)
  const {
    email = `${profileId}@example.com`,
    phone = '+905321112233',
    firstName = 'Ayşe',
    locale = null,
  } = options.profile ?? {}
  await sql`
    insert into profiles (part, id, workspace_id, email, phone, first_name, locale, created_at, updated_at)
    values (${part}, ${profileId}, ${shop.workspaceId}, ${email}, ${phone}, ${firstName}, ${locale}, ${NOW}, ${NOW})
    on conflict do nothing`
  const state = {
    id: runId,
    flowId: shop.flowId,
    profileId,
    key: 'k-1',
    startedAt: NOW.getTime(),
    trigger: {
      id: v7(),
      name: 'Added to Cart',
      time: NOW.getTime(),
      properties: options.event ?? EVENT,
      value: '499.80',
      currency: 'TRY',
    },
    holdout: options.holdout ?? false,
    position: options.position ?? { kind: 'start' },
    visits: {},
    answers: { hook: { coupon: 'X1' } },
  }
  await sql`
    insert into runs (part, id, workspace_id, profile_id, flow_id, version_id, status, reason, state, started_at)
    values (${part}, ${runId}, ${shop.workspaceId}, ${profileId}, ${shop.flowId}, ${shop.versionId},
      ${options.runStatus ?? 'completed'}, ${options.runReason ?? 'end'}, ${sql.json(state as unknown as Json)}, ${NOW})`
  return { part, runId, profileId }
}

/** A message that is due. */
export async function seedMessage(
  sql: Sql,
  shop: Shop,
  options: MessageOptions = {},
): Promise<SeededMessage> {
  const run = await seedRun(sql, shop, options)
  const [id, node] = [v7(), options.node ?? 'mail']
  await sql`
    insert into messages (part, run_id, node, visit, id, workspace_id, profile_id, flow_id, version_id, channel, priority, status, due_at, created_at)
    values (${run.part}, ${run.runId}, ${node}, 1, ${id}, ${shop.workspaceId}, ${run.profileId}, ${shop.flowId},
      ${shop.versionId}, ${CHANNEL_OF[node]}, ${options.priority ?? 1}, ${options.status ?? 'pending'},
      ${options.dueAt ?? NOW}, ${NOW})`
  return { ...run, id }
}

/** A connection of the shop, with its secrets sealed. */
export async function seedConnection(
  runtime: Runtime,
  shop: Shop,
  connection: {
    channel: MessageChannel
    provider: Provider
    settings: JsonObject
    secrets: JsonObject
  },
): Promise<string> {
  const id = v7()
  await runtime.sql`
    insert into connections (id, workspace_id, channel, provider, settings, secrets, status, created_at)
    values (${id}, ${shop.workspaceId}, ${connection.channel}, ${connection.provider}, ${runtime.sql.json(connection.settings)},
      ${runtime.secrets.seal(JSON.stringify(connection.secrets))}, 'connected', ${NOW})`
  return id
}

export const smtpConnection = (port: number) => ({
  channel: 'email' as const,
  provider: 'smtp' as const,
  settings: { host: '127.0.0.1', port, secure: false, requireTls: false, from: 'Dükkân <shop@shop.test>' },
  secrets: {},
})

/** The row of a message. */
export async function messageRow(sql: Sql, { part, id }: SeededMessage): Promise<Record<string, unknown>> {
  const [row] = await sql`select * from messages where part = ${part} and id = ${id}`
  return row as Record<string, unknown>
}
