// The card of a group on one sheet of paper: its words and numbers, its text, and the same text as a picture code.
// A reader checks by the text. No member, day or device is on it.
import { codeOfText } from '#shared/picture-code'
import type { Language, Words } from '#shared/contract'
import { escape, type Printable } from './markup.ts'
import { printedWord, type PrintedWord } from './printed-words.ts'

export type PrintedCard = {
  group: string
  language: Language
  /** The file of the card. */
  text: string
  words: Words
  officers: number
  needs: number
}

export const toCardPage = (card: PrintedCard): Printable => {
  const { group, language, text, words, officers, needs } = card
  const say = (id: PrintedWord, values?: Record<string, string>): string =>
    escape(printedWord(language, id, values))
  const code = codeOfText(text)
  const picture = code
    ? [
        `<svg class="card-code" role="img" aria-label="${say('paper.card.code')}" viewBox="0 0 ${code.size} ${code.size}">`,
        `<path d="${code.path}" shape-rendering="crispEdges"/></svg>`,
      ]
    : []
  const body = [
    '<article class="group-card">',
    `<header><p class="group">${say('paper.card')}</p>`,
    `<p class="line">${say('paper.card.needs', { needs: String(needs), officers: String(officers) })}</p></header>`,
    `<h1 dir="auto">${escape(group)}</h1>`,
    '<div class="card-parts"><div>',
    `<h2>${say('paper.card.words')}</h2>`,
    `<ol class="card-words" lang="${words.language}">`,
    ...words.words.map(word => `<li><bdi>${escape(word)}</bdi></li>`),
    '</ol>',
    `<h2>${say('paper.card.numbers')}</h2>`,
    `<p class="card-numbers"><bdi>${escape(words.numbers.join(' '))}</bdi></p>`,
    '</div>',
    ...picture,
    '</div>',
    `<h2>${say('paper.card.keys')}</h2>`,
    `<pre class="card-text" dir="ltr" translate="no">${escape(text)}</pre>`,
    `<p>${say('paper.card.how')}</p>`,
    `<footer class="line">${say('paper.notUnitedNations')}</footer>`,
    '</article>',
  ].join('\n')
  const direction = language === 'ar' ? 'rtl' : 'ltr'
  const word = (id: PrintedWord): string => printedWord(language, id)
  const headings = [
    group,
    ...(['paper.card.words', 'paper.card.numbers', 'paper.card.keys'] as const).map(word),
  ]
  return { title: word('paper.card'), language, direction, body, headings }
}
