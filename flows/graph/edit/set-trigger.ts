import type { Flow, FlowSettings, Trigger } from '../flow.ts'
import { type EditResult, edited, refused } from './edit-result.ts'

/** What starts the flow; null for nothing yet. */
export function setTrigger(flow: Flow, { trigger }: { trigger: Trigger | null }): EditResult {
  return edited({ ...flow, trigger })
}

/** Changes some of the settings that hold for the whole flow. */
export function updateSettings(flow: Flow, { settings }: { settings: Partial<FlowSettings> }): EditResult {
  const all = Object.entries({ ...flow.settings, ...settings }).filter(([, value]) => value !== undefined)
  return edited({ ...flow, settings: Object.fromEntries(all) as FlowSettings })
}

/** Names the flow. */
export function rename(flow: Flow, { name }: { name: string }): EditResult {
  const trimmed = name.trim().slice(0, 200)
  return trimmed === '' ? refused('name_empty') : edited({ ...flow, name: trimmed })
}
