// How each language of the window writes numbers and dates, orders letters, and which way it runs.
import type { Appearance } from '#shared/contract'

export type Language = Appearance['language']

/** The locale that formats numbers and dates, orders letters, and in whose order days and times are typed. */
export const formats: Record<Language, string> = {
  en: 'en-GB',
  fr: 'fr-FR',
  es: 'es',
  ar: 'ar-u-hc-h23-nu-latn',
  ru: 'ru-RU',
  zh: 'zh-CN',
  'en-XA': 'en-GB',
  'ar-XB': 'ar-u-hc-h23-nu-latn',
}

export const directionOf = (language: Language): 'ltr' | 'rtl' =>
  language.startsWith('ar') ? 'rtl' : 'ltr'
