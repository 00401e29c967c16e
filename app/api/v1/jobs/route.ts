import { apiRoute } from '#server/http/api-route.ts'
import { ListJobs, listJobs } from '#server/services/jobs/list-jobs.ts'

export const GET = apiRoute({ query: ListJobs }, ({ ctx, query }) => listJobs({ ctx, input: query }))
