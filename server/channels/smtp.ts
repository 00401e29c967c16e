import type { Readable } from 'node:stream'
import { createTransport, type Transporter } from 'nodemailer'
import type SMTPPool from 'nodemailer/lib/smtp-pool'
import { z } from 'zod'
import { MessagesPerSecond } from './messages-per-second.ts'
import type { OutgoingEmail, Sender, SendResult } from './port.ts'

export const SmtpSettings = z.object({
  host: z.string().trim().min(1).max(255),
  port: z.coerce.number().int().min(1).max(65_535),
  /** TLS from the first byte; otherwise STARTTLS where the server offers it. */
  secure: z.boolean().default(false),
  /** Refuse to go on without TLS. */
  requireTls: z.boolean().default(false),
  user: z.string().max(500).optional(),
  from: z.string().trim().min(3).max(400),
  messagesPerSecond: MessagesPerSecond,
})
export type SmtpSettings = z.infer<typeof SmtpSettings>

const CONNECTIONS = 5
const MESSAGES_A_CONNECTION = 200
/** Together well under the sending lease, so that an answer always finds the message still `sending`. */
const TIMEOUTS_MS = {
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  dnsTimeout: 10_000,
  socketTimeout: 30_000,
}
const IDLE_MS = 20_000

type Handed = { stream: Readable | null }

/** Sends e-mail through an SMTP server over a few kept connections. */
export function smtpSender(settings: SmtpSettings, password: string | null): Sender<OutgoingEmail> {
  const transporter = createTransport({
    pool: true,
    maxConnections: CONNECTIONS,
    maxMessages: MESSAGES_A_CONNECTION,
    host: settings.host,
    port: settings.port,
    secure: settings.secure,
    requireTLS: settings.requireTls && !settings.secure,
    ...TIMEOUTS_MS,
    ...{ maxRequeues: 0, idleTimeout: IDLE_MS },
    tls: { rejectUnauthorized: !isLoopback(settings.host), minVersion: 'TLSv1.2' },
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(settings.user ? { auth: { user: settings.user, pass: password ?? '' } } : {}),
  } as SMTPPool.Options)
  watchHandOver(transporter)
  return {
    // each connection has one that is on its way and one that follows at once
    atOnce: 2 * CONNECTIONS,
    send: (message) => sendOnce(transporter, message, true),
    verify: async () => {
      await transporter.verify()
    },
    close: () => transporter.close(),
  }
}

/** A certificate proves nothing about one's own machine. */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
}

/** Keeps each message's outgoing stream: whether it was read says whether anything was handed over. */
function watchHandOver(transporter: Transporter): void {
  transporter.use('stream', (mail, done) => {
    const { handed } = mail.data as { handed?: Handed }
    const create = mail.message.createReadStream.bind(mail.message)
    mail.message.createReadStream = (options) => {
      const stream = create(options)
      if (handed) handed.stream = stream
      return stream
    }
    done()
  })
}

async function sendOnce(
  transporter: Transporter<SMTPPool.SentMessageInfo, SMTPPool.Options>,
  message: OutgoingEmail,
  again: boolean,
): Promise<SendResult> {
  const handed: Handed = { stream: null }
  try {
    const messageId = messageIdOf(message)
    const info = await transporter.sendMail({ ...mailOf(message, messageId), ...{ handed } })
    const [first] = info.rejectedErrors ?? []
    return first && info.accepted.length === 0
      ? failure(first, false)
      : { kind: 'accepted', providerMessageId: messageId }
  } catch (error) {
    const begun = handed.stream?.readableDidRead ?? false
    const result = failure(error as SmtpFailure, begun)
    // a kept connection that the server had closed: nothing left this machine, so a fresh one may try at once
    const stale =
      !begun && (error as SmtpFailure).code === 'ECONNECTION' && !(error as SmtpFailure).responseCode
    return stale && again ? sendOnce(transporter, message, false) : result
  }
}

/** The same for every attempt at a message, so that a receiver can recognise a repeat. */
export function messageIdOf({ id, from }: Pick<OutgoingEmail, 'id' | 'from'>): string {
  return `<${id}@${from.address.slice(from.address.lastIndexOf('@') + 1)}>`
}

function mailOf(message: OutgoingEmail, messageId: string): SMTPPool.MailOptions {
  return {
    messageId,
    from: message.from,
    to: { name: '', address: message.to },
    ...(message.replyTo ? { replyTo: message.replyTo } : {}),
    subject: message.subject,
    text: message.text,
    html: message.html,
    textEncoding: 'quoted-printable',
    headers: {
      ...(message.unsubscribeUrl
        ? {
            'List-Unsubscribe': { prepared: true, value: `<${message.unsubscribeUrl}>` },
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          }
        : {}),
      'X-Akis-Message': message.id,
    },
  }
}

interface SmtpFailure extends Error {
  code?: string
  command?: string
  responseCode?: number
  response?: string
}

/** Reads an SMTP failure by RFC 5321: a 5yz reply is final, a 4yz reply may be tried again, no reply after DATA is unknown. */
function failure(error: SmtpFailure, begun: boolean): SendResult {
  const code = error.responseCode
  const detail = { message: (error.response ?? error.message).slice(0, 500), ...(code ? { code } : {}) }
  const retry = (connectionFault: boolean): SendResult => ({
    kind: 'retry',
    detail,
    afterMs: null,
    connectionFault,
  })
  const aboutMessage = error.code === 'EENVELOPE' || error.code === 'EMESSAGE'
  if (code !== undefined && code >= 400 && code < 600) {
    if (!aboutMessage) return retry(true)
    if (code < 500 || code === 503) return retry(false)
    return { kind: 'rejected', reason: reasonOf(error.command), detail }
  }
  if (error.code === 'EENVELOPE' && error.command === 'API') {
    return { kind: 'rejected', reason: 'address_refused', detail }
  }
  return begun ? { kind: 'unknown', detail } : retry(true)
}

function reasonOf(command: string | undefined): 'sender_refused' | 'address_refused' | 'rejected' {
  if (command === 'MAIL FROM') return 'sender_refused'
  return command === 'RCPT TO' ? 'address_refused' : 'rejected'
}
