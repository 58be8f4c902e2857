// The tools above the page: kind of paragraph, formats, links, numbered, undo and redo of one's own.
// Alt F10 comes here from the text; arrow keys move within; Escape goes back to the text.
import { memo, useEffect, useRef, type RefObject } from 'react'
import { ChevronDown } from 'lucide-react'
import { $getSelection, $isRangeSelection } from 'lexical'
import type { DocumentKind, Language, Right } from '#shared/contract'
import type { BlockKind } from '#document/model'
import type { DocumentId, GroupId } from '#shared/ids'
import { $setKinds } from '../blocks/block-edits.ts'
import { afterReturn, Button, Menu, type MenuGroup } from '../../ui/index.ts'
import { Tool, Toolbar, ToolbarLine, ToggleTool } from '../../ui/toolbar.tsx'
import { useWords } from '../../words/index.ts'
import { LinkTool } from '../formats/link-tool.tsx'
import { MoreTools } from '../formats/more-tools.tsx'
import { MinutesTools } from '../minutes/minutes-tools.tsx'
import { BracketsTool } from '../review/brackets/brackets-tool.tsx'
import { useRestrictActs } from '../restricted/restrict-acts.tsx'
import { SuggestingTool } from '../review/suggestions/suggesting-tool.tsx'
import { chordText, isKey } from '../../shell/commands/keys.ts'
import { firstNumber, kindGroups } from './kind-groups.ts'
import { type ToolAct, type ToolName, useOfferedTools, useToolActs } from './tool-acts.ts'
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
  rights: ReadonlySet<Right>
  /** This person may suggest here. */
  suggests: boolean
  /** Whether the page shows who wrote what. */
  coloured: boolean
  onColour: (on: boolean) => void
}

/** Renders for these alone: other properties of a document change as often as a member types. */
export const PageTools = memo(function PageTools(props: PageToolsProps) {
  const { bound, document, kind, rights } = props
  const words = useWords()
  const bar = useRef<HTMLDivElement>(null)
  const formats = useFormats(bound)
  const off = !rights.has('write') || !bound
  const restricting = useRestrictActs(document, props.isOfCircle ? null : props.group, bound)
  useWays(bound, bar)

  const setKind = (next: BlockKind): void => {
    bound?.editor.update(() => {
      const selection = $getSelection()
      if ($isRangeSelection(selection)) $setKinds(selection, next)
    })
  }
  const tools = useToolActs({ ...props, formats, setKind })
  useOfferedTools({ bound, tools, kind, setKind })
  const inText = (...names: ToolName[]) =>
    names.map(name => <ActTool key={name} tool={tools[name]} text={bound} />)
  return (
    <Toolbar label={words('editor.toolbar')} ref={bar}>
      <KindMenu {...props} now={formats.kind} isOff={off} setKind={setKind} />
      <ToolbarLine />
      {inText('bold', 'italic', 'numbered', 'superscript')}
      <LinkTool bound={bound} on={formats.link} isDisabled={off} />
      {inText('quote')}
      <MoreTools
        bound={bound}
        formats={formats}
        language={props.language}
        more={restricting.groups}
        isDisabled={off}
      />
      {restricting.asking}
      {kind === 'minutes' ? <MinutesTools bound={bound} formats={formats} isOff={off} /> : null}
      <ToolbarLine />
      {inText('undo', 'redo')}
      <ToolbarLine />
      <ActTool tool={tools.comment} />
      <BracketsTool document={document} bound={bound} writable={rights.has('write')} />
      <ActTool tool={tools.amendment} />
      <SuggestingTool bound={bound} writable={rights.has('write')} suggests={props.suggests} />
      {inText('colour')}
    </Toolbar>
  )
})

type ActToolProps = {
  tool: ToolAct
  /** The text that gets the focus back after a press by pointer; a key stays among the tools. */
  text?: Bound | null
}

function ActTool({ tool: { text: label, icon, key, on, isOffered, act }, text }: ActToolProps) {
  const words = useWords()
  const shown = {
    icon,
    label: words(label),
    keys: key && chordText(key),
    isDisabled: !isOffered,
    onAct: (byPointer: boolean) => {
      act()
      if (byPointer) text?.editor.focus()
    },
  }
  return on === undefined ? <Tool {...shown} /> : <ToggleTool {...shown} on={on} />
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
