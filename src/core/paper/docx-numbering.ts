// Word's own numbering for the group's paragraphs and headings, so that whoever edits the file gets
// renumbering, cross-references and an outline. Forms follow the United Nations Editorial Manual
// (1., (a), (i), a.; headings I., A., 1., (a)); French and Spanish write a) and i).
import { AlignmentType, type INumberingOptions, LevelFormat } from 'docx'
import type { BlockKind } from '#shared/document'
import type { Language } from '#shared/contract'

type Level = { format: (typeof LevelFormat)[keyof typeof LevelFormat]; text: string }

const closing = (language: Language): boolean => language === 'fr' || language === 'es'

const paragraphLevels = (language: Language): Level[] => {
  if (language === 'ar') {
    return [
      { format: LevelFormat.DECIMAL, text: '%1 -' },
      { format: LevelFormat.ARABIC_ABJAD, text: '(%2)' },
      { format: LevelFormat.DECIMAL, text: '‘%3’' },
      { format: LevelFormat.ARABIC_ABJAD, text: '%4 -' },
    ]
  }
  const around = (sign: string) => (closing(language) ? `${sign})` : `(${sign})`)
  return [
    { format: LevelFormat.DECIMAL, text: '%1.' },
    { format: LevelFormat.LOWER_LETTER, text: around('%2') },
    { format: LevelFormat.LOWER_ROMAN, text: around('%3') },
    { format: LevelFormat.LOWER_LETTER, text: '%4.' },
  ]
}

const headingLevels: Level[] = [
  { format: LevelFormat.UPPER_ROMAN, text: '%1.' },
  { format: LevelFormat.UPPER_LETTER, text: '%2.' },
  { format: LevelFormat.DECIMAL, text: '%3.' },
  { format: LevelFormat.LOWER_LETTER, text: '(%4)' },
]

const bulletLevels: Level[] = ['\u2022', '\u2013', '\u2022'].map(text => ({
  format: LevelFormat.BULLET,
  text,
}))

// Twentieths of a point: 567 is one centimetre.
const hang = 567

const levels = (list: Level[], shift: number) =>
  list.map(({ format, text }, level) => ({
    level,
    format,
    text,
    alignment: AlignmentType.START,
    style: { paragraph: { indent: { left: hang * (level + shift), hanging: hang } } },
  }))

export const numberingOf = (language: Language): INumberingOptions => ({
  config: [
    { reference: 'paragraphs', levels: levels(paragraphLevels(language), 1) },
    { reference: 'headings', levels: levels(headingLevels, 1) },
    { reference: 'bullets', levels: levels(bulletLevels, 2) },
  ],
})

/** Which list and level a kind belongs to; undefined for kinds without a number. */
export const listOf = (kind: BlockKind): { reference: string; level: number } | undefined => {
  const [, family, digit] = /^(num|h|bullet)(\d)$/.exec(kind) ?? []
  if (family === undefined || digit === undefined) return undefined
  const reference = { num: 'paragraphs', h: 'headings', bullet: 'bullets' }[family]
  return reference === undefined ? undefined : { reference, level: Number(digit) - 1 }
}
