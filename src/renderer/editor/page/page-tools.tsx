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
import type { DocumentKind, Language } from '#shared/contract'
import type { BlockKind } from '#shared/document'
import type { DocumentId, GroupId } from '#shared/ids'
import { $setKinds } from '../block-edits.ts'
import { Button, Menu, type MenuGroup } from '../../ui/index.ts'
import { Tool, Toolbar, ToolbarLine, ToggleTool } from '../../ui/toolbar.tsx'
import { useWords } from '../../words/index.ts'
import { useProposing } from '../amendments/use-proposing.ts'
import { beginComment } from '../comments/comment-highlights.tsx'
import { useComments } from '../comments/comments-state.ts'
import { LinkTool } from '../formats/link-tool.tsx'
import { MoreTools } from '../formats/more-tools.tsx'
import { BracketsTool } from '../brackets/brackets-tool.tsx'
import { useRestrictActs } from '../restricted/restrict-acts.tsx'
import { SuggestingTool } from '../suggestions/suggesting-tool.tsx'
import { chordText, isKey } from '../../commands/keys.ts'
import { firstNumber, kindGroups } from './kind-groups.ts'
import { useOfferedTools } from './offered-tools.ts'
import { useFormats } from './use-formats.ts'
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
  writable: boolean
  mayComment: boolean
  /** May say more than comments: amendments, other words. */
  mayPropose: boolean
  /** Whether the page shows who wrote what. */
  coloured: boolean
  onColour: (on: boolean) => void
}

/** Renders for these alone: other properties of a document change as often as a member types. */
export const PageTools = memo(function PageTools(props: PageToolsProps) {
  const { bound, writable, mayComment, mayPropose } = props
  const comments = useComments()
  const propose = useProposing()
  const words = useWords()
  const bar = useRef<HTMLDivElement>(null)
  const formats = useFormats(bound)
  const { bold, italic, superscript, link, kind, canUndo, canRedo } = formats
  const off = !writable || !bound
  const restricting = useRestrictActs(props.document, props.isOfCircle ? null : props.group)
  useWays(bound, bar)

  const back = (byPointer: boolean): void => {
    if (byPointer) bound?.editor.focus()
  }
  const format = (name: TextFormatType) => (byPointer: boolean) => {
    bound?.editor.dispatchCommand(FORMAT_TEXT_COMMAND, name)
    back(byPointer)
  }
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
    writable,
    mayComment,
    mayPropose,
    setKind,
    comment,
    propose,
    format: name => void bound?.editor.dispatchCommand(FORMAT_TEXT_COMMAND, name),
    colour: () => props.onColour(!props.coloured),
  })
  const groups: MenuGroup[] = kindGroups(props.kind).map(({ title, kinds }) => ({
    title: words(title),
    acts: kinds.map(each => ({
      id: each,
      text: words(`editor.kind.${each}`),
      chosen: each === kind,
      ...(firstNumber(each, props) === '' ? {} : { keys: firstNumber(each, props) }),
      onAct: () => {
        setKind(each)
        // The menu gives the focus back to its button first.
        setTimeout(() => bound?.editor.focus())
      },
    })),
  }))

  return (
    <Toolbar label={words('editor.toolbar')} ref={bar}>
      <Menu label={words('editor.kinds')} groups={groups}>
        <Button
          variant="quiet"
          size="small"
          iconAfter={ChevronDown}
          {...(off ? { unavailable: words('editor.readOnly.title') } : {})}
        >
          <span className="unseen">{words('editor.kinds')}: </span>
          <span className="kind-now">
            {words(kind === null ? 'editor.kinds.several' : `editor.kind.${kind}`)}
          </span>
        </Button>
      </Menu>
      <ToolbarLine />
      <ToggleTool
        icon={Bold}
        label={words('editor.bold')}
        keys={chordText('bold')}
        on={bold}
        isDisabled={off}
        onAct={format('bold')}
      />
      <ToggleTool
        icon={Italic}
        label={words('editor.italic')}
        keys={chordText('italic')}
        on={italic}
        isDisabled={off}
        onAct={format('italic')}
      />
      <ToggleTool
        icon={ListOrdered}
        label={words('editor.numbered')}
        on={kind?.startsWith('num') ?? false}
        isDisabled={off}
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
        isDisabled={off}
        onAct={format('superscript')}
      />
      <LinkTool bound={bound} on={link} isDisabled={off} />
      <ToggleTool
        icon={Quote}
        label={words('editor.kind.quote')}
        on={kind === 'quote'}
        isDisabled={off}
        onAct={byPointer => {
          setKind(kind === 'quote' ? 'paragraph' : 'quote')
          back(byPointer)
        }}
      />
      <MoreTools
        bound={bound}
        formats={formats}
        language={props.language}
        more={restricting.groups}
        isDisabled={off}
      />
      {restricting.asking}
      <ToolbarLine />
      <Tool
        icon={Undo2}
        flip
        label={words('editor.undo')}
        keys={chordText('undo')}
        isDisabled={off || !canUndo}
        onAct={byPointer => {
          bound?.editor.dispatchCommand(UNDO_COMMAND, undefined)
          back(byPointer)
        }}
      />
      <Tool
        icon={Redo2}
        flip
        label={words('editor.redo')}
        keys={chordText('redo')}
        isDisabled={off || !canRedo}
        onAct={byPointer => {
          bound?.editor.dispatchCommand(REDO_COMMAND, undefined)
          back(byPointer)
        }}
      />
      <ToolbarLine />
      <Tool
        icon={MessageSquarePlus}
        label={words('comments.tool')}
        keys={chordText('comment')}
        isDisabled={!mayComment || !bound}
        onAct={comment}
      />
      <BracketsTool document={props.document} bound={bound} writable={writable} />
      <Tool
        icon={FileDiff}
        label={words('amendments.propose')}
        isDisabled={!mayPropose || !bound}
        onAct={() => propose()}
      />
      <SuggestingTool bound={bound} writable={writable} may={mayPropose} />
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
