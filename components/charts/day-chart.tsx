'use client'

import { Bar, CartesianGrid, ComposedChart, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'

/** One day of a series, and the same day of the period before. */
export interface DayPoint {
  day: string
  value: number
  previousDay: string | null
  previous: number | null
}

export interface DayChartProps {
  points: readonly DayPoint[]
  /** What the chart shows, for those who don't see it; the table beside it has every number. */
  label: string
  formatDay: (day: string) => string
  formatLongDay: (day: string) => string
  formatValue: (value: number) => string
  formatTick: (value: number) => string
}

const AXIS = { fontSize: 12, fill: 'var(--muted-foreground)' }

/** Bars of a figure by day, with the period before as a dashed line. */
export function DayChart({
  points,
  label,
  formatDay,
  formatLongDay,
  formatValue,
  formatTick,
}: DayChartProps) {
  const compared = points.some(({ previous }) => previous !== null)
  return (
    <figure aria-label={label} className="h-64 w-full">
      <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 640, height: 256 }}>
        <ComposedChart
          data={[...points]}
          margin={{ top: 8, right: 4, bottom: 0, left: 0 }}
          accessibilityLayer={false}
        >
          <CartesianGrid vertical={false} stroke="var(--border)" />
          <XAxis
            dataKey="day"
            tickFormatter={formatDay}
            tick={AXIS}
            tickLine={false}
            axisLine={{ stroke: 'var(--border)' }}
            minTickGap={32}
            tickMargin={8}
          />
          <YAxis
            width="auto"
            tickFormatter={formatTick}
            tick={AXIS}
            tickLine={false}
            axisLine={false}
            allowDecimals={false}
            domain={[0, 'auto']}
            tickCount={5}
          />
          <Tooltip
            cursor={{ fill: 'var(--accent)', opacity: 0.6 }}
            isAnimationActive={false}
            content={({ active, payload }) => {
              const point = payload?.[0]?.payload as DayPoint | undefined
              if (!active || point === undefined) return null
              return (
                <div className="figures flex flex-col gap-1 rounded-md border bg-popover px-3 py-2 text-[13px] shadow-overlay">
                  <span className="text-muted-foreground">{formatLongDay(point.day)}</span>
                  <span className="font-semibold">{formatValue(point.value)}</span>
                  {point.previous !== null && point.previousDay !== null && (
                    <span className="text-muted-foreground">
                      {formatDay(point.previousDay)}: {formatValue(point.previous)}
                    </span>
                  )}
                </div>
              )
            }}
          />
          <Bar
            dataKey="value"
            fill="var(--chart-1)"
            radius={[3, 3, 0, 0]}
            maxBarSize={28}
            isAnimationActive={false}
          />
          {compared && (
            <Line
              dataKey="previous"
              stroke="var(--foreground)"
              strokeOpacity={0.6}
              strokeWidth={1.5}
              strokeDasharray="4 4"
              dot={false}
              activeDot={false}
              isAnimationActive={false}
            />
          )}
        </ComposedChart>
      </ResponsiveContainer>
    </figure>
  )
}
