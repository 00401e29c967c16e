import { createServer, type RequestListener, type Server } from 'node:http'

export interface ServeOptions {
  port: number
  host: string | undefined
  listener: RequestListener
}

/** Idle connections stay open longer than a load balancer keeps them (60 s), so that it is never cut off mid-request. */
const KEEP_ALIVE_MS = 65_000
const HEADERS_MS = 20_000
const REQUEST_MS = 60_000
const CLOSE_MS = 15_000

/** Listens; the promise ends when the port is open, and fails with the system's reason when it can't be. */
export function serve({ port, host, listener }: ServeOptions): Promise<Server> {
  const server = createServer(
    {
      keepAliveTimeout: KEEP_ALIVE_MS,
      headersTimeout: HEADERS_MS,
      requestTimeout: REQUEST_MS,
      maxHeaderSize: 32 * 1024,
    },
    listener,
  )
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host, backlog: 4096 }, () => {
      server.off('error', reject)
      resolve(server)
    })
  })
}

/** Takes no new connection, lets requests in work finish, and cuts what still runs after 15 seconds. */
export async function closeGently(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeIdleConnections()
  const timer = setTimeout(() => server.closeAllConnections(), CLOSE_MS)
  await closed
  clearTimeout(timer)
}
