'use client'

import { Unplug } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useConnectedProviders } from '../api/connected-providers.ts'
import { useEditor } from './use-editor.ts'

/** Says that messages of this flow can't be sent yet because nothing is connected that would send them. */
export function ProviderBanner() {
  const t = useTranslations('canvas.banner')
  const { data } = useConnectedProviders()
  const hasEmail = useEditor((state) => state.history.present.nodes.some((node) => node.kind === 'email'))
  const hasSms = useEditor((state) => state.history.present.nodes.some((node) => node.kind === 'sms'))
  if (!data) return null
  const lacks = (channel: 'email' | 'sms') => !data.some((one) => one.channel === channel)
  const email = hasEmail && lacks('email')
  const sms = hasSms && lacks('sms')
  if (!email && !sms) return null
  return (
    <div
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b bg-paused-soft px-5 py-2 text-[13px]"
      data-testid="provider-banner"
    >
      <Unplug aria-hidden className="size-4 shrink-0 text-paused" />
      <p className="min-w-0 flex-1">{t(email && sms ? 'both' : email ? 'email' : 'sms')}</p>
      <Link href="/settings/connections" className="font-medium text-link underline-offset-4 hover:underline">
        {t('connect')}
      </Link>
    </div>
  )
}
