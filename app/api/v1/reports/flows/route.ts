import { apiRoute } from '#server/http/api-route.ts'
import { csvResponse } from '#server/http/csv-response.ts'
import { flowsReport } from '#server/services/reports/flows-report.ts'
import { flowsReportCsv } from '#server/services/reports/report-csv.ts'
import { ReportFormat } from '#server/services/reports/report-format.ts'
import { ReportPeriod } from '#server/services/reports/report-period.ts'

export const GET = apiRoute(
  { query: ReportPeriod.extend(ReportFormat.shape) },
  async ({ ctx, query: { format, ...period } }) => {
    const report = await flowsReport({ ctx, input: period })
    return format === 'csv' ? csvResponse(flowsReportCsv(report), 'flows.csv') : report
  },
)
