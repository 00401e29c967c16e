import { fetchJson } from './fetch-json.ts'

export const ROLES = ['owner', 'admin', 'marketer', 'analyst'] as const
export type RoleName = (typeof ROLES)[number]

export interface TeamMember {
  id: string
  userId: string
  name: string
  email: string
  role: RoleName
  joinedAt: string
  lastSeenAt: string | null
}

export interface TeamInvitation {
  id: string
  email: string
  role: RoleName
  invitedBy: string
  createdAt: string
  expiresAt: string
}

export const teamQuery = {
  queryKey: ['team'],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    fetchJson<{ members: TeamMember[]; invitations: TeamInvitation[] }>('/api/v1/team', { signal }),
}
