'use client'

import { Languages, SunMoon } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useTheme } from 'next-themes'
import type { ReactNode } from 'react'
import { Mark } from '../mark.tsx'
import { LANGUAGES, useLanguage } from '../shell/preferences.tsx'
import { Button } from '../ui/button.tsx'
import { cn } from '../ui/cn.ts'

/** What stands around the pages of people who are not signed in. */
export function PublicFrame({ children, wide = false }: { children: ReactNode; wide?: boolean }) {
  const t = useTranslations('nav')
  const { resolvedTheme, setTheme } = useTheme()
  const { language, setLanguage } = useLanguage({ signedIn: false })
  const other = LANGUAGES.find(({ value }) => value !== language) ?? LANGUAGES[0]
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex items-center justify-between px-4 py-3 sm:px-6">
        <span className="flex items-center gap-2.5 font-semibold">
          <Mark className="size-7" />
          Akis
        </span>
        <div className="flex items-center gap-1">
          <Button variant="ghost" size="sm" lang={other.value} onClick={() => setLanguage(other.value)}>
            <Languages aria-hidden className="text-muted-foreground" />
            {other.label}
          </Button>
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={t('theme')}
            onClick={() => setTheme(resolvedTheme === 'dark' ? 'light' : 'dark')}
          >
            <SunMoon aria-hidden className="text-muted-foreground" />
          </Button>
        </div>
      </header>
      <main className="flex flex-1 flex-col items-center px-4 pt-6 pb-16 sm:justify-center sm:pt-2">
        <div className={cn('w-full', wide ? 'max-w-140' : 'max-w-100')}>{children}</div>
      </main>
    </div>
  )
}

/** The title of such a page with the card under it. */
export function PublicCard({
  title,
  description,
  children,
}: {
  title: ReactNode
  description?: ReactNode
  children: ReactNode
}) {
  return (
    <>
      <div className="mb-6 flex flex-col gap-1.5">
        <h1 className="text-2xl font-semibold text-balance">{title}</h1>
        {description && <p className="text-muted-foreground">{description}</p>}
      </div>
      <div className="rounded-xl border bg-card p-5 sm:p-6">{children}</div>
    </>
  )
}
