import { UTM_NAMES } from '#flows/content/utm.ts'
import type { FlowSettings } from '#flows/graph/flow.ts'
import { USUAL_ATTRIBUTION } from '#flows/sending/own-rules.ts'
import { MESSAGE_CHANNELS } from '#flows/sending/sending-settings.ts'
import type { SendingSettings } from '../api/workspace.ts'
import { describeCondition, durationText, keyText, pathName, type Words } from '../conditions/describe.ts'

type Translate = (key: string, values?: Record<string, string | number>) => string

/** What a flow's settings do together, as plain sentences. `t` translates `inspector.settings`; `shop`: the workspace's own rules. */
export function settingsSentences(
  settings: FlowSettings,
  key: string | null,
  words: Words,
  t: Translate,
  shop?: SendingSettings,
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
    ...quietSentence(settings, t, shop),
    ...smartSentence(settings, words.locale, t),
    ...(priority === 'normal' ? [] : [t(`sentence.priority.${priority}`)]),
    attributionSentence(settings, t),
    ...utmSentence(settings, words.locale, t),
    t('sentence.late', { duration: durationText(latenessLimit, words.locale) }),
  ].map((sentence) => sentence.charAt(0).toLocaleUpperCase(words.locale) + sentence.slice(1))
}

function quietSentence({ quietHours }: FlowSettings, t: Translate, shop?: SendingSettings): string[] {
  if (quietHours) return [t('sentence.quiet', quietHours)]
  const ofShop = shop?.quietHours ?? null
  if (ofShop === null) return []
  return [quietHours === null ? t('sentence.quietNone') : t('sentence.quietShop', ofShop)]
}

function smartSentence({ smartSending }: FlowSettings, locale: string, t: Translate): string[] {
  const rules = MESSAGE_CHANNELS.flatMap((channel) => {
    const hours = smartSending?.[channel]
    return hours === undefined ? [] : [t(`sentence.smartRule.${channel}`, { hours })]
  })
  return rules.length === 0 ? [] : [t('sentence.smart', { rules: listed(rules, locale) })]
}

function attributionSentence({ attribution }: FlowSettings, t: Translate): string {
  const { clickDays: click, openDays: open } = attribution ?? USUAL_ATTRIBUTION
  const which = click > 0 ? (open > 0 ? 'both' : 'click') : open > 0 ? 'open' : 'none'
  return t(`sentence.attribution.${which}`, { click, open })
}

function utmSentence({ utm }: FlowSettings, locale: string, t: Translate): string[] {
  const parameters = UTM_NAMES.flatMap((name) => {
    const value = utm?.[name]?.trim()
    return value ? [`utm_${name}=${value}`] : []
  })
  return parameters.length === 0 ? [] : [t('sentence.utm', { parameters: listed(parameters, locale) })]
}

const listed = (parts: string[], locale: string) =>
  new Intl.ListFormat(locale, { type: 'conjunction' }).format(parts)
