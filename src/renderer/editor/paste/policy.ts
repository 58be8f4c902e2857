// The one place where foreign markup becomes a document. It is parsed into an inert document (no
// script runs, nothing is fetched) that only `read-html.ts` looks at; nothing of it is ever put on
// the page. The policy refuses what is larger than a person would paste.
type Markup = { toString(): string }
type Policy = { createHTML(markup: string): Markup }
type Factory = { createPolicy(name: string, rules: { createHTML(markup: string): string }): Policy }

/** Characters of markup, about 1 MiB. */
export const pasteLimit = 1 << 20

export type TooLarge = 'all' | 'word'

/** Thrown for what is not pasted; the page is left as it was. */
export class PasteTooLarge extends Error {
  override name = 'PasteTooLarge'
  readonly what: TooLarge
  constructor(what: TooLarge = 'all') {
    super(what)
    this.what = what
  }
}

/**
 * Letters of one word. To break a longer one into lines takes a time that grows with the square of its length:
 * with 30,000 the window stands still for seconds.
 */
const longestWord = 2_000

// Words of scripts that put spaces between words. Lines of the others break between letters. No line breaks
// at the spaces that join two words.
const words =
  /(?:[\u2007\u202f]|[^\s\u200b\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}])+/gu

/** Throws `PasteTooLarge` where a paragraph has a word that is too long. */
export const mustHaveWords = (paragraphs: readonly string[]): void => {
  for (const text of paragraphs)
    for (const [word] of text.matchAll(words))
      if (word.length > longestWord) throw new PasteTooLarge('word')
}

// Nothing depends on this for safety: a style sheet in an inert document is never applied, but
// the content policy would report each as a breach.
const styleSheets = /<style\b[^]*?(?:<\/style\s*>|$)/gi

const limited = (markup: string): string => {
  if (markup.length > pasteLimit) throw new PasteTooLarge()
  return markup.replace(styleSheets, '')
}

const factory = (globalThis as { trustedTypes?: Factory }).trustedTypes
const policy: Policy = factory
  ? factory.createPolicy('baraza-paste', { createHTML: limited })
  : { createHTML: limited }

/** Parses foreign markup into an inert document. Throws `PasteTooLarge`. */
export const parseMarkup = (markup: string): Document =>
  new DOMParser().parseFromString(policy.createHTML(markup) as string, 'text/html')
