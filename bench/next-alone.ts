import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import next from 'next'

/** A process in which only Next answers, for the same routes without the hot doors in front; sends its port when it is ready. */
const app = next({ dev: false, dir: fileURLToPath(new URL('..', import.meta.url)) })
await app.prepare()
const page = app.getRequestHandler()
const server = createServer((request, response) => void page(request, response))
server.listen(0, '127.0.0.1', () => process.send!((server.address() as AddressInfo).port))
process.on('disconnect', () => process.exit())
