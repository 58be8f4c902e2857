// The help of docs/help in a dialog, over every screen and over other dialogs. It opens before the passphrase
// too: a person whose device was taken reads on another one.
import { type ReactNode, useCallback, useEffect, useLayoutEffect, useState } from 'react'
import { requiredContext } from '../../ui/required-context.ts'
import { useAppearance } from '../../shell/appearance.tsx'
import { isKey } from '../../shell/commands/keys.ts'
import { Dialog, ScrollRegion } from '../../ui/index.ts'
import { type Language, useWords } from '../../words/index.ts'
import { type HelpPage, type HelpPart, readHelp } from './help-page.ts'
import './help.css'

const texts: Record<Language, () => Promise<{ default: string }>> = {
  en: () => import('../../../../docs/help/en.md?raw'),
  fr: () => import('../../../../docs/help/fr.md?raw'),
  es: () => import('../../../../docs/help/es.md?raw'),
  ar: () => import('../../../../docs/help/ar.md?raw'),
  ru: () => import('../../../../docs/help/ru.md?raw'),
  zh: () => import('../../../../docs/help/zh.md?raw'),
  'en-XA': () => import('../../../../docs/help/en.md?raw'),
  'ar-XB': () => import('../../../../docs/help/ar.md?raw'),
}

/** The hook gives a function that opens the help. */
export const [HelpContext, useHelp] = requiredContext<() => void>('help')

export function HelpProvider({ children }: { children: ReactNode }) {
  const [isOpen, setOpen] = useState(false)
  const open = useCallback(() => setOpen(true), [])
  // Before the picture is drawn, as the keys of the workspace.
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.isComposing || !isKey(event, 'help')) return
      event.preventDefault()
      event.stopImmediatePropagation()
      open()
    }
    window.addEventListener('keydown', listen, { capture: true })
    return () => window.removeEventListener('keydown', listen, { capture: true })
  }, [open])
  return (
    <HelpContext value={open}>
      {children}
      <HelpDialog isOpen={isOpen} onClose={() => setOpen(false)} />
    </HelpContext>
  )
}

function HelpDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
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
