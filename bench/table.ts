/** The middle value; of an even number, the lower middle. */
export function median(values: number[]): number {
  return percentile(values, 50)
}

/** The smallest value that at least `percent` of all are not above. */
export function percentile(values: number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] as number
}

/** A figure beside what it has to reach. */
export interface Verdict {
  what: string
  /** The figure that counts, with its unit where it has one. */
  figure: number
  unit?: string
  /** At least, or at most. */
  target: { atLeast: number } | { atMost: number }
}

/** Prints figures beside their targets; a missed one says MISS. */
export function printVerdicts(title: string, verdicts: Verdict[]): void {
  printTable(title, [
    ['what', 'figure', 'target', ''],
    ...verdicts.map(({ what, figure, unit = '', target }) => {
      const least = 'atLeast' in target
      const bound = least ? target.atLeast : target.atMost
      const met = least ? figure >= bound : figure <= bound
      return [
        what,
        `${rounded(figure)}${unit}`,
        `${least ? '≥' : '≤'} ${bound}${unit}`,
        met ? 'pass' : 'MISS',
      ]
    }),
  ])
}

const rounded = (value: number) => value.toFixed(Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2)

/** Prints a titled table to standard output, columns aligned. */
export function printTable(title: string, rows: string[][]): void {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  )
  process.stdout.write(`\n${title}\n${lines.join('\n')}\n`)
}
