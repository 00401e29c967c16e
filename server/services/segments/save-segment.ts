import { v7 } from 'uuid'
import { z } from 'zod'
import type { Tx } from '#db/client.ts'
import {
  deleteSegmentRow,
  insertSegment,
  type SegmentRow,
  segmentSizes,
  segmentsOf,
  writeCauses,
  writeSegment,
} from '#db/queries/segments/segment-rows.ts'
import { Condition } from '#flows/conditions/condition.ts'
import { canonicalJson } from '#flows/json.ts'
import { AppError } from '../app-error.ts'
import { changedBy } from '../changed-by.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { inTransaction } from '../in-transaction.ts'
import { startJob } from '../jobs/start-job.ts'
import { dependenciesOf } from './causes.ts'
import { checkDefinition } from './check-definition.ts'
import { requireSegment, type SegmentSummary, segmentJson } from './segment-json.ts'

const Name = z.string().trim().min(1).max(200)

export const CreateSegment = z.strictObject({
  name: Name,
  definition: Condition,
  /** `static` keeps whom the condition holds of now. */
  kind: z.enum(['live', 'static']).default('live'),
})
export type CreateSegment = z.infer<typeof CreateSegment>

export const UpdateSegment = z.strictObject({
  name: Name.optional(),
  definition: Condition.optional(),
  /** Whether flows start for those who come or leave because the definition changed. */
  startFlows: z.boolean().default(false),
})
export type UpdateSegment = z.infer<typeof UpdateSegment>

/** What a change of a segment brings: the segment, and the job that finds its members, if any. */
export type SavedSegment = SegmentSummary & { job: string | null }

const taken = () =>
  new AppError('conflict', 'There is a segment with this name.', [
    { pointer: '/name', code: 'taken', message: 'is another segment’s' },
  ])

/** Makes a segment; its members are found in the background. Throws `conflict` for a name that is taken, `invalid` for its definition. */
export async function createSegment({
  ctx,
  input,
}: {
  ctx: Ctx
  input: CreateSegment
}): Promise<SavedSegment> {
  requirePermission(ctx, 'people:write')
  const { workspaceId, now, actor } = ctx
  const id = v7({ msecs: now.getTime() })
  const job = await inTransaction(ctx.sql, [], async (tx) => {
    const others = await segmentsOf(tx, [workspaceId])
    checkDefinition(input.definition, { id, others })
    const dependencies = dependenciesOf(input.definition, others)
    const row = { id, workspaceId, ...input, ...dependencies, createdBy: changedBy(actor) }
    if ((await insertSegment(tx, row, now)) === null) throw taken()
    return compute(ctx, tx, { id, revision: 1 }, false)
  })
  return { ...segmentJson(await requireSegment(ctx, id), 0), job }
}

/** Renames a segment or gives it another definition. A static one keeps its definition. Throws as `createSegment` does. */
export async function updateSegment({
  ctx,
  input,
}: {
  ctx: Ctx
  input: UpdateSegment & { id: string }
}): Promise<SavedSegment> {
  requirePermission(ctx, 'people:write')
  const { workspaceId, now } = ctx
  const job = await inTransaction(ctx.sql, [], async (tx) => {
    const before = await requireSegment(ctx, input.id, tx)
    const definition = input.definition ?? before.definition
    const revised = canonicalJson(definition) !== canonicalJson(before.definition)
    if (revised && before.kind === 'static') {
      throw new AppError('invalid', 'A static segment keeps whom it took in.', [
        { pointer: '/definition', code: 'static', message: 'can’t change' },
      ])
    }
    const others = await segmentsOf(tx, [workspaceId])
    if (revised) checkDefinition(definition, { id: input.id, others })
    const after = {
      id: input.id,
      workspaceId,
      name: input.name ?? before.name,
      definition,
      ...dependenciesOf(definition, others),
    }
    if (!(await writeSegment(tx, after, { revised, now }))) throw taken()
    if (!revised) return null
    await passOn(tx, workspaceId)
    return compute(ctx, tx, { id: input.id, revision: before.revision + 1 }, input.startFlows)
  })
  const row = await requireSegment(ctx, input.id)
  const members = (await segmentSizes(ctx.sql, [row.id])).get(row.id) ?? 0
  return { ...segmentJson(row, members), job }
}

/** Ends a segment; its people stay. Throws `conflict` while another segment asks for it. */
export async function deleteSegment({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<void> {
  requirePermission(ctx, 'people:write')
  await inTransaction(ctx.sql, [], async (tx) => {
    const { id, workspaceId } = await requireSegment(ctx, input.id, tx)
    const asking = (await segmentsOf(tx, [workspaceId])).filter(({ asks }) => asks.includes(id))
    if (asking.length > 0) {
      const names = asking.map(({ name }) => `“${name}”`).join(', ')
      throw new AppError('conflict', `Other segments ask for this one: ${names}.`)
    }
    await deleteSegmentRow(tx, { workspaceId, id })
  })
}

/** What a segment depends on, those depend on that ask for it. */
async function passOn(tx: Tx, workspaceId: string): Promise<void> {
  const all = await segmentsOf(tx, [workspaceId])
  for (const segment of all) {
    const next = dependenciesOf(segment.definition, all)
    const same = segment.clocked === next.clocked && segment.causes.join() === next.causes.join()
    if (!same) await writeCauses(tx, { ...segment, ...next })
  }
}

function compute(
  ctx: Ctx,
  tx: Tx,
  { id, revision }: Pick<SegmentRow, 'id' | 'revision'>,
  startFlows: boolean,
): Promise<string> {
  return startJob({
    ctx,
    tx,
    input: { kind: 'compute_segment', input: { segmentId: id, revision, startFlows } },
  })
}
