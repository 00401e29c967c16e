import type { Flow } from '#flows/graph/flow.ts'
import { fetchJson } from './fetch-json.ts'
import type { FlowCall, FlowDetail } from './flows.ts'

/** Does one of a flow's verbs; the answer may name the job that moves people. */
export const actOnFlow = (
  id: string,
  { verb, body }: FlowCall,
): Promise<FlowDetail & { job?: string | null }> =>
  fetchJson(`/api/v1/flows/${id}/${verb}`, { method: 'POST', body })

/** Replaces all tags of a flow. */
export const setFlowTags = (id: string, tags: readonly string[]): Promise<FlowDetail> =>
  fetchJson(`/api/v1/flows/${id}/tags`, { method: 'PUT', body: { tags } })

export const duplicateFlow = (id: string): Promise<FlowDetail> =>
  fetchJson(`/api/v1/flows/${id}/duplicate`, { method: 'POST', body: {} })

/** Deletes a flow that was never published. */
export const deleteFlow = (id: string): Promise<void> =>
  fetchJson(`/api/v1/flows/${id}`, { method: 'DELETE' })

/** A flow's draft, whole. */
export const fetchGraph = async (id: string): Promise<Flow> =>
  (await fetchJson<FlowDetail>(`/api/v1/flows/${id}`)).graph
