import { z } from 'zod'

/** How a report is answered. */
export const ReportFormat = z.object({ format: z.enum(['json', 'csv']).default('json') })
