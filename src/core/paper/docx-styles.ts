// Type and space of the Word file. Sizes are in half points; space in twentieths of a point.
import type { IRunOptions, IStylesOptions } from 'docx'
import type { Language } from '#shared/contract'

const regions: Record<Language, string> = {
  en: 'en-GB',
  fr: 'fr-FR',
  es: 'es-ES',
  ar: 'ar-SA',
  ru: 'ru-RU',
  zh: 'zh-CN',
}

const font = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', cs: 'Times New Roman' }

const heading = (size: number) => ({
  run: {
    font,
    size,
    sizeComplexScript: size,
    bold: true,
    boldComplexScript: true,
    color: '000000',
  },
  paragraph: { spacing: { before: 240, after: 120 }, keepNext: true },
})

/** Word's language tag for words of one language; Arabic is its complex script. */
export const wordLanguage = (language: Language): NonNullable<IRunOptions['language']> => {
  if (language === 'ar') return { bidirectional: regions.ar }
  return language === 'zh' ? { eastAsia: regions.zh } : { value: regions[language] }
}

export const stylesOf = (language: Language): IStylesOptions => ({
  default: {
    document: {
      run: {
        font,
        size: 22,
        sizeComplexScript: 24,
        language: {
          value: regions[language === 'ar' || language === 'zh' ? 'en' : language],
          eastAsia: regions.zh,
          bidirectional: regions.ar,
        },
      },
      paragraph: { spacing: { after: 120, line: 264 } },
    },
    title: heading(30),
    heading1: heading(26),
    heading2: heading(24),
    heading3: heading(22),
    heading4: heading(22),
  },
  paragraphStyles: [
    { id: 'Masthead', name: 'Masthead', basedOn: 'Normal', run: { bold: true } },
    {
      id: 'MastheadLine',
      name: 'Masthead line',
      basedOn: 'Normal',
      run: { size: 18, sizeComplexScript: 20 },
      paragraph: { spacing: { after: 0 } },
    },
    {
      id: 'Caption',
      name: 'caption',
      basedOn: 'Normal',
      run: { size: 20, sizeComplexScript: 22 },
      paragraph: { spacing: { after: 240 } },
    },
    {
      id: 'Quote',
      name: 'Quote',
      basedOn: 'Normal',
      paragraph: { indent: { left: 1134, right: 1134 } },
    },
  ],
})
