import { openPool, type Sql } from '#db/client.ts'

/** One place of a statement's plan, with what it really read. */
export interface Walk {
  table: string
  index: string | null
  /** Rows read for nothing, all loops together. */
  wasted: number
  /** Rows handed on, all loops together. */
  rows: number
  statement: string
}

interface PlanNode {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Rows Removed by Filter'?: number
  'Rows Removed by Join Filter'?: number
  'Actual Loops'?: number
  'Actual Rows'?: number
  Plans?: PlanNode[]
}

const EXPLAIN = {
  session_preload_libraries: 'auto_explain',
  'auto_explain.log_min_duration': '0',
  'auto_explain.log_analyze': 'on',
  'auto_explain.log_timing': 'off',
  'auto_explain.log_format': 'json',
  client_min_messages: 'log',
}

/** The worker's kind of pool, with one connection that tells the plan of each statement and what it really read. */
export function watchedPool(url: string): { sql: Sql; walks: () => Walk[]; forget: () => void } {
  let walks: Walk[] = []
  const sql = openPool(url, {
    max: 1,
    batches: true,
    limits: EXPLAIN,
    onNotice: ({ message = '' }) => {
      const json = /^duration: .* plan:\n([\s\S]*)$/.exec(message)?.[1]
      if (json === undefined) return
      const plan = JSON.parse(json) as { 'Query Text': string; Plan: PlanNode }
      walks.push(...walked(plan.Plan, plan['Query Text']))
    },
  })
  return {
    sql,
    walks: () => walks,
    forget: () => {
      walks = []
    },
  }
}

function walked(node: PlanNode, statement: string): Walk[] {
  const wasted =
    ((node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Join Filter'] ?? 0)) *
    (node['Actual Loops'] ?? 1)
  const own: Walk = {
    table: node['Relation Name'] ?? node['Node Type'],
    index: node['Index Name'] ?? null,
    wasted,
    rows: (node['Actual Rows'] ?? 0) * (node['Actual Loops'] ?? 1),
    statement,
  }
  return [own, ...(node.Plans ?? []).flatMap((below) => walked(below, statement))]
}
