import type { FlowRow, FlowStatus } from '#db/queries/flows.ts'
import { FLOW_FORMAT, Flow } from '#flows/graph/flow.ts'
import type { Problem } from '#flows/graph/problem.ts'
import { validate } from '#flows/graph/validate.ts'
import { canonicalJson } from '#flows/json.ts'

/** A flow as the API shows it: the draft, its problems, and what of it is live. */
export interface FlowDetail {
  id: string
  name: string
  status: FlowStatus
  tags: string[]
  graph: Flow
  /** Counts saves; a save names the one it started from. */
  revision: number
  live: { versionId: string; number: number; publishedAt: string } | null
  /** Whether the draft says something else than the live version. */
  changed: boolean
  problems: Problem[]
  updatedAt: string
  updatedBy: string | null
}

/** Reads the draft and finds its problems. */
export function flowDetail(row: FlowRow): FlowDetail {
  const graph = Flow.parse(row.draft)
  return {
    id: row.id,
    name: row.name,
    status: row.status,
    tags: row.tags,
    graph,
    revision: row.revision,
    live: row.live && {
      versionId: row.live.versionId,
      number: row.live.number,
      publishedAt: row.live.publishedAt.toISOString(),
    },
    changed: row.live === null || !meansTheSame(graph, row.live.graph),
    problems: validate(graph),
    updatedAt: row.updatedAt.toISOString(),
    updatedBy: row.updatedBy,
  }
}

/** Whether two flow files run alike: where cards stand on the canvas does not matter. */
export function meansTheSame(a: unknown, b: unknown): boolean {
  return meaning(a) === meaning(b)
}

function meaning(file: unknown): string {
  const { layout: _, ...rest } = Flow.parse(file)
  return canonicalJson({ ...rest, format: FLOW_FORMAT })
}
