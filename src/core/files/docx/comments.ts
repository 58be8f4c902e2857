// Comments and their answers. Word keeps the answer's parent and whether a thread is resolved in a
// second part, by the id of a comment's last paragraph. ECMA-376 part 1, 17.13.4; [MS-DOCX] 2.5.
import type { ForeignComment } from '#document/flow'
import { treeOf, type XmlElement } from '../xml.ts'
import { prefixes } from './package.ts'

const signs: Record<string, string> = {
  ...{ 'w:tab': '\t', 'w:br': '\n', 'w:cr': '\n', 'w:noBreakHyphen': '\u2011' },
}

const textIn = (element: XmlElement): string =>
  element.name === 'w:t'
    ? element.text
    : (signs[element.name] ?? element.children.map(textIn).join(''))

const paragraphsOf = (element: XmlElement): XmlElement[] =>
  element.children.flatMap(each => (each.name === 'w:p' ? [each] : paragraphsOf(each)))

type Thread = { parent: string | undefined; isResolved: boolean }

const threadsIn = (bytes: Uint8Array | null): Map<string, Thread> => {
  const threads = new Map<string, Thread>()
  for (const { name, attributes } of bytes ? treeOf(bytes, prefixes).children : []) {
    const id = attributes.get('w15:paraId')
    if (name !== 'w15:commentEx' || id === undefined) continue
    const isResolved = ['1', 'true'].includes(attributes.get('w15:done') ?? '')
    threads.set(id, { parent: attributes.get('w15:paraIdParent'), isResolved })
  }
  return threads
}

export const readComments = (
  bytes: Uint8Array | null,
  extended: Uint8Array | null,
): ForeignComment[] => {
  const threads = threadsIn(extended)
  const found: { last: string; comment: ForeignComment }[] = []
  for (const element of bytes ? treeOf(bytes, prefixes).children : []) {
    if (element.name !== 'w:comment') continue
    const paragraphs = paragraphsOf(element)
    const last = paragraphs.at(-1)?.attributes.get('w14:paraId') ?? ''
    const comment = {
      id: element.attributes.get('w:id') ?? '',
      author: element.attributes.get('w:author') ?? '',
      at: element.attributes.get('w:date') ?? null,
      text: paragraphs.map(textIn).join('\n'),
      parent: null,
      isResolved: threads.get(last)?.isResolved ?? false,
    }
    found.push({ last, comment })
  }
  const ids = new Map(found.map(({ last, comment }) => [last, comment.id]))
  return found.map(({ last, comment }) => {
    const parent = threads.get(last)?.parent
    return { ...comment, parent: (parent !== undefined && ids.get(parent)) || null }
  })
}
