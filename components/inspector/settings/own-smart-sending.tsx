'use client'

import { useTranslations } from 'next-intl'
import type { OwnSmartSending as Hours } from '#flows/sending/own-rules.ts'
import { MESSAGE_CHANNELS } from '#flows/sending/sending-settings.ts'
import type { SendingSettings } from '../../api/workspace.ts'
import { NumberInput } from '../../conditions/number-input.tsx'
import { ProblemField } from '../problem-field.tsx'
import { OwnRule } from './own-rule.tsx'

const MOST_HOURS = 8_760
const START = { email: 16, sms: 24, push: 24, whatsapp: 24 }

/** For how long this flow leaves people alone after a message, channel by channel. */
export function OwnSmartSending({
  value,
  shop,
  onChange,
}: {
  value: Hours | undefined
  shop: SendingSettings | undefined
  onChange: (value: Hours | undefined, field: string) => void
}) {
  const t = useTranslations('inspector.settings.smart')
  const ofShop = shop?.smartSending ?? START
  const set = (channel: keyof Hours, hours: number | null) =>
    onChange(
      { ...value, [channel]: Math.min(Math.max(Math.round(hours ?? 0), 0), MOST_HOURS) },
      `smartSending.${channel}`,
    )
  return (
    <OwnRule
      field="settings.smartSending"
      title={t('title')}
      usual={t('usual', ofShop)}
      label={t('own')}
      on={value !== undefined}
      onToggle={(on) => onChange(on ? { ...ofShop } : undefined, 'smartSending')}
    >
      <p className="text-[13px] text-muted-foreground">{t('hint')}</p>
      <div className="grid grid-cols-2 gap-3">
        {MESSAGE_CHANNELS.map((channel) => (
          <ProblemField
            key={channel}
            node=""
            field={`settings.smartSending.${channel}`}
            label={t(`after.${channel}`)}
          >
            {(control) => (
              <div className="flex items-center gap-2">
                <NumberInput
                  {...control}
                  className="w-20"
                  value={value?.[channel] ?? ofShop[channel]}
                  onValueChange={(hours) => set(channel, hours)}
                />
                <span aria-hidden className="text-sm text-muted-foreground">
                  {t('hours')}
                </span>
              </div>
            )}
          </ProblemField>
        ))}
      </div>
    </OwnRule>
  )
}
