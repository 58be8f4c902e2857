// The help of docs/help in a dialog. It opens before the passphrase too: a person whose device was taken
// reads on another one.
import { useEffect, useState } from 'react'
import { useAppearance } from '../appearance.tsx'
import { Dialog, ScrollRegion } from '../ui/index.ts'
import { type Language, useWords } from '../words/index.ts'
import { type HelpPage, type HelpPart, readHelp } from './help-page.ts'
import './help.css'

const texts: Record<Language, () => Promise<{ default: string }>> = {
  en: () => import('../../../docs/help/en.md?raw'),
  fr: () => import('../../../docs/help/fr.md?raw'),
  es: () => import('../../../docs/help/es.md?raw'),
  ar: () => import('../../../docs/help/ar.md?raw'),
  ru: () => import('../../../docs/help/ru.md?raw'),
  zh: () => import('../../../docs/help/zh.md?raw'),
  'en-XA': () => import('../../../docs/help/en.md?raw'),
  'ar-XB': () => import('../../../docs/help/ar.md?raw'),
}

export function HelpDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const words = useWords()
  const { language } = useAppearance().appearance
  const [page, setPage] = useState<HelpPage | null>(null)
  useEffect(() => {
    if (!isOpen) return
    let current = true
    void texts[language]().then(({ default: text }) => {
      if (current) setPage(readHelp(text))
    })
    return () => void (current = false)
  }, [isOpen, language])
  const title = words('app.help')
  return (
    <Dialog isOpen={isOpen && page !== null} onClose={onClose} title={title} size="wide">
      <ScrollRegion className="help" label={title}>
        {page?.sections.map(section => (
          <section key={section.title}>
            <h3>{section.title}</h3>
            {section.parts.map((part, index) => (
              <Part key={index} part={part} />
            ))}
          </section>
        ))}
      </ScrollRegion>
    </Dialog>
  )
}

function Part({ part }: { part: HelpPart }) {
  if (part.kind === 'paragraph') return <p>{part.text}</p>
  const List = part.ordered ? 'ol' : 'ul'
  return (
    <List>
      {part.items.map(item => (
        <li key={item}>{item}</li>
      ))}
    </List>
  )
}
