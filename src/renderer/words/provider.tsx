// Puts the chosen language around the window: messages, number and date formats, direction, and the
// component library's own words.
import { useEffect, useState, type ReactNode } from 'react'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { IntlProvider, type MessageFormatElement } from 'react-intl'
import { messages as english } from 'virtual:words/en'
import { directionOf, formats, type Language } from './formats.ts'

type Messages = Record<string, MessageFormatElement[]>

const load: Record<Language, () => Promise<Messages>> = {
  en: () => Promise.resolve(english),
  fr: async () => (await import('virtual:words/fr')).messages,
  es: async () => (await import('virtual:words/es')).messages,
  ar: async () => (await import('virtual:words/ar')).messages,
  ru: async () => (await import('virtual:words/ru')).messages,
  zh: async () => (await import('virtual:words/zh')).messages,
  'en-XA': async () => (await import('virtual:words/en-XA')).messages,
  'ar-XB': async () => (await import('virtual:words/ar-XB')).messages,
}

type Catalogue = { language: Language; messages: Messages }

/** `first` until the messages of `language` are there, and then each time those of the last one. */
function useCatalogue<First>(language: Language, first: First): Catalogue | First {
  const [loaded, setLoaded] = useState<Catalogue | First>(first)
  useEffect(() => {
    let current = true
    void load[language]().then(messages => {
      if (current) setLoaded({ language, messages })
    })
    return () => void (current = false)
  }, [language])
  return loaded
}

const first: Catalogue = { language: 'en', messages: english }

/** English until the messages of `language` are there. */
export function WordsProvider(props: { language: Language; children: ReactNode }) {
  const { language, children } = props
  const loaded = useCatalogue(language, first)
  useEffect(() => {
    document.documentElement.lang = loaded.language === 'ar-XB' ? 'ar' : loaded.language.slice(0, 2)
    document.documentElement.dir = directionOf(loaded.language)
  }, [loaded.language])

  const locale = formats[loaded.language]
  return (
    <I18nProvider locale={locale}>
      <IntlProvider
        locale={locale}
        defaultLocale="en"
        messages={loaded.messages}
        onError={complain}
      >
        {children}
      </IntlProvider>
    </I18nProvider>
  )
}

type WordsInProps = { language: Exclude<Language, 'en-XA' | 'ar-XB'>; children: ReactNode }

/** Words of a part that is in another language than the window; in that of the window until they are there. */
export function WordsIn({ language, children }: WordsInProps) {
  const loaded = useCatalogue(language, null)
  if (loaded === null) return children
  return (
    <IntlProvider
      locale={formats[loaded.language]}
      defaultLocale="en"
      messages={loaded.messages}
      onError={complain}
    >
      {children}
    </IntlProvider>
  )
}

// A missing message is a defect that tests look for; it must not blank the window.
function complain(error: Error): void {
  console.error(error.message)
}
