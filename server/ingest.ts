import { createHotListener } from './http/listener.ts'
import { closeGently, serve } from './http/serve.ts'
import { onceStopped } from './process-life.ts'
import { closeRuntime, openRuntime } from './runtime.ts'

/** The ingest process: the hot doors without Next. */
const runtime = await openRuntime({ name: 'ingest' })
const { port, host } = runtime.settings
const hot = createHotListener(runtime)

const NOT_FOUND = JSON.stringify({
  type: 'about:blank',
  title: 'Not found',
  status: 404,
  code: 'not_found',
  detail: 'This process takes in events only; the rest of the API is in the web process.',
})

const server = await serve({
  port,
  host,
  listener: (request, response) => {
    if (hot(request, response)) return
    response.writeHead(404, { 'content-type': 'application/problem+json' }).end(NOT_FOUND)
  },
})
runtime.log.info({ port }, 'ingest listens')
process.send?.('ready')

onceStopped(async () => {
  await closeGently(server)
  await closeRuntime()
})
