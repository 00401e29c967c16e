import { parentPort, workerData } from 'node:worker_threads'
import { openPool } from '#db/client.ts'
import { replay } from '#flows/replay/replay.ts'
import { ReplayTally, type TallyState } from '#flows/replay/replay-report.ts'
import { type HistoryWanted, readHistory } from './read-history.ts'
import { replaySetting } from './replay-setting.ts'
import { zoneOffsetMs } from './zone-offset.ts'

/** What a thread of a replay is started with. */
export interface ThreadData {
  databaseUrl: string
  wanted: HistoryWanted
  /** What sticky shares are drawn with. */
  drawnFor: string
  winners: ReadonlyMap<string, string>
}

/** What it tells: a page of people is behind it, or a whole part with what became of them. */
export type ThreadNews = { kind: 'page' } | { kind: 'part'; part: number; tally: TallyState }

const { databaseUrl, wanted, drawnFor, winners } = workerData as ThreadData
const { flow, workspace, from, until } = wanted
const sql = openPool(databaseUrl, { max: 2, applicationName: 'akis replay' })
const setting = replaySetting({ flow, flowId: drawnFor, workspace, from, until, winners })
const offsetMs = zoneOffsetMs(workspace.timeZone)

/** Replays a part for each number that it is given. */
parentPort!.on('message', async (part: number) => {
  const tally = new ReplayTally(flow, offsetMs)
  for await (const people of readHistory(sql, wanted, part)) {
    replay(setting, people, tally)
    tell({ kind: 'page' })
  }
  tell({ kind: 'part', part, tally: tally.state() })
})

function tell(news: ThreadNews): void {
  parentPort!.postMessage(news)
}
