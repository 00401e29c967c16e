import { fileURLToPath } from 'node:url'
import next from 'next'
import { pageGuard } from './http/guard-page.ts'
import { createHotListener } from './http/listener.ts'
import { closeGently, serve } from './http/serve.ts'
import { onceStopped } from './process-life.ts'
import { closeRuntime, openRuntime } from './runtime.ts'

/** The web process: the hot doors in front of Next, on one port. */
const dev = process.argv.includes('--dev')
const runtime = await openRuntime({ name: 'web' })
const { port, host } = runtime.settings

const app = next({ dev, dir: fileURLToPath(new URL('..', import.meta.url)), port, hostname: host })
await app.prepare()
const page = app.getRequestHandler()
const hot = createHotListener(runtime)
const guard = pageGuard({ publicUrl: runtime.settings.publicUrl, dev })

const server = await serve({
  port,
  host,
  listener: (request, response) => {
    if (hot(request, response)) return
    guard(request, response)
    page(request, response).catch((error) => {
      runtime.log.error({ err: error, url: request.url }, 'a page failed')
      if (!response.headersSent) response.writeHead(500)
      response.end()
    })
  },
})
const upgrade = app.getUpgradeHandler()
server.on('upgrade', (request, socket, head) => upgrade(request, socket, head))
process.send?.('ready')

onceStopped(async (reason) => {
  runtime.log.debug({ reason }, 'web stops')
  await closeGently(server)
  await app.close()
  await closeRuntime()
})
