import { parse, stringify } from 'uuid'
import type { Secrets } from '../../secrets.ts'

/** What a link in a message may do. A token of one purpose is worth nothing for another. */
export type TokenPurpose = 'open' | 'click' | 'unsubscribe' | 'status'

/** Which message a link belongs to. `part` is where it was when it was sent; `link` the position of a tracked link. */
export interface MessageRef {
  part: number
  messageId: string
  link: number
}

const BYTES = 19

/** A signed token that names a message. */
export function messageToken(
  secrets: Secrets,
  purpose: TokenPurpose,
  { part, messageId, link = 0 }: Omit<MessageRef, 'link'> & { link?: number },
): string {
  const bytes = Buffer.alloc(BYTES)
  bytes.writeUInt8(part, 0)
  bytes.set(parse(messageId), 1)
  bytes.writeUInt16BE(link, 17)
  const payload = bytes.toString('base64url')
  return `${payload}.${secrets.sign(`${purpose}:${payload}`)}`
}

/** What a token names; null unless it is ours, whole and of this purpose. */
export function readMessageToken(secrets: Secrets, purpose: TokenPurpose, token: string): MessageRef | null {
  const [payload = '', signature = '', ...rest] = token.split('.')
  if (rest.length > 0 || signature === '' || !secrets.verify(`${purpose}:${payload}`, signature)) return null
  const bytes = Buffer.from(payload, 'base64url')
  if (bytes.length !== BYTES) return null
  return {
    part: bytes.readUInt8(0),
    messageId: stringify(bytes.subarray(1, 17)),
    link: bytes.readUInt16BE(17),
  }
}
