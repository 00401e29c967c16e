import { cn } from '../ui/cn.ts'

const WIDTH = 88
const HEIGHT = 26
/** Room for the line's own width and the last day's dot. */
const MARGIN = 3

/** A figure by day as a line without axes. `label` says in words what it shows: nothing here can be read off. */
export function Sparkline({
  values,
  label,
  color = 'var(--chart-1)',
  className,
}: {
  values: readonly number[]
  label: string
  color?: string
  className?: string
}) {
  const most = Math.max(0, ...values)
  const x = (index: number) => MARGIN + (index * (WIDTH - 2 * MARGIN)) / Math.max(1, values.length - 1)
  const y = (value: number) => HEIGHT - MARGIN - (most === 0 ? 0 : (value / most) * (HEIGHT - 2 * MARGIN))
  const line = values.map((value, index) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`).join(' ')
  const floor = HEIGHT - MARGIN
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className={cn('h-6.5 w-22 shrink-0', className)}
    >
      <title>{label}</title>
      {most === 0 ? (
        <line
          x1={MARGIN}
          x2={WIDTH - MARGIN}
          y1={floor}
          y2={floor}
          stroke="var(--border)"
          strokeWidth={1.5}
        />
      ) : (
        <>
          <polygon
            points={`${MARGIN},${floor} ${line} ${WIDTH - MARGIN},${floor}`}
            fill={color}
            opacity={0.14}
          />
          <polyline
            points={line}
            fill="none"
            stroke={color}
            strokeWidth={1.5}
            strokeLinejoin="round"
            strokeLinecap="round"
          />
          <circle cx={x(values.length - 1)} cy={y(values.at(-1) ?? 0)} r={2} fill={color} />
        </>
      )}
    </svg>
  )
}
