import { type Flow, TRIGGER_ID } from '../flow.ts'
import { type EditResult, edited, refused } from './edit-result.ts'
import { nodeById } from './spot.ts'

/** Keeps the places where a person put boxes. */
export function moveNodes(flow: Flow, { to }: { to: Flow['layout'] }): EditResult {
  if (Object.keys(to).some((id) => id !== TRIGGER_ID && !nodeById(flow, id))) return refused('unknown_node')
  return edited({ ...flow, layout: { ...flow.layout, ...to } })
}

/** Forgets all places, so that the flow lays itself out again. */
export function tidyUp(flow: Flow): EditResult {
  return edited({ ...flow, layout: {} })
}
