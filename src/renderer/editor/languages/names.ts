// How texts of a language run.
import type { Language } from '#shared/contract'

export const directionOf = (language: Language): 'ltr' | 'rtl' =>
  language === 'ar' ? 'rtl' : 'ltr'
