import { fetchJson } from './fetch-json.ts'

/** A path of an experiment with what it brought; shares are 0 to 1. */
export interface PathReport {
  id: string
  name: string | null
  weight: number
  people: number
  successes: number
  rate: number
  /** That it is the best of all. */
  chance: number
}

export interface ExperimentReport {
  node: string
  metric: 'goal' | 'opened' | 'clicked' | 'ordered'
  rule: { after: { people: number } | { date: string }; probability: number } | null
  people: number
  paths: PathReport[]
  winner: { path: string; probability: number; decidedAt: string } | null
}

/** The experiments of a flow's live version, with figures over all its versions. */
export const experimentsQuery = (flowId: string) => ({
  queryKey: ['flows', 'experiments', flowId],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    fetchJson<{ experiments: ExperimentReport[] }>(`/api/v1/flows/${flowId}/experiments`, { signal }),
})
