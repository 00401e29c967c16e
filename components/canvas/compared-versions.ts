/** A version by its number, or the draft. */
export type Compared = number | 'draft'

export interface ComparedVersions {
  before: Compared
  after: Compared
}

const ONE = '([1-9]\\d{0,8}|draft)'
const PAIR = new RegExp(`^${ONE}\\.\\.${ONE}$`)

/** What an address asks to compare, such as `2..draft`; null where it asks for nothing that can be. */
export function comparedIn(text: string | null): ComparedVersions | null {
  const [, before, after] = PAIR.exec(text ?? '') ?? []
  return before === undefined || after === undefined ? null : { before: side(before), after: side(after) }
}

const side = (text: string): Compared => (text === 'draft' ? 'draft' : Number(text))

/** Where the studio compares two versions of a flow. */
export const comparePath = (flowId: string, { before, after }: ComparedVersions): string =>
  `/flows/${flowId}?compare=${before}..${after}`
