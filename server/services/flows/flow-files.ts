import { diffFlows, type FlowDiff } from '#flows/graph/diff-flows.ts'
import { Flow } from '#flows/graph/flow.ts'
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

/** A flow file from its text. Throws `invalid` naming each field that can't be. */
export function readFlowFile(file: string, text: string): Flow {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw new AppError('invalid', `${file} is no JSON: ${(error as Error).message}`)
  }
  const read = Flow.safeParse(json)
  if (read.success) return read.data
  const errors = read.error.issues.map(({ path, message }) => ({
    pointer: `/${path.join('/')}`,
    code: 'invalid',
    message,
  }))
  throw new AppError('invalid', `${file} is no flow:`, errors)
}

/** The text of a flow's file: the same for the same flow, so that git shows what changed and nothing else. */
export const flowFileText = (graph: Flow): string => `${JSON.stringify(graph, null, 2)}\n`

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
