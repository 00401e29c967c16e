import { apiRoute } from '#server/http/api-route.ts'
import { csvResponse } from '#server/http/csv-response.ts'
import { pathId } from '#server/http/path-id.ts'
import { FigurePeopleQuery, peopleBehind, peopleBehindCsv } from '#server/services/reports/figure-people.ts'
import { ReportFormat } from '#server/services/reports/report-format.ts'

export const GET = apiRoute(
  { query: FigurePeopleQuery.extend(ReportFormat.shape) },
  async ({ ctx, params, query: { format, ...query } }) => {
    const args = { ctx, input: { flowId: pathId(params), query } }
    if (format !== 'csv') return peopleBehind(args)
    return csvResponse(await peopleBehindCsv(args), `${query.of}-${query.node}.csv`)
  },
)
