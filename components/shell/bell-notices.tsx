'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { CheckCheck } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { type Notice, noticesQuery, seeNotices } from '../api/notices.ts'
import { useMay } from '../session.tsx'
import { Button } from '../ui/button.tsx'

/** What flows told the team and nobody has seen yet. */
export function BellNotices({ notices, onLeave }: { notices: Notice[]; onLeave: () => void }) {
  const t = useTranslations('notices')
  const may = useMay()
  const client = useQueryClient()
  const see = useMutation({
    mutationFn: () => seeNotices(notices.map(({ id }) => id)),
    onSettled: () => client.invalidateQueries({ queryKey: noticesQuery.queryKey }),
  })
  if (notices.length === 0) return null
  return (
    <section className="mt-1 border-t pt-1.5" aria-label={t('title')}>
      <div className="flex items-center justify-between px-2.5 pb-1">
        <h2 className="text-[13px] font-medium text-muted-foreground">{t('title')}</h2>
        {may('messages:write') && (
          <Button variant="ghost" size="sm" disabled={see.isPending} onClick={() => see.mutate()}>
            <CheckCheck aria-hidden />
            {t('seen')}
          </Button>
        )}
      </div>
      <ul className="max-h-80 overflow-y-auto">
        {notices.map(({ id, text, flow, profile, error }) => (
          <li key={id}>
            <Link
              href={`/flows/${flow.id}`}
              onClick={onLeave}
              className="block rounded-md px-2.5 py-2 text-sm transition-colors hover:bg-accent"
            >
              <span className="line-clamp-3 whitespace-pre-line break-words">{text}</span>
              <span className="mt-0.5 block truncate text-xs text-muted-foreground">
                {t('of', {
                  flow: flow.name ?? '',
                  person: profile.name ?? profile.email ?? profile.phone ?? t('someone'),
                })}
              </span>
              {error && (
                <span className="mt-0.5 block text-xs text-destructive">{t('failed', { error })}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
