// The language, chosen before anything else can be read.
import { Button as AriaButton } from 'react-aria-components/Button'
import { ChevronDown, Globe } from 'lucide-react'
import { useAppearance } from '../appearance.tsx'
import { Icon, Menu } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { languageNames, languages } from './languages.ts'

export function LanguageChoice() {
  const words = useWords()
  const { appearance, change } = useAppearance()
  return (
    <Menu
      label={words('app.language')}
      groups={[
        {
          acts: languages.map(language => ({
            id: language,
            text: languageNames[language],
            chosen: language === appearance.language,
            onAct: () => void change({ language }),
          })),
        },
      ]}
    >
      <AriaButton
        className="language-choice"
        aria-label={`${words('app.language')}: ${languageNames[appearance.language]}`}
      >
        <Icon of={Globe} size="small" />
        <span>{languageNames[appearance.language]}</span>
        <Icon of={ChevronDown} size="small" />
      </AriaButton>
    </Menu>
  )
}
