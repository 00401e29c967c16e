import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { emptyFlow, type Flow } from '#flows/graph/flow.ts'
import { Autosave } from './autosave.ts'

interface Call {
  graph: Flow
  revision: number
}

let calls: Call[]
let answer: (call: Call) => Response | Promise<Response>

const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status })
const named = (name: string): Flow => ({ ...emptyFlow(name) })
const first = named('first')

beforeEach(() => {
  vi.useFakeTimers()
  calls = []
  answer = ({ graph, revision }) => json(200, { graph, revision: revision + 1 })
  vi.stubGlobal('fetch', async (_path: string, init: { body: string }) => {
    const call = JSON.parse(init.body) as Call
    calls.push(call)
    return answer(call)
  })
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const make = () => new Autosave({ id: 'f', graph: first, revision: 1, onSaved: () => undefined })

describe('Autosave', () => {
  it('saves once a moment after the last of several edits, from the revision it knows', async () => {
    const autosave = make()
    autosave.want(named('a'))
    autosave.want(named('b'))
    expect(autosave.state.kind).toBe('waiting')
    await vi.advanceTimersByTimeAsync(800)
    expect(calls.map(({ graph, revision }) => [graph.name, revision])).toEqual([['b', 1]])
    expect(autosave.state.kind).toBe('saved')
    autosave.want(named('c'))
    await vi.advanceTimersByTimeAsync(800)
    expect(calls[1]).toMatchObject({ revision: 2 })
  })

  it('never has two saves under way; what came meanwhile is saved afterwards', async () => {
    let release: () => void = () => undefined
    answer = ({ graph, revision }) =>
      new Promise((resolve) => {
        release = () => resolve(json(200, { graph, revision: revision + 1 }))
      })
    const autosave = make()
    autosave.want(named('a'))
    await vi.advanceTimersByTimeAsync(800)
    autosave.want(named('b'))
    await vi.advanceTimersByTimeAsync(5_000)
    expect(calls).toHaveLength(1)
    release()
    await vi.advanceTimersByTimeAsync(1_500)
    expect(calls.map(({ graph, revision }) => [graph.name, revision])).toEqual([
      ['a', 1],
      ['b', 2],
    ])
  })

  it('flush saves at once and says whether all is saved', async () => {
    const autosave = make()
    autosave.want(named('a'))
    expect(await autosave.flush()).toBe(true)
    answer = () => json(422, { code: 'invalid', detail: 'bad' })
    autosave.want(named('b'))
    expect(await autosave.flush()).toBe(false)
    expect(autosave.state).toEqual({ kind: 'refused', reason: 'bad' })
  })

  it('stops at a conflict until the other’s work is taken in, and saves both from there', async () => {
    answer = () => json(409, { code: 'conflict', revision: 7, updatedBy: 'Ayşe' })
    const autosave = make()
    autosave.want(named('a'))
    await vi.advanceTimersByTimeAsync(800)
    expect(autosave.state).toEqual({ kind: 'conflict', by: 'Ayşe' })
    autosave.want(named('b'))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(calls).toHaveLength(1)
    expect(autosave.base).toBe(first)
    answer = ({ graph, revision }) => json(200, { graph, revision: revision + 1 })
    const theirs = named('theirs')
    autosave.startFrom({ graph: theirs, revision: 7 })
    expect(autosave.base).toBe(theirs)
    autosave.want(named('both'))
    await vi.advanceTimersByTimeAsync(1_500)
    expect(calls.slice(1)).toMatchObject([{ revision: 7, graph: { name: 'both' } }])
    expect(autosave.isSaved).toBe(true)
  })

  it('has nothing to save when it goes on from theirs as it is', async () => {
    const autosave = make()
    const theirs = named('theirs')
    autosave.startFrom({ graph: theirs, revision: 4 })
    autosave.want(theirs)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(calls).toEqual([])
    expect(autosave.state.kind).toBe('saved')
    expect(autosave.revision).toBe(4)
  })

  it('tries again after the server was away', async () => {
    answer = () => json(503, { code: 'unavailable' })
    const autosave = make()
    autosave.want(named('a'))
    await vi.advanceTimersByTimeAsync(800)
    expect(autosave.state.kind).toBe('failed')
    answer = ({ graph, revision }) => json(200, { graph, revision: revision + 1 })
    await vi.advanceTimersByTimeAsync(3_100)
    expect(autosave.state.kind).toBe('saved')
  })
})
