import type { Flow } from '#flows/graph/flow.ts'
import { isApiError, sendLeaving } from '../api/fetch-json.ts'
import { type FlowDetail, saveFlow } from '../api/flows.ts'

export type SaveState =
  | { kind: 'saved'; at: number | null }
  | { kind: 'waiting' }
  | { kind: 'saving' }
  | { kind: 'failed' }
  | { kind: 'refused'; reason: string }
  /** Somebody else saved meanwhile: nothing is saved until their work is taken in. */
  | { kind: 'conflict'; by: string | null }

const QUIET_MS = 700
const RETRY_MS = 3_000
const LONGEST_RETRY_MS = 30_000
/** Browsers deliver 64 KiB at most after a page has gone. */
const MOST_LEAVING = 60_000

/** Saves a draft a moment after the last edit, one save at a time, and never over someone else's. */
export class Autosave {
  #state: SaveState = { kind: 'saved', at: null }
  #revision: number
  #saved: Flow
  #wanted: Flow
  #running: Promise<void> | null = null
  #timer: ReturnType<typeof setTimeout> | null = null
  #failures = 0
  readonly #id: string
  readonly #onSaved: (flow: FlowDetail) => void
  readonly #listeners = new Set<() => void>()

  constructor(input: { id: string; graph: Flow; revision: number; onSaved: (flow: FlowDetail) => void }) {
    this.#id = input.id
    this.#revision = input.revision
    this.#saved = input.graph
    this.#wanted = input.graph
    this.#onSaved = input.onSaved
  }

  get state(): SaveState {
    return this.#state
  }

  /** The revision that the next save starts from. */
  get revision(): number {
    return this.#revision
  }

  /** The newest draft on the server that the one here has grown from. */
  get base(): Flow {
    return this.#saved
  }

  get isSaved(): boolean {
    return this.#wanted === this.#saved
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The draft as it is now; saved after a quiet moment. */
  want(graph: Flow): void {
    if (graph === this.#wanted) return
    this.#wanted = graph
    if (this.#state.kind === 'conflict') return
    if (!this.#running) this.#become({ kind: 'waiting' })
    this.#later(QUIET_MS)
  }

  /** Saves at once. True when everything is on the server. */
  readonly flush = async (): Promise<boolean> => {
    this.#clear()
    while (!this.isSaved && this.#state.kind !== 'conflict') {
      const before = this.#wanted
      await (this.#running ?? this.#save())
      if (this.#wanted === before && !this.isSaved) break
    }
    return this.isSaved
  }

  /**
   * Goes on from what somebody else saved: the next save starts from there. What is wanted here must hold their work by now;
   * give it to `want`.
   */
  startFrom({ graph, revision }: Pick<FlowDetail, 'graph' | 'revision'>): void {
    this.#clear()
    this.#revision = revision
    this.#saved = graph
    this.#become({ kind: 'waiting' })
    this.#later(QUIET_MS)
  }

  /** Sends what is not saved yet while the page goes away. False when that can't be done reliably. */
  sendBeforeLeaving(): boolean {
    if (this.isSaved) return true
    const body = { graph: this.#wanted, revision: this.#revision }
    if (this.#state.kind === 'conflict' || this.#running || JSON.stringify(body).length > MOST_LEAVING)
      return false
    sendLeaving(`/api/v1/flows/${this.#id}`, { method: 'PUT', body })
    return true
  }

  #save(): Promise<void> {
    const graph = this.#wanted
    this.#become({ kind: 'saving' })
    this.#running = saveFlow(this.#id, { graph, revision: this.#revision })
      .then((flow) => {
        this.#revision = flow.revision
        this.#saved = graph
        this.#failures = 0
        this.#onSaved(flow)
        this.#become(this.isSaved ? { kind: 'saved', at: Date.now() } : { kind: 'waiting' })
        if (!this.isSaved) this.#later(QUIET_MS)
      })
      .catch((error: unknown) => this.#failed(error))
      .finally(() => {
        this.#running = null
      })
    return this.#running
  }

  #failed(error: unknown): void {
    if (isApiError(error) && error.status === 409) {
      const { updatedBy } = error.extra
      this.#become({ kind: 'conflict', by: typeof updatedBy === 'string' ? updatedBy : null })
      return
    }
    if (isApiError(error) && error.status >= 400 && error.status < 500 && error.status !== 429) {
      this.#become({ kind: 'refused', reason: error.errors[0]?.message ?? error.message })
      return
    }
    this.#failures += 1
    this.#become({ kind: 'failed' })
    this.#later(Math.min(RETRY_MS * 2 ** (this.#failures - 1), LONGEST_RETRY_MS))
  }

  #later(ms: number): void {
    this.#clear()
    this.#timer = setTimeout(() => {
      this.#timer = null
      if (this.#running) this.#later(QUIET_MS)
      else if (!this.isSaved) void this.#save()
      else if (this.#state.kind === 'waiting') this.#become({ kind: 'saved', at: Date.now() })
    }, ms)
  }

  #clear(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
  }

  #become(state: SaveState): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}
