import { randomUUID } from 'node:crypto'
import { betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { APIError, createAuthMiddleware } from 'better-auth/api'
import { organization } from 'better-auth/plugins/organization'
import { openDrizzle, type Sql } from '#db/client.ts'
import { membershipsOf } from '#db/queries/members.ts'
import * as schema from '#db/schema/auth.ts'
import { runtime } from '../../runtime.ts'
import { accessControl, accessRoles } from './access.ts'
import { PASSWORD_LENGTH } from './credentials.ts'
import { countSignIn, SIGN_IN_LIMIT, signInSucceeded } from './sign-in-limit.ts'

export interface AuthOptions {
  sql: Sql
  databaseUrl: string
  /** The public address; sessions are Secure when it is https. */
  publicUrl: string
  secret: string
}

/** Who joins, leaves and gets which role is decided by services/team and services/workspace alone. */
const CLOSED_PATHS = [
  '/sign-up/email',
  '/update-user',
  '/change-email',
  '/delete-user',
  '/request-password-reset',
  '/reset-password',
  '/organization/create',
  '/organization/update',
  '/organization/delete',
  '/organization/invite-member',
  '/organization/cancel-invitation',
  '/organization/accept-invitation',
  '/organization/reject-invitation',
  '/organization/remove-member',
  '/organization/update-member-role',
  '/organization/leave',
  '/organization/add-member',
]

/** The auth library over our tables. One per process: see `auth()`. */
export function createAuth({ sql, databaseUrl, publicUrl, secret }: AuthOptions) {
  const { db, end } = openDrizzle(databaseUrl)
  const instance = betterAuth({
    appName: 'Akis',
    baseURL: publicUrl,
    basePath: '/api/auth',
    secret,
    telemetry: { enabled: false },
    // its own log repeats statements with their parameters; what fails is thrown to us, and logged without them
    logger: { disabled: true },
    onAPIError: { throw: true },
    database: drizzleAdapter(db, { provider: 'pg', schema, transaction: true }),
    user: {
      modelName: 'users',
      additionalFields: { locale: { type: 'string', required: false, input: false } },
    },
    session: {
      modelName: 'sessions',
      expiresIn: 30 * 24 * 3600,
      updateAge: 24 * 3600,
      // a password or a session can be changed while it is signed in, however long ago that was
      freshAge: 0,
    },
    account: { modelName: 'accounts' },
    verification: { modelName: 'verifications' },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.least,
      maxPasswordLength: PASSWORD_LENGTH.most,
    },
    rateLimit: {
      enabled: true,
      storage: 'database',
      modelName: 'rateLimits',
      window: 10,
      max: 200,
      customRules: {
        '/get-session': false,
        '/sign-in/email': { window: 60, max: 20 },
        // rows are kept for the longest window of these rules, which is also what sign-in-limit.ts needs
        '/change-password': { window: SIGN_IN_LIMIT.windowMs / 1000, max: 20 },
      },
    },
    trustedOrigins: (request) => originsOf(request, publicUrl),
    disabledPaths: CLOSED_PATHS,
    advanced: {
      cookiePrefix: 'akis',
      useSecureCookies: publicUrl.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
      database: { generateId: () => randomUUID() },
      disableOriginCheck: false,
    },
    hooks: {
      before: createAuthMiddleware(async (ctx) => {
        const email: unknown = ctx.body?.email
        if (ctx.path !== '/sign-in/email' || typeof email !== 'string') return
        const waitSeconds = await countSignIn(sql, email, new Date())
        if (waitSeconds === null) return
        throw new APIError(
          'TOO_MANY_REQUESTS',
          { code: 'TOO_MANY_TRIES', message: 'Too many tries. Wait, then try again.' },
          { 'Retry-After': String(waitSeconds) },
        )
      }),
      after: createAuthMiddleware(async (ctx) => {
        if (ctx.path === '/sign-in/email' && ctx.context.newSession)
          await signInSucceeded(sql, ctx.context.newSession.user.email)
      }),
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session) => {
            const [first] = await membershipsOf(sql, session.userId)
            return { data: { ...session, activeOrganizationId: first?.workspaceId ?? null } }
          },
        },
      },
    },
    plugins: [
      organization({
        ac: accessControl,
        roles: accessRoles,
        creatorRole: 'owner',
        allowUserToCreateOrganization: false,
        disableOrganizationDeletion: true,
        schema: {
          organization: { modelName: 'workspaces' },
          member: { modelName: 'members' },
          invitation: { modelName: 'invitations' },
        },
      }),
    ],
  })
  return { ...instance, end }
}

export type Auth = ReturnType<typeof createAuth>

const place = globalThis as { [key: symbol]: Promise<Auth> | undefined }
const AUTH = Symbol.for('akis.auth')

/** The auth library of this process; opened on first use. */
export function auth(): Promise<Auth> {
  place[AUTH] ??= open()
  return place[AUTH]
}

async function open(): Promise<Auth> {
  const { sql, databaseUrl, settings, secrets } = await runtime()
  return createAuth({ sql, databaseUrl, publicUrl: settings.publicUrl, secret: secrets.authSecret })
}

/** The public address, and the one the request was sent to: a page of another site can name neither. */
function originsOf(request: Request | undefined, publicUrl: string): string[] {
  const host = request?.headers.get('host')
  if (!host || !/^[\w.:[\]-]+$/.test(host)) return [publicUrl]
  return [publicUrl, `http://${host}`, `https://${host}`]
}
