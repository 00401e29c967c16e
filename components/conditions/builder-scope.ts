/** Conditions beside those on properties. */
export type LeafKind =
  | 'event'
  | 'sequence'
  | 'engagement'
  | 'message'
  | 'list'
  | 'segment'
  | 'consent'
  | 'in_flow'
  | 'random'

/** What can be asked about anyone, in a run or not. */
export const PERSON_LEAVES: readonly LeafKind[] = [
  'event',
  'sequence',
  'engagement',
  'list',
  'segment',
  'consent',
  'in_flow',
  'random',
]

/** What conditions here may look at. */
export interface BuilderScope {
  /** Properties of these; `event` means the trigger event, or the counted one inside `where`. */
  of: readonly ('profile' | 'traits' | 'event' | 'webhook')[]
  /** What else may be asked about. */
  leaves: readonly LeafKind[]
  /** The name of the event that `event` properties belong to, for the picker of paths. */
  event: string | null
  /** The flow's key; null where there is none. */
  key: string | null
  /** Whether there is a run that things may have happened in. */
  inRun: boolean
}

/** Only the properties of one event. */
export const eventScope = (event: string | null): BuilderScope => ({
  of: ['event'],
  leaves: [],
  event,
  key: null,
  inRun: false,
})

/** Anything about a person, outside any flow. */
export const PERSON_SCOPE: BuilderScope = {
  of: ['profile', 'traits'],
  leaves: PERSON_LEAVES,
  event: null,
  key: null,
  inRun: false,
}
