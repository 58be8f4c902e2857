// How the window looks: language and theme. The only thing that is known before the archive opens.
import { createContext, useCallback, useContext, useEffect, useState, type ReactNode } from 'react'
import type { Appearance } from '#shared/contract'
import { useCore } from './core.ts'
import { applyTheme } from './theme/index.ts'
import { WordsProvider } from './words/index.ts'

type Held = { appearance: Appearance; change: (appearance: Partial<Appearance>) => Promise<void> }
const AppearanceContext = createContext<Held | null>(null)

export function useAppearance(): Held {
  const held = useContext(AppearanceContext)
  if (!held) throw new Error('No appearance around this component')
  return held
}

export function AppearanceProvider({ children }: { children: ReactNode }) {
  const core = useCore()
  const [appearance, setAppearance] = useState<Appearance>({ language: 'en', theme: 'system' })
  useEffect(() => {
    void core.call('appearance.get').then(setAppearance, () => {})
  }, [core])
  useEffect(() => applyTheme(appearance.theme), [appearance.theme])

  const change = useCallback(
    async (part: Partial<Appearance>) => {
      const next = { ...appearance, ...part }
      await core.call('appearance.set', next)
      setAppearance(next)
    },
    [core, appearance],
  )
  return (
    <AppearanceContext value={{ appearance, change }}>
      <WordsProvider language={appearance.language}>{children}</WordsProvider>
    </AppearanceContext>
  )
}
