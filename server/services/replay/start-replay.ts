import { z } from 'zod'
import { versionGraph } from '#db/queries/published-versions.ts'
import { workspaceById } from '#db/queries/workspaces.ts'
import { readEvent } from '#flows/events/incoming-event.ts'
import { Flow } from '#flows/graph/flow.ts'
import type { Json, JsonObject } from '#flows/json.ts'
import { AppError, type FieldError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { requireFlow } from '../flows/get-flow.ts'
import { startJob } from '../jobs/start-job.ts'
import { Bound, boundInstant } from '../reports/report-period.ts'
import { readWorkspace } from '../workspace/read-workspace.ts'

const Instant = z.iso.datetime({ offset: true })
const Price = z.string().regex(/^\d{1,10}(\.\d{1,6})?$/, 'must be a decimal such as "0.25"')
const common = {
  /** The number of a published version; without, the draft. */
  version: z.int().min(1).optional(),
  /** Draws other hold-outs and experiments than the flow itself does; the same seed draws the same. */
  seed: z.union([z.string().max(100), z.number()]).optional(),
  /** What one message costs, in the workspace's currency: an e-mail, a piece of an SMS, a notification, a WhatsApp message. */
  prices: z
    .strictObject({
      email: Price.optional(),
      sms: Price.optional(),
      push: Price.optional(),
      whatsapp: Price.optional(),
    })
    .optional(),
}

const LONGEST_DAYS = 3_700
const MOST_EVENTS = 20_000

/** A period of the shop's own events, by days or instants, or events that are given; `until` ends the clock. */
export const StartReplay = z.union([
  z.strictObject({ from: Bound, to: Bound, ...common }),
  z.strictObject({ events: z.array(z.json()).min(1).max(MOST_EVENTS), until: Instant, ...common }),
])
export type StartReplay = z.infer<typeof StartReplay>

/** Starts a replay of a flow's draft, or of one of its versions, in the background. Throws `invalid` naming bad events. */
export async function startReplay({
  ctx,
  input,
}: {
  ctx: Ctx
  input: StartReplay & { id: string }
}): Promise<{ job: string }> {
  requirePermission(ctx, 'flows:write')
  const row = await requireFlow(ctx, input.id)
  const graph = input.version === undefined ? row.draft : await versionOf(ctx, input.id, input.version)
  const flow = Flow.parse(graph)
  if (flow.trigger === null) {
    throw new AppError('invalid', 'A flow without a trigger can’t be replayed.', [
      { pointer: '/trigger', code: 'no_trigger', message: 'is missing' },
    ])
  }
  const span = 'events' in input ? await givenSpan(ctx, input) : await periodOf(ctx, input)
  const job = await startJob({
    ctx,
    input: {
      kind: 'replay',
      flowId: input.id,
      input: {
        graph: flow,
        version: input.version ?? null,
        ...(input.seed === undefined ? {} : { seed: String(input.seed) }),
        ...(input.prices ? { prices: input.prices } : {}),
        ...span,
      } as unknown as JsonObject,
    },
  })
  return { job }
}

async function versionOf(ctx: Ctx, flowId: string, number: number): Promise<unknown> {
  const graph = await versionGraph(ctx.sql, flowId, number)
  if (graph === null) throw new AppError('not_found', 'The flow has no such version.')
  return graph
}

async function periodOf(ctx: Ctx, period: { from: string; to: string }): Promise<JsonObject> {
  const { timeZone } = await readWorkspace({ ctx })
  const [from, to] = [boundInstant(period.from, timeZone, 'from'), boundInstant(period.to, timeZone, 'to')]
  const days = (to.getTime() - from.getTime()) / 86_400_000
  if (days < 0) throw invalid('/to', 'before_from', 'must not be before `from`')
  if (days > LONGEST_DAYS)
    throw invalid('/to', 'too_long', `must be at most ${LONGEST_DAYS} days after \`from\``)
  return { from: from.toISOString(), to: to.toISOString() }
}

async function givenSpan(
  ctx: Ctx,
  { events, until }: { events: Json[]; until: string },
): Promise<JsonObject> {
  const country = (await workspaceById(ctx.sql, ctx.workspaceId))?.country ?? ''
  const setting = { nowMs: Date.parse(until), country }
  const errors: FieldError[] = []
  for (const [index, event] of events.entries()) {
    const read = readEvent(event, `/events/${index}`, setting)
    if (!read.ok) errors.push(...read.faults)
  }
  if (errors.length > 0) throw new AppError('invalid', 'Some events can’t be read.', errors.slice(0, 100))
  return { events, until }
}

function invalid(pointer: string, code: string, message: string): AppError {
  return new AppError('invalid', 'The period can’t be used.', [{ pointer, code, message }])
}
