'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { createKey, keysQuery } from '../api/keys.ts'
import { useErrorText } from '../error-text.ts'
import { useSession } from '../session.tsx'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { firstEventCommand } from './first-event-command.ts'

/** Makes a key and shows the command that sends a first event with it. */
export function FirstEvent({ mayMakeKeys }: { mayMakeKeys: boolean }) {
  const t = useTranslations('home.steps.event')
  const errorText = useErrorText()
  const queries = useQueryClient()
  const { user, workspace } = useSession()
  const make = useMutation({
    mutationFn: () => createKey({ name: t('keyName'), kind: 'secret', scopes: ['ingest'] }),
    onSuccess: () => queries.invalidateQueries({ queryKey: keysQuery.queryKey }),
  })
  if (!mayMakeKeys) return <p className="text-[13px] text-muted-foreground">{t('askAdmin')}</p>
  if (!make.data) {
    return (
      <div className="flex flex-col items-start gap-3">
        {make.isError && <Alert tone="error">{errorText(make.error)}</Alert>}
        <Button size="sm" busy={make.isPending} onClick={() => make.mutate()}>
          {t('do')}
        </Button>
      </div>
    )
  }
  const command = firstEventCommand({
    origin: window.location.origin,
    key: make.data.key,
    email: user.email,
    currency: workspace.currency,
  })
  return (
    <div className="flex flex-col gap-3">
      <div className="relative rounded-lg border bg-muted">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, so it must take the keyboard */}
        <pre tabIndex={0} className="overflow-x-auto p-4 pr-14 font-mono text-[13px] leading-5">
          {command}
        </pre>
        <CopyButton text={command} className="absolute top-2 right-2" />
      </div>
      <p className="flex items-center gap-2 text-[13px] text-muted-foreground">
        <span aria-hidden className="relative flex size-2">
          <span className="absolute inline-flex size-full rounded-full bg-paused opacity-60 motion-safe:animate-ping" />
          <span className="relative inline-flex size-2 rounded-full bg-paused" />
        </span>
        {t('waiting')}
      </p>
    </div>
  )
}
