import { z } from 'zod'
import { emptyFlow, Flow } from '#flows/graph/flow.ts'
import { LIBRARY_IDS, libraryFlow } from '#flows/library/index.ts'
import { LIBRARY_LOCALES } from '#flows/library/library-locale.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { addDraft } from './add-draft.ts'
import type { FlowDetail } from './flow-detail.ts'

/** A flow with nothing in it, a flow file, or a ready-made one. */
export const CreateFlow = z.union([
  z.strictObject({ name: z.string().trim().min(1).max(200) }),
  z.strictObject({ graph: Flow, name: z.string().trim().min(1).max(200).optional() }),
  z.strictObject({ library: z.enum(LIBRARY_IDS), locale: z.enum(LIBRARY_LOCALES).default('tr') }),
])
export type CreateFlow = z.infer<typeof CreateFlow>

/** Makes a draft that nobody has published. */
export async function createFlow({ ctx, input }: { ctx: Ctx; input: CreateFlow }): Promise<FlowDetail> {
  requirePermission(ctx, 'flows:write')
  return addDraft(ctx, { draft: fileOf(input), tags: [] })
}

function fileOf(input: CreateFlow): Flow {
  if ('library' in input) return libraryFlow(input.library, input.locale)
  if ('graph' in input) return { ...input.graph, name: input.name ?? input.graph.name }
  return emptyFlow(input.name)
}
