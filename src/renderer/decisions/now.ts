// The time of this device, for days that are shown and asked for. No clock decides anything.
import { useState } from 'react'

/** The same for as long as the component is shown. */
export function useNow(): number {
  const [now] = useState(() => Date.now())
  return now
}
