'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { problemsOf } from '../canvas/editor-store.ts'
import { useEditor } from '../canvas/use-editor.ts'
import { Field, type FieldControlProps } from '../ui/field.tsx'

/** The words of the first problem that a step has in this field or inside it. `node` '' stands for the flow itself. */
export function useFieldProblem(node: string, field: string): string | undefined {
  const t = useTranslations('problems')
  const problems = useEditor((state) => problemsOf(state, node))
  const found = problems.find((problem) => problem.field === field || problem.field?.startsWith(`${field}.`))
  return found ? t(found.code, found.params) : undefined
}

/** A labelled control that shows the problem found in its field, and can be jumped to from the list of problems. */
export function ProblemField({
  node,
  field,
  label,
  hint,
  aside,
  children,
}: {
  node: string
  field: string
  label: ReactNode
  hint?: ReactNode
  aside?: ReactNode
  children: (control: FieldControlProps) => ReactNode
}) {
  const error = useFieldProblem(node, field)
  return (
    <div data-field={field} className="min-w-0">
      <Field label={label} hint={hint} error={error} aside={aside}>
        {children}
      </Field>
    </div>
  )
}

/** A part of a form with a heading of its own, for controls that are several. */
export function ProblemGroup({
  node,
  field,
  title,
  hint,
  aside,
  children,
}: {
  node: string
  field: string
  title: ReactNode
  hint?: ReactNode
  aside?: ReactNode
  children: ReactNode
}) {
  const error = useFieldProblem(node, field)
  return (
    <section data-field={field} className="flex min-w-0 flex-col gap-2">
      <div className="flex items-center justify-between gap-2">
        <h3 className="text-sm font-medium">{title}</h3>
        {aside}
      </div>
      {hint && <p className="text-[13px] text-muted-foreground">{hint}</p>}
      {children}
      {error && <p className="text-[13px] text-destructive">{error}</p>}
    </section>
  )
}
