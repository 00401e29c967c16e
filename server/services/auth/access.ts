import { createAccessControl } from 'better-auth/plugins/access'
import { type Permission, ROLE_PERMISSIONS, ROLES, type Role } from '../context.ts'

const PERMISSIONS = [...new Set(ROLES.flatMap((role) => ROLE_PERMISSIONS[role]))]

const STATEMENTS = {
  akis: PERMISSIONS,
  organization: ['update'],
  member: ['create', 'update', 'delete'],
  invitation: ['create', 'cancel'],
  ac: ['read'],
} as const

/** The auth library's view of our permission table: derived from it, so the two can't differ. */
export const accessControl = createAccessControl(STATEMENTS)

function roleOf(role: Role) {
  const holds = (permission: Permission) => ROLE_PERMISSIONS[role].includes(permission)
  return accessControl.newRole({
    akis: [...ROLE_PERMISSIONS[role]],
    organization: holds('workspace:write') ? ['update'] : [],
    member: holds('team:write') ? ['create', 'update', 'delete'] : [],
    invitation: holds('team:write') ? ['create', 'cancel'] : [],
    ac: ['read'],
  })
}

export const accessRoles = {
  owner: roleOf('owner'),
  admin: roleOf('admin'),
  marketer: roleOf('marketer'),
  analyst: roleOf('analyst'),
} satisfies Record<Role, unknown>
