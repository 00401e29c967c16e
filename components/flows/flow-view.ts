import { hasTag, sameTag } from '#flows/graph/flow-tags.ts'
import type { FlowStatus, FlowSummary } from '../api/flows.ts'
import { amountIn } from '../reports/figures.ts'
import { wordFilter } from '../ui/word-filter.ts'

export const STATUS_FILTERS = ['all', 'live', 'draft', 'paused', 'archived'] as const
/** `all` leaves out what is archived. */
export type StatusFilter = (typeof STATUS_FILTERS)[number]

export const SORTS = ['name', 'entered', 'active', 'revenue', 'updated'] as const
export type SortBy = (typeof SORTS)[number]
export interface Sort {
  by: SortBy
  down: boolean
}

/** What of the flows is shown, and in which order: all of it is in the address. */
export interface FlowView {
  search: string
  status: StatusFilter
  /** A flow that is shown has all of these. */
  tags: string[]
  sort: Sort
}

export const USUAL_SORT: Sort = { by: 'updated', down: true }

/** How a column sorts when it is chosen: names from A, figures from the largest. */
export const firstSort = (by: SortBy): Sort => ({ by, down: by !== 'name' })

/** Reads an address; what it does not say, or says badly, is as usual. */
export function readView(params: URLSearchParams): FlowView {
  const given = { status: params.get('status'), by: params.get('sort'), dir: params.get('dir') }
  const by = SORTS.find((one) => one === given.by)
  const first = by === undefined ? USUAL_SORT : firstSort(by)
  const tags = params.getAll('tag').filter((tag) => tag.trim() !== '')
  return {
    search: params.get('q') ?? '',
    status: STATUS_FILTERS.find((one) => one === given.status) ?? 'all',
    tags: tags.filter((tag, index) => tags.findIndex((other) => sameTag(other, tag)) === index),
    sort: { by: first.by, down: given.dir === 'asc' ? false : given.dir === 'desc' ? true : first.down },
  }
}

/** The address's parameters with another view in them; whatever else it says stays. */
export function writeView(
  params: URLSearchParams,
  { search, status, tags, sort }: FlowView,
): URLSearchParams {
  const next = new URLSearchParams(params)
  for (const name of ['q', 'status', 'tag', 'sort', 'dir']) next.delete(name)
  if (search !== '') next.set('q', search)
  if (status !== 'all') next.set('status', status)
  for (const tag of tags) next.append('tag', tag)
  if (sort.by !== USUAL_SORT.by || sort.down !== USUAL_SORT.down) {
    next.set('sort', sort.by)
    next.set('dir', sort.down ? 'desc' : 'asc')
  }
  return next
}

/** Whether anything is kept from being shown. */
export const isFiltered = ({ search, status, tags }: FlowView): boolean =>
  search !== '' || status !== 'all' || tags.length > 0

/** The flows that a view shows, unsorted. */
export function matching(flows: readonly FlowSummary[], { search, status, tags }: FlowView): FlowSummary[] {
  return flows.filter(
    (flow) =>
      (status === 'all' ? flow.status !== 'archived' : flow.status === status) &&
      tags.every((tag) => hasTag(flow.tags, tag)) &&
      wordFilter('', search, [flow.name, flow.triggerLabel ?? '', ...flow.tags]) > 0,
  )
}

/** Flows in order; equal ones by name. Revenue is compared in one currency, the workspace's: nothing is converted. */
export function inOrder(
  flows: readonly FlowSummary[],
  { by, down }: Sort,
  { locale, currency }: { locale: string; currency: string },
): FlowSummary[] {
  const { compare } = new Intl.Collator(locale, { numeric: true })
  const orders: Record<SortBy, (a: FlowSummary, b: FlowSummary) => number> = {
    name: (a, b) => compare(a.name, b.name),
    entered: (a, b) => (a.entered ?? 0) - (b.entered ?? 0),
    active: (a, b) => (a.active ?? 0) - (b.active ?? 0),
    revenue: (a, b) => amountIn(a.revenue ?? [], currency) - amountIn(b.revenue ?? [], currency),
    updated: (a, b) => Date.parse(a.updatedAt) - Date.parse(b.updatedAt),
  }
  const sign = down ? -1 : 1
  return flows.toSorted((a, b) => sign * orders[by](a, b) || compare(a.name, b.name))
}

/** Tags in use with how many of these flows have them, by name. Each is written as it is met first. */
export function tagCounts(
  flows: readonly FlowSummary[],
  locale: string,
  also: readonly string[] = [],
): { tag: string; count: number }[] {
  const counts: { tag: string; count: number }[] = also.map((tag) => ({ tag, count: 0 }))
  for (const tag of flows.flatMap(({ tags }) => tags)) {
    const known = counts.find((one) => sameTag(one.tag, tag))
    if (known === undefined) counts.push({ tag, count: 1 })
    else known.count += 1
  }
  return counts.sort((a, b) => a.tag.localeCompare(b.tag, locale))
}

export function statusCounts(flows: readonly FlowSummary[]): Record<FlowStatus, number> {
  const counts = { draft: 0, live: 0, paused: 0, archived: 0 }
  for (const flow of flows) counts[flow.status] += 1
  return counts
}
