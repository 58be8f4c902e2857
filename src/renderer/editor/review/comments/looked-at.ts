// Whether a person can see this window now: it is visible and has the focus.
import { useSyncExternalStore } from 'react'

const isLookedAt = (): boolean => document.visibilityState === 'visible' && document.hasFocus()
const onLook = (listen: () => void): (() => void) => {
  document.addEventListener('visibilitychange', listen)
  for (const name of ['focus', 'blur']) window.addEventListener(name, listen)
  return () => {
    document.removeEventListener('visibilitychange', listen)
    for (const name of ['focus', 'blur']) window.removeEventListener(name, listen)
  }
}

export const useLookedAt = (): boolean => useSyncExternalStore(onLook, isLookedAt)
