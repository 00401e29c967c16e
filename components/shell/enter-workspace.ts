import { fetchJson } from '../api/fetch-json.ts'

/** Enters another workspace; everything that was loaded belongs to the old one, so the page begins anew. */
export async function enterWorkspace(organizationId: string): Promise<void> {
  await fetchJson('/api/auth/organization/set-active', { method: 'POST', body: { organizationId } })
  window.location.assign('/')
}
