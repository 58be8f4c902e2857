// The texts of the page that are references, to notes or to paragraphs.
import { $getNodeByKey, $getRoot, type LexicalNode, type NodeKey } from 'lexical'

export type ReferenceNodes<T> = {
  keys: ReadonlyMap<NodeKey, T>
  /** True when one of the text nodes is, or was, a reference. */
  $look(changed: Iterable<NodeKey>): boolean
  $lookAll(): void
}

/** `$of` says where the reference of a text points; null for words. */
export const openReferenceNodes = <T>($of: (node: LexicalNode) => T | null): ReferenceNodes<T> => {
  const keys = new Map<NodeKey, T>()
  const $look = (changed: Iterable<NodeKey>): boolean => {
    let isOther = false
    for (const key of changed) {
      const node = $getNodeByKey(key)
      const to = node?.isAttached() === true ? $of(node) : null
      if (to === null && !keys.has(key)) continue
      // A redrawn one has lost what is shown of it.
      isOther = true
      if (to === null) keys.delete(key)
      else keys.set(key, to)
    }
    return isOther
  }
  const textKeys = (): NodeKey[] =>
    $getRoot()
      .getAllTextNodes()
      .map(node => node.getKey())
  return { keys, $look, $lookAll: () => void $look(textKeys()) }
}
