// The references to paragraphs on the page: what each reads where its paragraph stands now, which of
// them name none any more, and going from one to its paragraph. Looked at only when a reference comes
// or goes, or when numbers may have changed on a page that has some.
import { isBlockId } from '#document/ids'
import { readingsIn, type Numbering } from '#document/numbering'
import { uniteBrackets, type Reading, type Reference } from '#document/model'
import { Listeners } from '#shared/listeners'
import {
  $getRoot,
  $getSelection,
  $isElementNode,
  $isRangeSelection,
  type LexicalEditor,
  type NodeKey,
} from 'lexical'
import { $atCaret } from '../notes/reference.ts'
import { openReferenceNodes } from '../page/reference-nodes.ts'
import type { PageBlock, PageReference, PageState } from '../page/page-state.ts'
import { $toOf } from './paragraph-reference.ts'

export type ReferenceTexts = {
  /** The one beside the caret. */
  here(): PageReference | null
  subscribe(listen: () => void): () => void
  /** The words of a reference to this block. */
  read(to: Pick<Reference, 'block' | 'bare'>): Reading
  /** Shows the words in a window. Returns its undo. */
  attach(): () => void
  close(): void
}

const sameNumbers = (a: readonly PageBlock[], b: readonly PageBlock[]): boolean =>
  a === b ||
  (a.length === b.length &&
    a.every((block, at) => {
      const other = b[at]
      return (
        block === other ||
        (block.id === other?.id && block.kind === other.kind && block.place === other.place)
      )
    }))

const sameList = (a: readonly PageReference[], b: readonly PageReference[]): boolean =>
  a.length === b.length &&
  a.every(({ key, from, reading }, at) => {
    const other = b[at]
    return key === other?.key && from.id === other.from.id && reading.words === other.reading.words
  })

const paint = (editor: LexicalEditor, { key, to, reading }: PageReference): void => {
  const element = editor._headless ? null : editor.getElementByKey(key)
  if (!element) return
  element.classList.add('text-reference')
  element.dataset['words'] = reading.words
  element.dataset['to'] = to.block
  element.dataset['standing'] = reading.standing
}

/** The references in the page, in its order, with their present words. */
const $referencesOn = (
  blocks: readonly PageBlock[],
  keys: ReadonlyMap<NodeKey, Reference>,
  read: ReferenceTexts['read'],
): PageReference[] => {
  const byPlace = $getRoot().getChildren()
  return byPlace.flatMap((block, at) => {
    const from = blocks[at]
    return $isElementNode(block) && from
      ? block.getChildrenKeys().flatMap((key): PageReference[] => {
          const to = keys.get(key)
          if (!to) return []
          const title = read({ block: to.block }).words
          return [{ key, from, to, title, reading: read(to) }]
        })
      : []
  })
}

export const openReferenceTexts = (
  editor: LexicalEditor,
  page: PageState,
  numbering: Numbering,
): ReferenceTexts => {
  const listeners = new Listeners()
  const { keys, $look, ...references } = openReferenceNodes($toOf)
  let known: readonly PageBlock[] = []
  let here: NodeKey | null = null

  let counted: { blocks: readonly PageBlock[]; read: ReferenceTexts['read'] } | null = null
  const readings = (blocks: readonly PageBlock[]): ReferenceTexts['read'] => {
    if (counted && sameNumbers(counted.blocks, blocks)) return counted.read
    const read = readingsIn(
      uniteBrackets(
        blocks.map(block => ({ ...block, id: isBlockId(block.id) ? block.id : null, runs: [] })),
      ),
      numbering,
    )
    counted = { blocks, read }
    return read
  }
  const $refresh = (): void => {
    const { blocks } = page.snapshot()
    known = blocks
    const read = readings(blocks)
    const found = $referencesOn(blocks, keys, read)
    for (const each of found) paint(editor, each)
    if (sameList(page.snapshot().references, found)) return
    page.publish({ references: found })
    listeners.tell()
  }
  const $lookAll = (): void => {
    references.$lookAll()
    if (keys.size > 0) $refresh()
  }
  const $keyHere = (): NodeKey | null => {
    const selection = $getSelection()
    if (keys.size === 0 || !$isRangeSelection(selection)) return null
    return $atCaret(selection, node => (node && keys.has(node.getKey()) ? node.getKey() : null))
  }
  const stop = editor.registerUpdateListener(({ dirtyLeaves, editorState }) =>
    editorState.read(() => {
      if ($look(dirtyLeaves)) $refresh()
      const now = $keyHere()
      if (now === here) return
      here = now
      listeners.tell()
    }),
  )
  const stopPage = page.subscribe(() => {
    const { blocks } = page.snapshot()
    if (keys.size === 0 || sameNumbers(known, blocks)) known = blocks
    else editor.getEditorState().read($refresh)
  })
  const onClick = ({ target }: MouseEvent): void => {
    const element = target instanceof Element ? target.closest('.text-reference') : null
    const to = element instanceof HTMLElement ? element.dataset['to'] : undefined
    if (to !== undefined) page.goTo(to)
  }
  editor.getEditorState().read($lookAll)
  return {
    here: () => page.snapshot().references.find(({ key }) => key === here) ?? null,
    subscribe: listeners.add,
    read: to => readings(page.snapshot().blocks)(to),
    attach: () =>
      editor.registerRootListener((root, before) => {
        before?.removeEventListener('click', onClick)
        root?.addEventListener('click', onClick)
        editor.getEditorState().read($lookAll)
      }),
    close() {
      stop()
      stopPage()
      page.publish({ references: [] })
    },
  }
}
