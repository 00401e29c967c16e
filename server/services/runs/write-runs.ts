import { v7 } from 'uuid'
import { jsonArray, plainArray, textArrays } from '#db/array-text.ts'
import type { Tx } from '#db/client.ts'
import { dropReviews } from '#db/queries/decide-messages.ts'
import { isInReview } from '#db/queries/runs.ts'
import { noteChanges } from '#db/queries/segments/checks.ts'
import { PRIORITIES } from '#flows/graph/flow.ts'
import { indexOf } from '#flows/graph/flow-index.ts'
import { isMessageNode } from '#flows/graph/message-node.ts'
import type { Effect } from '#flows/interpreter/effects.ts'
import { listensTo } from '#flows/interpreter/listens.ts'
import type { Held } from './held.ts'
import type { RunBatch } from './run-batch.ts'

/** How many effects were stored for the deliver loop. */
export interface Written {
  messages: number
  webhooks: number
}

const iso = (date: Date | null) => date?.toISOString() ?? null
const isoMs = (ms: number) => new Date(ms).toISOString()

/** Stores what a batch of runs did: rows, trace and outbox, in statements that are sent together. */
export async function writeRuns(tx: Tx, batch: RunBatch): Promise<Written> {
  const changed = [...batch.runs.values()].filter((held) => held.changed)
  const created = changed.filter((held) => held.isNew)
  const known = changed.filter((held) => !held.isNew)
  const effects = changed.flatMap((held) => held.effects.map((effect) => ({ held, effect })))
  const messages = effects.filter((e): e is MessageEffect => e.effect.kind === 'message')
  const webhooks = effects.filter((e) => e.effect.kind === 'webhook')
  const notices = effects.filter((e): e is NoticeEffect => e.effect.kind === 'notify')
  await dropReviews(tx, known.filter(leftReview).map(leaving))
  await Promise.all([
    created.length > 0 && insertRuns(tx, created, batch),
    known.length > 0 && updateRuns(tx, known, batch),
    changed.length > 0 && insertTrace(tx, changed),
    messages.length > 0 && insertMessages(tx, messages, batch),
    notices.length > 0 && insertNotices(tx, notices),
    webhooks.length > 0 && insertWebhooks(tx, webhooks),
  ])
  // who is inside a flow is another person's segment's business
  const moved = changed.filter(({ isNew, run }) => isNew || run.position.kind === 'ended')
  const notes = moved.map(({ workspaceId, run }) => {
    return { workspaceId, profileId: run.profileId, cause: 'flow' as const }
  })
  if (moved[0]) await noteChanges(tx, notes, moved[0].at)
  return {
    messages: messages.filter(({ effect }) => effect.skip === null && !effect.review).length,
    webhooks: webhooks.length + notices.length,
  }
}

/** A run that was held for a look at its message, and is no more. */
function leftReview({ status, frozen, run }: Held): boolean {
  return status === 'held' && !frozen && !isInReview(run)
}

const leaving = (held: Held) => ({
  part: held.part,
  runId: held.run.id,
  status: statusOf(held),
  reason: held.run.position.kind === 'ended' ? held.run.position.end.reason : null,
})

type Outgoing = { held: Held; effect: Effect }
type MessageEffect = { held: Held; effect: Effect & { kind: 'message' } }
type NoticeEffect = { held: Held; effect: Effect & { kind: 'notify' } }

/** Who waits for a review is held, unless an answer to it is kept that is to be tried again. */
function statusOf({ run, frozen, pending }: Held): string {
  if (run.position.kind === 'ended') return run.position.end.status
  return frozen || (isInReview(run) && pending.length === 0) ? 'held' : 'waiting'
}

const columns = (runs: Held[], batch: RunBatch) => ({
  parts: plainArray(runs.map((h) => h.part)),
  ids: plainArray(runs.map((h) => h.run.id)),
  steps: plainArray(runs.map((h) => h.step)),
  versions: plainArray(runs.map((h) => h.versionId)),
  status: plainArray(runs.map(statusOf)),
  attempts: plainArray(runs.map((h) => h.attempts)),
  errors: runs.map((h) => h.error),
  reasons: runs.map((h) => (h.run.position.kind === 'ended' ? h.run.position.end.reason : null)),
  wakeAts: plainArray(runs.map((h) => iso(h.wakeAt))),
  nodes: runs.map((h) => (h.run.position.kind === 'node' ? h.run.position.node : null)),
  listens: textArrays(runs.map((h) => listensTo(batch.versionOf(h).flow, h.run))),
  states: jsonArray(runs.map((h) => JSON.stringify(h.run))),
  pending: jsonArray(runs.map((h) => (h.pending.length === 0 ? null : JSON.stringify(h.pending)))),
  endedAts: plainArray(runs.map((h) => (h.run.position.kind === 'ended' ? isoMs(h.run.position.at) : null))),
})

async function insertRuns(tx: Tx, runs: Held[], batch: RunBatch): Promise<void> {
  const c = columns(runs, batch)
  await tx`
    insert into runs (part, id, step, status, reason, wake_at, node, listens, state, pending, ended_at, attempts, error, workspace_id,
      profile_id, flow_id, version_id, key, trigger_event_id, started_at)
    select u.part, u.id, u.step, u.status, u.reason, u.wake_at, u.node, u.listens::text[], u.state, u.pending, u.ended_at,
      u.attempts, u.error, u.workspace_id, u.profile_id, u.flow_id, u.version_id, u.key, u.trigger_event_id, u.started_at
    from unnest(${c.parts}::smallint[], ${c.ids}::uuid[], ${c.steps}::int[], ${c.status}::text[], ${c.reasons}::text[],
      ${c.wakeAts}::timestamptz[], ${c.nodes}::text[], ${c.listens}::text[], ${c.states}::text[]::jsonb[],
      ${c.pending}::text[]::jsonb[], ${c.endedAts}::timestamptz[], ${c.attempts}::smallint[], ${c.errors}::text[],
      ${plainArray(runs.map((h) => h.workspaceId))}::uuid[],
      ${plainArray(runs.map((h) => h.run.profileId))}::uuid[], ${plainArray(runs.map((h) => h.run.flowId))}::uuid[],
      ${c.versions}::uuid[], ${runs.map((h) => h.run.key)}::text[],
      ${plainArray(runs.map((h) => h.triggerEventId))}::uuid[], ${plainArray(runs.map((h) => isoMs(h.run.startedAt)))}::timestamptz[])
      u(part, id, step, status, reason, wake_at, node, listens, state, pending, ended_at, attempts, error, workspace_id,
        profile_id, flow_id, version_id, key, trigger_event_id, started_at)`
}

async function updateRuns(tx: Tx, runs: Held[], batch: RunBatch): Promise<void> {
  const c = columns(runs, batch)
  const rows = await tx`
    update runs r set step = u.step, status = u.status, reason = u.reason, wake_at = u.wake_at, node = u.node,
      listens = u.listens::text[], state = u.state, pending = u.pending, ended_at = u.ended_at,
      attempts = u.attempts, error = u.error, version_id = u.version_id
    from unnest(${c.parts}::smallint[], ${c.ids}::uuid[], ${c.steps}::int[], ${c.versions}::uuid[], ${c.status}::text[], ${c.reasons}::text[],
      ${c.wakeAts}::timestamptz[], ${c.nodes}::text[], ${c.listens}::text[], ${c.states}::text[]::jsonb[],
      ${c.pending}::text[]::jsonb[], ${c.endedAts}::timestamptz[], ${c.attempts}::smallint[], ${c.errors}::text[])
      u(part, id, step, version_id, status, reason, wake_at, node, listens, state, pending, ended_at, attempts, error)
    where r.part = u.part and r.id = u.id and r.step < u.step
    returning 1`
  if (rows.length !== runs.length) throw new Error('A run was advanced by somebody else: nothing is stored')
}

/** One row for each time a run took something in, with all that it did then. */
async function insertTrace(tx: Tx, runs: Held[]): Promise<void> {
  const rows = runs.flatMap((held) =>
    [...Map.groupBy(held.trace, ({ step }) => step)].map(([step, lines]) => ({ held, step, lines })),
  )
  if (rows.length === 0) return
  const text = (lines: Held['trace']) =>
    JSON.stringify(lines.map(({ kind, node, visit, branch, detail }) => [kind, node, visit, branch, detail]))
  await tx`
    insert into run_traces (part, run_id, step, workspace_id, flow_id, version_id, at, lines)
    select * from unnest(${plainArray(rows.map((r) => r.held.part))}::smallint[],
      ${plainArray(rows.map((r) => r.held.run.id))}::uuid[], ${plainArray(rows.map((r) => r.step))}::int[],
      ${plainArray(rows.map((r) => r.held.workspaceId))}::uuid[], ${plainArray(rows.map((r) => r.held.run.flowId))}::uuid[],
      ${plainArray(rows.map((r) => r.held.versionId))}::uuid[], ${plainArray(rows.map((r) => isoMs(r.lines[0]!.at)))}::timestamptz[],
      ${jsonArray(rows.map((r) => text(r.lines)))}::text[]::jsonb[])`
}

const outgoing = (tx: Tx, rows: Outgoing[]) => tx`
  ${plainArray(rows.map((r) => r.held.part))}::smallint[], ${plainArray(rows.map((r) => r.held.run.id))}::uuid[],
  ${rows.map((r) => r.effect.node)}::text[], ${plainArray(rows.map((r) => r.effect.visit))}::int[],
  ${plainArray(rows.map((r) => r.held.workspaceId))}::uuid[], ${plainArray(rows.map((r) => r.held.run.profileId))}::uuid[],
  ${plainArray(rows.map((r) => r.held.run.flowId))}::uuid[], ${plainArray(rows.map((r) => r.held.versionId))}::uuid[],
  ${plainArray(rows.map((r) => iso(r.held.at)))}::timestamptz[]`

/** Whether it is for marketing, as its step says. */
function kindOf({ held, effect }: MessageEffect, batch: RunBatch): 'marketing' | 'transactional' {
  const node = indexOf(batch.versionOf(held).flow).node(effect.node)
  return isMessageNode(node) ? node.config.messageKind : 'marketing'
}

async function insertMessages(tx: Tx, rows: MessageEffect[], batch: RunBatch): Promise<void> {
  await tx`
    insert into messages (part, run_id, node, visit, workspace_id, profile_id, flow_id, version_id, created_at, id, channel,
      kind, priority, status, reason, due_at)
    select u.part, u.run_id, u.node, u.visit, u.workspace_id, u.profile_id, u.flow_id, u.version_id, u.at, u.id, u.channel,
      u.kind, u.priority, u.status, u.reason, u.at
    from unnest(${outgoing(tx, rows)}, ${plainArray(rows.map((r) => v7({ msecs: r.held.at.getTime() })))}::uuid[],
      ${plainArray(rows.map((r) => r.effect.channel))}::text[], ${plainArray(rows.map((r) => kindOf(r, batch)))}::text[],
      ${plainArray(rows.map(({ held }) => PRIORITIES.indexOf(batch.versionOf(held).flow.settings.priority)))}::smallint[],
      ${rows.map(({ effect }) => (effect.skip !== null ? 'skipped' : effect.review ? 'review' : 'pending'))}::text[],
      ${rows.map((r) => r.effect.skip)}::text[])
      u(part, run_id, node, visit, workspace_id, profile_id, flow_id, version_id, at, id, channel, kind, priority, status, reason)
    on conflict do nothing`
}

async function insertWebhooks(tx: Tx, rows: Outgoing[]): Promise<void> {
  await tx`
    insert into webhook_calls (part, run_id, node, visit, workspace_id, profile_id, flow_id, version_id, created_at, status, due_at)
    select u.*, 'pending', u.at
    from unnest(${outgoing(tx, rows)})
      u(part, run_id, node, visit, workspace_id, profile_id, flow_id, version_id, at)
    on conflict do nothing`
}

async function insertNotices(tx: Tx, rows: NoticeEffect[]): Promise<void> {
  await tx`
    insert into notices (part, run_id, node, visit, workspace_id, profile_id, flow_id, version_id, created_at, id, to_address,
      text, status, due_at)
    select u.*, 'pending', u.at
    from unnest(${outgoing(tx, rows)}, ${rows.map((r) => v7({ msecs: r.held.at.getTime() }))}::uuid[],
      ${rows.map((r) => r.effect.to)}::text[], ${rows.map((r) => r.effect.text)}::text[])
      u(part, run_id, node, visit, workspace_id, profile_id, flow_id, version_id, at, id, to_address, text)
    on conflict do nothing`
}
