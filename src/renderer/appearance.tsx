// How the window looks: language, theme and size. The only thing that is known before the archive opens.
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type ReactNode,
} from 'react'
import type { Appearance } from '#shared/contract'
import { actFor } from './commands/keys.ts'
import { useCore, useShell } from './core-client.ts'
import { applyTheme } from './theme/index.ts'
import { WordsProvider } from './words/index.ts'

const first: Appearance = { language: 'en', theme: 'system', size: 100 }

type Held = { appearance: Appearance; change: (appearance: Partial<Appearance>) => Promise<void> }
const AppearanceContext = createContext<Held | null>(null)

export function useAppearance(): Held {
  const held = useContext(AppearanceContext)
  if (!held) throw new Error('No appearance around this component')
  return held
}

export function AppearanceProvider({ children }: { children: ReactNode }) {
  const core = useCore()
  const shell = useShell()
  const [appearance, setAppearance] = useState<Appearance>(first)
  // The base of the next change: keys for the size come faster than the disk answers.
  const latest = useRef(first)
  const zoom = useCallback(
    (percent: number): void => void shell.call('window.zoom', { percent }).catch(() => {}),
    [shell],
  )
  useEffect(() => {
    const begin = (kept: Appearance): void => {
      latest.current = kept
      setAppearance(kept)
      zoom(kept.size)
    }
    void core.call('appearance.get').then(begin, () => {})
  }, [core, zoom])
  useEffect(() => applyTheme(appearance.theme), [appearance.theme])

  const change = useCallback(
    async (part: Partial<Appearance>) => {
      const next = { ...latest.current, ...part }
      // A size helps now, whether the disk can keep it or not.
      if (part.size !== undefined) {
        latest.current = { ...latest.current, size: part.size }
        zoom(part.size)
      }
      await core.call('appearance.set', next)
      latest.current = { ...latest.current, ...part }
      setAppearance(latest.current)
    },
    [core, zoom],
  )
  useSizeKeys(latest, change)
  return (
    <AppearanceContext value={{ appearance, change }}>
      <WordsProvider language={appearance.language}>{children}</WordsProvider>
    </AppearanceContext>
  )
}

/** On every screen: people who need larger letters need them to unlock, too. */
function useSizeKeys(latest: { readonly current: Appearance }, change: Held['change']): void {
  // Before the picture is drawn, as the keys of the workspace.
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const sized = actFor(event, { larger: 10, smaller: -10, normalSize: 0 })
      if (sized === undefined || event.isComposing) return
      event.preventDefault()
      event.stopImmediatePropagation()
      const size = sized === 0 ? 100 : Math.min(200, Math.max(80, latest.current.size + sized))
      void change({ size }).catch(() => {})
    }
    window.addEventListener('keydown', listen, { capture: true })
    return () => window.removeEventListener('keydown', listen, { capture: true })
  }, [latest, change])
}
