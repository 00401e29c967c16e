import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PublicCard, PublicFrame } from '#components/auth/public-frame.tsx'
import { SignInForm } from '#components/auth/sign-in-form.tsx'
import { Alert } from '#components/ui/alert.tsx'
import { runtime } from '#server/runtime.ts'
import { auth } from '#server/services/auth/auth.ts'
import { isOwned } from '#server/services/auth/is-owned.ts'
import { authSession, sessionActor } from '#server/services/auth/session-actor.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth'))('signIn') }
}

export default async function SignInPage() {
  const { sql } = await runtime()
  if (!(await isOwned({ sql }))) redirect('/welcome')
  if (await sessionActor(await headers())) redirect('/')
  const session = await authSession({ headers: await headers(), auth: await auth() })
  const t = await getTranslations('auth')
  return (
    <PublicFrame>
      <PublicCard title={t('signInTitle')}>
        {session && (
          <Alert tone="warning" className="mb-4">
            {t('noWorkspace', { email: session.user.email })}
          </Alert>
        )}
        <SignInForm />
      </PublicCard>
    </PublicFrame>
  )
}
