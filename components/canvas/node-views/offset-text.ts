import type { SignedDuration } from '#flows/schedule/duration.ts'
import { durationText } from '../../conditions/describe.ts'
import type { NodeWords } from './node-view.ts'

/** "3 days before birthday", "birthday", "1 week after birthday". */
export function offsetText(
  offset: SignedDuration | undefined,
  date: string,
  { t, locale }: Pick<NodeWords, 't' | 'locale'>,
): string {
  if (offset === undefined || offset.amount === 0) return date
  const duration = durationText({ amount: Math.abs(offset.amount), unit: offset.unit }, locale)
  return t(offset.amount < 0 ? 'offset.before' : 'offset.after', { date, duration })
}
