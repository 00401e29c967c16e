import { diffFlows, type FlowDiff } from '#flows/graph/diff-flows.ts'
import type { Flow } from '#flows/graph/flow.ts'
import { flowFileText, NoFlowFile, readFlowFile } from '#flows/graph/flow-file.ts'
import { AppError } from '../app-error.ts'
import type { Ctx } from '../context.ts'
import { createFlow } from './create-flow.ts'
import type { FlowDetail } from './flow-detail.ts'
import { getFlow } from './get-flow.ts'
import { listFlows } from './list-flows.ts'
import { saveDraft } from './save-draft.ts'

/** Which flow a file belongs to, and the draft that it was last alike with. */
export interface FileLink {
  id: string
  revision: number
}

/** Every flow of the workspace that is not archived, whole, the oldest first. */
export async function allFlows(ctx: Ctx): Promise<FlowDetail[]> {
  const ids: string[] = []
  for (let after: string | undefined; ; ) {
    const { items, next } = await listFlows({ ctx, input: { limit: 100, after } })
    ids.push(...items.filter(({ status }) => status !== 'archived').map(({ id }) => id))
    if (next === null) break
    after = next
  }
  return Promise.all(ids.reverse().map((id) => getFlow({ ctx, input: { id } })))
}

/** The flow of a file. Throws `invalid` naming each field that can't be. */
export function flowOfFile(file: string, text: string): Flow {
  try {
    return readFlowFile(text)
  } catch (error) {
    if (!(error instanceof NoFlowFile)) throw error
    const [first] = error.fields
    if (!first) throw new AppError('invalid', `${file} is no JSON: ${(error.cause as Error).message}`)
    throw new AppError(
      'invalid',
      `${file} is no flow:`,
      error.fields.map((field) => ({ ...field, code: 'invalid' })),
    )
  }
}

/**
 * Makes a flow's draft what its file says; a file without a flow becomes one. Throws `conflict` when the draft was changed since
 * the file was pulled, unless forced.
 */
export async function pushFlow(
  ctx: Ctx,
  { graph, link, force }: { graph: Flow; link: FileLink | undefined; force: boolean },
): Promise<{ flow: FlowDetail; did: 'created' | 'saved' | 'nothing' }> {
  if (link === undefined) return { flow: await createFlow({ ctx, input: { graph } }), did: 'created' }
  const now = await getFlow({ ctx, input: { id: link.id } })
  if (flowFileText(now.graph) === flowFileText(graph)) return { flow: now, did: 'nothing' }
  const revision = force ? {} : { revision: link.revision }
  return { flow: await saveDraft({ ctx, input: { id: link.id, graph, ...revision } }), did: 'saved' }
}

/** What pushing a file would change; null for a file without a flow. */
export async function diffWithDraft(
  ctx: Ctx,
  { graph, link }: { graph: Flow; link: FileLink | undefined },
): Promise<FlowDiff | null> {
  if (link === undefined) return null
  return diffFlows((await getFlow({ ctx, input: { id: link.id } })).graph, graph)
}
