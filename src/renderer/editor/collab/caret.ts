// The cursor of this person, in terms that survive other people's changes. Lexical's binding keeps
// it in its "awareness"; ours leaves this object only on request.
import type { Presence } from '#shared/document-port'
import { Listeners } from '#shared/listeners'
import { $getAnchorAndFocusForUserState, type BindingV2, type Provider } from '@lexical/yjs'
import {
  $createRangeSelection,
  $getNodeByKey,
  $isTextNode,
  $setSelection,
  type RangeSelection,
} from 'lexical'
import * as Y from 'yjs'

type State = NonNullable<ReturnType<Provider['awareness']['getLocalState']>>
export type CaretPlace = Pick<State, 'anchorPos' | 'focusPos'>

export type Caret = {
  /** The binding takes it for a network provider; it is connected to nothing. */
  provider: Provider
  place(): CaretPlace
  onMove(listen: (presence: Presence) => void): () => void
}

const nowhere: State = {
  anchorPos: null,
  focusPos: null,
  awarenessData: {},
  color: '',
  focusing: true,
  name: '',
}

const presenceOf = ({ anchorPos, focusPos }: CaretPlace): Presence =>
  anchorPos === null || focusPos === null
    ? null
    : { anchor: Y.relativePositionToJSON(anchorPos), focus: Y.relativePositionToJSON(focusPos) }

export const openCaret = (): Caret => {
  let state: State = nowhere
  const listeners = new Listeners<Presence>()
  const nothing = (): void => {}
  const set = (next: State | null): void => {
    state = next ?? nowhere
    listeners.tell(presenceOf(state))
  }
  return {
    provider: {
      awareness: {
        getLocalState: () => state,
        getStates: () => new Map(),
        on: nothing,
        off: nothing,
        setLocalState: set,
        setLocalStateField: (field, value) => set({ ...state, [field]: value }),
      },
      connect: nothing,
      disconnect: nothing,
      on: nothing,
      off: nothing,
    },
    place: () => ({ anchorPos: state.anchorPos, focusPos: state.focusPos }),
    onMove: listeners.add,
  }
}

/** A selection at the given place, not yet the page's; null when it points at nothing shown. */
const $selectionAt = (binding: BindingV2, place: CaretPlace): RangeSelection | null => {
  const { anchorKey, anchorOffset, focusKey, focusOffset } = $getAnchorAndFocusForUserState(
    binding,
    { ...nowhere, ...place },
  )
  const anchor = anchorKey === null ? null : $getNodeByKey(anchorKey)
  const focus = focusKey === null ? null : $getNodeByKey(focusKey)
  if (anchor === null || focus === null) return null
  const selection = $createRangeSelection()
  selection.anchor.set(anchor.getKey(), anchorOffset, $isTextNode(anchor) ? 'text' : 'element')
  selection.focus.set(focus.getKey(), focusOffset, $isTextNode(focus) ? 'text' : 'element')
  return selection
}

/** The same for what another device sent; whatever cannot be read points at nothing. */
export const $selectionOfPresence = (
  binding: BindingV2,
  presence: Presence,
): RangeSelection | null => {
  if (presence === null) return null
  try {
    return $selectionAt(binding, {
      anchorPos: Y.createRelativePositionFromJSON(presence.anchor),
      focusPos: Y.createRelativePositionFromJSON(presence.focus),
    })
  } catch {
    return null
  }
}

export const $putCaret = (binding: BindingV2, place: CaretPlace): void => {
  const selection = $selectionAt(binding, place)
  if (selection !== null) $setSelection(selection)
}
