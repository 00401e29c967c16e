'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { MessageChannel } from '#flows/sending/sending-settings.ts'
import { sendingQuery } from '../../api/workspace.ts'
import { SwitchRow } from '../../ui/switch-row.tsx'

/** When a message is better not sent: too soon after another one, or with a gap where a variable should be. */
export function DeliveryRules({
  channel,
  smartSending,
  onSmartSending,
  strict,
  onStrict,
}: {
  channel: MessageChannel
  smartSending: boolean
  onSmartSending: (on: boolean) => void
  strict: boolean
  onStrict: (on: boolean) => void
}) {
  const t = useTranslations('inspector.message')
  const { data } = useQuery(sendingQuery)
  const hours = data?.smartSending[channel]
  return (
    <div className="flex flex-col gap-4 rounded-lg border p-3">
      <SwitchRow
        label={t('smartSending')}
        hint={hours === 0 ? t('smartSendingOff') : hours && t('smartSendingHint', { hours })}
        checked={smartSending}
        onCheckedChange={onSmartSending}
      />
      <SwitchRow label={t('strict')} hint={t('strictHint')} checked={strict} onCheckedChange={onStrict} />
    </div>
  )
}
