import { type Ctx, requirePermission } from '../context.ts'
import { addDraft } from './add-draft.ts'
import { type FlowDetail, flowDetail } from './flow-detail.ts'
import { requireFlow } from './get-flow.ts'

const LONGEST_NAME = 200

/** Makes a draft that starts as a copy of another flow's draft, under its tags; "Welcome" becomes "Welcome (2)". */
export async function duplicateFlow({
  ctx,
  input,
}: {
  ctx: Ctx
  input: { id: string }
}): Promise<FlowDetail> {
  requirePermission(ctx, 'flows:write')
  const { graph, tags } = flowDetail(await requireFlow(ctx, input.id))
  return addDraft(ctx, { draft: { ...graph, name: nextName(graph.name) }, tags })
}

function nextName(name: string): string {
  const match = /^(.*) \((\d{1,3})\)$/su.exec(name)
  const [stem, number] = match ? [match[1]!, Number(match[2]) + 1] : [name, 2]
  const suffix = ` (${number})`
  return `${stem.slice(0, LONGEST_NAME - suffix.length)}${suffix}`
}
