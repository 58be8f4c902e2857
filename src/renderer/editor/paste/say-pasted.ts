// One answer to a paste: its losses, and the fate of words off the record. Two answers could hide each other.
import { say } from '../../ui/index.ts'
import type { Words } from '../../words/index.ts'
import type { LeftOut, OffRecord } from './pasted.ts'

/** `off`: null where no words off the record came. */
export function sayPasted(leftOut: LeftOut, off: OffRecord | null, words: Words): void {
  const { images, tables, links } = leftOut
  const sentences = [
    images > 0 ? words('editor.paste.images', { images }) : '',
    tables > 0 ? words('editor.paste.tables', { tables }) : '',
    links > 0 ? words('editor.paste.links', { links }) : '',
    off === null ? '' : words(`editor.paste.off.${off}`),
  ].filter(sentence => sentence !== '')
  if (sentences.length > 0) say(words.sentences(sentences))
}
