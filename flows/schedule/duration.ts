import { z } from 'zod'

export const DURATION_UNITS = ['seconds', 'minutes', 'hours', 'days', 'weeks'] as const

/** A length of time as a person writes it. Exact: one day is 24 hours. */
export const Duration = z.object({
  amount: z.number().nonnegative().max(100_000),
  unit: z.enum(DURATION_UNITS),
})
export type Duration = z.infer<typeof Duration>

/** A length of time before (negative) or after something. */
export const SignedDuration = Duration.extend({ amount: z.number().min(-100_000).max(100_000) })
export type SignedDuration = z.infer<typeof SignedDuration>

const UNIT_MS: Record<Duration['unit'], number> = {
  seconds: 1_000,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
  weeks: 604_800_000,
}

/** The duration in milliseconds. */
export function durationMs({ amount, unit }: Duration): number {
  return Math.round(amount * UNIT_MS[unit])
}
