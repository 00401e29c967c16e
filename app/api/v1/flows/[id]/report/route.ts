import { apiRoute } from '#server/http/api-route.ts'
import { csvResponse } from '#server/http/csv-response.ts'
import { pathId } from '#server/http/path-id.ts'
import { FlowReportQuery, flowReport } from '#server/services/reports/flow-report.ts'
import { flowReportCsv } from '#server/services/reports/report-csv.ts'
import { ReportFormat } from '#server/services/reports/report-format.ts'

export const GET = apiRoute(
  { query: FlowReportQuery.extend(ReportFormat.shape) },
  async ({ ctx, params, query: { format, ...query } }) => {
    const report = await flowReport({ ctx, input: { flowId: pathId(params), query } })
    return format === 'csv' ? csvResponse(flowReportCsv(report), `flow-${report.flow.id}.csv`) : report
  },
)
