'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { hasTag, sameTag } from '#flows/graph/flow-tags.ts'
import { useFormat } from '../format.ts'
import { Button } from '../ui/button.tsx'
import { cn } from '../ui/cn.ts'

const SHOWN = 12

/** Tags of what is shown, each to be chosen: a flow has to have all that are. */
export function TagFilter({
  tags,
  chosen,
  hidden,
  onChange,
}: {
  tags: { tag: string; count: number }[]
  chosen: string[]
  /** Keeps its place, but is not there to be used. */
  hidden: boolean
  onChange: (tags: string[]) => void
}) {
  const t = useTranslations('flows.list')
  const format = useFormat()
  const [more, setMore] = useState(false)
  const shown = more ? tags : tags.filter(({ tag }, index) => index < SHOWN || hasTag(chosen, tag))
  return (
    <fieldset
      className={cn(
        'flex min-w-0 items-center gap-1.5 overflow-x-auto px-3 py-2 [grid-area:1/1] sm:flex-wrap',
        hidden && 'invisible',
      )}
    >
      <legend className="sr-only">{t('filterTags')}</legend>
      {shown.map(({ tag, count }) => {
        const on = hasTag(chosen, tag)
        return (
          <button
            key={tag}
            type="button"
            aria-pressed={on}
            aria-label={t('taggedCount', { tag, count })}
            onClick={() => onChange(on ? chosen.filter((one) => !sameTag(one, tag)) : [...chosen, tag])}
            className={cn(
              'inline-flex h-7 max-w-60 shrink-0 items-center gap-1.5 rounded-full border px-2.5 text-[13px] transition-colors',
              on
                ? 'border-primary bg-primary-soft text-link'
                : 'text-muted-foreground hover:border-border-strong hover:text-foreground',
            )}
          >
            <span className="truncate">{tag}</span>
            <span className="figures">{format.number(count)}</span>
          </button>
        )
      })}
      {tags.length > shown.length && (
        <Button variant="link" size="sm" onClick={() => setMore(true)}>
          {t('moreTags', { count: tags.length - shown.length })}
        </Button>
      )}
      {more && tags.length > SHOWN && (
        <Button variant="link" size="sm" onClick={() => setMore(false)}>
          {t('fewerTags')}
        </Button>
      )}
    </fieldset>
  )
}
