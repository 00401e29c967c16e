'use client'

import { createContext, type ReactNode, useCallback, useContext } from 'react'

/** Who is signed in and where, as the studio's layout read it on the server. */
export interface Session {
  sessionId: string
  user: { id: string; name: string; email: string; role: 'owner' | 'admin' | 'marketer' | 'analyst' }
  workspace: {
    id: string
    name: string
    timeZone: string
    locale: 'tr' | 'en'
    currency: string
    country: string
    consentRule: 'implied' | 'explicit'
  }
  workspaces: { id: string; name: string }[]
  permissions: readonly string[]
}

const SessionContext = createContext<Session | null>(null)

export function SessionProvider({ session, children }: { session: Session; children: ReactNode }) {
  return <SessionContext value={session}>{children}</SessionContext>
}

/** The session of the studio page this stands in. */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession outside the studio')
  return session
}

/** Whether the person's role holds a permission: what they may not do is not shown. The server decides again. */
export function useMay(): (permission: string) => boolean {
  const { permissions } = useSession()
  return useCallback((permission: string) => permissions.includes(permission), [permissions])
}
