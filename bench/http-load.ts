import { connect, type Socket } from 'node:net'
import { parentPort } from 'node:worker_threads'

/** One load: `requests` requests of `events` events over `connections` connections, ids starting with `prefix`. */
export interface Load {
  port: number
  key: string
  connections: number
  requests: number
  events: number
  /** Five characters, so that every body has one length. */
  prefix: string
}

export interface LoadDone {
  ms: number
  /** Answers that were not 202. */
  failed: number
}

/** Event number `n` of a load: about 420 bytes, as a shop sends them. */
export function eventText(prefix: string, n: number): string {
  const id = `${prefix}-${String(n).padStart(9, '0')}`
  const person = String(n % 100_000).padStart(6, '0')
  return `{"event":"Added to Cart","id":"${id}","time":"2026-11-20T10:15:00+03:00","profile":{"email":"person${person}@example.com","external_id":"c-${person}","first_name":"Ayşe"},"properties":{"cart_id":"k-${person}","cart_url":"https://shop.example.com/cart/${person}","items":[{"sku":"TS-1","name":"Tişört","quantity":2,"price":"249.90","image":"https://shop.example.com/ts-1.jpg"}]},"value":"499.80","currency":"TRY"}`
}

/** Sockets written by hand: a client library would take more of the two cores than the servers that are measured. */
parentPort?.on('message', async (load: Load) => {
  const started = performance.now()
  let sent = 0
  let failed = 0
  const next = (): Buffer | null => {
    if (sent === load.requests) return null
    const first = sent++ * load.events
    const events = Array.from({ length: load.events }, (_, i) => eventText(load.prefix, first + i))
    const body = load.events === 1 ? events[0]! : `{"events":[${events.join(',')}]}`
    return Buffer.from(
      `POST /api/v1/events HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer ${load.key}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    )
  }
  await Promise.all(
    Array.from({ length: load.connections }, () => converse(load.port, next, (ok) => ok || failed++)),
  )
  parentPort!.postMessage({ ms: performance.now() - started, failed } satisfies LoadDone)
})

function converse(port: number, next: () => Buffer | null, answered: (ok: boolean) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(port, '127.0.0.1')
    let text = ''
    const ask = () => {
      const request = next()
      if (request === null) {
        socket.destroy()
        resolve()
      } else socket.write(request)
    }
    socket.setNoDelay(true)
    socket.on('connect', ask)
    socket.on('error', reject)
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      if (!isWhole(text)) return
      answered(text.startsWith('HTTP/1.1 202'))
      text = ''
      ask()
    })
  })
}

/** Whether an answer has arrived to its end: by its length, or by its last chunk. */
function isWhole(text: string): boolean {
  const end = text.indexOf('\r\n\r\n')
  if (end === -1) return false
  const head = text.slice(0, end)
  if (/^transfer-encoding: chunked/im.test(head)) return text.endsWith('\r\n0\r\n\r\n')
  return text.length >= end + 4 + Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0)
}
