import { conditionProblems } from '../conditions/problems.ts'
import { liquidProblemsIn } from '../content/liquid-problems.ts'
import { definitionOf } from '../nodes/registry.ts'
import { reachableFrom } from './edit/reach.ts'
import type { Flow, FlowNode } from './flow.ts'
import { TRIGGER_ID } from './flow.ts'
import { isMessageNode } from './message-node.ts'
import type { Problem } from './problem.ts'
import { error, warning } from './problem-of.ts'
import { type Known, unknownNames } from './unknown-names.ts'

/**
 * Every problem of a flow at once, each with its node and field. Errors block publishing; the draft is always savable.
 * `known`: the names of what is there in the workspace, as far as they are known.
 */
export function validate(flow: Flow, known?: Known): Problem[] {
  const reached = reachable(flow)
  return [
    ...triggerProblems(flow),
    ...settingsProblems(flow),
    ...idProblems(flow),
    ...flow.nodes.flatMap((node) => definitionOf(node).validate(node, flow)),
    ...edgeProblems(flow),
    ...flow.nodes.filter((node) => !reached.has(node.id)).map((node) => error('unreachable', node.id, null)),
    ...cycleProblems(flow),
    ...repeatProblems(flow),
    ...draftProblems(flow),
    ...(known ? unknownNames(flow, known) : []),
  ]
}

/** Whether anything stands in the way of publishing. */
export function isPublishable(problems: Problem[]): boolean {
  return problems.every((problem) => problem.severity !== 'error')
}

const hasKey = (flow: Flow) => flow.trigger?.kind === 'event' && flow.trigger.key !== undefined

function triggerProblems(flow: Flow): Problem[] {
  const { trigger } = flow
  if (trigger === null) return [error('no_trigger', null, 'trigger')]
  const problems: Problem[] = flow.nodes.length === 0 ? [error('no_steps', TRIGGER_ID, null)] : []
  switch (trigger.kind) {
    case 'manual':
      return problems
    case 'list':
      return trigger.list === '' ? [...problems, error('list_missing', TRIGGER_ID, 'list')] : problems
    case 'segment':
      return trigger.segment === ''
        ? [...problems, error('segment_missing', TRIGGER_ID, 'segment')]
        : problems
    case 'date':
      return trigger.date === '' ? [...problems, error('date_missing', TRIGGER_ID, 'date')] : problems
    case 'event':
      if (trigger.event === '') problems.push(error('trigger_event_missing', TRIGGER_ID, 'event'))
      if (trigger.filter)
        problems.push(...conditionProblems(trigger.filter, TRIGGER_ID, 'filter', hasKey(flow)))
      return problems
  }
}

function settingsProblems(flow: Flow): Problem[] {
  const { goal, profileFilter, quietHours, attribution, utm } = flow.settings
  const problems: Problem[] = []
  if (quietHours && quietHours.from === quietHours.to)
    problems.push(error('quiet_hours_empty', null, 'settings.quietHours.to'))
  if (attribution?.clickDays === 0 && attribution.openDays === 0)
    problems.push(warning('attribution_empty', null, 'settings.attribution'))
  for (const [name, text] of Object.entries(utm ?? {}))
    problems.push(...liquidProblemsIn(null, { [`settings.utm.${name}`]: text }))
  if (goal?.event === '') problems.push(error('event_missing', null, 'settings.goal.event'))
  if (goal?.sameKey && !hasKey(flow)) problems.push(error('key_missing', null, 'settings.goal.sameKey'))
  if (goal?.where) problems.push(...conditionProblems(goal.where, null, 'settings.goal.where', hasKey(flow)))
  if (profileFilter)
    problems.push(...conditionProblems(profileFilter, null, 'settings.profileFilter', hasKey(flow)))
  return problems
}

function idProblems(flow: Flow): Problem[] {
  const seen = new Set<string>()
  return flow.nodes.flatMap((node) => {
    if (seen.has(node.id)) return [error('duplicate_id', node.id, 'id')]
    seen.add(node.id)
    return []
  })
}

function edgeProblems(flow: Flow): Problem[] {
  const nodes = new Map(flow.nodes.map((node) => [node.id, node]))
  const taken = new Set<string>()
  const problems: Problem[] = []
  for (const [index, edge] of flow.edges.entries()) {
    const field = `edges.${index}`
    const from = nodes.get(edge.from)
    if (edge.from !== TRIGGER_ID && from === undefined)
      problems.push(error('unknown_node', edge.from, `${field}.from`))
    if (!nodes.has(edge.to)) problems.push(error('unknown_node', edge.to, `${field}.to`))
    const outputs = edge.from === TRIGGER_ID ? [null] : from ? branchesOf(from) : null
    const branch = edge.branch ?? null
    if (outputs !== null && !outputs.includes(branch)) {
      problems.push(error('unknown_branch', edge.from, `${field}.branch`, { branch: branch ?? '' }))
    }
    const way = `${edge.from} ${branch}${edge.repeat ? ' repeat' : ''}`
    if (taken.has(way))
      problems.push(error('branch_twice', edge.from, `${field}.branch`, { branch: branch ?? '' }))
    taken.add(way)
  }
  if (flow.trigger !== null && flow.nodes.length > 0 && !taken.has(`${TRIGGER_ID} null`)) {
    problems.push(error('missing_branch', TRIGGER_ID, null))
  }
  return problems
}

/** A node's ways out, in the order they are drawn. */
export function branchesOf(node: FlowNode): readonly (string | null)[] {
  return definitionOf(node).outputs(node.config as never)
}

/** Repeat edges lead back, so they neither reach anything nor close a circle. */
function successors(flow: Flow): Map<string, string[]> {
  const next = new Map<string, string[]>()
  for (const { from, to, repeat } of flow.edges) if (!repeat) next.set(from, [...(next.get(from) ?? []), to])
  return next
}

function reachable(flow: Flow): Set<string> {
  const next = successors(flow)
  const reached = new Set<string>()
  const queue = [TRIGGER_ID]
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const to of next.get(id) ?? []) {
      if (!reached.has(to)) {
        reached.add(to)
        queue.push(to)
      }
    }
  }
  return reached
}

/** The node at which each cycle closes, found by colouring without recursion (a flow may be a thousand nodes deep). */
function cycleProblems(flow: Flow): Problem[] {
  const next = successors(flow)
  const done = new Set<string>()
  const problems: Problem[] = []
  for (const start of [TRIGGER_ID, ...flow.nodes.map((node) => node.id)]) {
    if (done.has(start)) continue
    const open = new Set([start])
    const stack = [{ id: start, left: [...(next.get(start) ?? [])] }]
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const to = top.left.pop()
      if (to === undefined) {
        open.delete(top.id)
        done.add(top.id)
        stack.pop()
      } else if (open.has(to)) problems.push(error('cycle', top.id, null, { to }))
      else if (!done.has(to)) {
        open.add(to)
        stack.push({ id: to, left: [...(next.get(to) ?? [])] })
      }
    }
  }
  return problems
}

/** A repeat edge has to lead to the step itself or to one that leads to it. */
function repeatProblems(flow: Flow): Problem[] {
  return flow.edges.flatMap((edge, index) =>
    edge.repeat && edge.to !== edge.from && !reachableFrom(flow, edge.to).has(edge.from)
      ? [error('repeat_forward', edge.from, `edges.${index}.to`, { to: edge.to })]
      : [],
  )
}

function draftProblems(flow: Flow): Problem[] {
  const messages = flow.nodes.filter((node) => isMessageNode(node))
  if (messages.length === 0 || messages.some((node) => node.config.status !== 'draft')) return []
  return messages.map((node) => warning('only_drafts', node.id, 'status'))
}
