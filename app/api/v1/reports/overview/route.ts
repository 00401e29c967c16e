import { apiRoute } from '#server/http/api-route.ts'
import { csvResponse } from '#server/http/csv-response.ts'
import { overview } from '#server/services/reports/overview.ts'
import { overviewCsv } from '#server/services/reports/report-csv.ts'
import { ReportFormat } from '#server/services/reports/report-format.ts'
import { ReportPeriod } from '#server/services/reports/report-period.ts'

export const GET = apiRoute(
  { query: ReportPeriod.extend(ReportFormat.shape) },
  async ({ ctx, query: { format, ...period } }) => {
    const figures = await overview({ ctx, input: period })
    return format === 'csv' ? csvResponse(overviewCsv(figures), 'overview.csv') : figures
  },
)
