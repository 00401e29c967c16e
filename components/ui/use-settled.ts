import { useEffect, useState } from 'react'

/** A value once it has stayed the same for so many ms: what is typed is not asked for letter by letter. */
export function useSettled<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const handle = setTimeout(() => setSettled(value), ms)
    return () => clearTimeout(handle)
  }, [value, ms])
  return settled
}
