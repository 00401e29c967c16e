import type { Flow } from '#flows/graph/flow.ts'
import { indexOf } from '#flows/graph/flow-index.ts'
import type { StoredDeeds } from './crash-deeds.ts'
import type { Deeds, ExpectedRun } from './crash-expected.ts'

/** Who should have been where, and how it went there. */
export interface Expected extends ExpectedRun {
  flow: Flow
  flowId: string
  who: string
}

/** Runs that are missing, double, of nobody's, or that went otherwise, each told in full. */
export function differences(expected: readonly Expected[], stored: readonly StoredDeeds[]): string[] {
  const found = Map.groupBy(stored, ({ flowId, triggerId }) => `${flowId} ${triggerId}`)
  const told = expected.flatMap((one) => {
    const id = `${one.flowId} ${one.triggerId}`
    const runs = found.get(id) ?? []
    found.delete(id)
    const name = `The run of ${one.who} in “${one.flow.name}”`
    if (runs.length === 0) return [`${name} is missing.\n${shown('expected', one)}`]
    if (runs.length > 1) return [`${name} is there ${runs.length} times: ${runs.map((run) => run.id).join()}`]
    const [run] = runs as [StoredDeeds]
    if (same(one, run)) return []
    return [`${name} (${run.id}) went otherwise.\n${shown('expected', one)}\n${shown('found', run)}`]
  })
  const nobodys = [...found.values()]
    .flat()
    .map((run) => `Nobody should have the run ${run.id}.\n${shown('found', run)}`)
  return [...told, ...nobodys]
}

const same = (a: Deeds, b: Deeds) =>
  a.end === b.end && `${a.trace}` === `${b.trace}` && `${a.messages}` === `${b.messages}`

const shown = (title: string, { end, trace, messages }: Deeds) =>
  [
    `  ${title}: ${end}`,
    ...trace.map((line) => `    ${line}`),
    ...messages.map((line) => `    message ${line}`),
  ].join('\n')

/**
 * What is wrong with the numbers of a run's trace. Each advance is one more than the last; an answer that was kept for the
 * run takes one of its own, and a wait that looks at its condition again may take any number without a line.
 */
export function numberingFault(flow: Flow, { id, step, steps }: StoredDeeds): string | null {
  let before = { step: 0, ordinal: -1 }
  for (const one of steps) {
    const node = one.node === null ? undefined : indexOf(flow).node(one.node)
    const begins = one.step !== before.step
    const gap = one.step - before.step - 1
    const silent = node?.kind === 'wait' && 'condition' in node.config.for
    const most =
      one.kind !== 'resumed' ? 0 : node?.kind === 'webhook' ? 1 : silent ? Number.POSITIVE_INFINITY : 0
    if (begins ? one.ordinal !== 0 || gap > most : one.ordinal !== before.ordinal + 1)
      return `Run ${id}: line ${one.step}.${one.ordinal} follows ${before.step}.${before.ordinal}`
    before = one
  }
  return step === before.step
    ? null
    : `Run ${id} was advanced ${step} times, its trace ends at ${before.step}`
}
