const OPEN = '\uE000'
const CLOSE = '\uE001'
export const LINK_OPEN = '\uE002'
export const LINK_CLOSE = '\uE003'
const MARKS = /[\uE000-\uE003]/g
const LIQUID = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g

/**
 * Takes Liquid out of text while markup is made around it, so that neither escaping nor an XML parser touches it.
 * `restore` puts every tag back, wherever and however often its mark ended up.
 */
export class ProtectedLiquid {
  readonly #tags: string[] = []

  /** The text with each Liquid tag replaced by a mark. */
  take(text: string): string {
    return text.replace(MARKS, '').replace(LIQUID, (tag) => this.mark(tag))
  }

  /** A mark for Liquid of our own. */
  mark(tag: string): string {
    this.#tags.push(tag)
    return `${OPEN}${this.#tags.length - 1}${CLOSE}`
  }

  restore(text: string): string {
    return text.replace(/\uE000(\d+)\uE001/g, (_, index: string) => this.#tags[Number(index)] ?? '')
  }
}
