import type { Metadata } from 'next'
import { headers } from 'next/headers'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { InviteForm, JoinButton, WrongPerson } from '#components/auth/invite-form.tsx'
import { PublicCard, PublicFrame } from '#components/auth/public-frame.tsx'
import { SignInForm } from '#components/auth/sign-in-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { runtime } from '#server/runtime.ts'
import { auth } from '#server/services/auth/auth.ts'
import { authSession } from '#server/services/auth/session-actor.ts'
import { type SeenInvitation, seeInvitation } from '#server/services/team/see-invitation.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth'))('inviteMeta'), referrer: 'no-referrer' }
}

export default async function InvitePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const { sql } = await runtime()
  const invitation = await seeInvitation({ sql, id, now: new Date() })
  if (!invitation) notFound()
  const session = await authSession({ headers: await headers(), auth: await auth() })
  const [t, roles] = [await getTranslations('auth'), await getTranslations('nav.role')]
  const { workspaceName, invitedBy, role, state } = invitation
  return (
    <PublicFrame>
      <PublicCard
        title={t('inviteTitle', { workspace: workspaceName })}
        description={
          state === 'open' &&
          t('inviteHint', { person: invitedBy, role: roles.has(role) ? roles(role as 'owner') : role })
        }
      >
        {state === 'open' ? (
          <Answer invitation={invitation} signedInAs={session?.user.email ?? null} />
        ) : (
          <div className="flex flex-col items-start gap-4">
            <p>{t(`inviteState.${state}`)}</p>
            <Button asChild variant="secondary">
              <Link href="/">{t('toStudio')}</Link>
            </Button>
          </div>
        )}
      </PublicCard>
    </PublicFrame>
  )
}

function Answer({ invitation, signedInAs }: { invitation: SeenInvitation; signedInAs: string | null }) {
  const { id, email, hasAccount } = invitation
  if (signedInAs === email) return <JoinButton id={id} />
  if (signedInAs !== null) return <WrongPerson email={email} signedInAs={signedInAs} />
  if (hasAccount) return <SignInForm email={email} next={`/invite/${id}`} />
  return <InviteForm id={id} email={email} />
}
