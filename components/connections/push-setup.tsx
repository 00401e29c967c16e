'use client'

import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useHydrated } from '../shell/use-hydrated.ts'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { PUSH_WORKER_FILE, pushSnippet } from './push-snippet.ts'

/** What a shop puts into its own pages so that people can turn notifications on. */
export function PushSetup({ publicKey }: { publicKey: string }) {
  const t = useTranslations('connections.push.setup')
  const hydrated = useHydrated()
  const origin = hydrated ? window.location.origin : ''
  const snippet = pushSnippet({ origin, publicKey, label: t('button') })
  return (
    <section className="flex flex-col gap-3 border-t pt-4 text-sm">
      <h3 className="font-medium">{t('title')}</h3>
      <p className="text-muted-foreground">
        {t.rich('worker', {
          file: () => <code className="font-mono text-[13px] text-foreground">/{PUSH_WORKER_FILE}</code>,
        })}
      </p>
      <Button asChild variant="secondary" size="sm" className="self-start">
        <a href="/push/sw.js" download={PUSH_WORKER_FILE}>
          <Download aria-hidden />
          {t('download')}
        </a>
      </Button>
      <p className="text-muted-foreground">{t('snippet')}</p>
      <div className="relative rounded-lg border bg-muted">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, so it must take the keyboard */}
        <pre tabIndex={0} className="overflow-x-auto p-4 pr-14 font-mono text-[13px] leading-5">
          {snippet}
        </pre>
        <CopyButton text={snippet} className="absolute top-2 right-2" />
      </div>
      <p className="text-[13px] text-muted-foreground">{t('known')}</p>
    </section>
  )
}
