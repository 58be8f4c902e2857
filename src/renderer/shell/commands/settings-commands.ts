// Commands about the window and the device, by the names of the settings: offered once letters are typed.
import { useMemo } from 'react'
import { Palette, Settings2 } from 'lucide-react'
import { useAppearance } from '../appearance.tsx'
import { useGo } from '../router.ts'
import { focusPart, settingsParts } from '../../screens/settings/parts.ts'
import { afterReturn } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import type { Command } from './offered.ts'

const themes = ['system', 'light', 'dark'] as const

export function useSettingsCommands(): { acts: Command[]; places: Command[] } {
  const words = useWords()
  const go = useGo()
  const { change } = useAppearance()
  return useMemo(() => {
    const named = (act: string, title: string): string =>
      words('commands.onDocument', { act, title })
    return {
      acts: themes.map(theme => ({
        id: `theme/${theme}`,
        text: named(words('settings.theme'), words(`settings.theme.${theme}`)),
        icon: Palette,
        act: () => void change({ theme }),
      })),
      places: settingsParts.map(at => ({
        id: `settings/${at}`,
        text: named(words('settings.title'), words(`settings.${at}`)),
        icon: Settings2,
        act: () => {
          go({ screen: 'settings', at })
          afterReturn(() => focusPart(at))
        },
      })),
    }
  }, [words, go, change])
}
