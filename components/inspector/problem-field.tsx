'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { problemsOf } from '../canvas/editor-store.ts'
import { useEditor } from '../canvas/use-editor.ts'
import { Field, type FieldControlProps } from '../ui/field.tsx'

/** What a field is told about itself; errors go before warnings. */
interface FieldProblem {
  error?: string
  warning?: string
}

/** The first problem that a step has in this field or inside it, in words. `node` '' stands for the flow itself. */
export function useFieldProblem(node: string, field: string): FieldProblem {
  const t = useTranslations('problems')
  const problems = useEditor((state) => problemsOf(state, node)).filter(
    (problem) => problem.field === field || problem.field?.startsWith(`${field}.`),
  )
  const found = problems.find(({ severity }) => severity === 'error') ?? problems[0]
  return found ? { [found.severity]: t(found.code, found.params) } : {}
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
  const problem = useFieldProblem(node, field)
  return (
    <div data-field={field} className="min-w-0">
      <Field label={label} hint={hint} {...problem} aside={aside}>
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
  const { error, warning } = useFieldProblem(node, field)
  return (
    <section data-field={field} className="flex min-w-0 flex-col gap-2">
      <div className="flex items-center justify-between gap-2">
        <h3 className="text-sm font-medium">{title}</h3>
        {aside}
      </div>
      {hint && <p className="text-[13px] text-muted-foreground">{hint}</p>}
      {children}
      {error && <p className="text-[13px] text-destructive">{error}</p>}
      {warning && <p className="text-[13px] text-paused">{warning}</p>}
    </section>
  )
}
