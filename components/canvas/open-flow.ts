import { createContext, useContext } from 'react'
import type { FlowDetail } from '../api/flows.ts'
import type { Autosave } from './autosave.ts'

export interface OpenFlow {
  id: string
  detail: FlowDetail
  autosave: Autosave
}

export const OpenFlowContext = createContext<OpenFlow | null>(null)

/** The flow that this page stands in, as the server last told. */
export function useOpenFlow(): OpenFlow {
  const open = useContext(OpenFlowContext)
  if (open === null) throw new Error('There is no open flow around this component.')
  return open
}
