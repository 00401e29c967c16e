'use client'

import { Unplug } from 'lucide-react'
import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { MESSAGE_CHANNELS } from '#flows/sending/sending-settings.ts'
import { useConnectedProviders } from '../api/connected-providers.ts'
import { useEditor } from './use-editor.ts'

/** Says that messages of this flow can't be sent yet because nothing is connected that would send them. */
export function ProviderBanner() {
  const t = useTranslations('canvas.banner')
  const names = useTranslations('conditions.describe.channels')
  const locale = useLocale()
  const { data } = useConnectedProviders()
  const used = useEditor((state) =>
    MESSAGE_CHANNELS.filter((channel) =>
      state.history.present.nodes.some((node) => node.kind === channel),
    ).join(' '),
  )
  if (!data) return null
  const lacking = MESSAGE_CHANNELS.filter(
    (channel) => used.split(' ').includes(channel) && !data.some((one) => one.channel === channel),
  )
  const [first] = lacking
  if (first === undefined) return null
  const channels = new Intl.ListFormat(locale, { type: 'conjunction' }).format(
    lacking.map((one) => names(one)),
  )
  return (
    <div
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b bg-paused-soft px-5 py-2 text-[13px]"
      data-testid="provider-banner"
    >
      <Unplug aria-hidden className="size-4 shrink-0 text-paused" />
      <p className="min-w-0 flex-1">{lacking.length > 1 ? t('several', { channels }) : t(first)}</p>
      <Link href="/settings/connections" className="font-medium text-link underline-offset-4 hover:underline">
        {t('connect')}
      </Link>
    </div>
  )
}
