import { createServer, type RequestListener, type Server } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { type GuardedRequest, guardedFetch } from './guarded-fetch.ts'
import { isPrivateAddress } from './private-address.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return (server.address() as { port: number }).port
}

const call = (url: string, more: Partial<GuardedRequest> = {}) =>
  guardedFetch({ url, method: 'GET', timeoutMs: 2_000, maxBytes: 1_000, allowPrivate: false, ...more })

test.each([
  ['127.0.0.1', true],
  ['10.1.2.3', true],
  ['172.31.255.255', true],
  ['172.32.0.1', false],
  ['192.168.1.1', true],
  ['169.254.169.254', true],
  ['100.64.0.1', true],
  ['0.0.0.0', true],
  ['255.255.255.255', true],
  ['8.8.8.8', false],
  ['::1', true],
  ['::', true],
  ['fe80::1%eth0', true],
  ['fd00::1', true],
  ['::ffff:127.0.0.1', true],
  ['::ffff:8.8.8.8', true],
  ['64:ff9b::7f00:1', true],
  ['2002:7f00:1::', true],
  ['2001:db8::1', true],
  ['2606:4700::1111', false],
  ['not an address', true],
])('%s is private: %s', (address, expected) => {
  expect(isPrivateAddress(address)).toBe(expected)
})

describe('private addresses are refused', () => {
  test.each([
    'http://127.0.0.1:PORT/',
    'http://localhost:PORT/',
    'http://[::1]:PORT/',
    'http://[::ffff:127.0.0.1]:PORT/',
    'http://2130706433:PORT/',
    'http://0x7f.1:PORT/',
    'http://0:PORT/',
  ])('%s', async (template) => {
    let asked = 0
    const port = await serve((_, answer) => {
      asked++
      answer.end()
    })
    await expect(call(template.replace('PORT', String(port)))).rejects.toMatchObject({
      reason: 'address_refused',
      sent: false,
    })
    expect(asked).toBe(0)
  })

  test.each([
    'file:///etc/passwd',
    'ftp://example.com',
    'gopher://x',
    'http://user:pw@example.com',
    'nonsense',
  ])('%s is not called at all', async (url) => {
    await expect(call(url)).rejects.toMatchObject({ reason: 'url_invalid' })
  })

  test('unless the installation allows it', async () => {
    const port = await serve((request, answer) => answer.end(`${request.method} ${request.url}`))
    const answer = await call(`http://localhost:${port}/x`, { allowPrivate: true })
    expect([answer.status, answer.body.toString()]).toEqual([200, 'GET /x'])
  })
})

describe('answers', () => {
  test('are cut off at the limit', async () => {
    const port = await serve((_, answer) => answer.end('x'.repeat(100_000)))
    const answer = await call(`http://127.0.0.1:${port}`, { allowPrivate: true })
    expect([answer.truncated, answer.body.length]).toEqual([true, 1_000])
  })

  test('must come in time, and it is known that the request was sent', async () => {
    const port = await serve(() => {})
    await expect(
      call(`http://127.0.0.1:${port}`, { allowPrivate: true, timeoutMs: 200 }),
    ).rejects.toMatchObject({
      reason: 'timeout',
      sent: true,
    })
  })

  test('nobody there: it is known that nothing was sent', async () => {
    await expect(call('http://127.0.0.1:1', { allowPrivate: true })).rejects.toMatchObject({
      reason: 'unreachable',
      sent: false,
    })
  })
})

describe('redirects', () => {
  test('307 repeats the body, and headers stay with their origin', async () => {
    const other = await serve((request, answer) => {
      let body = ''
      request.on('data', (chunk) => {
        body += chunk
      })
      request.on('end', () =>
        answer.end(`${request.method} ${body} ${request.headers['x-secret'] ?? 'no secret'}`),
      )
    })
    const port = await serve((_, answer) =>
      answer.writeHead(307, { location: `http://127.0.0.1:${other}/` }).end(),
    )
    const answer = await call(`http://127.0.0.1:${port}`, {
      allowPrivate: true,
      method: 'POST',
      body: 'hello',
      headers: { 'x-secret': 's' },
    })
    expect(answer.body.toString()).toBe('POST hello no secret')
  })

  test('end after three', async () => {
    const port = await serve((_, answer) => answer.writeHead(302, { location: '/again' }).end())
    await expect(call(`http://127.0.0.1:${port}`, { allowPrivate: true })).rejects.toMatchObject({
      reason: 'too_many_redirects',
    })
  })

  test('to a scheme that is not the web are refused', async () => {
    const port = await serve((_, answer) => answer.writeHead(302, { location: 'file:///etc/passwd' }).end())
    await expect(call(`http://127.0.0.1:${port}`, { allowPrivate: true })).rejects.toMatchObject({
      reason: 'url_invalid',
    })
  })
})
