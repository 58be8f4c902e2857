// References to paragraphs and figures of the same text: "paragraph 8 (b)", "section II.A", "figure
// 3". In the text lies one character that names the block (`text.ts`); its words follow from the
// present position of that block, in the numbering and the language of the document, so it is right
// in every translation and after every move. Nothing stored changes when numbers do. A reference
// whose paragraph is gone, or has no number any more, says so and never names another one.
import type { Language } from '#shared/vocabulary'
import type { BlockId } from '#shared/ids'
import {
  noteSign,
  type Block,
  type Page,
  type PageMeta,
  type Reading,
  type Reference,
  type Run,
  type Standing,
} from '#document/model'
import { levelOf, pathsTo, type Counted } from './numbering.ts'
import { citedParagraphs } from '#document/citations'

type Named = 'paragraph' | 'section' | 'item' | 'figure'

/** The name of each, around its number. */
const names: Record<Language, Record<Named, `${string}#${string}`>> = {
  en: { paragraph: 'paragraph #', section: 'section #', item: 'item #', figure: 'figure #' },
  fr: { paragraph: 'paragraphe #', section: 'section #', item: 'point #', figure: 'figure #' },
  es: { paragraph: 'párrafo #', section: 'sección #', item: 'tema #', figure: 'figura #' },
  ar: { paragraph: 'الفقرة #', section: 'الفرع #', item: 'البند #', figure: 'الشكل #' },
  ru: { paragraph: 'пункт #', section: 'раздел #', item: 'пункт #', figure: 'рисунок #' },
  zh: { paragraph: '第#段', section: '第#节', item: '议程项目#', figure: '图 #' },
}

type Lost = Exclude<Standing, 'there'> | 'figure'
/** `figure`: one that was removed. */
const lost: Record<Language, Record<Lost, string>> = {
  en: {
    gone: '[paragraph removed]',
    unnumbered: '[paragraph without a number]',
    figure: '[figure removed]',
  },
  fr: {
    gone: '[paragraphe supprimé]',
    unnumbered: '[paragraphe sans numéro]',
    figure: '[figure supprimée]',
  },
  es: {
    gone: '[párrafo eliminado]',
    unnumbered: '[párrafo sin número]',
    figure: '[figura eliminada]',
  },
  ar: { gone: '[فقرة محذوفة]', unnumbered: '[فقرة بلا رقم]', figure: '[شكل محذوف]' },
  ru: { gone: '[пункт удалён]', unnumbered: '[пункт без номера]', figure: '[рисунок удалён]' },
  zh: { gone: '[段落已删除]', unnumbered: '[段落无编号]', figure: '[图已删除]' },
}

const figureNames = new Set(Object.values(names).map(({ figure }) => figure.replace('#', '')))
/** Whether these are words of a reference to a figure, in whatever language they were noted. */
const namedFigure = (was: string): boolean => figureNames.has(was.replace(/\d+$/, ''))

/** A word before a number that it belongs to, beside those of `paragraph-citations.ts`. */
const otherNames =
  /(?<!\p{L})(?:sections?|secci[oó]n(?:es)?|الفرع|раздел\p{L}*|items?|points?|temas?|البند|fig(?:ures?|uras?|s?\.)|الشكل|рисун\p{L}*|рис\.)[ \u00a0]$|(?:第|议程项目|图[ \u00a0]?)$/iu

type Addressed = Counted & Pick<Block, 'id'>
type Scheme = Pick<PageMeta, 'kind' | 'language'>

/** How references read in a text of these blocks. */
export const readingsIn = (
  blocks: readonly Addressed[],
  { kind: document, language }: Scheme,
): ((to: Pick<Reference, 'block' | 'bare'> & { was?: string }) => Reading) => {
  const indexes = new Map<BlockId, number>()
  for (const [index, { id }] of blocks.entries())
    if (id !== null && !indexes.has(id)) indexes.set(id, index)
  const paths = pathsTo(blocks, { kind: document, language })
  return ({ block, bare, was = '' }) => {
    const index = indexes.get(block) ?? -1
    const found = blocks[index]
    const path = (paths[index] ?? []).map(part =>
      language === 'zh' && part.before === ' ' ? { ...part, before: '' } : part,
    )
    if (!found || path.length === 0) {
      const standing = found ? 'unnumbered' : 'gone'
      const isFigure = standing === 'gone' && namedFigure(was)
      const words = lost[language][isFigure ? 'figure' : standing]
      return { standing, words, before: words, path: [], after: '', index }
    }
    const isHeading = levelOf(found.kind)?.family === 'headings'
    const ofText = document === 'agenda' ? 'item' : isHeading ? 'section' : 'paragraph'
    const named = found.kind === 'figure' ? 'figure' : ofText
    const [before = '', after = ''] = bare ? [] : names[language][named].split('#')
    const number = path.map(part => part.before + part.mark).join('')
    return { standing: 'there', words: before + number + after, before, path, after, index }
  }
}

const refersToParagraphs = ({ blocks }: Pick<Page, 'blocks'>): boolean =>
  blocks.some(({ runs }) => runs.some(({ to }) => to !== undefined))

/** The page as people read it: each reference as its words. Not to be written back. */
export const spokenPage = (page: Page): Page => {
  if (!refersToParagraphs(page)) return page
  const read = readingsIn(page.blocks, page.meta)
  const say = (run: Run): Run => {
    if (!run.to) return run
    const reads = read(run.to)
    return { ...run, text: reads.words, to: { ...run.to, reads } }
  }
  return { ...page, blocks: page.blocks.map(block => ({ ...block, runs: block.runs.map(say) })) }
}

/** One reference, and the block that it stands in. */
export type Referring = {
  block: BlockId | null
  number: string
  to: BlockId
  reads: string
  standing: Standing
  was: string
}

/** Every reference of a text in its order. */
export const referencesOf = (page: Page): Referring[] =>
  spokenPage(page).blocks.flatMap(({ id, number, runs }) =>
    runs.flatMap(({ to }) => {
      if (!to?.reads) return []
      const { words: reads, standing } = to.reads
      return [{ block: id, number, to: to.block, reads, standing, was: to.was }]
    }),
  )

/**
 * The words noted with a new reference: a figure with its name, also where the number stands alone.
 */
export const notedWords = (
  read: ReturnType<typeof readingsIn>,
  to: Pick<Reference, 'block' | 'bare'>,
): string => {
  const whole = read({ block: to.block }).words
  return namedFigure(whole) ? whole : read(to).words
}

/** A new reference to a block, counted from 1; why there can be none. */
export const referenceTo = (
  { blocks, meta }: Page,
  number: number,
  bare: boolean,
): Reference | 'not-found' | 'not-permitted' | 'invalid-input' => {
  const block = blocks[number - 1]?.id
  if (block === undefined) return 'not-found'
  if (block === null) return 'not-permitted'
  const to = { block, ...(bare && { bare: true as const }) }
  const read = readingsIn(blocks, meta)
  return read(to).standing === 'there' ? { ...to, was: notedWords(read, to) } : 'invalid-input'
}

/**
 * Whether a reference behind these words of a paragraph is read after a name that is written out:
 * "in paragraphs 3 and …". Then it is its number alone.
 */
export const followsName = (words: string, language: Language): boolean => {
  // A list of numbers goes upwards, or is none.
  let number = 900
  const end = words.slice(-120).replaceAll(noteSign, () => String(number++))
  if (otherNames.test(end)) return true
  const tried = `${end}999`
  return citedParagraphs(tried, language).some(({ to }) => to === tried.length)
}
