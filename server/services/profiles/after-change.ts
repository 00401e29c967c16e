import type { Tx } from '#db/client.ts'
import type { StoredProfile } from '#db/queries/profiles.ts'
import { pokeRuns } from '#db/queries/runs.ts'
import { wake } from '#db/queries/wake.ts'
import { refreshDateEntriesOf } from '../runs/date-entries.ts'

/** What follows when something about people changed that is no event: their waits judge again, their dates are set anew. */
export async function afterChange(tx: Tx, people: StoredProfile[], now: Date): Promise<void> {
  await pokeRuns(tx, people, now)
  await refreshDateEntriesOf(tx, people, now)
  await wake(tx, 'advance')
}
