import type { Json } from '../../json.ts'
import type { Spot } from '../edit/spot.ts'

export type Side = 'mine' | 'theirs'

/** The same thing three times: what both started from, and what each made of it. */
export interface Sides<T> {
  base: T
  mine: T
  theirs: T
}

/** Where two people did different things to the same. */
export type ClashAt =
  | { kind: 'name' }
  /** A field of the trigger; `` where the whole trigger is another. */
  | { kind: 'trigger'; field: string }
  | { kind: 'setting'; setting: string }
  /** A field of a step's config. */
  | { kind: 'step'; node: string; field: string }
  /** A step that one of them deleted and the other changed. */
  | { kind: 'deleted'; node: string; by: Side }
  /** Where a way out leads; `repeat`: back to an earlier step. */
  | { kind: 'line'; spot: Spot; repeat: boolean }

/** What it was, and what each made of it; of a line the step it leads to. */
export interface Clash extends Sides<Json | undefined> {
  /** The same for the same question, whatever else changes. */
  key: string
  at: ClashAt
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
  settle(at: ClashAt, values: Sides<Json | undefined>, suggested = this.#otherwise): Side {
    const key = keyOf(at)
    const taken = this.#choices[key] ?? suggested
    this.all.push({ key, at, ...values, taken, forced: false })
    return taken
  }

  /** Notes that a line had to be left as they have it: there is nothing to ask about it any more. */
  force(at: ClashAt, values: Sides<Json | undefined>): void {
    const key = keyOf(at)
    const asked = this.all.findIndex((clash) => clash.key === key)
    if (asked >= 0) this.all.splice(asked, 1)
    this.all.push({ key, at, ...values, taken: 'theirs', forced: true })
  }
}

const keyOf = (at: ClashAt): string => JSON.stringify(Object.values(at))
