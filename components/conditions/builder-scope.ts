/** Conditions beside those on properties. */
export type LeafKind = 'event' | 'list' | 'segment' | 'consent' | 'message' | 'random'

/** What conditions here may look at. */
export interface BuilderScope {
  /** Properties of these; `event` means the trigger event, or the counted one inside `where`. */
  of: readonly ('profile' | 'event' | 'webhook')[]
  /** What else may be asked about. */
  leaves: readonly LeafKind[]
  /** The name of the event that `event` properties belong to, for the picker of paths. */
  event: string | null
  /** The flow's key; null where there is none. */
  key: string | null
}

/** Only the properties of one event. */
export const eventScope = (event: string | null): BuilderScope => ({
  of: ['event'],
  leaves: [],
  event,
  key: null,
})
