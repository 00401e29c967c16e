'use client'

import { Plus } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { FlowTag, LONGEST_TAG, MOST_TAGS, sameTag } from '#flows/graph/flow-tags.ts'
import type { FlowSummary } from '../api/flows.ts'
import { useFormat } from '../format.ts'
import { Button } from '../ui/button.tsx'
import { Checkbox } from '../ui/checkbox.tsx'
import { Dialog, DialogContent } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { wordFilter } from '../ui/word-filter.ts'
import { tagCounts } from './flow-view.ts'
import { NO_CHANGE, overfull, type TagChange, tagState, withTag } from './tag-choice.ts'

/** Puts tags on flows and takes them off: those in use to tick, new ones to type. */
export function TagsDialog({
  flows,
  all,
  busy,
  onSave,
  onClose,
}: {
  flows: FlowSummary[]
  all: FlowSummary[]
  busy: boolean
  onSave: (change: TagChange) => void
  onClose: () => void
}) {
  const t = useTranslations('flows.list')
  const tui = useTranslations('ui')
  const locale = useLocale()
  const form = useId()
  const [typed, setTyped] = useState('')
  const [change, setChange] = useState(NO_CHANGE)
  const known = tagCounts(all, locale, change.add)
  const read = FlowTag.safeParse(typed)
  const isNew = read.success && !known.some(({ tag }) => sameTag(tag, read.data))
  const shown = known.filter(({ tag }) => wordFilter('', typed, [tag]) > 0)
  /** The change with what is typed in it; null where that is no tag. */
  const withTyped = (): TagChange | null => {
    if (typed.trim() === '') return change
    if (!read.success) return null
    const spelled = known.find(({ tag }) => sameTag(tag, read.data))?.tag ?? read.data
    return withTag(flows, change, spelled, true)
  }
  const full = overfull(flows, withTyped() ?? change)[0]
  const error =
    typed.trim() !== '' && !read.success
      ? t('tagTooLong', { most: LONGEST_TAG })
      : full && t('tagsTooMany', { name: full.name, most: MOST_TAGS })
  const take = () => {
    const next = withTyped()
    if (next === null || error) return
    setChange(next)
    setTyped('')
  }
  const nothing = change.add.length + change.remove.length === 0 && typed.trim() === ''
  const save = () => {
    const next = withTyped()
    if (next !== null && !error && !nothing) onSave(next)
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        size="sm"
        title={t('tagsOf', { count: flows.length, name: flows[0]?.name ?? '' })}
        description={t('tagsText')}
        data-testid="tags-dialog"
        footer={
          <>
            <Button variant="secondary" onClick={onClose}>
              {tui('cancel')}
            </Button>
            <Button busy={busy} disabled={nothing || Boolean(error)} onClick={save}>
              {t('save')}
            </Button>
          </>
        }
      >
        <form
          id={form}
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            if (typed.trim() === '') save()
            else take()
          }}
        >
          <Field label={t('findTag')} error={error}>
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
              />
            )}
          </Field>
          {isNew && !error && (
            <Button variant="secondary" size="sm" className="self-start" onClick={take}>
              <Plus aria-hidden />
              {t('addTag', { tag: read.data })}
            </Button>
          )}
          {known.length === 0 && typed.trim() === '' ? (
            <p className="text-sm text-muted-foreground">{t('noTags')}</p>
          ) : (
            <fieldset className="max-h-64 overflow-y-auto">
              <legend className="sr-only">{t('tagsInUse')}</legend>
              {shown.map(({ tag, count }) => (
                <TagRow
                  key={tag}
                  tag={tag}
                  count={count}
                  state={tagState(flows, tag, change)}
                  onTick={(on) => setChange(withTag(flows, change, tag, on))}
                />
              ))}
            </fieldset>
          )}
        </form>
      </DialogContent>
    </Dialog>
  )
}

function TagRow({
  tag,
  count,
  state,
  onTick,
}: {
  tag: string
  count: number
  state: ReturnType<typeof tagState>
  onTick: (on: boolean) => void
}) {
  const id = useId()
  const format = useFormat()
  return (
    <div className="flex min-h-9 items-center gap-3 rounded-md px-2 hover:bg-accent">
      <Checkbox
        id={id}
        checked={state === 'some' ? 'indeterminate' : state === 'all'}
        onCheckedChange={() => onTick(state !== 'all')}
      />
      <label htmlFor={id} className="min-w-0 flex-1 cursor-pointer py-1.5 text-sm [overflow-wrap:anywhere]">
        {tag}
      </label>
      {count > 0 && (
        <span aria-hidden className="figures text-[13px] text-muted-foreground">
          {format.number(count)}
        </span>
      )}
    </div>
  )
}
