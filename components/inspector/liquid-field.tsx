'use client'

import { Command } from 'cmdk'
import { Braces, Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useMemo, useRef, useState } from 'react'
import { useEditor } from '../canvas/use-editor.ts'
import { useConditionWords } from '../canvas/use-words.ts'
import { pathName } from '../conditions/describe.ts'
import { exampleText, PROFILE_PATHS, useEventPaths } from '../conditions/use-paths.ts'
import { cn } from '../ui/cn.ts'
import { Input } from '../ui/input.tsx'
import { Popover, PopoverContent, PopoverTrigger } from '../ui/popover.tsx'
import { Textarea } from '../ui/textarea.tsx'

interface LiquidFieldProps {
  value: string
  onValueChange: (value: string) => void
  multiline?: boolean
  rows?: number
  placeholder?: string
  className?: string
  id?: string
  'aria-label'?: string
  'aria-describedby'?: string | undefined
  'aria-invalid'?: true | undefined
}

/** A text with Liquid in it, and a picker that puts a variable where the cursor is. */
export function LiquidField({
  value,
  onValueChange,
  multiline = false,
  rows,
  className,
  ...control
}: LiquidFieldProps) {
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  const cursor = useRef<{ start: number; end: number } | null>(null)
  const remember = () => {
    const { selectionStart, selectionEnd } = field.current ?? {}
    if (typeof selectionStart === 'number' && typeof selectionEnd === 'number') {
      cursor.current = { start: selectionStart, end: selectionEnd }
    }
  }
  const insert = (variable: string) => {
    const { start, end } = cursor.current ?? { start: value.length, end: value.length }
    onValueChange(value.slice(0, start) + variable + value.slice(end))
    requestAnimationFrame(() => {
      field.current?.focus()
      field.current?.setSelectionRange(start + variable.length, start + variable.length)
    })
  }
  const shared = {
    ...control,
    ref: field,
    value,
    onSelect: remember,
    onBlur: remember,
  }
  return (
    <div className="relative">
      {multiline ? (
        <Textarea
          {...shared}
          rows={rows ?? 3}
          className={cn('field-sizing-content max-h-80 pr-10', className)}
          onChange={(event) => onValueChange(event.target.value)}
        />
      ) : (
        <Input
          {...shared}
          className={cn('pr-10', className)}
          onChange={(event) => onValueChange(event.target.value)}
        />
      )}
      <VariablePicker onPick={insert} />
    </div>
  )
}

function VariablePicker({ onPick }: { onPick: (variable: string) => void }) {
  const t = useTranslations('inspector.variables')
  const [open, setOpen] = useState(false)
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <button
          type="button"
          aria-label={t('insert')}
          className="absolute top-1 right-1 grid size-7 place-items-center rounded-md text-muted-foreground transition-colors hover:bg-accent hover:text-foreground"
        >
          <Braces aria-hidden className="size-4" />
        </button>
      </PopoverTrigger>
      <PopoverContent
        align="end"
        className="w-80 max-w-[calc(100vw-2rem)] p-0"
        onCloseAutoFocus={(event) => event.preventDefault()}
      >
        {open && (
          <Variables
            onPick={(variable) => {
              setOpen(false)
              onPick(variable)
            }}
          />
        )}
      </PopoverContent>
    </Popover>
  )
}

const GROUP =
  '[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-muted-foreground'
const ITEM =
  'flex cursor-pointer select-none items-center justify-between gap-3 rounded-md px-2.5 py-1.5 text-sm data-[selected=true]:bg-accent'

interface Variable {
  code: string
  name: string
  example?: string | undefined
}

function Variables({ onPick }: { onPick: (variable: string) => void }) {
  const t = useTranslations('inspector.variables')
  const words = useConditionWords()
  const event = useEditor(({ history: { present } }) =>
    present.trigger?.kind === 'event' ? present.trigger.event : null,
  )
  const eventPaths = useEventPaths(event)
  const groups = useMemo((): { title: string; variables: Variable[] }[] => {
    const person: Variable[] = [
      { code: `{{ profile.first_name | default: '${t('hello')}' }}`, name: t('firstNameDefault') },
      ...PROFILE_PATHS.map((path) => ({ code: `{{ profile.${path} }}`, name: pathName(path, words) })),
    ]
    const fields: Variable[] = eventPaths
      .filter(({ path }) => !/\.\d+(\.|$)/.test(path))
      .map(({ path, example }) => ({
        code: path === 'value' ? '{{ event.value | money: event.currency }}' : `{{ event.${path} }}`,
        name: pathName(path, words),
        example: exampleText(example),
      }))
    const shop: Variable[] = [
      { code: '{{ workspace.name }}', name: t('workspace') },
      { code: '{{ links.unsubscribe }}', name: t('unsubscribe') },
    ]
    return [
      { title: t('person'), variables: person },
      ...(event === null ? [] : [{ title: `${t('event')} · ${event}`, variables: fields }]),
      { title: t('shop'), variables: shop },
    ]
  }, [eventPaths, event, t, words])
  return (
    <Command label={t('insert')} loop>
      <div className="flex items-center gap-2 border-b px-3">
        <Search aria-hidden className="size-4 shrink-0 text-muted-foreground" />
        <Command.Input
          placeholder={t('search')}
          className="h-9 w-full bg-transparent text-sm outline-none placeholder:text-muted-foreground"
        />
      </div>
      <Command.List className="max-h-72 overflow-y-auto p-1">
        <Command.Empty className="px-3 py-6 text-center text-sm text-muted-foreground">
          {t('none')}
        </Command.Empty>
        {groups.map(({ title, variables }) => (
          <Command.Group key={title} heading={title} className={GROUP}>
            {variables.map(({ code, name, example }) => (
              <Command.Item
                key={code}
                value={code}
                keywords={[name]}
                onSelect={() => onPick(code)}
                className={ITEM}
              >
                <span className="min-w-0">
                  <span className="block truncate">{name}</span>
                  <span className="block truncate font-mono text-[11px] text-muted-foreground">{code}</span>
                </span>
                {example && (
                  <span className="max-w-28 shrink-0 truncate text-xs text-muted-foreground">{example}</span>
                )}
              </Command.Item>
            ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  )
}
