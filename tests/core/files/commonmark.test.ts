// The examples of the CommonMark specification: the words of each, read here, are the words of the
// page that the specification asks for.
import { readFileSync } from 'node:fs'
import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5'
import { expect, test } from 'vitest'
import type { Flow } from '#document/flow'
import { readMarkdown } from '../../../src/core/files/markdown/index.ts'

type Node = DefaultTreeAdapterTypes.ChildNode

const examples = JSON.parse(
  readFileSync(new URL('../../fixtures/commonmark/examples.json', import.meta.url), 'utf8'),
) as { section: string; markdown: string; html: string }[]

const blocks = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'li', 'pre', 'blockquote', 'br'])

/** Words as a person reads them on the page; a picture says what it shows. */
const wordsOf = (node: Node): string => {
  if ('value' in node) return node.value
  if (!('tagName' in node) || ['script', 'style'].includes(node.tagName)) return ''
  if (node.tagName === 'img') return node.attrs.find(({ name }) => name === 'alt')?.value ?? ''
  const words = node.childNodes.map(wordsOf).join('')
  return blocks.has(node.tagName) ? ` ${words} ` : words
}

/** A browser hides what stands behind a tag without an end; here no word is lost. */
const withOpenTagsAsText = (html: string): string => html.replace(/<(?=[^>]*$)/g, '&lt;')

const readWords = (flow: Flow): string =>
  flow
    .map(each => {
      if (each.is === 'picture') return ''
      return each.is === 'paragraph'
        ? each.pieces.map(({ text }) => text).join('')
        : each.rows.flatMap(({ cells }) => cells.map(cell => readWords(cell.flow))).join(' ')
    })
    .join(' ')

const single = (text: string): string => text.replace(/\s+/g, ' ').trim()

test('when the examples of CommonMark are read, the words of each are equal', () => {
  expect(examples).toHaveLength(652)
  const others = examples.flatMap(({ markdown, html, section }, at) => {
    const asked = single(parseFragment(withOpenTagsAsText(html)).childNodes.map(wordsOf).join(''))
    const { title, flow } = readMarkdown(new TextEncoder().encode(markdown))
    const read = single(`${title ?? ''} ${readWords(flow)}`)
    return read === asked ? [] : [{ at, section, markdown, asked, read }]
  })
  expect(others).toEqual([])
})
