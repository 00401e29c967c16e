import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PublicCard, PublicFrame } from '#components/auth/public-frame.tsx'
import { WelcomeForm } from '#components/auth/welcome-form.tsx'
import { runtime } from '#server/runtime.ts'
import { isOwned } from '#server/services/auth/is-owned.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth'))('welcome') }
}

export default async function WelcomePage() {
  const { sql } = await runtime()
  if (await isOwned({ sql })) redirect('/sign-in')
  const t = await getTranslations('auth')
  return (
    <PublicFrame wide>
      <PublicCard title={t('welcome')} description={t('welcomeHint')}>
        <WelcomeForm />
      </PublicCard>
    </PublicFrame>
  )
}
