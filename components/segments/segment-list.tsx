'use client'

import { ChevronDown, Layers, Plus } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { READY_MADE_SEGMENT_IDS, READY_MADE_SEGMENTS } from '#flows/conditions/ready-made.ts'
import { type Segment, useSegments } from '../api/segments.ts'
import { useConditionWords } from '../canvas/use-words.ts'
import { describeCondition } from '../conditions/describe.ts'
import { useErrorText } from '../error-text.ts'
import { useFormat } from '../format.ts'
import { useMay } from '../session.tsx'
import { Alert } from '../ui/alert.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '../ui/dropdown-menu.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table.tsx'

/** The shop's segments with what they mean and how many people they have. */
export function SegmentList() {
  const t = useTranslations('segments')
  const errorText = useErrorText()
  const may = useMay()
  const segments = useSegments({ follow: true })
  const actions = may('people:write') && (
    <>
      <ReadyMade />
      <Button asChild>
        <Link href="/segments/new">
          <Plus aria-hidden />
          {t('new')}
        </Link>
      </Button>
    </>
  )
  const items = segments.data ?? []
  return (
    <>
      <PageHeader title={t('title')} description={t('lead')} actions={actions} />
      <section className="rounded-lg border bg-card">
        {segments.isError && (
          <Alert tone="error" className="m-4">
            {errorText(segments.error)}
          </Alert>
        )}
        {segments.isPending && (
          <div className="flex flex-col gap-3 p-4" aria-busy>
            {[0, 1, 2].map((row) => (
              <Skeleton key={row} className="h-11" />
            ))}
          </div>
        )}
        {segments.isSuccess && items.length === 0 && (
          <EmptyState picture={<Layers />} title={t('empty')} description={t('emptyHint')} />
        )}
        {items.length > 0 && (
          <Table>
            <TableHead>
              <TableRow>
                <TableHeader>{t('column.segment')}</TableHeader>
                <TableHeader numeric>{t('column.people')}</TableHeader>
                <TableHeader numeric className="max-sm:hidden">
                  {t('column.changed')}
                </TableHeader>
              </TableRow>
            </TableHead>
            <TableBody>
              {items.map((segment) => (
                <SegmentRow key={segment.id} segment={segment} />
              ))}
            </TableBody>
          </Table>
        )}
      </section>
    </>
  )
}

function SegmentRow({ segment }: { segment: Segment }) {
  const t = useTranslations('segments')
  const format = useFormat()
  const words = useConditionWords()
  return (
    <TableRow className="relative hover:bg-accent/50">
      <TableCell className="w-full max-w-0">
        <Link
          href={`/segments/${segment.id}`}
          className="block truncate font-medium after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-ring"
        >
          {segment.name}
          {segment.kind === 'static' && <Badge className="ml-2 align-middle">{t('static')}</Badge>}
        </Link>
        <span className="block truncate text-[13px] text-muted-foreground">
          {describeCondition(segment.definition, words)}
        </span>
      </TableCell>
      <TableCell numeric className="whitespace-nowrap">
        {segment.computing ? t('computing') : format.number(segment.members)}
      </TableCell>
      <TableCell numeric className="whitespace-nowrap text-muted-foreground max-sm:hidden">
        {format.relative(segment.updatedAt)}
      </TableCell>
    </TableRow>
  )
}

/** Begins with a definition that most shops want; what it says can be changed before it is saved. */
function ReadyMade() {
  const t = useTranslations('segments')
  const router = useRouter()
  const words = useConditionWords()
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="secondary">
          {t('readyMade')}
          <ChevronDown aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="max-h-96 w-80 overflow-y-auto">
        {READY_MADE_SEGMENT_IDS.map((id) => (
          <DropdownMenuItem key={id} onSelect={() => router.push(`/segments/new?from=${id}`)}>
            <span className="flex min-w-0 flex-col">
              <span className="font-medium">{t(`ready.${id}`)}</span>
              <span className="text-[13px] text-muted-foreground">
                {describeCondition(READY_MADE_SEGMENTS[id], words)}
              </span>
            </span>
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
