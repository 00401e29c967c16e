import { parentPort, workerData } from 'node:worker_threads'
import { v7 } from 'uuid'
import type { WorkspaceFacts } from '#db/queries/message-facts.ts'
import { type PersonHistory, strangerWith } from '#flows/replay/person-history.ts'
import { replay } from '#flows/replay/replay.ts'
import { ReplayTally } from '#flows/replay/replay-report.ts'
import { replaySetting } from '#server/services/replay/replay-setting.ts'
import { stepsOf } from './replay-steps.ts'
import { DUE, NOON, WITH_FACT } from './step-flow.ts'

/** A thread of the bench: replays as many people as it is told, page by page, and tells how many steps that was. */
const { flowId, workspace, page } = workerData as { flowId: string; workspace: WorkspaceFacts; page: number }
const span = { from: new Date(NOON), until: DUE }
const setting = replaySetting({ flow: WITH_FACT, flowId, workspace, ...span, winners: new Map() })
const people = peopleOf(page)

parentPort!.on('message', (count: number) => {
  const tally = new ReplayTally(WITH_FACT)
  for (let passed = 0; passed < count; passed += page) replay(setting, people, tally)
  parentPort!.postMessage(stepsOf(tally))
})

/** The people of the live loop, as a replay sees them: an order a while ago, then a cart. */
function peopleOf(count: number): PersonHistory[] {
  return Array.from({ length: count }, (_, n) => {
    const id = v7()
    const cart = {
      cart_id: String(n),
      items: [{ sku: 'TS-1', name: 'Tişört', quantity: 2, price: '249.90' }],
    }
    const event = { properties: cart, value: '499.80', currency: 'TRY' }
    return {
      ...strangerWith(id, { id, email: `${id}@example.com` }),
      events: [
        { ...event, id: v7(), name: 'Placed Order', time: NOON - 360_000_000 },
        { ...event, id: v7(), name: 'Added to Cart', time: NOON },
      ],
    }
  })
}
