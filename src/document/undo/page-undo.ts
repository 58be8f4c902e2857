// Undo and redo as Yjs keeps them, with steps that every gate accepts. A restored item is a copy,
// which names the two that it stands between. If the paragraph came back too, Yjs names the
// neighbours in the removed one, each by its own copy: others wrote between the two since, or they
// stand the other way round, and the step is refused. Here a copy goes next to the nearest copy.
import * as Y from 'yjs'
import {
  harmToKept,
  keptNotes,
  type ComingBlock,
  type KeptBlocks,
  type StrayHow,
} from './kept-blocks.ts'
import { rootOf } from '#document/tree'
import { mayUndo } from './own-words.ts'

type Step = Y.UndoManager['undoStack'][number]
type Ranges = Step['deletions']
type Home = Y.AbstractType<unknown>

const itemsOf = (transaction: Y.Transaction, ranges: Ranges): Y.Item[] => {
  const items: Y.Item[] = []
  // Not worked on while Yjs goes over them: what splits an item moves all that follow.
  Y.iterateDeletedStructs(transaction, ranges, struct => {
    if (struct instanceof Y.Item) items.push(struct)
  })
  return items
}

/** The items of `length` units from `id`, cut to that. */
const itemsFrom = (transaction: Y.Transaction, id: Y.ID, length: number): Y.Item[] => {
  const ranges = Y.createDeleteSet()
  ranges.clients.set(id.client, [{ clock: id.clock, len: length }])
  return itemsOf(transaction, ranges)
}

/**
 * The items of a removed text in their order: each then finds the one before it restored already,
 * in any order of writing. A search from the far end of thousands takes minutes.
 */
const asTheyStood = (items: readonly Y.Item[]): Y.Item[] => {
  const all = new Set(items)
  const ordered = new Set<Y.Item>()
  for (const item of items) {
    const { parent, parentSub } = item
    const isElsewhere = parent instanceof Y.AbstractType && parent._item?.deleted === true
    if (!ordered.has(item) && parentSub === null && isElsewhere)
      for (let at = parent._start; at; at = at.right) if (all.has(at)) ordered.add(at)
    ordered.add(item)
  }
  return [...ordered]
}

/** The present form of `item`: itself, or its restored copy. */
const latest = (transaction: Y.Transaction, item: Y.Item): Y.Item[] => {
  const found: Y.Item[] = []
  const open = [item]
  for (let at = open.pop(); at; at = open.pop())
    if (at.redone === null) found.push(at)
    else open.push(...itemsFrom(transaction, at.redone, at.length).toReversed())
  return found
}

/**
 * Where in `home` one unit of `item` was brought back. Null when it was not, or when it first came
 * back where it had been: that copy is among its neighbours, not always on the side that it is on.
 */
const copyIn = (doc: Y.Doc, item: Y.Item, unit: Y.ID, home: Home): Y.ID | null => {
  let at = item
  let id = unit
  while (at.parent !== home) {
    if (at.redone === null) return null
    id = Y.createID(at.redone.client, at.redone.clock + id.clock - at.id.clock)
    const copy = Y.getItem(doc.store, id)
    if (!(copy instanceof Y.Item) || (at === item && copy.parent === item.parent)) return null
    at = copy
  }
  return id
}

/** Two that stand side by side in `home`, where `item` belongs between. */
const gapFor = (
  transaction: Y.Transaction,
  item: Y.Item,
  home: Home,
): [Y.Item | null, Y.Item | null] => {
  if (item.parent === home) return [item.left, item]
  const { doc } = transaction
  for (let at = item.left; at; at = at.left) {
    const id = copyIn(doc, at, at.lastId, home)
    if (!id) continue
    const left = Y.getItemCleanEnd(transaction, doc.store, id)
    return [left, left.right]
  }
  for (let at = item.right; at; at = at.right) {
    const id = copyIn(doc, at, at.id, home)
    if (!id) continue
    const right = Y.getItemCleanStart(transaction, id)
    return [right.left, right]
  }
  return [null, home._start]
}

/**
 * The last value under the key of `item`, which it replaces: null when there is none, undefined
 * when another client has set it since.
 */
const valueBefore = (
  transaction: Y.Transaction,
  item: Y.Item,
  home: Home,
  isOwn: (id: Y.ID) => boolean,
): Y.Item | null | undefined => {
  const last = (): Y.Item | null => home._map.get(item.parentSub ?? '') ?? null
  if (item.right === null) return last()
  let at = item
  while (at.right !== null && (at.right.redone !== null || isOwn(at.right.id))) {
    at = at.right
    while (at.redone !== null) at = Y.getItemCleanStart(transaction, at.redone)
  }
  if (at.right !== null) return undefined
  return at.parent === home ? at : last()
}

/** The elements that an item is in now, itself first: what was removed and came back counts where it came back. */
const elementsAround = (transaction: Y.Transaction, item: Y.Item): Y.XmlElement[] => {
  const found: Y.XmlElement[] = []
  for (let at: Y.Item | null | undefined = item; at;) {
    if (at.redone !== null) at = latest(transaction, at)[0]
    else {
      const { content, parent }: Y.Item = at
      if (content instanceof Y.ContentType && content.type instanceof Y.XmlElement)
        found.push(content.type)
      at = parent instanceof Y.AbstractType ? parent._item : null
    }
  }
  return found
}

/** The nearest element on one side that is there, or is `coming` back with the same step. */
const neighbour = (
  item: Y.Item,
  side: 'left' | 'right',
  coming?: ReadonlySet<Y.Item>,
): Y.XmlElement | null => {
  let at = item[side]
  while (at?.deleted && !coming?.has(at)) at = at[side]
  return at?.content instanceof Y.ContentType && at.content.type instanceof Y.XmlElement
    ? at.content.type
    : null
}

/** A removed paragraph has no attributes to ask: their last values are still there. */
const comingOf = (block: Y.AbstractType<unknown>): ComingBlock => {
  const last = (key: string): unknown => block._map.get(key)?.content.getContent().at(-1)
  const kind = last('s_kind')
  return {
    kind: typeof kind === 'string' ? kind : 'paragraph',
    beginsItem: last('s_item') !== undefined,
  }
}

/**
 * `captureTimeout`: milliseconds within which changes are one step. `leave`: asked before a step is taken back; it cuts
 * out of the step what has to stay, and says whether there was any.
 */
type PageUndoOptions = {
  trackedOrigins: Set<unknown>
  captureTimeout?: number
  kept?: KeptBlocks
  leave?: (step: Step) => boolean
}

/**
 * The undo manager of everything here: it takes back the steps that Yjs records, and what others
 * wrote stays.
 */
export class PageUndo extends Y.UndoManager {
  readonly #kept: KeptBlocks | null
  readonly #leave: (step: Step) => boolean

  constructor(scope: ConstructorParameters<typeof Y.UndoManager>[0], options: PageUndoOptions) {
    const { kept = null, leave = () => false, ...rest } = options
    super(scope, { ...rest, deleteFilter: mayUndo })
    this.#kept = kept
    this.#leave = leave
  }

  override undo(): Step | null {
    this.undoing = true
    try {
      return this.#takeBack(this.undoStack, 'undo')
    } finally {
      this.undoing = false
    }
  }

  override redo(): Step | null {
    this.redoing = true
    try {
      return this.#takeBack(this.redoStack, 'redo')
    } finally {
      this.redoing = false
    }
  }

  /**
   * Takes back the last step that still changes something, or of which something was left; null when there is none, or
   * it was refused.
   */
  #takeBack(stack: Step[], type: 'undo' | 'redo'): Step | null {
    let refused: Step | null = null
    let how: StrayHow | undefined
    const [step, changedParentTypes] = this.doc.transact((transaction: Y.Transaction) => {
      let taken: Step | null = null
      while (!taken && !refused && stack.length > 0) {
        const last = stack.pop()
        if (!last) break
        const isPartLeft = this.#leave(last)
        const harm = this.#harmOf(transaction, last)
        if (harm) [refused, how] = [last, harm === 'lines' ? undefined : harm]
        else if (this.#reverse(transaction, last) || isPartLeft) taken = last
      }
      // Yjs's cached positions in a sequence are no longer valid.
      for (const [changed, keys] of transaction.changed)
        if (keys.has(null) && changed._searchMarker) changed._searchMarker.length = 0
      return [taken, transaction.changedParentTypes] as const
    }, this)
    // A refused step is off its stack as well, and the cursor shows where it was.
    const stackItem = step ?? refused
    if (stackItem) {
      const event = { stackItem, type, changedParentTypes, origin: this }
      this.emit('stack-item-popped', [event, this])
    }
    if (refused) this.#kept?.refused(how)
    return step
  }

  #isInScope(item: Y.Item): boolean {
    return this.scope.some(
      part => part === this.doc || (part instanceof Y.AbstractType && Y.isParentOf(part, item)),
    )
  }

  #isOwn(step: Step, id: Y.ID): boolean {
    const steps = [...this.undoStack, ...this.redoStack]
    return (
      Y.isDeleted(step.insertions, id) || steps.some(({ deletions }) => Y.isDeleted(deletions, id))
    )
  }

  /** The items of a step that are there and go, and those that are gone and come. */
  #itemsOf(transaction: Y.Transaction, step: Step): { made: Y.Item[]; gone: Y.Item[] } {
    return {
      made: itemsOf(transaction, step.insertions)
        .flatMap(item => latest(transaction, item))
        .filter(item => !item.deleted && this.#isInScope(item)),
      gone: itemsOf(transaction, step.deletions).filter(
        item => this.#isInScope(item) && !Y.isDeleted(step.insertions, item.id),
      ),
    }
  }

  /** Harm of the whole step: half of one, as of a paragraph that was split, would write words twice. */
  #harmOf(transaction: Y.Transaction, step: Step): 'lines' | StrayHow | null {
    const kept = this.#kept
    if (!kept?.any()) return null
    const { made, gone } = this.#itemsOf(transaction, step)
    const notes = new Set(keptNotes(this.doc, kept))
    const isInNote = ({ parent }: Y.Item): boolean =>
      parent instanceof Y.Text && notes.has(parent._item?.parentSub ?? '')
    const isIn = (item: Y.Item): boolean =>
      isInNote(item) || elementsAround(transaction, item).some(each => kept.isKept(each))
    const coming = new Set(gone.filter(({ redone }) => redone === null))
    const isShutOut = (item: Y.Item): boolean => {
      const { content, parent } = item
      if (!(content instanceof Y.ContentType) || parent !== this.scope[0]) return false
      // All that come back end before one that is there: between settled lines, none may come.
      const [left, right] = [neighbour(item, 'left', coming), neighbour(item, 'right')]
      return !kept.mayComeBetween(left, right, comingOf(content.type))
    }
    const harmsLines =
      made.some(item => this.deleteFilter(item) && isIn(item)) ||
      gone.some(item => item.redone === null && (isIn(item) || isShutOut(item)))
    if (harmsLines) return 'lines'
    // Words alone leave each line what it is, and a copy of a long text takes a tenth of a second.
    const isStructure = ({ content, parentSub }: Y.Item): boolean =>
      parentSub !== null || content instanceof Y.ContentType
    return [...made, ...gone].some(isStructure)
      ? harmToKept(this.doc, kept, copy => this.#tryOn(copy, step))
      : null
  }

  /** Takes the step back in a copy of the text. */
  #tryOn(copy: Y.Doc, step: Step): void {
    const trial = new PageUndo(rootOf(copy), { trackedOrigins: new Set() })
    trial.undoStack = this.undoStack
    trial.redoStack = this.redoStack
    copy.transact(transaction => {
      // No update says what came back as which copy.
      for (const structs of this.doc.store.clients.values())
        for (const struct of structs)
          if (struct instanceof Y.Item && struct.redone !== null) {
            const { client, clock } = struct.redone
            for (const item of itemsFrom(transaction, struct.id, struct.length))
              item.redone = Y.createID(client, clock + item.id.clock - struct.id.clock)
          }
      trial.#reverse(transaction, step)
    })
  }

  /** False when nothing changed. */
  #reverse(transaction: Y.Transaction, step: Step): boolean {
    const { doc } = transaction
    const before = Y.getState(doc.store, doc.clientID)
    const placeOf = ({ id, length }: Y.Item) => ({ id, length })
    const items = this.#itemsOf(transaction, step)
    const made = items.made.map(placeOf)
    const { gone } = items
    const bringBack = this.#bringerBack(transaction, step, new Set(gone))
    // By where they are: bringing one back may split another.
    for (const { id, length } of asTheyStood(gone).map(placeOf))
      for (const item of itemsFrom(transaction, id, length)) bringBack(item)
    let isChanged = Y.getState(doc.store, doc.clientID) > before
    // Children before parents, so that the filter sees what is left in a parent.
    for (const { id, length } of made.toReversed())
      for (const item of itemsFrom(transaction, id, length).toReversed()) {
        if (item.deleted || !this.deleteFilter(item)) continue
        item.delete(transaction)
        isChanged = true
      }
    return isChanged
  }

  /** Puts a copy of an item into the page, if where it was is there or comes back with `gone`. */
  #bringerBack(
    transaction: Y.Transaction,
    step: Step,
    gone: ReadonlySet<Y.Item>,
  ): (item: Y.Item) => void {
    const { doc } = transaction
    const isOwn = (id: Y.ID): boolean => this.#isOwn(step, id)
    /** Where the children of `parent` are now. */
    const homeOf = (parent: Home): Home | null => {
      let item = parent._item
      if (item === null) return parent
      while (item.deleted) {
        if (item.redone === null && gone.has(item)) bringBack(item)
        if (item.redone === null) return null
        item = Y.getItemCleanStart(transaction, item.redone)
      }
      return item.content instanceof Y.ContentType ? item.content.type : null
    }
    const bringBack = (item: Y.Item): void => {
      const { parent, parentSub } = item
      const home = parent instanceof Y.AbstractType && !item.redone ? homeOf(parent) : null
      if (home === null) return
      const [left, right] =
        parentSub === null
          ? gapFor(transaction, item, home)
          : [valueBefore(transaction, item, home, isOwn), null]
      if (left === undefined) return
      const id = Y.createID(doc.clientID, Y.getState(doc.store, doc.clientID))
      const [origin, rightOrigin] = [left?.lastId ?? null, right?.id ?? null]
      const content = item.content.copy()
      const copy = new Y.Item(id, left, origin, right, rightOrigin, home, parentSub, content)
      item.redone = id
      copy.integrate(transaction, 0)
    }
    return bringBack
  }
}
