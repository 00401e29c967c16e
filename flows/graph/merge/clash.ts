import type { Json } from '../../json.ts'
import type { Spot } from '../edit/spot.ts'

export type Side = 'mine' | 'theirs'

/** Where two people did different things to the same. */
export type ClashAt =
  | { kind: 'name' }
  | { kind: 'trigger' }
  | { kind: 'setting'; setting: string }
  /** A field of a step's config. */
  | { kind: 'step'; node: string; field: string }
  /** A step that one of them deleted and the other changed. */
  | { kind: 'deleted'; node: string; by: Side }
  /** Where a way out leads; `repeat`: back to an earlier step. */
  | { kind: 'line'; spot: Spot; repeat: boolean }

export interface Clash {
  /** The same for the same question, whatever else changes. */
  key: string
  at: ClashAt
  /** What it was, and what each made of it; of a line the step it leads to. */
  base: Json | undefined
  mine: Json | undefined
  theirs: Json | undefined
  /** What is taken where nobody chose. */
  taken: Side
  /** The other side can't be taken: it would close a circle. */
  forced: boolean
}

/** Which side a person chose at a clash, by its key. */
export type Choices = Readonly<Record<string, Side>>

/** Asks at each clash for a side and keeps what was asked. */
export class Clashes {
  readonly all: Clash[] = []
  readonly #choices: Choices
  readonly #otherwise: Side

  constructor(choices: Choices, otherwise: Side) {
    this.#choices = choices
    this.#otherwise = otherwise
  }

  /** Returns the side to take; `suggested` where nobody chose. */
  settle(at: ClashAt, values: Pick<Clash, 'base' | 'mine' | 'theirs'>, suggested = this.#otherwise): Side {
    const key = keyOf(at)
    const taken = this.#choices[key] ?? suggested
    this.all.push({ key, at, ...values, taken, forced: false })
    return taken
  }

  /** Notes that a line had to be left as they have it. */
  force(at: ClashAt, values: Pick<Clash, 'base' | 'mine' | 'theirs'>): void {
    this.all.push({ key: keyOf(at), at, ...values, taken: 'theirs', forced: true })
  }
}

const keyOf = (at: ClashAt): string => JSON.stringify(Object.values(at))
