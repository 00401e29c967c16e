/** Codes of everything `validate` can find; each has its words under `problems.<code>` in both languages. */
export const PROBLEM_CODES = [
  'no_trigger',
  'no_steps',
  'trigger_event_missing',
  'unreachable',
  'missing_branch',
  'unknown_branch',
  'branch_twice',
  'cycle',
  'unknown_node',
  'duplicate_id',
  'delay_zero',
  'wait_zero',
  'event_missing',
  'key_missing',
  'condition_empty',
  'never_matches',
  'subject_missing',
  'content_missing',
  'text_missing',
  'title_missing',
  'template_missing',
  'language_missing',
  'parameter_missing',
  'url_invalid',
  'liquid_invalid',
  'sms_parts',
  'nothing_to_update',
  'field_fixed',
  'reason_missing',
  'only_drafts',
  'unknown_event',
  'repeat_forward',
  'time_missing',
  'date_missing',
  'branches_missing',
  'branch_id_twice',
  'weights_not_100',
  'paths_missing',
  'winner_without_goal',
  'winner_without_messages',
  'list_missing',
  'segment_missing',
  'unknown_list',
  'unknown_segment',
  'recipient_invalid',
  'flow_missing',
  'flow_itself',
  'unknown_flow',
  'unknown_property',
  'quiet_hours_empty',
  'attribution_empty',
] as const
export type ProblemCode = (typeof PROBLEM_CODES)[number]

/** One finding. Errors block publishing; warnings don't. `field` is a dotted path inside the node's config. */
export interface Problem {
  code: ProblemCode
  severity: 'error' | 'warning'
  node: string | null
  field: string | null
  params?: Record<string, string | number>
}
