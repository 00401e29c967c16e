'use client'

import { Command } from 'cmdk'
import { Check, ChevronsUpDown, Plus, Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useRef, useState } from 'react'
import { cn } from './cn.ts'
import { controlClasses } from './input.tsx'
import { Popover, PopoverContent, PopoverTrigger } from './popover.tsx'
import { wordFilter } from './word-filter.ts'

export interface ComboboxOption {
  value: string
  /** What the list and the search read. */
  label: string
  detail?: ReactNode
  /** More words the search finds it by. */
  keywords?: string[]
  group?: string
}

export interface ComboboxProps {
  value: string | undefined
  onValueChange: (value: string) => void
  options: readonly ComboboxOption[]
  placeholder?: string
  searchPlaceholder?: string
  /** Told what is typed, where the options are looked up by it. */
  onSearch?: (search: string) => void
  /** Lets a person take a value that is not in the list. */
  allowCustom?: boolean
  id?: string
  disabled?: boolean
  className?: string
  'aria-label'?: string
  'aria-describedby'?: string | undefined
  'aria-invalid'?: true | undefined
}

/** One of many choices, found by typing. */
export function Combobox({
  value,
  onValueChange,
  options,
  placeholder,
  searchPlaceholder,
  onSearch,
  allowCustom = false,
  className,
  ...control
}: ComboboxProps) {
  const t = useTranslations('ui')
  const [open, setOpen] = useState(false)
  const [search, setSearch] = useState('')
  const list = useRef<HTMLDivElement>(null)
  const chosen = options.find((option) => option.value === value)
  const shown = chosen?.label ?? (value === '' ? undefined : value)
  const custom = search.trim()
  const offerCustom =
    allowCustom &&
    custom !== '' &&
    !options.some((option) => option.value === custom || option.label === custom)

  const groups = new Map<string, ComboboxOption[]>()
  for (const option of options) {
    const group = option.group ?? ''
    groups.set(group, [...(groups.get(group) ?? []), option])
  }

  function take(next: string) {
    onValueChange(next)
    setOpen(false)
    setSearch('')
  }

  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <button
          type="button"
          role="combobox"
          aria-expanded={open}
          className={cn(controlClasses, 'flex h-9 items-center justify-between gap-2 text-left', className)}
          {...control}
        >
          <span
            suppressHydrationWarning
            className={cn('truncate', shown === undefined && 'text-muted-foreground')}
          >
            {shown ?? placeholder}
          </span>
          <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-muted-foreground" />
        </button>
      </PopoverTrigger>
      <PopoverContent
        align="start"
        className="w-(--radix-popover-trigger-width) min-w-64 max-w-[calc(100vw-2rem)] p-0"
      >
        <Command label={searchPlaceholder ?? t('search')} filter={fits}>
          <div className="flex items-center gap-2 border-b px-3">
            <Search aria-hidden className="size-4 shrink-0 text-muted-foreground" />
            <Command.Input
              value={search}
              onValueChange={(next) => {
                setSearch(next)
                onSearch?.(next)
                list.current?.scrollTo(0, 0)
              }}
              placeholder={searchPlaceholder ?? t('search')}
              className="h-9 w-full bg-transparent text-sm outline-none placeholder:text-muted-foreground"
            />
          </div>
          <Command.List ref={list} className="max-h-64 overflow-y-auto p-1">
            {!offerCustom && (
              <Command.Empty className="px-3 py-6 text-center text-sm text-muted-foreground">
                {t('nothingFound')}
              </Command.Empty>
            )}
            {[...groups].map(([group, members]) => (
              <Command.Group key={group} heading={group === '' ? undefined : group} className={GROUP}>
                {members.map((option) => (
                  <Command.Item
                    key={option.value}
                    value={option.value}
                    keywords={[option.label, ...(option.keywords ?? [])]}
                    onSelect={() => take(option.value)}
                    className={ITEM}
                  >
                    <span className="min-w-0 flex-1">
                      <span className="block truncate">{option.label}</span>
                      {option.detail && (
                        <span className="block truncate text-[13px] text-muted-foreground">
                          {option.detail}
                        </span>
                      )}
                    </span>
                    {option.value === value && <Check aria-hidden className="size-4 shrink-0 text-link" />}
                  </Command.Item>
                ))}
              </Command.Group>
            ))}
            {offerCustom && (
              <Command.Item
                forceMount
                value={`custom:${custom}`}
                onSelect={() => take(custom)}
                className={ITEM}
              >
                <Plus aria-hidden className="size-4 text-muted-foreground" />
                {t('take', { value: custom })}
              </Command.Item>
            )}
          </Command.List>
        </Command>
      </PopoverContent>
    </Popover>
  )
}

/** By its words, or by its value where someone types it out. */
const fits = (value: string, search: string, words?: string[]) =>
  value === search.trim() ? 1 : wordFilter(value, search, words)

const GROUP =
  '[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-muted-foreground'
const ITEM =
  'flex cursor-pointer select-none items-center gap-2 rounded-md px-2.5 py-1.5 text-sm data-[selected=true]:bg-accent'
