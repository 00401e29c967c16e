import type { Sql } from '#db/client.ts'
import type { TraceKind } from '#flows/interpreter/run-state.ts'
import { type Deeds, messageLine, traceLine } from './crash-expected.ts'

/** A run as it was stored, with what it did. */
export interface StoredDeeds extends Deeds {
  id: string
  flowId: string
  triggerId: string
  profileId: string
  /** How often it was advanced. */
  step: number
  steps: StoredStep[]
}

export interface StoredStep {
  run: string
  step: number
  ordinal: number
  kind: TraceKind
  node: string | null
  visit: number
  branch: string | null
}

export interface StoredMessage {
  id: string
  run: string
  node: string
  visit: number
  status: string
  reason: string | null
  to: string | null
}

/** All runs of a workspace with their traces and messages. */
export async function storedDeeds(
  sql: Sql,
  workspaceId: string,
): Promise<{ runs: StoredDeeds[]; messages: StoredMessage[] }> {
  const rows = await sql<Omit<StoredDeeds, 'trace' | 'messages' | 'steps'>[]>`
    select id, flow_id as "flowId", trigger_event_id as "triggerId", profile_id as "profileId", step,
      status || ' ' || coalesce(reason, '-') as "end"
    from runs where workspace_id = ${workspaceId}`
  const steps = await sql<StoredStep[]>`
    select run_id as run, step, ordinal, kind, node, visit, branch from run_steps
    where workspace_id = ${workspaceId} order by run_id, step, ordinal`
  const messages = await sql<StoredMessage[]>`
    select id, run_id as run, node, visit, status, reason, to_address as "to" from messages
    where workspace_id = ${workspaceId}`
  const stepsOf = Map.groupBy(steps, ({ run }) => run)
  const messagesOf = Map.groupBy(messages, ({ run }) => run)
  const runs = rows.map((row) => {
    const mine = stepsOf.get(row.id) ?? []
    return {
      ...row,
      steps: mine,
      trace: mine.map(({ kind, node, visit, branch }) => traceLine(kind, node, visit, branch)),
      messages: (messagesOf.get(row.id) ?? []).map(lineOf).sort(),
    }
  })
  return { runs, messages }
}

/** One whose answer was lost counts as sent here: how many there may be is asked elsewhere. */
function lineOf({ node, visit, status, reason }: StoredMessage): string {
  const sent = status === 'sent' || status === 'uncertain'
  return messageLine(node, visit, sent ? 'sent' : status, sent ? null : reason)
}
