import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestShop, testShop } from '#server/http/testing/shop-server.ts'
import { testRuntime } from '#server/services/messages/testing/seed.ts'
import { testDatabase } from '#server/testing/database.ts'
import { GET as getImpact } from './flows/[id]/impact/route.ts'
import { GET as getPeople } from './flows/[id]/people/route.ts'
import { POST as publishFlow } from './flows/[id]/publish/route.ts'
import { POST as resumeFlow } from './flows/[id]/resume/route.ts'
import { POST as retryRuns } from './flows/[id]/retry/route.ts'
import { POST as rollbackFlow } from './flows/[id]/rollback/route.ts'
import { DELETE as deleteFlow, GET as getFlow, PUT as putFlow } from './flows/[id]/route.ts'
import { PUT as putTags } from './flows/[id]/tags/route.ts'
import { GET as getVersion } from './flows/[id]/versions/[number]/route.ts'
import { GET as listFlows, POST as postFlow } from './flows/route.ts'
import { POST as cancelJob } from './jobs/[id]/cancel/route.ts'
import { GET as getJob } from './jobs/[id]/route.ts'
import { GET as listJobs } from './jobs/route.ts'
import { POST as postConsent } from './profiles/[id]/consents/route.ts'
import { GET as getProfile, PATCH as patchProfile } from './profiles/[id]/route.ts'
import { GET as getTimeline } from './profiles/[id]/timeline/route.ts'
import { GET as listProfiles, POST as postProfile } from './profiles/route.ts'
import { POST as retryRun } from './runs/[id]/retry/route.ts'
import { GET as getRun } from './runs/[id]/route.ts'

const database = testDatabase()
const place = globalThis as { [key: symbol]: unknown }
const RUNTIME = Symbol.for('akis.runtime')

let mine: TestShop
let theirs: TestShop
beforeAll(async () => {
  place[RUNTIME] = Promise.resolve(testRuntime(database))
  mine = await testShop(database.sql)
  theirs = await testShop(database.sql)
})
afterAll(() => {
  place[RUNTIME] = undefined
})

interface Answer {
  id: string
  job: string
  code?: string
  graph?: unknown
  errors: { pointer: string }[]
}

type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>

async function call(
  handler: Handler,
  { key = mine.secretKey, id = '', method = 'GET', body, query = '' }: CallOptions = {},
): Promise<{ status: number; type: string | null; body: Answer }> {
  const request = new Request(`http://akis.test/api/v1/x${query}`, {
    method: body === undefined ? method : 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const answer = await handler(request, { params: Promise.resolve({ id }) })
  const text = await answer.text()
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    body: text ? JSON.parse(text) : {},
  }
}

interface CallOptions {
  key?: string
  id?: string
  method?: string
  body?: unknown
  query?: string
}

const person = (key: string, email: string) => call(postProfile, { key, body: { email } })

describe('what belongs to another shop', () => {
  it('is not found by its id, by any route', async () => {
    const flow = await call(postFlow, { key: theirs.secretKey, body: { name: 'Onların' } })
    const profile = await person(theirs.secretKey, 'theirs@example.com')
    expect([flow.status, profile.status]).toEqual([201, 201])
    const flowId = flow.body.id
    const profileId = profile.body.id
    const retried = await call(retryRuns, { key: theirs.secretKey, id: flowId, method: 'POST' })
    expect(retried.status).toBe(202)
    const jobId = retried.body.job
    const attempts = [
      call(getFlow, { id: flowId }),
      call(putFlow, { id: flowId, body: { graph: flow.body.graph } }),
      call(putTags, { id: flowId, body: { tags: ['Bizim'] } }),
      call(publishFlow, { id: flowId, body: {} }),
      call(deleteFlow, { id: flowId, method: 'DELETE' }),
      call(getImpact, { id: flowId }),
      call(getVersion, { id: flowId }),
      call(getPeople, { id: flowId, query: '?of=entered&node=trigger' }),
      call(rollbackFlow, { id: flowId, body: { version: 1 } }),
      call(retryRuns, { id: flowId, method: 'POST' }),
      call(retryRun, { id: v7(), method: 'POST' }),
      call(getJob, { id: jobId }),
      call(cancelJob, { id: jobId, method: 'POST' }),
      call(getProfile, { id: profileId }),
      call(patchProfile, { id: profileId, body: { first_name: 'X' } }),
      call(getTimeline, { id: profileId }),
      call(postConsent, { id: profileId, body: { channel: 'email', status: 'unsubscribed' } }),
      call(getRun, { id: v7() }),
    ]
    for (const { status, type, body } of await Promise.all(attempts)) {
      expect({ status, code: body.code, type }).toEqual({
        status: 404,
        code: 'not_found',
        type: 'application/problem+json; charset=utf-8',
      })
    }
    expect((await call(listFlows)).body).toEqual({ items: [], next: null })
    expect((await call(listJobs)).body).toEqual({ items: [], next: null })
    expect((await call(listProfiles, { query: '?email=theirs@example.com' })).body).toEqual({
      items: [],
      next: null,
    })
  })

  it('does not stand in the way of the same address in mine', async () => {
    const [a, b] = [
      await person(mine.secretKey, 'both@example.com'),
      await person(theirs.secretKey, 'both@example.com'),
    ]
    expect([a.status, b.status]).toEqual([201, 201])
    expect(a.body.id).not.toBe(b.body.id)
  })
})

describe('a bad request at a route of the studio', () => {
  it.each<[string, Handler, CallOptions, number, string[]]>([
    ['an id that is none', getFlow, { id: "1' or '1'='1" }, 404, []],
    ['an id with NUL', getProfile, { id: 'a\u0000b' }, 404, []],
    ['an unknown figure', getPeople, { id: v7(), query: '?of=nothing&node=n1' }, 422, ['/of']],
    ['a figure of no step', getPeople, { id: v7(), query: '?of=sent' }, 422, ['/node']],
    ['malformed JSON', postFlow, { body: '{"name":' }, 400, []],
    ['a list', postFlow, { body: [] }, 422, ['']],
    ['a flow without a name', postFlow, { body: { name: '' } }, 422, ['/name']],
    ['NUL in a flow’s name', postFlow, { body: { name: 'a\u0000' } }, 422, ['/name']],
    ['an unknown ready-made flow', postFlow, { body: { library: 'nope' } }, 422, ['/library']],
    [
      'a graph of another format',
      postFlow,
      { body: { graph: { format: 'x/1', name: 'x' } } },
      422,
      ['/graph/format'],
    ],
    [
      '__proto__ in a graph',
      postFlow,
      { body: '{"graph":{"__proto__":{"a":1}}}' },
      422,
      ['/graph/__proto__'],
    ],
    ['a bad limit', listFlows, { query: '?limit=1000' }, 422, ['/limit']],
    ['a limit in words', listFlows, { query: '?limit=all' }, 422, ['/limit']],
    [
      'a choice that is none',
      publishFlow,
      { id: v7(), body: { people: { n1: { do: 'jump' } } } },
      422,
      ['/people/n1/do'],
    ],
    [
      'hours that are too many',
      resumeFlow,
      { id: v7(), body: { backlog: 'spread', hours: 169 } },
      422,
      ['/hours'],
    ],
    ['tags that are a text', putTags, { id: v7(), body: { tags: 'Kış' } }, 422, ['/tags']],
    ['NUL in a tag', putTags, { id: v7(), body: { tags: ['Kış', 'a\u0000'] } }, 422, ['/tags/1']],
    [
      'an empty tag and one too long',
      putTags,
      { id: v7(), body: { tags: ['Kış', ' ', 'x'.repeat(41)] } },
      422,
      ['/tags/1', '/tags/2'],
    ],
    ['a tag twice', putTags, { id: v7(), body: { tags: ['KIŞ', 'VIP', ' kış'] } }, 422, ['/tags/2']],
    ['a field beside tags', putTags, { id: v7(), body: { tags: [], name: 'x' } }, 422, ['/name']],
    ['a rollback to nowhere', rollbackFlow, { id: v7(), body: {} }, 422, ['/version']],
    ['a cursor that is none', listFlows, { query: '?after=1' }, 422, ['/after']],
    ['a cursor with SQL', listProfiles, { query: "?after=';drop table profiles;--" }, 422, ['/after']],
    ['an e-mail that is none', listProfiles, { query: '?email=x' }, 422, ['/email']],
  ])('%s is refused with a problem', async (_, handler, options, status, names) => {
    const answer = await call(handler, options)
    expect({ status: answer.status, type: answer.type }).toEqual({
      status,
      type: 'application/problem+json; charset=utf-8',
    })
    expect(answer.body.errors.map(({ pointer }) => pointer)).toEqual(expect.arrayContaining(names))
  })

  it('is refused without a key, and with one that may not', async () => {
    expect((await call(listFlows, { key: 'ak_unknown' })).status).toBe(401)
    expect((await call(postFlow, { key: mine.readKey, body: { name: 'x' } })).status).toBe(403)
    expect((await call(putTags, { key: mine.readKey, id: v7(), body: { tags: [] } })).status).toBe(403)
    expect((await call(listFlows, { key: mine.publicKey })).status).toBe(403)
  })
})

describe('a person', () => {
  it('is changed, cleared, and kept apart from who has the address', async () => {
    const { body: ayse } = await person(mine.secretKey, 'ayse@example.com')
    await person(mine.secretKey, 'burak@example.com')
    const id = ayse.id
    const changed = await call(patchProfile, {
      id,
      body: { phone: '0532 111 22 33', city: 'İzmir', first_name: 'Ayşe' },
    })
    expect(changed.body).toMatchObject({
      phone: '+905321112233',
      first_name: 'Ayşe',
      properties: { city: 'İzmir' },
    })
    const moved = await call(patchProfile, {
      id,
      body: { email: 'yeni@example.com', phone: null, city: null },
    })
    expect(moved.body).toMatchObject({ email: 'yeni@example.com', phone: null, properties: {} })
    expect((await call(listProfiles, { query: '?email=ayse@example.com' })).body).toMatchObject({ items: [] })
    expect(await call(patchProfile, { id, body: { email: 'burak@example.com' } })).toMatchObject({
      status: 409,
      body: { errors: [{ pointer: '/email', code: 'taken' }] },
    })
    await call(postConsent, { id, body: { channel: 'email', status: 'unsubscribed', source: 'call' } })
    expect((await call(getProfile, { id })).body).toMatchObject({
      identifiers: [{ kind: 'email', value: 'yeni@example.com' }],
      consents: [{ channel: 'email', kind: 'marketing', status: 'unsubscribed', source: 'call' }],
    })
    expect((await call(getTimeline, { id })).body).toEqual({ items: [], next: null })
  })
})
