import type { Sql } from '#db/client.ts'
import { AppError } from './app-error.ts'

export const ROLES = ['owner', 'admin', 'marketer', 'analyst'] as const
export type Role = (typeof ROLES)[number]

export const SCOPES = ['ingest', 'read', 'write'] as const
export type Scope = (typeof SCOPES)[number]

/** What somebody may do. Roles and API key scopes are both sets of these. */
export type Permission =
  | 'events:write'
  | 'read'
  | 'flows:write'
  | 'messages:write'
  | 'people:write'
  | 'connections:write'
  | 'keys:write'
  | 'workspace:write'
  | 'team:write'

const MARKETER: Permission[] = ['read', 'flows:write', 'messages:write', 'people:write', 'events:write']
const ADMIN: Permission[] = [...MARKETER, 'connections:write', 'keys:write', 'workspace:write', 'team:write']

export const ROLE_PERMISSIONS: Record<Role, readonly Permission[]> = {
  owner: ADMIN,
  admin: ADMIN,
  marketer: MARKETER,
  analyst: ['read'],
}

const SCOPE_PERMISSIONS: Record<Scope, readonly Permission[]> = {
  ingest: ['events:write'],
  read: ['read'],
  write: ['flows:write', 'messages:write', 'people:write', 'events:write', 'connections:write'],
}

/** Who acts: a person in the studio, an API key, or Akis itself. */
export type Actor =
  | { kind: 'user'; userId: string; name: string; role: Role }
  | { kind: 'key'; keyId: string; public: boolean; scopes: readonly Scope[] }
  | { kind: 'system' }

/** What every service is given. Time is an argument: no service reads a clock. */
export interface Ctx {
  sql: Sql
  workspaceId: string
  actor: Actor
  now: Date
}

/** Whether the actor holds the permission. */
export function may(actor: Actor, permission: Permission): boolean {
  if (actor.kind === 'system') return true
  if (actor.kind === 'user') return ROLE_PERMISSIONS[actor.role].includes(permission)
  return actor.scopes.some((scope) => SCOPE_PERMISSIONS[scope].includes(permission))
}

/** Throws `forbidden` unless the actor holds the permission. First line of every service. */
export function requirePermission(ctx: Ctx, permission: Permission): void {
  if (!may(ctx.actor, permission)) throw new AppError('forbidden', `This needs the permission ${permission}.`)
}
