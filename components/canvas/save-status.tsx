'use client'

import { Check, CloudAlert, LoaderCircle } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { Button } from '../ui/button.tsx'
import type { Autosave, SaveState } from './autosave.ts'

export function useSaveState(autosave: Autosave): SaveState {
  return useSyncExternalStore(
    autosave.subscribe,
    () => autosave.state,
    () => autosave.state,
  )
}

/** "Saved · 2 s ago", and what is wrong when it is not; `compact`: a sign for it. */
export function SaveStatus({ autosave, compact = false }: { autosave: Autosave; compact?: boolean }) {
  const t = useTranslations('canvas.save')
  const state = useSaveState(autosave)
  return (
    <div
      className="flex items-center gap-2 text-[13px] text-muted-foreground"
      data-testid="save-status"
      data-state={state.kind}
    >
      <span role="status" className="sr-only">
        {state.kind === 'saved' && state.at !== null && t('saved')}
        {state.kind === 'failed' && t('failed')}
        {state.kind === 'refused' && t('refused', { reason: state.reason })}
      </span>
      {state.kind === 'saved' && (
        <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
          <Check aria-hidden className="size-3.5 text-live" />
          <span className={compact ? 'sr-only' : undefined}>
            {state.at === null ? t('saved') : <SavedAgo at={state.at} />}
          </span>
        </span>
      )}
      {(state.kind === 'saving' || state.kind === 'waiting') && (
        <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
          <LoaderCircle aria-hidden className="size-3.5 motion-safe:animate-spin" />
          <span className={compact ? 'sr-only' : undefined}>{t('saving')}</span>
        </span>
      )}
      {(state.kind === 'failed' || state.kind === 'refused') && (
        <span className="inline-flex items-center gap-1.5 text-failed">
          <CloudAlert aria-hidden className="size-3.5" />
          <span className={compact ? 'sr-only' : undefined}>
            {state.kind === 'failed' ? t('failed') : t('refused', { reason: state.reason })}
          </span>
          <Button variant="link" size="sm" onClick={() => void autosave.flush()}>
            {t('retry')}
          </Button>
        </span>
      )}
    </div>
  )
}

function SavedAgo({ at }: { at: number }) {
  const t = useTranslations('canvas.save')
  const locale = useLocale()
  const [now, setNow] = useState(at)
  useEffect(() => {
    const tick = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(tick)
  }, [])
  const seconds = Math.max(0, Math.round((now - at) / 1_000))
  const format = new Intl.RelativeTimeFormat(locale, { style: 'narrow', numeric: 'always' })
  const ago =
    seconds < 60 ? format.format(-seconds, 'second') : format.format(-Math.floor(seconds / 60), 'minute')
  return <>{t('savedAgo', { ago })}</>
}
