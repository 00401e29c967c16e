import { disconnect } from '#flows/graph/edit/connect.ts'
import { copyNodes } from '#flows/graph/edit/copy-nodes.ts'
import { deleteNodes } from '#flows/graph/edit/delete-nodes.ts'
import { duplicateNode } from '#flows/graph/edit/duplicate-node.ts'
import { type EditResult, type RefusalCode, refused } from '#flows/graph/edit/edit-result.ts'
import { type History, record, redo, startHistory, undo } from '#flows/graph/edit/history.ts'
import { insertNode } from '#flows/graph/edit/insert-node.ts'
import { freeId } from '#flows/graph/edit/new-node.ts'
import { freshIds, pasteNodes, spotBehind } from '#flows/graph/edit/paste-nodes.ts'
import { removeRepeat, repeatAt } from '#flows/graph/edit/repeat.ts'
import { edgeAt, nodeById, openSpots, type Spot } from '#flows/graph/edit/spot.ts'
import { type Flow, type FlowNode, type NodeKind, TRIGGER_ID } from '#flows/graph/flow.ts'
import { rebaseHistory } from '#flows/graph/merge/rebase-history.ts'
import type { Problem } from '#flows/graph/problem.ts'
import type { Known } from '#flows/graph/unknown-names.ts'
import { validate } from '#flows/graph/validate.ts'
import { foldable } from './fold-flow.ts'
import { isLine, isRepeat, spotOfId } from './layout.ts'

/** Steps and edges by their ids on the canvas. */
export interface LitPath {
  nodes: ReadonlySet<string>
  edges: ReadonlySet<string>
}

export type SidePanel = 'step' | 'settings' | 'problems' | null

export interface EditorState {
  history: History<Flow>
  problems: Problem[]
  /** Problems by node id, those of the whole flow under ''. */
  problemsAt: ReadonlyMap<string, Problem[]>
  /** Ids of selected steps (the trigger too), or of one selected edge. */
  selected: readonly string[]
  panel: SidePanel
  /** The field to show when the panel opens, and a counter so that the same one can be asked for twice. */
  focus: { node: string | null; field: string | null; turn: number } | null
  /** The edge or the end marker whose step menu is open, or the way back whose count is. */
  menuAt: string | null
  /** What is being dragged from the palette, and the spot that would take it. */
  dragged: NodeKind | null
  target: string | null
  mode: 'edit' | 'report' | 'test' | 'replay'
  /** The path that a run took through the flow; the rest is dimmed. */
  lit: LitPath | null
  /** The branches that are folded, by the ids of their lines. */
  folded: ReadonlySet<string>
  /** Nothing can be changed: the person may only look, or the flow is archived. */
  locked: boolean
  /** Others who have a step open, by its id. */
  visitorsAt: ReadonlyMap<string, readonly string[]>
  refusal: { code: RefusalCode; turn: number } | null
}

const NO_PROBLEMS: Problem[] = []

/** All that the editor knows, outside React so that a card re-renders only for what it shows. */
export class EditorStore {
  #state: EditorState
  #known: Known | undefined
  readonly #listeners = new Set<() => void>()

  /** `problems`: those of the flow, where they are known already. */
  constructor(flow: Flow, { locked = false, problems }: { locked?: boolean; problems?: Problem[] } = {}) {
    this.#state = {
      history: startHistory(flow),
      ...sorted(problems ?? validate(flow)),
      selected: [],
      panel: null,
      focus: null,
      menuAt: null,
      dragged: null,
      target: null,
      mode: 'edit',
      lit: null,
      folded: new Set(),
      locked,
      visitorsAt: new Map(),
      refusal: null,
    }
  }

  get state(): EditorState {
    return this.#state
  }

  get flow(): Flow {
    return this.#state.history.present
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly set = (change: Partial<EditorState>): void => {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener()
  }

  /** Makes an edit, or keeps why it was refused. Edits with the same key close together are undone as one. */
  readonly edit = (edit: (flow: Flow) => EditResult, key: string | null = null): boolean => {
    if (this.#state.locked) return false
    const result = edit(this.flow)
    if (!result.ok) {
      this.set({ refusal: { code: result.refusal, turn: (this.#state.refusal?.turn ?? 0) + 1 } })
      return false
    }
    this.#go(record(this.#state.history, result.flow, { key, at: Date.now() }))
    return true
  }

  readonly undo = (): void => this.#go(undo(this.#state.history))
  readonly redo = (): void => this.#go(redo(this.#state.history))

  /** Copies what is selected to right behind it. */
  readonly duplicate = (): void => {
    const ids = this.#selectedSteps
    const [id] = ids
    if (id === undefined) return
    if (ids.length > 1) {
      const clip = copyNodes(this.flow, ids)
      if (clip) this.paste(clip)
      return
    }
    const newId = freeId(this.flow.nodes)
    if (this.edit((flow) => duplicateNode(flow, { id, newId }))) this.select([newId])
  }

  /** The selected steps as a flow file; null where none is. */
  readonly copy = (): Flow | null => copyNodes(this.flow, this.#selectedSteps)

  /** Puts copied steps behind what is selected, on the selected line, or at the first open end. Returns how many, 0 where refused. */
  readonly paste = (clip: Flow): number => {
    const at = this.#pasteSpot()
    const ids = freshIds(this.flow, clip)
    if (!this.edit((flow) => (at ? pasteNodes(flow, { clip, ids, at }) : refused('no_place')))) return 0
    this.select([...ids.values()])
    this.#reveal([...ids.values()])
    return ids.size
  }

  /** Takes in what the workspace has: other names are worth a warning. */
  readonly know = (known: Known): void => {
    const nothingNew = this.#known === undefined && Object.keys(known).length === 0
    this.#known = known
    if (nothingNew) return
    this.set(found(this.flow, known))
  }

  /** Goes on from what somebody else saved since `base`; `present` is theirs with what was done here. Undo takes back one's own. */
  readonly rebase = (sides: { base: Flow; theirs: Flow; present: Flow }): void =>
    this.#go(rebaseHistory(this.#state.history, sides))

  readonly select = (ids: readonly string[], panel: SidePanel = this.#state.panel): void => {
    const one = ids.length === 1 && !isLine(ids[0]!)
    if (one) this.#reveal(ids)
    this.set({ selected: ids, panel: one ? panel : panel === 'step' ? null : panel, focus: null })
  }

  readonly openStep = (id: string, field: string | null = null): void => {
    const turn = (this.#state.focus?.turn ?? 0) + 1
    this.#reveal([id])
    this.set({ selected: [id], panel: 'step', focus: { node: id, field, turn } })
  }

  /** Folds branches, by the ids of their lines, or shows their steps again. What was selected out of sight no longer is. */
  readonly fold = (lines: readonly string[], on: boolean): void => {
    const folded = new Set(this.#state.folded)
    for (const line of lines) on ? folded.add(line) : folded.delete(line)
    const hidden = new Set(on ? lines.flatMap((line) => foldable(this.flow).get(line) ?? []) : [])
    const selected = this.#state.selected.filter((id) => !hidden.has(isLine(id) ? spotOfId(id).from : id))
    this.set({ folded })
    if (selected.length < this.#state.selected.length) this.select(selected)
  }

  /** Puts a new step at a spot and opens it. Returns its id, or null where it was refused. */
  readonly add = (make: (id: string) => FlowNode, at: Spot): string | null => {
    const id = freeId(this.flow.nodes)
    if (!this.edit((flow) => insertNode(flow, { node: make(id), at }))) return null
    this.openStep(id)
    this.set({ menuAt: null })
    return id
  }

  /** Deletes what is selected: steps with reconnection, or a line where that alone is. A box around steps takes in their lines. */
  readonly remove = (): void => {
    const ids = this.#selectedSteps
    const line = this.#state.selected.find(isLine)
    if (ids.length > 0) {
      if (this.edit((flow) => deleteNodes(flow, { ids }))) this.select([])
    } else if (line !== undefined) {
      const cut = isRepeat(line) ? removeRepeat : disconnect
      if (this.edit((flow) => cut(flow, { at: spotOfId(line) }))) this.select([])
    }
  }

  /** Unfolds what hides one of these steps. */
  #reveal(ids: readonly string[]): void {
    const { folded } = this.#state
    const hides = (line: string) =>
      foldable(this.flow)
        .get(line)
        ?.some((id) => ids.includes(id))
    const hiding = [...folded].filter(hides)
    if (hiding.length > 0) this.fold(hiding, false)
  }

  get #selectedSteps(): string[] {
    return this.#state.selected.filter((id) => nodeById(this.flow, id))
  }

  #pasteSpot(): Spot | undefined {
    const { selected } = this.#state
    const steps = this.#selectedSteps
    if (steps.length > 0) return spotBehind(this.flow, steps)
    const line = selected.find(isLine)
    if (line !== undefined && !isRepeat(line)) return spotOfId(line)
    return selected.includes(TRIGGER_ID) ? { from: TRIGGER_ID, branch: null } : openSpots(this.flow)[0]
  }

  #go(history: History<Flow>): void {
    if (history === this.#state.history) return
    const flow = history.present
    const same = flow === this.flow
    this.set({ history, ...(same ? {} : { ...found(flow, this.#known), ...kept(flow, this.#state) }) })
  }
}

/** Whether cards and edges carry figures: of the report, or of a replay. */
export const showsFigures = ({ mode }: EditorState): boolean => mode === 'report' || mode === 'replay'

/** Whether the graph can be changed by hand now. */
export const isEditing = (state: EditorState): boolean => state.mode === 'edit' && !state.locked

/** Problems of one step, the trigger, or (with '') of the flow itself; the same array until they change. */
export function problemsOf(state: EditorState, id: string): Problem[] {
  return state.problemsAt.get(id) ?? NO_PROBLEMS
}

const found = (flow: Flow, known?: Known) => sorted(validate(flow, known))

function sorted(problems: Problem[]): Pick<EditorState, 'problems' | 'problemsAt'> {
  const problemsAt = new Map<string, Problem[]>()
  for (const problem of problems) {
    const at = problem.node ?? (problem.code === 'no_trigger' ? TRIGGER_ID : '')
    problemsAt.set(at, [...(problemsAt.get(at) ?? []), problem])
  }
  return { problems, problemsAt }
}

/** What stays open and selected after the flow has changed under it. */
function kept(flow: Flow, { selected, panel }: EditorState): Partial<EditorState> {
  const still = selected.filter(
    (id) => id === TRIGGER_ID || nodeById(flow, id) || (isLine(id) && isThere(flow, id)),
  )
  return {
    selected: still.length === selected.length ? selected : still,
    panel: panel === 'step' && still.length === 0 ? null : panel,
  }
}

function isThere(flow: Flow, line: string): boolean {
  const spot = spotOfId(line)
  return (isRepeat(line) ? repeatAt(flow, spot) : edgeAt(flow, spot)) !== undefined
}
