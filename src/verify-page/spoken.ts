// The words of the page in six languages, as the file has them.
import type { Say } from '#shared/adoption'
import { withFrenchFirst } from '#shared/french-day'

export const languages = ['en', 'fr', 'es', 'ar', 'ru', 'zh'] as const
export type PageLanguage = (typeof languages)[number]
export const languageNames = {
  en: 'English',
  fr: 'Français',
  es: 'Español',
  ar: 'العربية',
  ru: 'Русский',
  zh: '中文',
} as const

/** The content of the file beside script and style. */
export type PageData = {
  /** The card that the page was given with; null where a person adds it. */
  card: string | null
  words: Record<PageLanguage, Readonly<Record<string, string>>>
}

export const speaking =
  ({ words }: PageData, language: PageLanguage): Say =>
  (id, values = {}) =>
    (words[language][`verify.${id}`] ?? id).replace(/\{(\w+)\}/g, (_, name: string) =>
      String(values[name] ?? ''),
    )

/** The reader's own language, where the page has it. */
export const firstLanguage = (asked: readonly string[]): PageLanguage =>
  asked
    .map(tag => languages.find(each => tag.toLowerCase().startsWith(each)))
    .find(found => found !== undefined) ?? 'en'

export const directionOf = (language: string): 'ltr' | 'rtl' => (language === 'ar' ? 'rtl' : 'ltr')

const locales: Record<PageLanguage, string> = {
  en: 'en-GB',
  fr: 'fr',
  es: 'es',
  // The digits of all other numbers of the page.
  ar: 'ar-u-nu-latn',
  ru: 'ru',
  zh: 'zh',
}

/** "2018-11-29" as a day in words. Other text of a pack stays as it is. */
export const dayIn = (language: PageLanguage, day: string): string => {
  const time = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(day) : Number.NaN
  if (Number.isNaN(time)) return day
  const parts = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const
  const written = new Intl.DateTimeFormat(locales[language], parts).format(time)
  return language === 'fr' ? withFrenchFirst(written) : written
}
