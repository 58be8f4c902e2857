// The file that a consultation round sends to people outside: the text, a form below each
// paragraph, and the round's public key, with which the page encrypts the reply (src/reply-page).
// Its policy allows its own script and style and nothing else, no connection of any kind. It has no
// name of a person, a device or a document of the archive, and no id of a paragraph: parts are
// numbered. Each row of a table has a form below it, and the table one behind it.
import type { Language } from '#shared/contract'
import { blockText, type Block } from '#document/model'
import { partsOf as pagePartsOf } from '#document/tables'
import { placesOf } from '#document/numbering'
import type { SentPart } from '#document/consultation'
import {
  longestComment,
  longestName,
  longestProposed,
  replyNamings,
  replyWords,
  type ReplyRound,
} from '#shared/reply'
import type { BlockId } from '#shared/ids'
import built from '#resources/reply-page.json' with { type: 'json' }
import arabic from '#resources/messages/ar/reply.json' with { type: 'json' }
import english from '#resources/messages/en/reply.json' with { type: 'json' }
import french from '#resources/messages/fr/reply.json' with { type: 'json' }
import russian from '#resources/messages/ru/reply.json' with { type: 'json' }
import spanish from '#resources/messages/es/reply.json' with { type: 'json' }
import chinese from '#resources/messages/zh/reply.json' with { type: 'json' }
import { escape, headerMarkup, type MarkedRow, notesMarkup, partMarkups } from './markup.ts'
import { dataIn, pageHead } from './page-head.ts'
import { filled } from './printed-words.ts'
import { directionOf, type Sheet, titleOf } from './sheet.ts'

type Word = keyof typeof english

const catalogues: Record<Language, typeof english> = {
  ar: arabic,
  en: english,
  es: spanish,
  fr: french,
  ru: russian,
  zh: chinese,
}

/** The page's words, in the text's language. */
const spokenIn = (language: Language) => {
  const words = catalogues[language]
  return {
    words,
    said: (id: Word, values: Record<string, string> = {}): string =>
      escape(filled(words[id], values)),
    /** Attributes of an element with such words. */
    wordsIn: ` lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}"`,
  }
}
type Spoken = ReturnType<typeof spokenIn>

const isPart = (block: Block): block is Block & { id: BlockId } =>
  block.id !== null && block.label === undefined && blockText(block).trim() !== ''

/** The words of a row that is no header, cell by cell. */
const textOfRow = ({ cells }: MarkedRow): string =>
  cells
    .map(blocks => blocks.filter(isPart).map(textOf).join(' '))
    .filter(text => text !== '')
    .join(' | ')

/** A row that can be answered by itself: the table is there for a header and for rows without words. */
const isRowPart = (row: MarkedRow): boolean => !row.head && textOfRow(row) !== ''

/**
 * Each row of a table, then the whole. All are about its first cell, which stays in the text where the table is
 * given to a circle. The words of a row are those of several cells, so no other wording is proposed.
 */
const tableParts = (rows: readonly MarkedRow[]): SentPart[] => {
  const block = rows.flatMap(({ cells }) => cells.flat()).find(({ id }) => id !== null)?.id ?? null
  const texts = rows.map(textOfRow).filter(text => text !== '')
  if (block === null || texts.length === 0) return []
  const sent = { block, place: '', isTable: true } as const
  return [
    ...rows.filter(isRowPart).map(row => ({ ...sent, text: textOfRow(row) })),
    { ...sent, text: texts.join('\n') },
  ]
}

/** The parts that a reply can answer: paragraphs and headings with words, rows and tables, as they are sent. */
export const partsOf = ({ page }: Sheet): SentPart[] => {
  const places = placesOf(page.blocks, page.meta)
  const indexed = page.blocks.map((block, index) => ({ ...block, index }))
  return pagePartsOf(indexed).flatMap((part): SentPart[] => {
    if ('rows' in part) return tableParts(part.rows)
    if (!isPart(part)) return []
    return [{ block: part.id, place: places[part.index] ?? '', text: textOf(part) }]
  })
}

/** Without the characters that stand for footnotes. */
const textOf = ({ runs }: Block): string =>
  blockText({ runs: runs.filter(({ note }) => note === undefined) })

export type AskedRound = Pick<ReplyRound, 'round' | 'digest' | 'recipient'> & {
  /** The group's question; may be empty. */
  question: string
  /** The date in the group's words; may be empty. */
  until: string
}

// No browser stores, corrects or restores what is typed in the fields.
const privately = 'autocomplete="off" spellcheck="false" data-gramm="false"'

const answerMarkup = (
  { wordsIn }: Spoken,
  part: number,
  label: string,
  isReworded: boolean,
): string =>
  `<details class="answer" data-part="${part}"${isReworded ? ' data-reworded' : ''}${wordsIn}>` +
  `<summary>${label}</summary></details>`

const columnsOf = ({ cells }: MarkedRow): number => Math.max(1, cells.length)

const partsMarkup = (spoken: Spoken, sheet: Sheet): string[] => {
  const places = placesOf(sheet.page.blocks, sheet.page.meta)
  let [part, table, row] = [0, 0, 0]
  return partMarkups(sheet, {
    block(markup, block) {
      if (!isPart(block)) return markup
      part++
      const place = places[block.index] ?? ''
      const label =
        place === '' ? spoken.said('reply.commentHere') : spoken.said('reply.commentOn', { place })
      const isReworded = textOf(block).length <= longestProposed
      const answer = answerMarkup(spoken, part, label, isReworded)
      return `<div class="part"><div id="part-${part}">${markup}</div>\n${answer}</div>`
    },
    row(markup, each) {
      if (!isRowPart(each)) return markup
      part++
      row++
      const label = spoken.said('reply.commentRow', { row: String(row) })
      const answer = answerMarkup(spoken, part, label, false)
      const below = `<tr class="row-answer"><td colspan="${columnsOf(each)}">${answer}</td></tr>`
      return `${markup.replace('<tr>', `<tr id="part-${part}">`)}\n${below}`
    },
    table(markup, rows) {
      row = 0
      if (tableParts(rows).length === 0) return markup
      part++
      table++
      const label = spoken.said('reply.commentTable', { table: String(table) })
      return `<div class="part table">${markup}\n${answerMarkup(spoken, part, label, false)}</div>`
    },
  })
}

const area = (kind: string, label: string, longest: number): string =>
  `<label class="field ${kind}"><span>${label}</span>` +
  `<textarea rows="3" maxlength="${longest}" dir="auto" ${privately}></textarea></label>`

const templateMarkup = ({ said }: Spoken): string =>
  [
    '<template id="answer">',
    area('comment', said('reply.comment'), longestComment),
    `<button type="button" class="propose">${said('reply.propose')}</button>`,
    area('wording', said('reply.wording'), longestProposed),
    `<button type="button" class="remove">${said('reply.remove')}</button>`,
    '</template>',
  ].join('')

const line = (name: string, label: string): string =>
  `<label class="field"><span>${label}</span>` +
  `<input type="text" name="${name}" maxlength="${longestName}" dir="auto" ${privately}></label>`

const whoMarkup = ({ said, wordsIn }: Spoken): string =>
  [
    `<section class="ui who"${wordsIn} aria-labelledby="who"><h2 id="who">${said('reply.who')}</h2>`,
    `<p>${said('reply.whoHint')}</p>`,
    line('name', said('reply.name')),
    line('organisation', said('reply.organisation')),
    `<fieldset><legend>${said('reply.naming')}</legend>`,
    ...replyNamings.map(
      (naming, at) =>
        `<label class="choice"><input type="radio" name="naming" value="${naming}"` +
        `${at === 0 ? ' checked' : ''} autocomplete="off"> ${said(`reply.naming.${naming}`)}</label>`,
    ),
    '</fieldset></section>',
  ].join('\n')

const introMarkup = ({ said, wordsIn }: Spoken, { question, until }: AskedRound): string =>
  [
    `<section class="ui intro"${wordsIn} aria-label="${said('reply.kind')}">`,
    `<p><strong>${said('reply.kind')}.</strong> ${said('reply.what')}</p>`,
    `<p>${said('reply.how')}</p><p>${said('reply.keep')}</p>`,
    ...(until === '' ? [] : [`<p>${said('reply.until', { day: until })}</p>`]),
    `<noscript><p>${said('reply.scripts')}</p></noscript>`,
    '</section>',
    ...(question === ''
      ? []
      : [
          `<section aria-labelledby="asked"><h2 id="asked"${wordsIn}>${said('reply.question')}</h2>`,
          `<p class="question" dir="auto">${escape(question)}</p></section>`,
        ]),
  ].join('\n')

/** In fours, for people who compare them aloud. */
const inFours = (hex: string): string => (hex.slice(0, 16).match(/.{4}/g) ?? []).join(' ')

const footMarkup = ({ said, wordsIn }: Spoken, { round, digest }: AskedRound): string =>
  [
    `<p class="ui codes"${wordsIn}>${said('reply.codes', { text: inFours(digest), round: inFours(round) })}</p>`,
    `<div class="bar" role="region" aria-label="${said('reply.save')}"${wordsIn}><div>`,
    `<button class="save">${said('reply.save')}</button>`,
    `<p id="answered">${said('reply.answered', { count: '0' })}</p>`,
    '<p role="status"></p></div></div>',
  ].join('\n')

const dataOf = (
  { words }: Spoken,
  sheet: Sheet,
  { round, digest, recipient }: AskedRound,
): string => {
  const spoken = Object.fromEntries(replyWords.map(each => [each, words[`reply.${each}`]]))
  const parts = partsOf(sheet).map(({ text }) => text)
  return dataIn({ round, digest, recipient, parts, words: spoken })
}

/** One self-contained file, UTF-8, which works from the disk without a network. */
export const toReplyPage = (sheet: Sheet, asked: AskedRound): string => {
  const spoken = spokenIn(sheet.page.meta.language)
  const { said, wordsIn } = spoken
  return `<!doctype html>
<html lang="${sheet.page.meta.language}" dir="${directionOf(sheet)}">
${pageHead(built, escape(titleOf(sheet)))}
<body class="waiting">
${headerMarkup(sheet)}
<main>
<h1 id="title" dir="auto">${escape(titleOf(sheet))}</h1>
${introMarkup(spoken, asked)}
<form autocomplete="off" aria-labelledby="title">
${partsMarkup(spoken, sheet).join('\n')}
${notesMarkup(sheet).join('\n')}
<section class="ui"${wordsIn} aria-labelledby="whole"><h2 id="whole">${said('reply.whole')}</h2>
${answerMarkup(spoken, 0, said('reply.commentWhole'), false)}</section>
${whoMarkup(spoken)}
${footMarkup(spoken, asked)}
</form>
</main>
${templateMarkup(spoken)}
<script type="application/json" id="round">${dataOf(spoken, sheet, asked)}</script>
<script>${built.script}</script>
</body>
</html>
`
}
