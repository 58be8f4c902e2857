// Word's language of words; Arabic is its complex script.
import type { Language } from '#shared/contract'
import { regionOf } from '../content/languages.ts'
import { element } from '../xml.ts'

export const languageXml = (language: Language): string => {
  const region = regionOf(language)
  if (language === 'ar') return element('w:lang', { 'w:bidi': region })
  return element('w:lang', { [language === 'zh' ? 'w:eastAsia' : 'w:val']: region })
}
