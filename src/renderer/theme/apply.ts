// Puts the chosen theme on the root element and follows the system when asked to.
import type { Appearance } from '#shared/contract'

export type Theme = Appearance['theme']

/** Applies `theme` until the returned function is called. */
export function applyTheme(theme: Theme, root: HTMLElement = document.documentElement): () => void {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const apply = (): void => {
    root.dataset['theme'] = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme
  }
  apply()
  dark.addEventListener('change', apply)
  return () => dark.removeEventListener('change', apply)
}
