import { NextIntlClientProvider } from 'next-intl'
import type { ReactNode } from 'react'
import { SessionProvider } from '#components/session.tsx'
import { StudioShell } from '#components/shell/studio-shell.tsx'
import { studioSession } from './studio-session.ts'

export default async function StudioLayout({ children }: { children: ReactNode }) {
  const session = await studioSession()
  return (
    <NextIntlClientProvider timeZone={session.workspace.timeZone}>
      <SessionProvider session={session}>
        <StudioShell>{children}</StudioShell>
      </SessionProvider>
    </NextIntlClientProvider>
  )
}
