// How the window looks: language, theme and size. The only thing that is known before the archive opens.
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import type { Appearance } from '#shared/contract'
import { requiredContext } from '../ui/required-context.ts'
import { actFor } from './commands/keys.ts'
import { useCore, useShell } from './core-client.ts'
import { applyTheme } from '../theme/index.ts'
import { WordsProvider } from '../words/index.ts'

const first: Appearance = { language: 'en', theme: 'system', size: 100 }

type Held = { appearance: Appearance; change: (appearance: Partial<Appearance>) => Promise<void> }
export const [AppearanceContext, useAppearance] = requiredContext<Held>('appearance')

export function AppearanceProvider({ children }: { children: ReactNode }) {
  const core = useCore()
  const shell = useShell()
  const [appearance, setAppearance] = useState<Appearance>(first)
  // The base of the next change: keys for the size come faster than the disk answers.
  const latest = useRef(first)
  const begun = useRef(Promise.resolve())
  const zoom = useCallback(
    (percent: number): void => void shell.call('window.zoom', { percent }).catch(() => {}),
    [shell],
  )
  useLayoutEffect(() => {
    const begin = (kept: Appearance): void => {
      latest.current = kept
      setAppearance(kept)
      zoom(kept.size)
    }
    begun.current = core.call('appearance.get').then(begin, () => {})
  }, [core, zoom])
  useEffect(() => applyTheme(appearance.theme), [appearance.theme])

  const change = useCallback(
    async ({ size, ...part }: Partial<Appearance>) => {
      // A size helps now, whether the disk can keep it or not.
      if (size !== undefined) {
        latest.current = { ...latest.current, size }
        zoom(size)
      }
      await core.call('appearance.set', { ...latest.current, ...part })
      latest.current = { ...latest.current, ...part }
      setAppearance(latest.current)
    },
    [core, zoom],
  )
  const step = useCallback(
    async (by: number) => {
      await begun.current
      const size = by === 0 ? 100 : Math.min(200, Math.max(80, latest.current.size + by))
      await change({ size })
    },
    [change],
  )
  useSizeKeys(step)
  return (
    <AppearanceContext value={{ appearance, change }}>
      <WordsProvider language={appearance.language}>{children}</WordsProvider>
    </AppearanceContext>
  )
}

/**
 * On every screen: people who need larger letters need them to unlock, too. `step` takes percent;
 * 0 is the normal size.
 */
function useSizeKeys(step: (by: number) => Promise<void>): void {
  // Before the picture is drawn, as the keys of the workspace.
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const by = actFor(event, { larger: 10, smaller: -10, normalSize: 0 })
      if (by === undefined || event.isComposing) return
      event.preventDefault()
      event.stopImmediatePropagation()
      void step(by).catch(() => {})
    }
    window.addEventListener('keydown', listen, { capture: true })
    return () => window.removeEventListener('keydown', listen, { capture: true })
  }, [step])
}
