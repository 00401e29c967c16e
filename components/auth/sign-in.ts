import { fetchJson } from '../api/fetch-json.ts'

/** Starts a session. Throws `ApiError` with the auth library's code. The person’s own language becomes this browser’s. */
export async function signIn(email: string, password: string): Promise<void> {
  const { user } = await fetchJson<{ user: { locale?: string | null } }>('/api/auth/sign-in/email', {
    method: 'POST',
    body: { email, password },
  })
  if (user.locale) await fetchJson('/api/locale', { method: 'PUT', body: { locale: user.locale } })
}
