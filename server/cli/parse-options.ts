import type { z } from 'zod'
import { AppError } from '../services/app-error.ts'

/** Options as a service's schema wants them; throws `invalid` naming each that isn't. */
export function parseOptions<S extends z.ZodType>(schema: S, options: unknown): z.output<S> {
  const parsed = schema.safeParse(options)
  if (parsed.success) return parsed.data
  throw new AppError(
    'invalid',
    'These options can’t be used:',
    parsed.error.issues.map(({ path, message }) => ({
      pointer: `--${String(path[0] ?? '')}`,
      code: 'invalid',
      message,
    })),
  )
}
