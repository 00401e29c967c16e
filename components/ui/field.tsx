'use client'

import { CircleAlert, TriangleAlert } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { cn } from './cn.ts'
import { Label } from './label.tsx'

/** What a control needs so that its label, hint and error are read out with it. */
export interface FieldControlProps {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

export interface FieldProps {
  label: ReactNode
  hint?: ReactNode
  error?: ReactNode
  /** Worth a look, but nothing wrong; an error goes before it. */
  warning?: ReactNode
  /** Text at the right of the label, such as "optional". */
  aside?: ReactNode
  className?: string
  children: (control: FieldControlProps) => ReactNode
}

/** A labelled control: `<Field label="Name" error={…}>{(control) => <Input {...control} />}</Field>`. */
export function Field({ label, hint, error, warning, aside, className, children }: FieldProps) {
  const id = useId()
  const hintId = `${id}-hint`
  const errorId = `${id}-error`
  const described = [error || warning ? errorId : null, hint ? hintId : null]
    .filter((part) => part !== null)
    .join(' ')
  return (
    <div className={cn('flex min-w-0 flex-col gap-1.5', className)}>
      <div className="flex items-baseline justify-between gap-2">
        <Label htmlFor={id}>{label}</Label>
        {aside && <span className="text-[13px] text-muted-foreground">{aside}</span>}
      </div>
      {children({
        id,
        'aria-describedby': described === '' ? undefined : described,
        'aria-invalid': error ? true : undefined,
      })}
      {error && (
        <p id={errorId} className="flex items-start gap-1.5 text-[13px] text-destructive">
          <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          <span>{error}</span>
        </p>
      )}
      {!error && warning && (
        <p id={errorId} className="flex items-start gap-1.5 text-[13px] text-paused">
          <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          <span>{warning}</span>
        </p>
      )}
      {hint && (
        <p id={hintId} className="text-[13px] text-muted-foreground">
          {hint}
        </p>
      )}
    </div>
  )
}
