import type { IncomingMessage } from 'node:http'
import { expect, it } from 'vitest'
import { settleClient } from './client-address.ts'

function settled(headers: Record<string, string>, trustProxy: boolean, remoteAddress = '::ffff:192.0.2.1') {
  const all: Record<string, string> = { host: 'akis.test', ...headers }
  const request = { headers: all, socket: { remoteAddress } }
  settleClient(request as unknown as IncomingMessage, trustProxy)
  return all
}

const FORGED = {
  'x-forwarded-for': '1.2.3.4, 203.0.113.9',
  'x-real-ip': '1.2.3.4',
  'x-forwarded-proto': 'http, https',
  'x-forwarded-host': 'evil.test, shop.test',
  'x-forwarded-port': '443',
}

it('takes nothing from a client that is reached directly', () => {
  expect(settled(FORGED, false)).toEqual({
    host: 'akis.test',
    'x-forwarded-for': '192.0.2.1',
    'x-real-ip': '192.0.2.1',
    'x-forwarded-proto': 'http',
    'x-forwarded-host': 'akis.test',
  })
})

it('takes the last hop’s word behind a trusted proxy', () => {
  expect(settled(FORGED, true)).toEqual({
    host: 'akis.test',
    'x-forwarded-for': '203.0.113.9',
    'x-real-ip': '203.0.113.9',
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'shop.test',
  })
})

it('falls back to the socket where a trusted proxy says nothing', () => {
  expect(settled({ 'x-forwarded-for': '' }, true, '2001:db8::1')).toMatchObject({
    'x-forwarded-for': '2001:db8::1',
    'x-forwarded-proto': 'http',
  })
  expect(settled({ 'x-real-ip': '198.51.100.7' }, true)['x-forwarded-for']).toBe('198.51.100.7')
})
