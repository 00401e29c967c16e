import { readFileSync } from 'node:fs'
import { createContext, runInContext } from 'node:vm'
import { expect, test } from 'vitest'

/** The service worker that shops copy, in a browser that keeps what it is asked to do. */
function worker() {
  const handlers: Record<string, (event: object) => void> = {}
  const shown: [string, Record<string, unknown>][] = []
  const fetched: string[] = []
  const opened: string[] = []
  const self = {
    addEventListener: (name: string, handler: (event: object) => void) => {
      handlers[name] = handler
    },
    registration: {
      showNotification: async (title: string, options: Record<string, unknown>) => {
        shown.push([title, options])
      },
    },
    clients: { openWindow: async (url: string) => opened.push(url) },
  }
  const fetch = async (url: string) => fetched.push(url)
  runInContext(readFileSync('public/push/sw.js', 'utf8'), createContext({ self, fetch }))
  const raise = async (name: string, event: object) => {
    const waits: Promise<unknown>[] = []
    handlers[name]!({ ...event, waitUntil: (work: Promise<unknown>) => waits.push(work) })
    await Promise.all(waits)
  }
  return { shown, fetched, opened, raise }
}

const NOTICE = {
  title: 'Ayşe, sepetiniz',
  body: 'Sizi bekliyor',
  icon: 'https://shop.test/i.png',
  url: 'https://akis.test/t/c/x',
  tag: 'm1',
  shown: 'https://akis.test/t/o/x.gif',
}
const data = (value: unknown) => ({ data: { json: () => JSON.parse(JSON.stringify(value)) } })

test('what Akis pushes is shown, and Akis is told', async () => {
  const { shown, fetched, raise } = worker()
  await raise('push', data(NOTICE))
  expect(shown).toEqual([
    [
      NOTICE.title,
      { body: NOTICE.body, icon: NOTICE.icon, image: undefined, tag: 'm1', data: { url: NOTICE.url } },
    ],
  ])
  expect(fetched).toEqual([NOTICE.shown])
})

test('a click closes it and opens its counted link', async () => {
  const { opened, raise } = worker()
  let closed = false
  const notification = {
    close: () => {
      closed = true
    },
    data: { url: NOTICE.url },
  }
  await raise('notificationclick', { notification })
  expect([closed, opened]).toEqual([true, [NOTICE.url]])
})

test('a test, which has nobody to tell, and what somebody else pushed do no harm', async () => {
  const { shown, fetched, raise } = worker()
  const { shown: _, ...untold } = NOTICE
  await raise('push', data(untold))
  await raise('push', data({ message: 'other' }))
  await raise('push', { data: null })
  await raise('push', {
    data: {
      json: () => {
        throw new SyntaxError('no JSON')
      },
    },
  })
  expect([shown.length, fetched]).toEqual([1, []])
})
