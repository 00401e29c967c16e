import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Flow } from '#flows/graph/flow.ts'
import { recordBulk } from '../services/events/record.ts'
import {
  seedConnection,
  smtpConnection,
  TEST_SECRET,
  testRuntime,
} from '../services/messages/testing/seed.ts'
import type { CrashDatabase } from './crash-database.ts'
import { expectedRuns } from './crash-expected.ts'
import { crashFlows, takesTwo } from './crash-flows.ts'
import type { Outside } from './crash-outside.ts'
import { type CrashPerson, Dice, drawPerson, eventsOf, sampleHistory } from './crash-people.ts'
import { CrashWorkers } from './crash-workers.ts'
import { DrivenShop } from './driven-shop.ts'

export interface CrashFlow {
  flow: Flow
  flowId: string
}

const FLOWS = 25
const FLOWS_A_PERSON = 8
const PEOPLE_AT_ONCE = 20

/** A workspace with random flows, a mail account and people who are about to enter. */
export class CrashShop extends DrivenShop {
  flows: CrashFlow[] = []
  people: CrashPerson[] = []
  private readonly database: CrashDatabase
  private folder = ''

  constructor(database: CrashDatabase) {
    super(database.sql)
    this.database = database
  }

  /** Draws flows, the same for a seed, and as many people as it takes to make `runs` runs. */
  async prepare(runs: number, seed: number, outside: Outside): Promise<void> {
    await this.open()
    await this.database.sql`
      update workspaces set smart_sending = '{"email": 0, "sms": 0, "push": 0, "whatsapp": 0}' where id = ${this.workspaceId}`
    const connected = { workspaceId: this.workspaceId, flowId: '', versionId: '' }
    await seedConnection(testRuntime(this.database), connected, smtpConnection(outside.smtpPort))
    for (const flow of crashFlows(FLOWS, seed, outside.hookUrl)) {
      const { flowId } = await this.publish(flow)
      this.flows.push({ flow, flowId })
    }
    this.draw(runs, new Dice(seed))
  }

  private draw(runs: number, dice: Dice): void {
    for (let left = runs; left > 0; ) {
      const chosen = new Set<number>()
      while (chosen.size < FLOWS_A_PERSON) chosen.add(dice.below(FLOWS))
      const entries = [...chosen].map((flow) => ({
        flow,
        times: takesTwo(this.flows[flow]!.flow) ? 1 + dice.below(2) : 1,
      }))
      const person = drawPerson(this.people.length, dice, entries)
      this.people.push(person)
      for (const { flow } of entries)
        left -= expectedRuns(this.flows[flow]!.flow, `${flow}`, sampleHistory(person, flow)).length
    }
  }

  /** Sends all that people do, some at a time, evenly over a span of time; again whatever was not answered. */
  async send(overMs: number): Promise<void> {
    const begun = performance.now()
    for (let from = 0; from < this.people.length; from += PEOPLE_AT_ONCE) {
      const now = new Date()
      const input = this.people
        .slice(from, from + PEOPLE_AT_ONCE)
        .flatMap((person) => eventsOf(person, now.getTime()))
      const { workspaceId } = this
      await this.database.ask((sql) =>
        recordBulk({ ctx: { sql, workspaceId, actor: { kind: 'system' }, now }, input }),
      )
      const due = ((from + PEOPLE_AT_ONCE) / this.people.length) * overMs
      await sleep(Math.max(0, due - (performance.now() - begun)))
    }
  }

  /** What still has to happen. */
  async left(): Promise<{ inbox: number; runs: number; messages: number; calls: number }> {
    const rows = await this.database.ask(
      (sql) => sql<{ inbox: number; runs: number; messages: number; calls: number }[]>`
        select (select count(*)::int from inbox where error is null) as inbox,
          (select count(*)::int from runs where status in ('waiting', 'held')) as runs,
          (select count(*)::int from messages where status in ('pending', 'sending')) as messages,
          (select count(*)::int from webhook_calls where status in ('pending', 'sending')) as calls`,
    )
    return rows[0]!
  }

  async hire(workers: number): Promise<CrashWorkers> {
    this.folder = await mkdtemp(join(tmpdir(), 'akis-crash-workers-'))
    return new CrashWorkers(workers, this.database.url, {
      AKIS_DATA_DIR: this.folder,
      AKIS_SECRET: TEST_SECRET,
      AKIS_ALLOW_PRIVATE_NETWORK: '1',
      AKIS_URL: 'https://akis.test',
      AKIS_LOG_LEVEL: 'error',
      // they start so often that reading the sources anew would be most of their work
      NODE_COMPILE_CACHE: join(this.folder, 'compiled'),
    })
  }

  async close(): Promise<void> {
    if (this.folder) await rm(this.folder, { recursive: true, force: true })
  }
}
