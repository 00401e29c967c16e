import type { PeopleChoice, WaitingNode } from '../api/flows.ts'

/** What can be chosen for the people at a step; only delays and waits can be reckoned anew. */
export type ChoiceKind = PeopleChoice['do']

export const waitsByTime = (kind: string | undefined): boolean => kind === 'delay' || kind === 'wait'

/** The choices for a step, by its kind in the draft; undefined where the draft no longer has it. */
export function choicesFor(kind: string | undefined): ChoiceKind[] {
  return waitsByTime(kind) ? ['keep', 'reschedule', 'move', 'exit'] : ['keep', 'move', 'exit']
}

/** Whether everything is decided: steps that are gone ask for a word, and moving for a place. */
export function isDecided(
  nodes: readonly WaitingNode[],
  choices: Readonly<Record<string, PeopleChoice>>,
): boolean {
  return nodes.every(({ node, inDraft }) => {
    const choice = choices[node]
    if (choice === undefined) return inDraft
    return choice.do !== 'move' || choice.to !== ''
  })
}
