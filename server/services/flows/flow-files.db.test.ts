import { v7 } from 'uuid'
import { beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '#db/testing/database.ts'
import { rename } from '#flows/graph/edit/set-trigger.ts'
import type { Flow } from '#flows/graph/flow.ts'
import { flowFileText } from '#flows/graph/flow-file.ts'
import { libraryFlow } from '#flows/library/index.ts'
import type { Ctx } from '../context.ts'
import { archiveFlow } from './archive-flow.ts'
import { createFlow } from './create-flow.ts'
import { allFlows, diffWithDraft, flowOfFile, pushFlow } from './flow-files.ts'
import { saveDraft } from './save-draft.ts'

const database = testDatabase()
let ctx: Ctx
beforeEach(async () => {
  const workspaceId = v7()
  await database.sql`insert into workspaces (id, name, slug) values (${workspaceId}, 'Kumru', ${workspaceId})`
  ctx = { sql: database.sql, workspaceId, actor: { kind: 'system' }, now: new Date() }
})

const cart = () => libraryFlow('abandoned-cart', 'tr')
const named = (graph: Flow, name: string): Flow => {
  const result = rename(graph, { name })
  if (!result.ok) throw new Error(result.refusal)
  return result.flow
}

describe('flows as files', () => {
  it('go out and come back equal', async () => {
    const made = await createFlow({ ctx, input: { graph: cart() } })
    const [flow] = await allFlows(ctx)
    const graph = flowOfFile('cart.json', flowFileText(flow!.graph))
    expect(graph).toEqual(cart())
    const link = { id: made.id, revision: made.revision }
    expect(await pushFlow(ctx, { graph, link, force: false })).toMatchObject({ did: 'nothing' })
    const pushed = await pushFlow(ctx, { graph: named(graph, 'Sepetler'), link, force: false })
    expect(pushed).toMatchObject({ did: 'saved', flow: { id: made.id, name: 'Sepetler' } })
    const created = await pushFlow(ctx, { graph, link: undefined, force: false })
    expect(created.did).toBe('created')
    expect((await allFlows(ctx)).map(({ id }) => id)).toHaveLength(2)
  })

  it('never overwrite what somebody drew since, unless forced', async () => {
    const { id, revision } = await createFlow({ ctx, input: { graph: cart() } })
    await saveDraft({ ctx, input: { id, graph: named(cart(), 'Drawn meanwhile') } })
    const mine = { graph: named(cart(), 'From the file'), link: { id, revision } }
    await expect(pushFlow(ctx, { ...mine, force: false })).rejects.toMatchObject({ code: 'conflict' })
    expect(await diffWithDraft(ctx, mine)).toMatchObject({ name: true, nodes: [], edges: [] })
    expect(await pushFlow(ctx, { ...mine, force: true })).toMatchObject({ flow: { name: 'From the file' } })
  })

  it('are those of this workspace that are not archived, however many', async () => {
    const ids: string[] = []
    for (let n = 0; n < 103; n++) ids.push((await createFlow({ ctx, input: { name: `Flow ${n}` } })).id)
    await archiveFlow({ ctx, input: { id: ids.pop()! } })
    expect((await allFlows(ctx)).map(({ id }) => id).sort()).toEqual(ids.sort())
    expect(await allFlows({ ...ctx, workspaceId: v7() })).toEqual([])
  })

  it('say which field can’t be read', () => {
    expect(() => flowOfFile('x.json', '{')).toThrow('x.json is no JSON')
    const text = flowFileText({ ...cart(), name: '' })
    expect(() => flowOfFile('x.json', text)).toThrow(
      expect.objectContaining({ errors: [expect.objectContaining({ pointer: '/name' })] }),
    )
  })
})
