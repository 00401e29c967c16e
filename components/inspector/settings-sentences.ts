import type { FlowSettings } from '#flows/graph/flow.ts'
import { describeCondition, durationText, keyText, pathName, type Words } from '../conditions/describe.ts'

/** What a flow's settings do together, as plain sentences. `t` translates `inspector.settings`. */
export function settingsSentences(
  settings: FlowSettings,
  key: string | null,
  words: Words,
  t: (key: string, values?: Record<string, string | number>) => string,
): string[] {
  const { reentry, goal, profileFilter, holdoutPercent, latenessLimit, priority } = settings
  const of = keyText(key, words)
  const every: Record<string, string> =
    reentry.mode === 'after' ? { duration: durationText(reentry.every, words.locale) } : {}
  const perKey =
    key !== null && reentry.mode !== 'always' ? t('sentence.perKey', { of, key: pathName(key, words) }) : ''
  const filter = profileFilter
    ? t('sentence.filter', { condition: describeCondition(profileFilter, words, key) })
    : ''
  const percent = new Intl.NumberFormat(words.locale, { style: 'percent', maximumFractionDigits: 2 })
  return [
    `${t(`sentence.${reentry.mode}`, every)}${perKey}${filter}.`,
    goal === null
      ? t('sentence.noGoal')
      : t(goal.sameKey ? 'sentence.goalSameKey' : 'sentence.goal', { event: goal.event || '…', of }),
    ...(holdoutPercent > 0 ? [t('sentence.holdout', { percent: percent.format(holdoutPercent / 100) })] : []),
    ...(priority === 'normal' ? [] : [t(`sentence.priority.${priority}`)]),
    t('sentence.late', { duration: durationText(latenessLimit, words.locale) }),
  ].map((sentence) => sentence.charAt(0).toLocaleUpperCase(words.locale) + sentence.slice(1))
}
