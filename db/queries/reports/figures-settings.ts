import type { Sql } from '../../client.ts'

/** The workspace's calendar and money, which every report is written in. */
export interface FiguresSettings {
  timeZone: string
  currency: string
}

/** The calendar and money of a workspace; undefined when there is no such workspace. */
export async function figuresSettings(sql: Sql, workspaceId: string): Promise<FiguresSettings | undefined> {
  const [row] = await sql<FiguresSettings[]>`
    select time_zone as "timeZone", currency from workspaces where id = ${workspaceId}`
  return row
}
