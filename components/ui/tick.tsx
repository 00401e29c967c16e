import { Checkbox } from './checkbox.tsx'
import { cn } from './cn.ts'
import type { Chosen } from './use-chosen.ts'

interface TickProps {
  chosen: Chosen
  'aria-label': string
  className?: string
}

/** Ticks every row that is shown, or none; stands between where some are. `shown`: how many there are. */
export function TickAll({ chosen, shown, className, ...named }: TickProps & { shown: number }) {
  const ticked = chosen.ids.length
  return (
    <Checkbox
      {...named}
      className={cn('relative z-10', className)}
      checked={ticked > 0 && ticked < shown ? 'indeterminate' : ticked > 0}
      onCheckedChange={chosen.toggleShown}
    />
  )
}

/** Ticks one row. It lies over what opens the row. */
export function Tick({ chosen, id, className, ...named }: TickProps & { id: string }) {
  return (
    <Checkbox
      {...named}
      className={cn('relative z-10', className)}
      checked={chosen.has(id)}
      onCheckedChange={() => chosen.toggle(id)}
    />
  )
}
