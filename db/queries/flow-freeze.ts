import type { Tx } from '../client.ts'

/** Freezes every waiting run of a flow where it stands. Ordered, so that it meets no other taker of several runs crosswise. */
export async function freezeRuns(tx: Tx, flowId: string): Promise<void> {
  await tx`
    with waiting as (
      select part, id from runs where flow_id = ${flowId} and status = 'waiting' order by part, id for update)
    update runs r set status = 'held' from waiting w where r.part = w.part and r.id = w.id`
}

/** Lets every frozen run of a flow go on; one that kept inputs takes them in at once. */
export async function thawRuns(tx: Tx, flowId: string, now: Date): Promise<void> {
  await tx`
    with frozen as (
      select part, id from runs where flow_id = ${flowId} and status = 'held' order by part, id for update)
    update runs r set
      status = case when r.pending is null and r.state #>> '{position,waiting,kind}' = 'review' then 'held' else 'waiting' end,
      wake_at = case when r.pending is null then r.wake_at else least(coalesce(r.wake_at, ${now}), ${now}) end
    from frozen f where r.part = f.part and r.id = f.id`
}
