import { apiRoute } from '#server/http/api-route.ts'
import { csvResponse } from '#server/http/csv-response.ts'
import { pathId } from '#server/http/path-id.ts'
import { profileJson } from '#server/http/profile-json.ts'
import { ListMembers } from '#server/services/profiles/group-members.ts'
import { ReportFormat } from '#server/services/reports/report-format.ts'
import { segmentMembers, segmentMembersCsv } from '#server/services/segments/segment-members.ts'

export const GET = apiRoute(
  { query: ListMembers.extend(ReportFormat.shape) },
  async ({ ctx, params, query: { format, ...query } }) => {
    const id = pathId(params)
    if (format === 'csv') {
      const { name, pieces } = await segmentMembersCsv({ ctx, input: { id } })
      return csvResponse(pieces, `${name}.csv`)
    }
    const { items, next } = await segmentMembers({ ctx, input: { ...query, id } })
    return { items: items.map(({ profile, since }) => ({ ...profileJson(profile), since })), next }
  },
)
