// The time of this device, for days and hours that are shown and asked for. No clock decides anything.
import { useEffect, useState } from 'react'

const minute = 60_000

/** Goes on with each minute, so that a screen that stays says no old times. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), minute)
    return () => clearInterval(timer)
  }, [])
  return now
}
