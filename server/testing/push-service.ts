import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  type ECDH,
  hkdfSync,
  randomBytes,
  verify,
} from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'

/** A notification as it arrived in a browser, decrypted. */
export interface Pushed {
  browser: string
  headers: IncomingHttpHeaders
  notice: Record<string, string>
  /** The claims of the VAPID token, whose signature was right. */
  claims: { aud: string; exp: number; sub: string }
  publicKey: string
}

/** A browser's side of a subscription. */
export interface Browser {
  subscription: { endpoint: string; keys: { p256dh: string; auth: string } }
}

/** A local push service (RFC 8030) with the browsers behind it: it checks the signature, decrypts, and keeps what came. */
export interface PushService {
  url: string
  received: Pushed[]
  /** A browser that subscribes. */
  browser: (name: string) => Browser
  /** What the service answers for a browser from now on, instead of 201; 0 breaks the line after reading. */
  answers: Map<string, { status: number; headers?: Record<string, string> }>
  stop: () => Promise<void>
}

export async function startPushService(): Promise<PushService> {
  const received: Pushed[] = []
  const answers: PushService['answers'] = new Map()
  const keys = new Map<string, { ecdh: ECDH; auth: Buffer }>()
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const browser = decodeURIComponent(request.url?.slice('/push/'.length) ?? '')
    const own = keys.get(browser)
    const answer = answers.get(browser)
    if (answer?.status === 0) return void request.socket.destroy()
    if (answer) return void response.writeHead(answer.status, answer.headers).end()
    if (own === undefined) return void response.writeHead(410).end()
    try {
      const { claims, publicKey } = checkVapid(request.headers.authorization ?? '')
      const notice = JSON.parse(decrypt(Buffer.concat(chunks), own).toString('utf8'))
      received.push({ browser, headers: request.headers, notice, claims, publicKey })
      response.writeHead(201, { location: `${url()}/message/${received.length}` }).end()
    } catch (error) {
      response.writeHead(400).end(String(error))
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = () => `http://127.0.0.1:${(server.address() as { port: number }).port}`
  return {
    url: url(),
    received,
    answers,
    browser: (name) => {
      const ecdh = createECDH('prime256v1')
      ecdh.generateKeys()
      const auth = randomBytes(16)
      keys.set(name, { ecdh, auth })
      return {
        subscription: {
          endpoint: `${url()}/push/${encodeURIComponent(name)}`,
          keys: { p256dh: ecdh.getPublicKey('base64url'), auth: auth.toString('base64url') },
        },
      }
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/** RFC 8292: `vapid t=<token>, k=<key>`, the token signed with ES256 by that key. */
function checkVapid(authorization: string): Pick<Pushed, 'claims' | 'publicKey'> {
  const { t = '', k = '' } = /^vapid t=(?<t>[^,]+), k=(?<k>.+)$/.exec(authorization)?.groups ?? {}
  const [header = '', payload = '', signature = ''] = t.split('.')
  const point = Buffer.from(k, 'base64url')
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'))
  const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: x!, y: y! }, format: 'jwk' })
  const signed = Buffer.from(`${header}.${payload}`)
  if (!verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url')))
    throw new Error('The VAPID signature is wrong')
  return { claims: JSON.parse(Buffer.from(payload, 'base64url').toString()), publicKey: k }
}

/** RFC 8188 in one record, with the keys of RFC 8291. */
function decrypt(body: Buffer, { ecdh, auth }: { ecdh: ECDH; auth: Buffer }): Buffer {
  const salt = body.subarray(0, 16)
  const sender = body.subarray(21, 21 + body.readUInt8(20))
  const sealed = body.subarray(21 + sender.length)
  const derive = (key: Buffer, from: Buffer, info: Buffer | string, bytes: number) =>
    Buffer.from(hkdfSync('sha256', key, from, info, bytes))
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), sender])
  const key = derive(ecdh.computeSecret(sender), auth, info, 32)
  const content = derive(key, salt, 'Content-Encoding: aes128gcm\0', 16)
  const nonce = derive(key, salt, 'Content-Encoding: nonce\0', 12)
  const decipher = createDecipheriv('aes-128-gcm', content, nonce)
  decipher.setAuthTag(sealed.subarray(-16))
  const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
  return padded.subarray(0, padded.lastIndexOf(2))
}
