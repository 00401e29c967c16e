'use client'

import { useTranslations } from 'next-intl'
import { toast } from 'sonner'
import { useErrorText } from '../error-text.ts'
import type { Deed } from './deeds.ts'
import type { Outcome } from './on-each.ts'

/** Long enough to read what happened and to take it back. */
const UNDO_MS = 12_000
const LINES = 4

/** A flow that something was done to, or could not be done to. */
type Named = { name: string }

/** It did not fit the flow, so it was not tried. */
export class Unfit extends Error {}

export interface Told {
  deed: Deed
  outcome: Outcome<Named, unknown>
  /** The name to tell, where one flow came of it. */
  name?: string
  /** What the toast offers. */
  offer?: { label: string; do: () => void } | undefined
}

/** Tells what came of a deed: how many, and of each that failed its name and why. */
export function useTell(): {
  tell: (told: Told) => void
  tellUndone: (outcome: Outcome<Named, unknown>) => void
} {
  const t = useTranslations('flows.list')
  const errorText = useErrorText()
  const lines = (failed: Outcome<Named, unknown>['failed'], deed?: Deed) => (
    <ul className="mt-1 flex flex-col gap-0.5">
      {failed.slice(0, LINES).map(({ of, error }) => (
        <li key={of.name} className="[overflow-wrap:anywhere]">
          {t('failure', {
            name: of.name,
            reason:
              error instanceof Unfit && deed !== undefined && deed in UNFIT
                ? t(`unfit.${deed as keyof typeof UNFIT}`)
                : errorText(error),
          })}
        </li>
      ))}
      {failed.length > LINES && <li>{t('moreFailures', { count: failed.length - LINES })}</li>}
    </ul>
  )
  return {
    tell: ({ deed, outcome: { done, failed }, name, offer }) => {
      const count = done.length + failed.length
      const action = offer && done.length > 0 ? { label: offer.label, onClick: offer.do } : undefined
      const options = { ...(action && { action, duration: UNDO_MS }) }
      if (failed.length === 0)
        return void toast.success(t(`done.${deed}`, { count, name: name ?? done[0]?.of.name ?? '' }), options)
      const words = t(`partly.${deed}`, { done: done.length, count })
      const show = done.length > 0 ? toast.warning : toast.error
      show(words, { ...options, duration: UNDO_MS, description: lines(failed, deed) })
    },
    tellUndone: ({ failed }) => {
      if (failed.length === 0) toast.success(t('undone'))
      else toast.error(t('undoFailed'), { duration: UNDO_MS, description: lines(failed) })
    },
  }
}

const UNFIT = { pause: true, resume: true, archive: true, delete: true }
