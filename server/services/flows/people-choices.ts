import { z } from 'zod'
import type { StandingRow } from '#db/queries/people-inside.ts'
import type { Flow } from '#flows/graph/flow.ts'
import { indexOf } from '#flows/graph/flow-index.ts'
import { AppError, type FieldError } from '../app-error.ts'

const NodeId = z.string().min(1).max(64)

export const PeopleChoice = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('keep') }),
  z.strictObject({ do: z.literal('move'), to: NodeId }),
  z.strictObject({ do: z.literal('reschedule') }),
  z.strictObject({ do: z.literal('exit') }),
])
/** What becomes of the people who stand on a step of an older version: they stay there, or come over to the new one. */
export type PeopleChoice = z.infer<typeof PeopleChoice>

/** Choices by the step that people stand on. */
export const PeopleChoices = z.record(NodeId, PeopleChoice)
export type PeopleChoices = z.infer<typeof PeopleChoices>

/** People on one step of older versions. */
export interface NodeImpact {
  node: string
  /** Null for a step that no version knows any more. */
  kind: string | null
  waiting: number
  /** Whether the draft still has the step. */
  inDraft: boolean
  versions: number[]
}

/** Where people stand, as a publisher sees it. `kinds` are the steps of all versions. */
export function impactOf(standing: StandingRow[], graph: Flow, kinds: Map<string, string>): NodeImpact[] {
  return standing.flatMap(({ node, waiting, versions }) =>
    node === null
      ? []
      : [
          {
            node,
            kind: indexOf(graph).node(node)?.kind ?? kinds.get(node) ?? null,
            waiting,
            inDraft: indexOf(graph).node(node) !== undefined,
            versions,
          },
        ],
  )
}

/**
 * Throws `invalid` naming every choice that can't be, and `people_unmapped` with the steps that the graph no longer has,
 * where people stand and nobody said what becomes of them.
 */
export function checkChoices(
  choices: PeopleChoices,
  { graph, kinds, impact }: { graph: Flow; kinds: Map<string, string>; impact: NodeImpact[] },
): void {
  const index = indexOf(graph)
  const errors = Object.entries(choices).flatMap(([node, choice]): FieldError[] => {
    const pointer = `/people/${node.replaceAll('~', '~0').replaceAll('/', '~1')}`
    const there = index.node(node)
    if (there === undefined && !kinds.has(node))
      return [{ pointer, code: 'unknown_node', message: 'is no step of this flow' }]
    if (choice.do === 'move' && index.node(choice.to) === undefined)
      return [{ pointer: `${pointer}/to`, code: 'unknown_node', message: 'is no step of the new version' }]
    if (choice.do === 'reschedule' && there?.kind !== 'delay' && there?.kind !== 'wait')
      return [{ pointer: `${pointer}/do`, code: 'not_a_wait', message: 'needs a wait of the new version' }]
    return []
  })
  if (errors.length > 0) throw new AppError('invalid', 'Some choices for people can not be.', errors)
  const nodes = impact.filter(({ node, inDraft }) => !inDraft && !Object.hasOwn(choices, node))
  if (nodes.length > 0) {
    throw new AppError(
      'people_unmapped',
      'People stand on steps that the new version does not have: say what becomes of them.',
      nodes.map(({ node }) => ({
        pointer: `/people/${node.replaceAll('~', '~0').replaceAll('/', '~1')}`,
        code: 'people_unmapped',
        message: 'has people, and needs a choice',
      })),
      { nodes },
    )
  }
}
