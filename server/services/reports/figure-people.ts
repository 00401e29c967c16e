import { z } from 'zod'
import { FIGURES, type FigurePerson, figurePeople } from '#db/queries/reports/figure-people.ts'
import { figuresSettings } from '#db/queries/reports/figures-settings.ts'
import { flowGraphs } from '#db/queries/reports/flow-graphs.ts'
import { csv } from '#flows/csv.ts'
import { AppError } from '../app-error.ts'
import { type Ctx, requirePermission } from '../context.ts'
import { type Cursor, cursorOf, type Page, pageOf } from '../page-cursor.ts'
import { askedVersion, FlowReportQuery } from './flow-report.ts'
import { resolvePeriod } from './report-period.ts'

/** Which figure is asked about: of a step (the trigger's id is `trigger`), or of the line that leaves it by `branch`. */
export const FigurePeopleQuery = FlowReportQuery.extend({
  of: z.enum(FIGURES),
  node: z.string().min(1).max(64),
  branch: z.string().min(1).max(64).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(100).optional(),
})
export type FigurePeopleQuery = z.infer<typeof FigurePeopleQuery>

export type CountedPerson = Omit<FigurePerson, 'at'> & {
  /** When it happened; of people who wait, when their run began. */
  at: string
}

interface Args {
  ctx: Ctx
  input: { flowId: string; query: FigurePeopleQuery }
}

/**
 * Who is behind a figure of a flow's report, newest first: somebody who counts twice is there twice. `next` goes into `after` for more.
 * Throws `not_found` for an unknown flow or version, `invalid` for a period that ends before it begins.
 */
export async function peopleBehind({ ctx, input }: Args): Promise<Page<CountedPerson>> {
  const { limit, after } = input.query
  const ask = await asking({ ctx, input })
  const rows = await ask(after === undefined ? null : cursorOf(after), limit + 1)
  return pageOf(rows, limit, placeOf, ({ at, ...row }) => ({ ...row, at: at.toISOString() }))
}

const MOST_ROWS = 100_000
const CHUNK = 5_000

/** The same as CSV, at most a hundred thousand rows, read in pages so that no statement holds a long snapshot. */
export async function peopleBehindCsv(args: Args): Promise<string> {
  const ask = await asking(args)
  const rows: FigurePerson[] = []
  for (let after: Cursor | null = null; rows.length < MOST_ROWS; ) {
    const chunk: FigurePerson[] = await ask(after, CHUNK)
    rows.push(...chunk)
    const last = chunk.at(-1)
    if (chunk.length < CHUNK || last === undefined) break
    after = placeOf(last)
  }
  const header = [
    'at',
    'person',
    'first_name',
    'last_name',
    'email',
    'phone',
    'run',
    'version',
    'reason',
    'amount',
    'currency',
  ]
  return csv(
    header,
    rows.map(({ at, runId, versionNumber, reason, amount, currency, profile }) => [
      at.toISOString(),
      profile.id,
      profile.first_name,
      profile.last_name,
      profile.email,
      profile.phone,
      runId,
      versionNumber,
      reason,
      amount,
      currency,
    ]),
  )
}

const placeOf = ({ at, id }: FigurePerson): Cursor => ({ at, id })

async function asking({ ctx, input }: Args) {
  requirePermission(ctx, 'read')
  const { sql, workspaceId } = ctx
  const { flowId, query } = input
  const [graphs, settings] = await Promise.all([
    flowGraphs(sql, { workspaceId, flowId }),
    figuresSettings(sql, workspaceId),
  ])
  if (graphs === undefined || settings === undefined)
    throw new AppError('not_found', 'There is no such flow.')
  const scope = {
    workspaceId,
    flowId,
    versionId: askedVersion(graphs, query.version)?.id ?? null,
    ...resolvePeriod(query, settings.timeZone),
    figure: { of: query.of, node: query.node, branch: query.branch ?? null },
  }
  return (after: Cursor | null, limit: number) => figurePeople(sql, { ...scope, after, limit })
}
