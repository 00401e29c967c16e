import { MESSAGE_CHANNELS, type MessageChannel } from '#flows/sending/sending-settings.ts'
import type { ReplayResult } from '../api/replay.ts'

/** The figures that two replays are held beside each other by. */
export const REPLAY_FIGURES = [
  'entered',
  'people',
  'goal',
  'goalRate',
  'sent',
  'skipped',
  'refused',
  'cost',
] as const
export type ReplayFigure = (typeof REPLAY_FIGURES)[number]

const total = (counts: Record<string, number>) => Object.values(counts).reduce((sum, count) => sum + count, 0)

/** A replay's main figures; null where one is not known. `goalRate` is a share, `cost` an amount. */
export function figuresOf(result: ReplayResult): Record<ReplayFigure, number | null> {
  const over = (value: (channel: MessageChannel) => number) =>
    MESSAGE_CHANNELS.reduce((sum, channel) => sum + value(channel), 0)
  return {
    entered: result.entered,
    people: result.people,
    goal: result.converted,
    goalRate: result.goalRate,
    sent: over((channel) => result.messages[channel]?.sent ?? 0),
    skipped: over((channel) => total(result.messages[channel]?.skipped ?? {})),
    refused: total(result.refused),
    cost: result.cost.total === null ? null : Number(result.cost.total),
  }
}

/** Why messages would not have gone out, over all channels. */
export function skipsOf({ messages }: Pick<ReplayResult, 'messages'>): Record<string, number> {
  const all: Record<string, number> = {}
  for (const { skipped } of Object.values(messages))
    for (const [reason, count] of Object.entries(skipped)) all[reason] = (all[reason] ?? 0) + count
  return all
}

/** Messages by day over all channels, every day between the first and the last. */
export function dailyMessages({
  messagesPerDay,
}: Pick<ReplayResult, 'messagesPerDay'>): { day: string; value: number }[] {
  const known = new Map(
    messagesPerDay.map(({ day, ...counts }) => [
      day,
      Object.values(counts).reduce((sum, count) => sum + count, 0),
    ]),
  )
  const days = [...known.keys()].sort()
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined) return []
  const count = Math.round((Date.parse(last) - Date.parse(first)) / 86_400_000) + 1
  return Array.from({ length: count }, (_, n) => {
    const day = new Date(Date.parse(first) + n * 86_400_000).toISOString().slice(0, 10)
    return { day, value: known.get(day) ?? 0 }
  })
}
