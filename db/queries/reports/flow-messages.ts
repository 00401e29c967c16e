import type { MessageChannel } from '#flows/sending/sending-settings.ts'
import type { Sql } from '../../client.ts'
import { type FlowScope, ofFlow } from './flow-runs.ts'
import { beforeEnd, within } from './period.ts'

export interface MessageFigures {
  node: string
  channel: MessageChannel
  status: string
  reason: string | null
  /** Messages written in the period that were not sent. */
  unsent: number
  sent: number
  opened: number
  clicked: number
}

/** Messages of a flow by node, channel, standing and reason; each thing that happened counts at its own instant. */
export function flowMessages(sql: Sql, scope: FlowScope): Promise<MessageFigures[]> {
  return sql<MessageFigures[]>`
    select node, channel, status, case when status = 'skipped' then reason end as reason,
      (count(*) filter (where sent_at is null and ${within(sql, 'created_at', scope)}))::int as unsent,
      (count(*) filter (where ${within(sql, 'sent_at', scope)}))::int as sent,
      (count(*) filter (where ${within(sql, 'opened_at', scope)}))::int as opened,
      (count(*) filter (where ${within(sql, 'clicked_at', scope)}))::int as clicked
    from messages where ${ofFlow(sql, scope)} and ${beforeEnd(sql, 'created_at', scope)}
    group by 1, 2, 3, 4`
}
