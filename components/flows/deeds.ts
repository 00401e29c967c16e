import type { FlowSummary } from '../api/flows.ts'

/** What can be done to flows from the list. */
export type Deed = 'pause' | 'resume' | 'archive' | 'tag' | 'duplicate' | 'export' | 'delete'

const FITS: Record<Deed, (flow: Pick<FlowSummary, 'status'>) => boolean> = {
  pause: ({ status }) => status === 'live',
  resume: ({ status }) => status === 'paused',
  archive: ({ status }) => status !== 'archived',
  tag: () => true,
  duplicate: () => true,
  export: () => true,
  delete: ({ status }) => status === 'draft',
}

/** Whether this can be done to a flow as it stands. */
export const fits = (deed: Deed, flow: Pick<FlowSummary, 'status'>): boolean => FITS[deed](flow)

/** Starts what a person chose for some flows: at once, or after asking. */
export type Act = (deed: Deed, flows: FlowSummary[]) => void
