'use client'

import { useTranslations } from 'next-intl'
import type { TestedMessage } from '../api/test-flow.ts'

/** A message as the person would get it. */
export function RenderedMessage({ message }: { message: TestedMessage }) {
  const t = useTranslations('flows.test')
  const { subject, html, text, error } = message
  if (error !== null)
    return <p className="mt-1 text-[13px] text-failed">{t('renderFailed', { reason: error })}</p>
  return (
    <details className="mt-1.5 overflow-hidden rounded-lg border">
      <summary className="cursor-pointer truncate bg-muted px-3 py-1.5 text-[13px]">
        {subject ?? t('showMessage')}
      </summary>
      {html === null ? (
        <p className="px-3 py-2.5 whitespace-pre-wrap [overflow-wrap:anywhere]">{text}</p>
      ) : (
        <iframe
          title={subject ?? t('showMessage')}
          sandbox=""
          srcDoc={html}
          className="block h-96 w-full border-0"
        />
      )}
    </details>
  )
}
