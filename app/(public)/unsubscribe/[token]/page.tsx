import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { createTranslator } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import en from '#i18n/en.json'
import tr from '#i18n/tr.json'
import { runtime } from '#server/runtime.ts'
import { subscriptionByToken } from '#server/services/consents/subscription-by-token.ts'

export const metadata: Metadata = { robots: { index: false, follow: false }, referrer: 'no-referrer' }

interface PageProps {
  params: Promise<{ token: string }>
  searchParams: Promise<{ done?: string }>
}

/** Where a message's unsubscribe link leads: one button, in the person's language, also without scripts. */
export default async function UnsubscribePage({ params, searchParams }: PageProps) {
  const { token } = await params
  const { done } = await searchParams
  const subscription = await subscriptionByToken({ runtime: await runtime(), input: { token } })
  const locale = subscription?.locale ?? (await browserLanguage())
  const t = createTranslator({ locale, messages: { tr, en }[locale], namespace: 'unsubscribe' })
  if (subscription === null) {
    return (
      <Frame locale={locale} title={t('goneTitle')}>
        <p>{t('gone')}</p>
      </Frame>
    )
  }
  const { shop, address, channel, subscribed } = subscription
  return (
    <Frame locale={locale} title={t(subscribed ? 'askTitle' : 'doneTitle')} shop={shop}>
      <p role="status">
        {t(subscribed ? (done ? `back.${channel}` : `ask.${channel}`) : `done.${channel}`, { shop, address })}
      </p>
      <form method="post" action={`/t/u/${token}`} className="mt-6">
        <input type="hidden" name="page" value="1" />
        <input type="hidden" name="action" value={subscribed ? 'unsubscribe' : 'subscribe'} />
        <Button type="submit" variant={subscribed ? 'primary' : 'secondary'} size="lg">
          {t(subscribed ? 'stop' : 'undo')}
        </Button>
      </form>
      {subscribed && !done && <p className="mt-4 text-[13px] text-muted-foreground">{t('still')}</p>}
    </Frame>
  )
}

async function browserLanguage(): Promise<'tr' | 'en'> {
  return /^\s*tr\b/i.test((await headers()).get('accept-language') ?? '') ? 'tr' : 'en'
}

function Frame({
  locale,
  title,
  shop,
  children,
}: {
  locale: string
  title: string
  shop?: string
  children: React.ReactNode
}) {
  return (
    <main lang={locale} className="grid min-h-dvh place-items-center bg-background px-4 py-10">
      <title>{title}</title>
      <div className="w-full max-w-md rounded-xl border bg-card p-8">
        {shop && <p className="mb-3 text-[13px] font-medium text-muted-foreground">{shop}</p>}
        <h1 className="mb-2 text-xl font-semibold text-balance">{title}</h1>
        <div className="text-[15px] leading-relaxed">{children}</div>
      </div>
    </main>
  )
}
