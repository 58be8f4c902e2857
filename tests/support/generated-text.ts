// Texts with every kind of block and every mark, and changes of any kind to them, from a seed.
import type * as Y from 'yjs'
import type { Language } from '#shared/contract'
import { applyEditScript } from '#document/edits'
import { blockKinds, type BlockKind, type Run } from '#document/model'
import { readPage, writeMeta } from '#document/tree'
import { writeBlocks, type NewBlock } from '#document/blocks'
import { countedRandom } from '#tests/editor-peer'
import { diceFrom, newPage, type Dice } from '#tests/documents'

export const sixLanguages = ['en', 'fr', 'es', 'ar', 'ru', 'zh'] as const satisfies Language[]

const words: Record<Language, string> = {
  en: 'States should protect women human rights defenders in law and practice, and report every year.',
  fr: 'Les États devraient protéger les défenseuses des droits humains, en droit et en pratique, chaque année.',
  es: 'Los Estados deberían proteger a las defensoras de los derechos humanos, en la ley y en la práctica, cada año.',
  ar: 'ينبغي للدول أن تحمي المدافعات عن حقوق الإنسان في القانون والممارسة، وأن تقدم تقريراً كل سنة.',
  ru: 'Государствам следует защищать правозащитниц в законе и на практике и отчитываться каждый год.',
  zh: '各国应在法律和实践中保护妇女人权维护者，并每年提交报告。',
}

const formats = [
  ...(['bold', 'italic', 'underline', 'strikethrough', 'superscript', 'subscript'] as const),
]

/** Some words of a language; Chinese has no spaces between them. */
const someWords = (language: Language, dice: Dice): string => {
  const all = language === 'zh' ? Array.from(words.zh) : words[language].split(' ')
  const from = dice.below(all.length - 2)
  const said = all.slice(from, from + 1 + dice.below(8))
  return said.join(language === 'zh' ? '' : ' ')
}

const someRuns = (language: Language, dice: Dice): Run[] =>
  Array.from({ length: 1 + dice.below(3) }, (_, at) => ({
    text: `${at > 0 && language !== 'zh' ? ' ' : ''}${someWords(language, dice)}`,
    ...(dice.chance(0.4) && { [dice.one(formats)]: true as const }),
    ...(dice.chance(0.15) && { href: `https://example.org/${dice.below(9)}` }),
  }))

const tableActs = [
  ...(['row-before', 'row-after', 'column-before', 'column-after'] as const),
  ...(['remove-row', 'remove-column', 'remove-table'] as const),
]

const ownKinds = blockKinds.filter(kind => kind !== 'figure' && kind !== 'pagebreak')

/** A text of every kind of block. */
export const generatedText = (seed: number, language: Language, client = 7): Y.Doc => {
  const dice = diceFrom(seed)
  const doc = newPage(client)
  const blocks = [...ownKinds, ...ownKinds].map((_, at): NewBlock => {
    const kind = at < ownKinds.length ? (ownKinds[at] ?? 'num1') : dice.one(ownKinds)
    const isOther = dice.chance(0.1)
    return {
      kind,
      runs: someRuns(isOther ? 'ar' : language, dice),
      ...(isOther && { direction: 'rtl' as const }),
    }
  })
  const random = countedRandom(seed)
  writeBlocks(doc, blocks, { random })
  writeMeta(doc, { title: someWords(language, dice), language, kind: 'recommendations' })
  const table = Array.from({ length: 3 }, () =>
    Array.from({ length: 2 }, () => someWords(language, dice)),
  )
  applyEditScript(
    doc,
    [
      { table, after: 5, head: true },
      { footnote: someWords(language, dice), block: 2, at: 4 },
      { footnote: someWords(language, dice), block: 14, at: 3 },
      { refer: 8, block: 3, at: 2 },
    ],
    { random, now: () => 0 },
  )
  return doc
}

const step = (doc: Y.Doc, language: Language, dice: Dice): object => {
  const { blocks } = readPage(doc)
  const block = 1 + dice.below(blocks.length)
  const length = blocks[block - 1]?.runs.map(({ text }) => text).join('').length ?? 0
  const at = dice.below(length + 1)
  const from = dice.below(length + 1)
  const kinds: readonly BlockKind[] = ownKinds
  return dice.one<() => object>([
    () => ({ insert: ` ${someWords(language, dice)} `, block, at }),
    () => ({ insert: someWords(language, dice).slice(0, 4), block, at }),
    () => ({ delete: 1 + dice.below(30), block, at }),
    () => ({ delete: 1 + dice.below(6), block, at }),
    () => ({ new: someWords(language, dice), after: block, kind: dice.one(kinds) }),
    () => ({ remove: block }),
    () => ({ split: block, at }),
    () => ({ join: block }),
    () => ({ move: block, after: dice.below(blocks.length + 1) }),
    () => ({ kind: dice.one(kinds), block }),
    () => ({ format: dice.one(formats), block, from, to: from + 1 + dice.below(12) }),
    () => ({ link: 'https://example.org/new', block, from, to: from + 5 }),
    () => ({ footnote: someWords(language, dice), block, at }),
    () => ({ insert: ' more', note: 1, at: 2 }),
    () => ({ cells: dice.one(tableActs), block }),
    () => ({ table: [[someWords(language, dice)]], after: block }),
    () => ({ refer: 1 + dice.below(blocks.length), block, at }),
  ])()
}

/** Changes of every kind, one after another; those that do not fit are left out. */
export const changeAtRandom = (doc: Y.Doc, language: Language, dice: Dice, times: number): void => {
  const random = (length: number): Uint8Array => dice.bytes(length)
  for (let done = 0; done < times; done++)
    applyEditScript(doc, [step(doc, language, dice)], { random, now: () => 0 })
}
