import { useQuery } from '@tanstack/react-query'
import { fetchJson, sendLeaving } from './fetch-json.ts'

export interface FlowVisitor {
  /** The page that they have open. */
  page: string
  userId: string
  name: string
  /** The step that is open in it. */
  node: string | null
}

export interface FlowVisit {
  visitors: FlowVisitor[]
  /** Of the newest draft. */
  revision: number
  updatedBy: string | null
}

const TOGETHER_MS = 2_500
const ALONE_MS = 6_000

/** Says every few seconds that this page has a flow open, and asks who else has; not while the page is hidden. */
export function useFlowVisits(id: string, visit: { page: string; node: string | null }) {
  return useQuery({
    queryKey: ['flows', 'visits', id, visit],
    queryFn: ({ signal }) => postVisit(id, visit, signal),
    refetchInterval: ({ state }) => ((state.data?.visitors.length ?? 0) > 0 ? TOGETHER_MS : ALONE_MS),
    placeholderData: (before) => before,
    gcTime: 0,
    staleTime: 0,
    retry: false,
  })
}

const postVisit = (id: string, body: { page: string; node: string | null }, signal: AbortSignal) =>
  fetchJson<FlowVisit>(`/api/v1/flows/${id}/visits`, { method: 'POST', body, signal })

/** Says that the page goes away. Without it, the page is forgotten half a minute later. */
export const sayLeaving = (id: string, page: string): void =>
  sendLeaving(`/api/v1/flows/${id}/visits`, { body: { page, leaving: true } })
