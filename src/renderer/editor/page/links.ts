// A link is a state of its text, so that it never gets in the way of merging. It shows as a link,
// leads nowhere by a plain click (one is writing), and only http, https and mailto are shown as one.
import { isSafeLink } from '#document/model'
import { $getState, $setState, createState, type TextNode } from 'lexical'

const hrefState = createState('href', {
  parse: (value: unknown): string => (typeof value === 'string' ? value : ''),
})

/** The link as it may be shown, or null. */
export const $hrefOf = (node: TextNode): string | null => {
  const href = $getState(node, hrefState)
  return isSafeLink(href) ? href : null
}

export const $withoutHref = (node: TextNode): void => {
  if ($getState(node, hrefState) !== '') $setState(node, hrefState, '')
}

export const $setHref = (node: TextNode, href: string): void => {
  if (isSafeLink(href)) $setState(node, hrefState, href)
}
