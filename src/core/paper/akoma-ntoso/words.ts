// The words of a block as inline elements of Akoma Ntoso.
import type { Block, Run } from '#document/model'
import { safeLink } from '../markup.ts'
import { noteNumbersOf, notesOf, withheldSign, type Sheet } from '../sheet.ts'
import { element, escaped } from '../xml.ts'

const elements = [
  ['bold', 'b'],
  ['italic', 'i'],
  ['underline', 'u'],
  ['superscript', 'sup'],
  ['subscript', 'sub'],
] as const

/** Lines of the text are its own; other white space is a space. */
const lettersXml = (text: string): string =>
  text
    .split('\n')
    .map(line => escaped(line.replaceAll('\t', ' ')))
    .join(element('eol'))

const lookXml = (run: Run): string => {
  const struck = run.strikethrough
    ? element('span', { style: 'text-decoration: line-through' }, lettersXml(run.text))
    : lettersXml(run.text)
  return elements.reduce(
    (words, [format, name]) => (run[format] === true ? element(name, {}, words) : words),
    struck,
  )
}

export class Words {
  private readonly sheet: Sheet
  private readonly ids: ReadonlyMap<number, string>
  private readonly numbers: ReadonlyMap<string, number>
  private readonly cited = new Set<string>()
  private references = 0

  /** `ids`: the name of each block. */
  constructor(sheet: Sheet, ids: ReadonlyMap<number, string>) {
    this.sheet = sheet
    this.ids = ids
    this.numbers = noteNumbersOf(sheet)
  }

  of({ label, runs }: Block): string {
    return label === undefined
      ? runs.map(run => this.run(run)).join('')
      : escaped(withheldSign(this.sheet))
  }

  /** A restricted paragraph shows the app's words, in the language of the text. */
  languageOf({ label, language }: Block): string | undefined {
    return label === undefined ? language : undefined
  }

  private run(run: Run): string {
    if (run.note !== undefined) return this.note(run.note)
    const words = lookXml(run)
    const { standing, index = -1 } = run.to?.reads ?? {}
    const target = standing === 'there' ? this.ids.get(index) : undefined
    if (target !== undefined)
      return element('ref', { eId: `ref_${++this.references}`, href: `#${target}` }, words)
    const isLink = run.href !== undefined && safeLink(run.href)
    return isLink
      ? element('a', { href: encodeURI(decoded((run.href ?? '').toWellFormed())) }, words)
      : words
  }

  /** A note stands where it is cited first. */
  private note(note: string): string {
    const number = this.numbers.get(note) ?? 0
    const text = notesOf(this.sheet).find(({ id }) => id === note)?.text
    if (text === undefined) return ''
    if (this.cited.has(note))
      return element('noteRef', { href: `#note_${number}`, marker: number, placement: 'bottom' })
    this.cited.add(note)
    return element(
      'authorialNote',
      { eId: `note_${number}`, marker: number, placement: 'bottom' },
      element('p', {}, lettersXml(text)),
    )
  }
}

/** An address with and without escapes is the same one. */
const decoded = (href: string): string => {
  try {
    return decodeURI(href)
  } catch {
    return href.replaceAll('%', '%25')
  }
}
