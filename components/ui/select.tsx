'use client'

import { Check, ChevronDown } from 'lucide-react'
import { Select as Primitive } from 'radix-ui'
import type { ComponentProps, ReactNode } from 'react'
import { cn } from './cn.ts'
import { controlClasses } from './input.tsx'

export interface SelectOption<V extends string = string> {
  value: V
  label: ReactNode
  /** One more line under the label, in the list only. */
  detail?: ReactNode
  disabled?: boolean
}

export interface SelectProps<V extends string> {
  value: V | undefined
  onValueChange: (value: V) => void
  options: readonly SelectOption<V>[]
  placeholder?: string
  id?: string
  disabled?: boolean
  className?: string
  'aria-label'?: string
  'aria-describedby'?: string | undefined
  'aria-invalid'?: true | undefined
}

/** One of a few choices. For long lists that want searching take `Combobox`. */
export function Select<V extends string>({
  value,
  onValueChange,
  options,
  placeholder,
  className,
  disabled = false,
  ...control
}: SelectProps<V>) {
  const chosen = options.find((option) => option.value === value)
  return (
    <Primitive.Root
      value={value ?? ''}
      onValueChange={(next) => onValueChange(next as V)}
      disabled={disabled}
    >
      <Primitive.Trigger
        className={cn(
          controlClasses,
          'flex h-9 items-center justify-between gap-2 text-left data-[placeholder]:text-muted-foreground',
          className,
        )}
        {...control}
      >
        <span className="truncate">
          <Primitive.Value placeholder={placeholder}>{chosen?.label}</Primitive.Value>
        </span>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-muted-foreground" />
      </Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          position="popper"
          sideOffset={4}
          className="z-50 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) max-w-[min(24rem,calc(100vw-2rem))] overflow-hidden rounded-lg border bg-popover text-popover-foreground shadow-overlay motion-safe:data-[state=open]:animate-rise-in"
        >
          <Primitive.Viewport className="p-1">
            {options.map((option) => (
              <SelectItem key={option.value} value={option.value} disabled={option.disabled ?? false}>
                <span className="flex flex-col">
                  <Primitive.ItemText>{option.label}</Primitive.ItemText>
                  {option.detail && (
                    <span className="text-[13px] text-muted-foreground">{option.detail}</span>
                  )}
                </span>
              </SelectItem>
            ))}
          </Primitive.Viewport>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

function SelectItem({ className, children, ...props }: ComponentProps<typeof Primitive.Item>) {
  return (
    <Primitive.Item
      className={cn(
        'relative flex w-full cursor-default select-none items-start rounded-md py-1.5 pr-8 pl-2.5 text-sm outline-none data-[disabled]:pointer-events-none data-[disabled]:opacity-50 data-[highlighted]:bg-accent',
        className,
      )}
      {...props}
    >
      {children}
      <Primitive.ItemIndicator className="absolute top-2 right-2.5">
        <Check aria-hidden className="size-4 text-link" />
      </Primitive.ItemIndicator>
    </Primitive.Item>
  )
}
