// Everything that belongs to an editor while it shows a document: the binding to the replica, own
// undo, keys, numbers and links on the page, and saying where one's caret is.
import {
  DRAGSTART_COMMAND,
  mergeRegister,
  REDO_COMMAND,
  UNDO_COMMAND,
  type LexicalEditor,
} from 'lexical'
import type * as Y from 'yjs'
import type { Numbering } from '#document/numbering'
import { Listeners } from '#shared/listeners'
import { bind, type Binder } from '../collab/binder.ts'
import { watchComposedWords } from '../input/composed-words.ts'
import { registerFormatCommands } from '../formats/commands.ts'
import { registerMoveBlocks, type Moved } from '../blocks/move-commands.ts'
import { registerCapture } from '../minutes/capture.ts'
import { registerNoteCommands } from '../notes/note-commands.ts'
import { openReferences, type References } from '../notes/references.ts'
import { readCaret, readCaretBeforeInput } from '../input/read-caret.ts'
import { registerFollowing, registerCrossReferences } from '../cross-references/commands.ts'
import { openReferenceTexts, type ReferenceTexts } from '../cross-references/reference-texts.ts'
import { beforeReceived, type Rescued } from '../collab/rescue.ts'
import type { Opened } from '../replica/use-window-replica.ts'
import { keepSettled } from '../blocks/settled-blocks.ts'
import { registerSuggestingLimits, type SuggestedByKeys } from '../review/suggestions/limits.ts'
import { showBrackets } from '../review/brackets/show-brackets.ts'
import { showSuggestions, type ShownSuggestions } from '../review/suggestions/show-suggestions.ts'
import { openSuggestingMode, type SuggestingMode } from '../review/suggestions/suggesting-mode.ts'
import { registerClearAcross } from '../tables/clear-across.ts'
import { registerTableCommands } from '../tables/table-commands.ts'
import type { TableRefusal } from '../tables/table-edits.ts'
import { registerTableKeys } from '../tables/table-keys.ts'
import { showTables, type TableSize } from '../tables/show-tables.ts'
import type { UndoChanges } from '../undo/undo-announcement.ts'
import { registerStayBehindWords } from '../input/stay-behind-words.ts'
import { registerTypeLetters } from '../input/type-letters.ts'
import { kindTurns } from '../input/typed-kinds.ts'
import { registerTypedQuotes } from '../input/typed-quotes.ts'
import { registerTypedTurns } from '../input/typed-turns.ts'
import { random } from '../../random.ts'
import type { FailureRelay } from './failure-relay.ts'
import type { PageState } from './page-state.ts'
import { showLinks } from './show-links.ts'
import { watchPage } from './watch-page.ts'
import { registerWritingKeys } from './writing-keys.ts'
import { beforeText } from '../input/on-command.ts'

export type Bound = {
  editor: LexicalEditor
  binder: Binder
  suggesting: SuggestingMode
  references: References
  shown: ReferenceTexts
  suggested: ShownSuggestions
  onRescued(listen: (rescued: Rescued) => void): () => void
}

export type UndoDirection = 'undo' | 'redo'

export type BindPageParts = {
  editor: LexicalEditor
  doc: Y.Doc
  opened: Opened
  page: PageState
  relay: FailureRelay
  numbering: Numbering
  onMoved: (moved: Moved) => void
  /** The changes of undo or redo, once the page shows them. */
  onUndone: (way: UndoDirection, turned: UndoChanges) => void
  /** The person's acts on whole paragraphs while suggesting. */
  byKeys: SuggestedByKeys
  tables: { label: (size: TableSize) => string; onRefused: (why: TableRefusal) => void }
}

const nowhere = { anchor: null, focus: null }

export function bindPage(parts: BindPageParts): { bound: Bound; release: () => void } {
  const { editor, doc, opened, page, relay, numbering } = parts
  const rescues = new Listeners<Rescued>()
  const suggesting = openSuggestingMode(editor, doc, { random })
  const keep = numbering.kind === 'minutes' ? keepSettled(editor) : () => {}
  const binder = bind(editor, doc, {
    random,
    now: Date.now,
    tracking: suggesting.tracking,
    onFailure: error => {
      console.error(error)
      opened.replica.editorFailed()
    },
    onRescued: rescued => rescues.tell(rescued),
  })
  const { undo } = binder
  const turn = (way: UndoDirection): true => {
    const turned = undo[way]()
    // A command runs within a change of the editor, which is committed once this has returned.
    if (turned !== 'refused') setTimeout(() => parts.onUndone(way, turned))
    return true
  }
  const turning = { separate: undo.separate, isSuggesting: suggesting.isOn }
  const references = openReferences(editor)
  const shown = openReferenceTexts(editor, page, numbering)
  const suggested = showSuggestions(editor)
  const release = mergeRegister(
    keep,
    binder.unbind,
    relay.connect(binder.fail),
    readCaretBeforeInput(editor),
    registerTypedQuotes(editor, { language: numbering.language, separate: undo.separate }),
    registerTypeLetters(editor),
    registerStayBehindWords(editor),
    beforeReceived(doc, () => readCaret(editor)),
    watchComposedWords(editor, doc, suggesting.tracking.composes),
    registerWritingKeys(editor),
    references.close,
    references.attach(),
    shown.close,
    shown.attach(),
    registerCrossReferences(editor, {
      shown,
      language: numbering.language,
      separate: undo.separate,
      goTo: block => page.goTo(block),
    }),
    registerFollowing(editor, { shown, goTo: block => page.goTo(block) }),
    registerFormatCommands(editor),
    registerTypedTurns(editor, { ...turning, $turnOf: kindTurns(numbering.language) }),
    ...(numbering.kind === 'minutes' ? [registerCapture(editor, turning)] : []),
    registerNoteCommands(editor, { doc, references, random, separate: undo.separate }),
    registerTableCommands(editor, {
      random,
      separate: undo.separate,
      onRefused: parts.tables.onRefused,
    }),
    registerTableKeys(editor),
    registerClearAcross(editor),
    showTables(editor, parts.tables.label),
    registerMoveBlocks(editor, { separate: undo.separate, onMoved: parts.onMoved }),
    showLinks(editor),
    suggested.close,
    showBrackets(editor),
    registerSuggestingLimits(editor, suggesting, parts.byKeys),
    watchPage(editor, page, numbering),
    binder.onCaretMove(presence => opened.presence.say(presence ?? nowhere)),
    beforeText(editor, UNDO_COMMAND, () => turn('undo')),
    beforeText(editor, REDO_COMMAND, () => turn('redo')),
    // Dragging text moves it, and a move loses what others write in it meanwhile.
    beforeText(editor, DRAGSTART_COMMAND, event => (event.preventDefault(), true)),
  )
  opened.presence.say(nowhere)
  const onRescued = rescues.add
  return { bound: { editor, binder, suggesting, references, shown, suggested, onRescued }, release }
}
