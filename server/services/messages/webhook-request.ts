import type { DueCall } from '#db/queries/webhook-calls.ts'
import { type Reading, renderText, type TemplateScope } from '#flows/content/liquid.ts'
import type { FlowNode } from '#flows/graph/flow.ts'
import type { GuardedRequest } from '../../channels/guarded-fetch.ts'
import { webhookSignature } from './webhook-signature.ts'

const TIMEOUT_MS = 10_000
const ANSWER_BYTES = 65_536
/** Ours to say, or dangerous to repeat. */
const OWN_HEADERS = new Set([
  'host',
  'content-length',
  'transfer-encoding',
  'connection',
  'upgrade',
  'expect',
])

interface WebhookArgs {
  call: DueCall
  node: FlowNode<'webhook'>
  scope: TemplateScope
  reading: Reading
  secret: string
  allowPrivate: boolean
  now: Date
}

/** The signed request of a webhook step, with the person's values filled in. Throws TemplateError. */
export function webhookRequest({
  call,
  node,
  scope,
  reading,
  secret,
  allowPrivate,
  now,
}: WebhookArgs): GuardedRequest {
  const { config } = node
  const body = config.body?.trim() ? renderText(config.body, scope, reading) : defaultBody(call, scope)
  const own: Record<string, string> = {
    'content-type': 'application/json; charset=utf-8',
    accept: 'application/json',
  }
  for (const [name, value] of Object.entries(config.headers ?? {})) {
    const key = name.trim().toLowerCase()
    if (!/^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(key) || OWN_HEADERS.has(key)) continue
    own[key] = renderText(value, scope, reading).replace(/[^\t\x20-\x7e\x80-\xff]/g, '')
  }
  return {
    url: renderText(config.url, scope, reading).trim(),
    method: 'POST',
    headers: {
      ...own,
      'x-akis-signature': webhookSignature(secret, body, now),
      'x-akis-delivery': `${call.runId}:${call.node}:${call.visit}`,
    },
    body,
    timeoutMs: TIMEOUT_MS,
    maxBytes: ANSWER_BYTES,
    allowPrivate,
  }
}

function defaultBody({ runId, node, visit }: DueCall, { flow, run, profile, event }: TemplateScope): string {
  return JSON.stringify({ delivery: `${runId}:${node}:${visit}`, flow, node, run, profile, event })
}
