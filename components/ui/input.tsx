import type { ComponentProps } from 'react'
import { cn } from './cn.ts'

/** The look shared by every control a person types or picks in. */
export const controlClasses =
  'w-full rounded-lg border border-input bg-card px-3 text-sm text-foreground transition-colors duration-150 placeholder:text-muted-foreground hover:border-border-strong focus-visible:border-ring focus-visible:outline-2 focus-visible:outline-offset-0 focus-visible:outline-ring/30 disabled:cursor-not-allowed disabled:opacity-60 [&[readonly]]:bg-muted aria-invalid:border-destructive'

export function Input({ className, type = 'text', ...props }: ComponentProps<'input'>) {
  return <input type={type} className={cn(controlClasses, 'h-9', className)} {...props} />
}
