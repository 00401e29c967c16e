'use client'

import { useEffect, useRef, useState } from 'react'

export interface Row {
  id: string
  name: string
  value: string
}

let ids = 0
const rowOf = ([name, value]: [string, string]): Row => ({ id: `row-${++ids}`, name, value })

/** A record edited as rows, so that a name may be empty or doubled while it is being typed. */
export function useRows({
  value,
  onChange,
}: {
  value: Record<string, string>
  onChange: (value: Record<string, string>) => void
}) {
  const [items, setItems] = useState(() => Object.entries(value).map(rowOf))
  const sent = useRef(JSON.stringify(value))
  useEffect(() => {
    const text = JSON.stringify(value)
    if (text === sent.current) return
    sent.current = text
    setItems(Object.entries(value).map(rowOf))
  }, [value])
  const change = (next: Row[]) => {
    setItems(next)
    const named = next.filter((row) => row.name.trim() !== '' && row.name.trim() !== '__proto__')
    const record = Object.fromEntries(named.map((row) => [row.name.trim(), row.value]))
    const text = JSON.stringify(record)
    if (text === sent.current) return
    sent.current = text
    onChange(record)
  }
  return {
    items,
    add: () => change([...items, rowOf(['', ''])]),
    remove: (id: string) => change(items.filter((row) => row.id !== id)),
    set: (id: string, part: Partial<Omit<Row, 'id'>>) =>
      change(items.map((row) => (row.id === id ? { ...row, ...part } : row))),
  }
}
