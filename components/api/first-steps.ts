import { fetchJson } from './fetch-json.ts'

export interface FirstSteps {
  hasKey: boolean
  firstEvent: { name: string | null; at: string } | null
  emailConnected: boolean
  flowPublished: boolean
}

export const firstStepsQuery = {
  queryKey: ['first-steps'],
  queryFn: ({ signal }: { signal: AbortSignal }) => fetchJson<FirstSteps>('/api/v1/first-steps', { signal }),
}

/** Whether the checklist has nothing left. */
export function allStepsDone(steps: FirstSteps): boolean {
  return steps.firstEvent !== null && steps.emailConnected && steps.flowPublished
}
