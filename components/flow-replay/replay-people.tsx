'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { TRIGGER_ID } from '#flows/graph/flow.ts'
import type { Figure } from '../api/flow-report.ts'
import { personName } from '../api/people.ts'
import { useReplayPeople } from '../api/replay.ts'
import { useOpenFlow } from '../canvas/open-flow.ts'
import { useFigureTitle } from '../canvas/people-behind.tsx'
import { useErrorText } from '../error-text.ts'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogContent } from '../ui/dialog.tsx'
import { Skeleton } from '../ui/skeleton.tsx'

/** The figures of a replay whose people are kept. */
export const REPLAY_PEOPLE: ReadonlySet<Figure['of']> = new Set(['entered', 'sent', 'left'])

/** Who is behind a figure of a replay, as far as they are kept; each can be led through the draft. */
export function ReplayPeople({ job, figure, onClose }: { job: string; figure: Figure; onClose: () => void }) {
  const t = useTranslations('canvas.people')
  const errorText = useErrorText()
  const { id } = useOpenFlow()
  const title = useFigureTitle(figure)
  const people = useReplayPeople(job, nameOf(figure))
  const rows = people.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={title} description={t('replayHint')} data-testid="replay-people">
        {people.error && <Alert tone="error">{errorText(people.error)}</Alert>}
        {people.isPending && <Skeleton className="h-40" />}
        <ul className="divide-y">
          {rows.map((person) => {
            const name = personName(person) ?? t('noName')
            return (
              <li key={person.id} className="flex items-center gap-3 py-2 text-sm">
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-medium">{name}</span>
                  {person.email !== name && person.email && (
                    <span className="block truncate text-[13px] text-muted-foreground">{person.email}</span>
                  )}
                </span>
                <Button asChild variant="ghost" size="sm">
                  <Link href={`/flows/${id}/test?person=${person.id}`} aria-label={t('testOf', { name })}>
                    {t('test')}
                  </Link>
                </Button>
              </li>
            )
          })}
        </ul>
        {people.hasNextPage && (
          <Button
            variant="secondary"
            size="sm"
            busy={people.isFetchingNextPage}
            onClick={() => void people.fetchNextPage()}
          >
            {t('more')}
          </Button>
        )}
      </DialogContent>
    </Dialog>
  )
}

/** The figure as a replay's people are kept under it. */
function nameOf({ of, node, branch }: Figure): string {
  if (of === 'left') return branch === null ? `edge ${node}` : `edge ${node} ${branch}`
  if (of === 'sent') return `sent ${node}`
  return node === TRIGGER_ID ? 'entered' : `node ${node}`
}
