// The sentence about what a paste left out.
import { say } from '../../ui/index.ts'
import type { Words } from '../../words/index.ts'
import type { LeftOut } from './pasted.ts'

export function sayLeftOut(leftOut: LeftOut, words: Words): void {
  const { images, tables, links } = leftOut
  const sentences = [
    images > 0 ? words('editor.paste.images', { images }) : '',
    tables > 0 ? words('editor.paste.tables', { tables }) : '',
    links > 0 ? words('editor.paste.links', { links }) : '',
  ].filter(sentence => sentence !== '')
  if (sentences.length > 0) say(words.sentences(sentences))
}
