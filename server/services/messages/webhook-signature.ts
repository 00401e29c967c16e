import { createHmac } from 'node:crypto'
import type { Secrets } from '../../secrets.ts'

/** What a workspace's webhook receivers check signatures with. */
export function webhookSecret(secrets: Pick<Secrets, 'sign'>, workspaceId: string): string {
  return `whsec_${secrets.sign(`webhook:${workspaceId}`)}`
}

/** `X-Akis-Signature`: `t=<unix seconds>,v1=<hex HMAC-SHA-256 of "<t>.<body>">`. */
export function webhookSignature(secret: string, body: string, now: Date): string {
  const seconds = Math.floor(now.getTime() / 1_000)
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`
}
