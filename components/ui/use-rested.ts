import { useEffect, useState } from 'react'

const AT_MOST_MS = 2_000

/** True once the browser has drawn what the page is about and has nothing else to do; Safari can't tell, so it waits a little. */
export function useRested(): boolean {
  const [rested, setRested] = useState(false)
  useEffect(() => {
    const done = () => setRested(true)
    if (!('requestIdleCallback' in window)) {
      const handle = setTimeout(done, AT_MOST_MS / 4)
      return () => clearTimeout(handle)
    }
    const handle = requestIdleCallback(done, { timeout: AT_MOST_MS })
    return () => cancelIdleCallback(handle)
  }, [])
  return rested
}
