import type { TemplateParameter } from '#flows/graph/flow.ts'

/** What came of handing a message to a provider. */
export type SendResult =
  /** The provider took it. */
  | { kind: 'accepted'; providerMessageId: string | null }
  /** The provider refused this message for good; sending it again would get the same answer. */
  | { kind: 'rejected'; reason: RejectReason; detail: SendDetail }
  /** Not taken, and certainly not sent: may be tried again. `connectionFault`: no message would have got through. */
  | { kind: 'retry'; detail: SendDetail; afterMs: number | null; connectionFault: boolean }
  /** Handed over, but the answer was lost: it may have been sent, so it must not be sent again blindly. */
  | { kind: 'unknown'; detail: SendDetail }

/** `gone`: the browsers that take nothing any more, by their ids. */
export type PushResult = SendResult & { gone: string[] }

export type RejectReason =
  | 'rejected'
  | 'sender_refused'
  | 'address_refused'
  | 'unsubscribed_at_provider'
  | 'template_refused'

/** What the provider said, for the message's record. */
export interface SendDetail {
  message: string
  code?: number | string
}

export interface Address {
  name: string
  address: string
}

export interface OutgoingEmail {
  /** The message's id: its Message-ID is made of it, the same for every attempt. */
  id: string
  from: Address
  replyTo: string | null
  to: string
  subject: string
  html: string
  text: string
  /** Where one click (RFC 8058) ends the subscription; null for transactional messages. */
  unsubscribeUrl: string | null
}

export interface OutgoingSms {
  id: string
  to: string
  text: string
  /** Where the provider reports what became of it; null for tests. */
  statusUrl: string | null
}

export interface OutgoingWhatsapp {
  id: string
  to: string
  template: { name: string; language: string }
  parameters: readonly TemplateParameter[]
  /** Comes back with every report on the message, also where the answer was lost; null for tests. */
  statusToken: string | null
}

/** A browser that takes notifications. */
export interface PushTarget {
  /** What names it among ours. */
  id: string
  endpoint: string
  /** Its public key and its shared secret, base64url. */
  p256dh: string
  auth: string
}

/** What the shop's service worker is given to show. */
export interface PushNotice {
  title: string
  body: string
  icon?: string
  image?: string
  /** Where a click leads. */
  url: string
  /** A second notification with the same tag takes the first one's place. */
  tag: string
  /** What the worker fetches once it has shown it; absent for tests. */
  shown?: string
}

export interface OutgoingPush {
  id: string
  targets: readonly PushTarget[]
  notice: PushNotice
  urgency: 'normal' | 'high'
}

/** A message whose answer was lost. Instants are milliseconds since 1970. */
export interface LostMessage {
  to: string
  text: string
  /** When it was begun at the earliest and at the latest. */
  attempted: { from: number; until: number }
  /** Messages at the provider that are known to be others. */
  others: ReadonlySet<string>
}

/** What the provider knows of a message whose answer was lost. */
export type FindResult =
  /** It has it; `status` in the provider's words, `at` when it took it. */
  | { kind: 'found'; providerMessageId: string; status: string; errorCode: string | null; at: number }
  /** It has no such message: nothing was sent. */
  | { kind: 'absent' }
  /** It can't be told. */
  | { kind: 'unknown'; detail: SendDetail }

/** A provider's account that messages of one channel go through. */
export interface Sender<M, R extends SendResult = SendResult> {
  /** How many messages it is worth to begin at the same time: more would only wait, as begun. Absent: any number. */
  atOnce?: number
  /** Never throws: every outcome is a result. */
  send: (message: M) => Promise<R>
  /** Asks what became of a message whose answer was lost; absent where the provider can't be asked. Never throws. */
  find?: (message: LostMessage) => Promise<FindResult>
  /** Proves that the account works, without sending anything; throws with words for a person. */
  verify: () => Promise<void>
  /** Lets go of open connections after the messages under way. */
  close: () => void
}
