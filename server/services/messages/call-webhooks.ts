import { loadVersions, type Version } from '#db/queries/flow-versions.ts'
import { type RunFacts, runFacts, type WorkspaceFacts, workspaceFacts } from '#db/queries/message-facts.ts'
import { loadProfiles, type StoredProfile } from '#db/queries/profiles.ts'
import { answerCall, claimDueCalls, type DueCall, postponeCall } from '#db/queries/webhook-calls.ts'
import { TemplateError } from '#flows/content/liquid.ts'
import type { Json } from '#flows/json.ts'
import { type GuardedAnswer, GuardedFetchError, guardedFetch } from '../../channels/guarded-fetch.ts'
import { retryAfterMs } from '../../channels/retry-after.ts'
import type { Runtime } from '../../runtime.ts'
import { QUARTER_HOUR, retryDelayMs } from '../retry-delay.ts'
import { personOfRun, readingOf, scopeOf } from './message-content.ts'
import { webhookRequest } from './webhook-request.ts'
import { webhookSecret } from './webhook-signature.ts'

const LEASE_MS = 30_000
const HELD_MS = 60_000
const AT_ONCE = 10
/** However long the receiver asks to be left alone. */
const LONGEST_ASKED_MS = 3_600_000

interface CallArgs {
  runtime: Runtime
  part: number
  now: Date
}

/**
 * Makes the due webhook calls of one part and gives their answers to the runs. Returns how many were taken. A call may reach
 * its receiver more than once after a crash: `X-Akis-Delivery` is the same each time.
 */
export async function callWebhooks({
  runtime,
  part,
  now,
  limit,
}: CallArgs & { limit: number }): Promise<number> {
  const { sql } = runtime
  const calls = await claimDueCalls(
    sql,
    part,
    now,
    new Date(now.getTime() + LEASE_MS),
    Math.min(limit, 2 * AT_ONCE),
  )
  if (calls.length === 0) return 0
  const [versions, runs, profiles, workspaces] = await Promise.all([
    loadVersions(
      sql,
      calls.map(({ versionId }) => versionId),
    ),
    runFacts(
      sql,
      calls.map(({ runId }) => ({ part, runId })),
    ),
    loadProfiles(
      sql,
      calls.map(({ workspaceId, profileId: id }) => ({ workspaceId, id })),
    ),
    workspaceFacts(sql, [...new Set(calls.map(({ workspaceId }) => workspaceId))]),
  ])
  const queue = [...calls]
  const work = async () => {
    for (let call = queue.shift(); call; call = queue.shift()) {
      const facts = {
        version: versions.get(call.versionId),
        run: runs.get(call.runId),
        profile: profiles.get(call.profileId),
        workspace: workspaces.get(call.workspaceId),
      }
      await callOne({ runtime, part, now }, call, facts)
    }
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, calls.length) }, work))
  return calls.length
}

interface Facts {
  version: Version | undefined
  run: RunFacts | undefined
  profile: StoredProfile | undefined
  workspace: WorkspaceFacts | undefined
}

async function callOne(
  args: CallArgs,
  call: DueCall,
  { version, run, profile, workspace }: Facts,
): Promise<void> {
  const { runtime, part, now } = args
  const node = version?.flow.nodes.find(({ id }) => id === call.node)
  const fail = (error: string, httpStatus: number | null = null, answer: Json = { error }) =>
    answerCall(runtime.sql, part, call, { ok: false, answer, httpStatus, error, now })
  if (run?.status === 'held') {
    const dueAt = new Date(now.getTime() + HELD_MS)
    return postponeCall(runtime.sql, part, call, { dueAt, httpStatus: null, error: null, counted: false })
  }
  if (!version || !run || !profile || !workspace || node?.kind !== 'webhook') return fail('The step is gone.')
  if (run.status !== 'waiting') return fail('The run has ended.')
  try {
    const flow = { id: call.flowId, name: version.flow.name }
    const person = { ...personOfRun(run), profile, flow, workspace, unsubscribeUrl: '' }
    const request = webhookRequest({
      call,
      node,
      scope: scopeOf(person),
      reading: readingOf(person, now),
      secret: webhookSecret(runtime.secrets, call.workspaceId),
      allowPrivate: runtime.settings.allowPrivateNetwork,
      now,
    })
    const answer = await guardedFetch(request)
    if (answer.status >= 200 && answer.status < 300) {
      const outcome = { ok: true, answer: jsonOf(answer), httpStatus: answer.status, error: null, now }
      return await answerCall(runtime.sql, part, call, outcome)
    }
    await later(args, call, {
      error: `HTTP ${answer.status}`,
      httpStatus: answer.status,
      answer: jsonOf(answer),
      askedMs: retryAfterMs(answer.headers['retry-after'], now.getTime()) ?? 0,
    })
  } catch (error) {
    if (error instanceof TemplateError) return fail(error.message)
    if (!(error instanceof GuardedFetchError)) throw error
    if (error.reason === 'address_refused' || error.reason === 'url_invalid') return fail(error.message)
    const answer = { error: error.message }
    await later(args, call, { error: error.message, httpStatus: null, answer, askedMs: 0 })
  }
}

/** Tries again after a while, and no sooner than the receiver asks; after the last try the run takes its `failed` branch. */
async function later(
  { runtime, part, now }: CallArgs,
  call: DueCall,
  {
    error,
    httpStatus,
    answer,
    askedMs,
  }: { error: string; httpStatus: number | null; answer: Json; askedMs: number },
): Promise<void> {
  const wait = retryDelayMs(call.attempts, `${call.runId} ${call.node} ${call.visit}`, QUARTER_HOUR)
  if (wait === null) {
    return answerCall(runtime.sql, part, call, { ok: false, answer, httpStatus, error, now })
  }
  const dueAt = new Date(now.getTime() + Math.max(wait, Math.min(askedMs, LONGEST_ASKED_MS)))
  await postponeCall(runtime.sql, part, call, { dueAt, httpStatus, error, counted: true })
}

/** The answer as later steps read it; what is no JSON is no answer. */
function jsonOf({ body, truncated }: GuardedAnswer): Json {
  if (truncated || body.length === 0) return null
  try {
    return JSON.parse(body.toString('utf8').replaceAll('\\u0000', '')) as Json
  } catch {
    return null
  }
}
