// Ties an editor to a shared document, on Lexical's binding V2 and with rules of our own: nothing
// is written on load or because another member's change arrived; new blocks merge; undo is one's
// own; words in removed paragraphs are reported; and an editor that fails writes nothing more.
import type { Presence } from '#shared/document-port'
import { rootName, rootOf, switchOffCleanup } from '#document/tree'
import type { Random } from '#document/ids'
import {
  createBindingV2__EXPERIMENTAL as createBinding,
  syncLexicalUpdateToYjsV2__EXPERIMENTAL as writeChanges,
  syncYjsChangesToLexicalV2__EXPERIMENTAL as showChanges,
  syncYjsStateToLexicalV2__EXPERIMENTAL as showAll,
  type BindingV2,
} from '@lexical/yjs'
import {
  $getRoot,
  COLLABORATION_TAG,
  HISTORIC_TAG,
  mergeRegister,
  RootNode,
  SKIP_COLLAB_TAG,
  TextNode,
  type EditorState,
  type Klass,
  type LexicalEditor,
  type LexicalNode,
  type UpdateListenerPayload,
} from 'lexical'
import * as Y from 'yjs'
import { $alignBlocks, $checkMade, type Aligned } from './align-blocks.ts'
import { $isBlockNode, BlockNode } from '../blocks/block-node.ts'
import { registerBlockRules } from './block-rules.ts'
import { openCaret } from './caret.ts'
import { holdCaretBlock } from './hold-scroll.ts'
import { openOwnUndo, type OwnUndo } from '../undo/own-undo.ts'
import { watchRescue, type Rescued } from './rescue.ts'
import { registerUnknownTypes, registerUnknownTypesIn } from './unknown-nodes.ts'
import { $writeLetters } from './write-letters.ts'

/** The treatment of a change made here before it is shared, and the work after it. */
export type Tracking = {
  /** While it is, words that are typed over stay, marked. */
  isOn(): boolean
  /** A composition begins, and the editor does not know it yet. */
  composes(): void
  /** Called before anything is shown: registering marks all that is there as changed. */
  register(): () => void
  shared(editorState: EditorState): void
}

export type BindOptions = {
  random: Random
  /**
   * The editor or the binder failed; nothing is written any more and the editor is read-only.
   * Called before any half-made change can leave the document: drop it and load the document again.
   */
  onFailure(error: unknown): void
  tracking?: Tracking
  onRescued?: (rescued: Rescued) => void
  /** Milliseconds: a phrase that is undone as one is short. */
  now(): number
}

export type Binder = {
  binding: BindingV2
  undo: OwnUndo
  /** Call from the editor's own onError. */
  fail(error: unknown): void
  onCaretMove(listen: (presence: Presence) => void): () => void
  unbind(): void
}

// Left to Lexical these would be attributes too, written as a side effect of moving the caret.
const unshared = ['__format', '__indent', '__style', '__textFormat', '__textStyle']
const excludedProperties = new Map<Klass<LexicalNode>, Set<string>>([
  [BlockNode, new Set(unshared)],
  [RootNode, new Set([...unshared, '__dir'])],
  [TextNode, new Set(['__style'])],
])

/**
 * The event without its delta, which the binding asks for and does not use: to compute it, Yjs removes
 * superfluous format marks, as a change of this window.
 */
const asItIs = <T extends Y.YEvent<Y.XmlElement | Y.XmlText>>(event: T): T =>
  Object.create(event, { delta: { value: [] } }) as T

const nothing: Aligned = { changed: new Map(), made: new Map() }

/** Shows `doc` in `editor`, created with `blockNodes`, and keeps the two level until unbound. */
export const bind = (editor: LexicalEditor, doc: Y.Doc, options: BindOptions): Binder => {
  const caret = openCaret()
  const binding = createBinding(editor, rootName, doc, new Map([[rootName, doc]]), {
    excludedProperties,
    rootName,
  })
  let state: 'bound' | 'failed' | 'unbound' = 'bound'
  /** An empty paragraph that the editor put into an empty page; shared when something is typed. */
  let placeholder: string | null = null

  const fail = (error: unknown): void => {
    if (state !== 'bound') return
    state = 'failed'
    editor.setEditable(false)
    release()
    options.onFailure(error)
  }

  const $isPlaceholder = ({ dirtyElements, prevEditorState }: UpdateListenerPayload): boolean => {
    const block = $getRoot().getFirstChild()
    if (binding.root.length > 0 || $getRoot().getChildrenSize() !== 1 || !$isBlockNode(block))
      return false
    const wasEmpty = prevEditorState.read(() => $getRoot().getChildrenSize() === 0)
    if (wasEmpty && block.isEmpty()) placeholder = block.getKey()
    return block.getKey() === placeholder && (wasEmpty || dirtyElements.get(placeholder) !== true)
  }

  const $write = (update: UpdateListenerPayload): void => {
    const { dirtyLeaves, editorState, normalizedNodes, prevEditorState, tags } = update
    if ($isPlaceholder(update)) return
    // The binding still keeps the caret where nothing is left for it to write.
    const { changed, made } = $writeLetters(binding, update)
      ? nothing
      : $alignBlocks(binding, update, { keepsWords: options.tracking?.isOn() === true })
    writeChanges(
      binding,
      caret.provider,
      prevEditorState,
      editorState,
      changed,
      dirtyLeaves,
      normalizedNodes,
      tags,
    )
    $checkMade(made)
  }

  const onLocalUpdate = (update: UpdateListenerPayload): void => {
    const { editorState, normalizedNodes, prevEditorState, tags } = update
    if (state !== 'bound' || tags.has(SKIP_COLLAB_TAG)) return
    if (tags.has(COLLABORATION_TAG) || tags.has(HISTORIC_TAG)) {
      // Joining equal neighbours changes nothing that is shared; the next local change settles it.
      for (const key of normalizedNodes) binding.mapping.deleteNode(key)
      return
    }
    undo.changes(prevEditorState, editorState)
    doc.transact(() => {
      try {
        editorState.read(() => $write(update), { editor })
      } catch (error) {
        fail(error)
      }
    }, binding)
    options.tracking?.shared(editorState)
  }

  const onSharedChange = (
    events: Y.YEvent<Y.XmlElement | Y.XmlText>[],
    transaction: Y.Transaction,
  ): void => {
    if (state !== 'bound' || transaction.origin === binding) return
    const isUndo = transaction.origin instanceof Y.UndoManager
    try {
      const settle = isUndo || editor._headless ? undefined : holdCaretBlock(editor)
      registerUnknownTypesIn(binding, events)
      showChanges(binding, caret.provider, events.map(asItIs), transaction, isUndo)
      settle?.()
    } catch (error) {
      fail(error)
    }
  }

  const root = rootOf(doc)
  const undo = openOwnUndo({ editor, binding, caret }, options.now)
  const release = mergeRegister(
    switchOffCleanup(doc),
    () => root.unobserveDeep(onSharedChange),
    () => undo.close(),
    registerBlockRules(editor, options.random),
    options.tracking?.register() ?? (() => {}),
    editor.registerUpdateListener(onLocalUpdate),
    watchRescue(doc, rescued => options.onRescued?.(rescued)),
  )
  root.observeDeep(onSharedChange)
  // Last: registering rules marks every block that is there as changed, and what Lexical joins
  // while it reads must be heard of.
  registerUnknownTypes(binding, root)
  if (root.length > 0) showAll(binding, caret.provider)

  return {
    binding,
    undo,
    fail,
    onCaretMove: listen => caret.onMove(listen),
    unbind: () => {
      if (state === 'bound') release()
      state = 'unbound'
    },
  }
}
