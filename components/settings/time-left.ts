const LEAST_PROGRESS = 0.02
const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

/** How long a job will still take at its pace so far, in milliseconds; null while that can't be told. */
export function timeLeftMs(
  { progress, startedAt }: { progress: number; startedAt: string | null },
  now: number,
): number | null {
  if (startedAt === null || progress < LEAST_PROGRESS) return null
  const taken = now - Date.parse(startedAt)
  return taken <= 0 ? null : Math.max(0, (taken / progress) * (1 - progress))
}

/** A length of time in its largest fitting unit, rounded up: "3 minutes". */
export function roughDuration(ms: number, locale: string): string {
  const [unit, size] =
    ms >= HOUR_MS
      ? (['hour', HOUR_MS] as const)
      : ms >= MINUTE_MS
        ? (['minute', MINUTE_MS] as const)
        : (['second', 1_000] as const)
  const amount = Math.max(1, Math.ceil(ms / size))
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(amount)
}
