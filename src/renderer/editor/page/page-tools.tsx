// The tools above the page: kind of paragraph, formats, links, numbered, undo and redo of one's own.
// Alt F10 comes here from the text; arrow keys move within; Escape goes back to the text.
import { memo, useEffect, useRef, type RefObject } from 'react'
import {
  Bold,
  ChevronDown,
  Italic,
  ListOrdered,
  FileDiff,
  MessageSquarePlus,
  Palette,
  Quote,
  Redo2,
  Superscript,
  Undo2,
} from 'lucide-react'
import {
  $getSelection,
  $isRangeSelection,
  FORMAT_TEXT_COMMAND,
  REDO_COMMAND,
  UNDO_COMMAND,
  type TextFormatType,
} from 'lexical'
import type { DocumentKind, Language, Right } from '#shared/contract'
import type { BlockKind } from '#document/model'
import type { DocumentId, GroupId } from '#shared/ids'
import { $setKinds } from '../blocks/block-edits.ts'
import { afterReturn, Button, Menu, type MenuGroup } from '../../ui/index.ts'
import { Tool, Toolbar, ToolbarLine, ToggleTool } from '../../ui/toolbar.tsx'
import { useWords } from '../../words/index.ts'
import { useProposing } from '../review/amendments/use-proposing.ts'
import { beginComment } from '../review/comments/comment-highlights.tsx'
import { useComments } from '../review/comments/comments-state.ts'
import { LinkTool } from '../formats/link-tool.tsx'
import { MoreTools } from '../formats/more-tools.tsx'
import { MinutesTools } from '../minutes/minutes-tools.tsx'
import { BracketsTool } from '../review/brackets/brackets-tool.tsx'
import { useRestrictActs } from '../restricted/restrict-acts.tsx'
import { SuggestingTool } from '../review/suggestions/suggesting-tool.tsx'
import { chordText, isKey } from '../../shell/commands/keys.ts'
import { firstNumber, kindGroups } from './kind-groups.ts'
import { useOfferedTools } from './offered-tools.ts'
import { type Formats, useFormats } from './use-formats.ts'
import type { Bound } from './use-binding.ts'

export type PageToolsProps = {
  bound: Bound | null
  document: DocumentId
  group: GroupId
  /** The document is a circle's. */
  isOfCircle: boolean
  /** The kind of the document. */
  kind: DocumentKind
  language: Language
  rights: ReadonlySet<Right>
  /** This person may suggest here. */
  suggests: boolean
  /** Whether the page shows who wrote what. */
  coloured: boolean
  onColour: (on: boolean) => void
}

/** Renders for these alone: other properties of a document change as often as a member types. */
export const PageTools = memo(function PageTools(props: PageToolsProps) {
  const { bound, rights } = props
  const comments = useComments()
  const propose = useProposing()
  const words = useWords()
  const bar = useRef<HTMLDivElement>(null)
  const formats = useFormats(bound)
  const { kind } = formats
  const off = !rights.has('write') || !bound
  const restricting = useRestrictActs(props.document, props.isOfCircle ? null : props.group)
  useWays(bound, bar)

  const back = backTo(bound)
  const setKind = (next: BlockKind): void => {
    bound?.editor.update(() => {
      const selection = $getSelection()
      if ($isRangeSelection(selection)) $setKinds(selection, next)
    })
  }
  const comment = (): void => beginComment(bound?.editor.getRootElement() ?? null, comments, words)
  useOfferedTools({
    bound,
    formats,
    kind: props.kind,
    rights,
    setKind,
    comment,
    propose,
    format: name => void bound?.editor.dispatchCommand(FORMAT_TEXT_COMMAND, name),
    colour: () => props.onColour(!props.coloured),
  })
  return (
    <Toolbar label={words('editor.toolbar')} ref={bar}>
      <KindMenu {...props} now={kind} isOff={off} setKind={setKind} />
      <ToolbarLine />
      <FormatTools
        bound={bound}
        formats={formats}
        language={props.language}
        more={restricting.groups}
        isOff={off}
        setKind={setKind}
      />
      {restricting.asking}
      {props.kind === 'minutes' ? (
        <MinutesTools bound={bound} formats={formats} isOff={off} />
      ) : null}
      <ToolbarLine />
      <UndoTools bound={bound} formats={formats} isOff={off} />
      <ToolbarLine />
      <ReviewTools {...props} onComment={comment} onPropose={() => propose()} />
      <ToggleTool
        icon={Palette}
        label={words('history.colour')}
        on={props.coloured}
        isDisabled={!bound}
        onAct={byPointer => {
          props.onColour(!props.coloured)
          back(byPointer)
        }}
      />
    </Toolbar>
  )
})

/** Gives the focus back to the text after a press by pointer; a key stays among the tools. */
const backTo =
  (bound: Bound | null) =>
  (byPointer: boolean): void => {
    if (byPointer) bound?.editor.focus()
  }

type KindMenuProps = PageToolsProps & {
  /** The kind at the cursor; null for several. */
  now: BlockKind | null
  isOff: boolean
  setKind: (kind: BlockKind) => void
}

function KindMenu({ now, isOff, setKind, ...props }: KindMenuProps) {
  const words = useWords()
  const groups: MenuGroup[] = kindGroups(props.kind).map(({ title, kinds }) => ({
    title: words(title),
    acts: kinds.map(each => ({
      id: each,
      text: words(`editor.kind.${each}`),
      chosen: each === now,
      ...(firstNumber(each, props) === '' ? {} : { keys: firstNumber(each, props) }),
      onAct: () => {
        setKind(each)
        afterReturn(() => props.bound?.editor.focus())
      },
    })),
  }))
  return (
    <Menu label={words('editor.kinds')} groups={groups}>
      <Button
        variant="quiet"
        size="small"
        iconAfter={ChevronDown}
        {...(isOff ? { unavailable: words('editor.readOnly.title') } : {})}
      >
        <span className="unseen">{words('editor.kinds')}: </span>
        <span className="kind-now">
          {words(now === null ? 'editor.kinds.several' : `editor.kind.${now}`)}
        </span>
      </Button>
    </Menu>
  )
}

type ToolsProps = { bound: Bound | null; formats: Formats; isOff: boolean }

type FormatToolsProps = ToolsProps & {
  language: Language
  /** Acts of other parts, for the menu of further tools. */
  more: readonly MenuGroup[]
  setKind: (kind: BlockKind) => void
}

function FormatTools({ bound, formats, language, more, isOff, setKind }: FormatToolsProps) {
  const words = useWords()
  const { bold, italic, superscript, link, kind } = formats
  const back = backTo(bound)
  const format = (name: TextFormatType) => (byPointer: boolean) => {
    bound?.editor.dispatchCommand(FORMAT_TEXT_COMMAND, name)
    back(byPointer)
  }
  return (
    <>
      <ToggleTool
        icon={Bold}
        label={words('editor.bold')}
        keys={chordText('bold')}
        on={bold}
        isDisabled={isOff}
        onAct={format('bold')}
      />
      <ToggleTool
        icon={Italic}
        label={words('editor.italic')}
        keys={chordText('italic')}
        on={italic}
        isDisabled={isOff}
        onAct={format('italic')}
      />
      <ToggleTool
        icon={ListOrdered}
        label={words('editor.numbered')}
        on={kind?.startsWith('num') ?? false}
        isDisabled={isOff}
        onAct={byPointer => {
          setKind(kind?.startsWith('num') ? 'paragraph' : 'num1')
          back(byPointer)
        }}
      />
      <ToggleTool
        icon={Superscript}
        label={words('editor.superscript')}
        keys={chordText('superscript')}
        on={superscript}
        isDisabled={isOff}
        onAct={format('superscript')}
      />
      <LinkTool bound={bound} on={link} isDisabled={isOff} />
      <ToggleTool
        icon={Quote}
        label={words('editor.kind.quote')}
        on={kind === 'quote'}
        isDisabled={isOff}
        onAct={byPointer => {
          setKind(kind === 'quote' ? 'paragraph' : 'quote')
          back(byPointer)
        }}
      />
      <MoreTools
        bound={bound}
        formats={formats}
        language={language}
        more={more}
        isDisabled={isOff}
      />
    </>
  )
}

function UndoTools({ bound, formats: { canUndo, canRedo }, isOff }: ToolsProps) {
  const words = useWords()
  const back = backTo(bound)
  return (
    <>
      <Tool
        icon={Undo2}
        label={words('editor.undo')}
        keys={chordText('undo')}
        isDisabled={isOff || !canUndo}
        onAct={byPointer => {
          bound?.editor.dispatchCommand(UNDO_COMMAND, undefined)
          back(byPointer)
        }}
      />
      <Tool
        icon={Redo2}
        label={words('editor.redo')}
        keys={chordText('redo')}
        isDisabled={isOff || !canRedo}
        onAct={byPointer => {
          bound?.editor.dispatchCommand(REDO_COMMAND, undefined)
          back(byPointer)
        }}
      />
    </>
  )
}

type ReviewToolsProps = PageToolsProps & { onComment: () => void; onPropose: () => void }

function ReviewTools(props: ReviewToolsProps) {
  const { document, bound, rights, suggests, onComment, onPropose } = props
  const words = useWords()
  return (
    <>
      <Tool
        icon={MessageSquarePlus}
        label={words('comments.tool')}
        keys={chordText('comment')}
        isDisabled={!rights.has('remark') || !bound}
        onAct={onComment}
      />
      <BracketsTool document={document} bound={bound} writable={rights.has('write')} />
      <Tool
        icon={FileDiff}
        label={words('amendments.propose')}
        isDisabled={!rights.has('propose') || !bound}
        onAct={onPropose}
      />
      <SuggestingTool bound={bound} writable={rights.has('write')} suggests={suggests} />
    </>
  )
}

/** From the text to the tools and back. */
function useWays(bound: Bound | null, bar: RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    if (!bound) return
    const listen = (event: KeyboardEvent): void => {
      const tools = bar.current
      const text = bound.editor.getRootElement()
      const active = document.activeElement
      if (isKey(event, 'tools') && text?.contains(active)) {
        event.preventDefault()
        tools?.querySelector<HTMLElement>('button:not([disabled])')?.focus()
      } else if (event.key === 'Escape' && tools?.contains(active)) {
        event.preventDefault()
        bound.editor.focus()
      }
    }
    // Before anything else: an open tooltip would keep the first Escape to itself.
    window.addEventListener('keydown', listen, { capture: true })
    return () => window.removeEventListener('keydown', listen, { capture: true })
  }, [bound, bar])
}
