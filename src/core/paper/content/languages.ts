// Languages as word processors name them: with a region, whose spelling they check.
import type { Language } from '#shared/contract'

const regions: Record<Language, string> = {
  en: 'en-GB',
  fr: 'fr-FR',
  es: 'es-ES',
  ar: 'ar-SA',
  ru: 'ru-RU',
  zh: 'zh-CN',
}

export const regionOf = (language: Language): string => regions[language]
