import type { PreparedRow } from '#db/queries/messages-due.ts'
import type { Outgoing } from './outgoing.ts'

/** What was decided about one message, and what is handed over where it goes out. */
export interface Prepared {
  row: PreparedRow
  outgoing: Outgoing | null
}

/** A message that does not go out now. */
export function settled(
  id: string,
  outcome: Pick<PreparedRow, 'status' | 'reason' | 'detail' | 'dueAt'>,
): Prepared {
  const nothing = {
    connectionId: null,
    provider: null,
    toAddress: null,
    subject: null,
    html: null,
    text: null,
  }
  return { row: { id, ...outcome, ...nothing, links: [] }, outgoing: null }
}
