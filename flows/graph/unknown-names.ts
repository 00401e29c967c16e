import type { Condition } from '../conditions/condition.ts'
import { leavesOf } from '../conditions/problems.ts'
import { VOCABULARY } from '../events/vocabulary.ts'
import { type AwaitedEvent, type Flow, TRIGGER_ID } from './flow.ts'
import type { Problem } from './problem.ts'
import { warning } from './problem-of.ts'

/** Names of what is there in a workspace; what is absent is not looked at. */
export interface Known {
  /** Events that have reached the shop. */
  events?: ReadonlySet<string>
  /** Ids and names of lists. */
  lists?: ReadonlySet<string>
  segments?: ReadonlySet<string>
  /** Ids of flows. */
  flows?: ReadonlySet<string>
  /** Paths of properties that were seen in an event, by its name. */
  paths?: ReadonlyMap<string, ReadonlySet<string>>
}

const VOCABULARY_NAMES: ReadonlySet<string> = new Set(VOCABULARY)

interface Place {
  node: string | null
  field: string
}

/**
 * Warnings about what a flow names and the workspace does not have: events that neither the vocabulary names nor the shop has
 * ever sent (most often spelled otherwise there), their properties, lists, segments and other flows.
 */
export function unknownNames(flow: Flow, known: Known): Problem[] {
  return [
    ...awaitedIn(flow).flatMap(({ awaited, place }) => [
      ...eventProblems(awaited.event, place, known),
      ...(awaited.where ? pathProblems(awaited.where, awaited.event, place, known) : []),
    ]),
    ...conditionsIn(flow).flatMap(({ condition, place }) => conditionProblems(flow, condition, place, known)),
    ...groupsIn(flow).flatMap(({ kind, name, place }) => groupProblems(kind, name, place, known)),
    ...flow.nodes.flatMap((node) =>
      node.kind === 'enter_flow' && node.config.flow !== '' && known.flows?.has(node.config.flow) === false
        ? [warning('unknown_flow', node.id, 'flow')]
        : [],
    ),
  ]
}

function awaitedIn({ trigger, nodes, settings }: Flow): { awaited: AwaitedEvent; place: Place }[] {
  return [
    ...(trigger?.kind === 'event'
      ? [{ awaited: { event: trigger.event }, place: { node: TRIGGER_ID, field: 'event' } }]
      : []),
    ...nodes.flatMap((node) => {
      if (node.kind !== 'wait') return []
      const { for: awaited, restartOn } = node.config
      return [
        ...('event' in awaited ? [{ awaited, place: { node: node.id, field: 'for.event' } }] : []),
        ...(restartOn ? [{ awaited: restartOn, place: { node: node.id, field: 'restartOn.event' } }] : []),
      ]
    }),
    ...(settings.goal
      ? [{ awaited: settings.goal, place: { node: null, field: 'settings.goal.event' } }]
      : []),
  ]
}

function conditionsIn({ trigger, nodes, settings }: Flow): { condition: Condition; place: Place }[] {
  return [
    ...(trigger?.kind === 'event' && trigger.filter
      ? [{ condition: trigger.filter, place: { node: TRIGGER_ID, field: 'filter' } }]
      : []),
    ...(settings.profileFilter
      ? [{ condition: settings.profileFilter, place: { node: null, field: 'settings.profileFilter' } }]
      : []),
    ...nodes.flatMap((node): { condition: Condition; place: Place }[] => {
      const at = (field: string) => ({ node: node.id, field })
      if (node.kind === 'condition') return [{ condition: node.config.if, place: at('if') }]
      if (node.kind === 'split')
        return node.config.branches.map((branch, n) => ({
          condition: branch.if,
          place: at(`branches.${n}.if`),
        }))
      if (node.kind === 'wait' && 'condition' in node.config.for)
        return [{ condition: node.config.for.condition, place: at('for.condition') }]
      return []
    }),
  ]
}

function groupsIn({ trigger, nodes }: Flow) {
  const groups: { kind: 'list' | 'segment'; name: string; place: Place }[] = []
  if (trigger?.kind === 'list') {
    groups.push({ kind: 'list', name: trigger.list, place: { node: TRIGGER_ID, field: 'list' } })
  }
  if (trigger?.kind === 'segment') {
    groups.push({ kind: 'segment', name: trigger.segment, place: { node: TRIGGER_ID, field: 'segment' } })
  }
  for (const node of nodes) {
    if (node.kind !== 'list' || node.config.action === 'add') continue
    groups.push({ kind: 'list', name: node.config.list, place: { node: node.id, field: 'list' } })
  }
  return groups
}

function conditionProblems(flow: Flow, condition: Condition, place: Place, known: Known): Problem[] {
  const trigger = flow.trigger?.kind === 'event' ? flow.trigger.event : null
  return [
    ...(trigger === null ? [] : pathProblems(condition, trigger, place, known)),
    ...leavesOf(condition).flatMap((leaf) => {
      if (leaf.kind === 'list') return groupProblems('list', leaf.list, place, known)
      if (leaf.kind === 'segment') return groupProblems('segment', leaf.segment, place, known)
      if (leaf.kind !== 'event') return []
      return [
        ...eventProblems(leaf.event, place, known),
        ...(leaf.where ? pathProblems(leaf.where, leaf.event, place, known) : []),
      ]
    }),
  ]
}

function eventProblems(event: string, { node, field }: Place, { events }: Known): Problem[] {
  const strange = events !== undefined && event !== '' && !VOCABULARY_NAMES.has(event) && !events.has(event)
  return strange ? [warning('unknown_event', node, field, { event })] : []
}

const OWN_PATHS: ReadonlySet<string> = new Set(['value', 'currency', 'time'])

function pathProblems(
  condition: Condition,
  event: string,
  { node, field }: Place,
  { paths }: Known,
): Problem[] {
  const seen = paths?.get(event)
  if (seen === undefined || seen.size === 0) return []
  return leavesOf(condition).flatMap((leaf) =>
    leaf.kind === 'property' && leaf.of === 'event' && !OWN_PATHS.has(leaf.path) && !seen.has(leaf.path)
      ? [warning('unknown_property', node, field, { path: leaf.path, event })]
      : [],
  )
}

function groupProblems(
  kind: 'list' | 'segment',
  name: string,
  { node, field }: Place,
  known: Known,
): Problem[] {
  const names = kind === 'list' ? known.lists : known.segments
  if (names === undefined || name === '' || names.has(name)) return []
  return [warning(kind === 'list' ? 'unknown_list' : 'unknown_segment', node, field, { name })]
}
