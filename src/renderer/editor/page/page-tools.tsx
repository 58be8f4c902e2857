// The tools above the page: kind of paragraph, bold, italic, numbered, undo and redo of one's own.
// Alt F10 comes here from the text; arrow keys move within; Escape goes back to the text.
import { useEffect, useRef, type KeyboardEvent } from 'react'
import { Bold, ChevronDown, Italic, ListOrdered, Redo2, Undo2 } from 'lucide-react'
import {
  $getSelection,
  $isRangeSelection,
  FORMAT_TEXT_COMMAND,
  type TextFormatType,
} from 'lexical'
import type { DocumentSummary } from '#shared/contract'
import type { BlockKind } from '#shared/document'
import { $setKinds } from '../block-edits.ts'
import { Button, Menu, type MenuGroup } from '../../ui/index.ts'
import { Tool, Toolbar, ToolbarLine, ToggleTool } from '../../ui/toolbar.tsx'
import { useWords } from '../../words/index.ts'
import { firstNumber, kindGroups } from './kind-groups.ts'
import { useFormats } from './use-formats.ts'
import type { Bound } from './use-binding.ts'

export type PageToolsProps = { bound: Bound | null; summary: DocumentSummary; writable: boolean }

export function PageTools({ bound, summary, writable }: PageToolsProps) {
  const words = useWords()
  const bar = useRef<HTMLDivElement>(null)
  const { bold, italic, kind, canUndo, canRedo } = useFormats(bound)
  const off = !writable || !bound
  useAltF10(bound, bar)

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
  const groups: MenuGroup[] = kindGroups(summary.kind).map(({ title, kinds }) => ({
    title: words(title),
    acts: kinds.map(each => ({
      id: each,
      text: words(`editor.kind.${each}`),
      chosen: each === kind,
      keys: firstNumber(each, summary.language),
      onAct: () => {
        setKind(each)
        // The menu gives the focus back to its button first.
        setTimeout(() => bound?.editor.focus())
      },
    })),
  }))
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    bound?.editor.focus()
  }

  return (
    // The handler serves the buttons inside, which are the ones that have the focus.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div onKeyDown={onKeyDown}>
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
          keys="Ctrl B"
          on={bold}
          isDisabled={off}
          onAct={format('bold')}
        />
        <ToggleTool
          icon={Italic}
          label={words('editor.italic')}
          keys="Ctrl I"
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
        <ToolbarLine />
        <Tool
          icon={Undo2}
          flip
          label={words('editor.undo')}
          keys="Ctrl Z"
          isDisabled={off || !canUndo}
          onAct={byPointer => {
            bound?.binder.undo.undo()
            back(byPointer)
          }}
        />
        <Tool
          icon={Redo2}
          flip
          label={words('editor.redo')}
          keys="Ctrl Shift Z"
          isDisabled={off || !canRedo}
          onAct={byPointer => {
            bound?.binder.undo.redo()
            back(byPointer)
          }}
        />
      </Toolbar>
    </div>
  )
}

/** From the text to the tools. */
function useAltF10(bound: Bound | null, bar: React.RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    if (!bound) return
    return bound.editor.registerRootListener((root, previous) => {
      const listen = (event: globalThis.KeyboardEvent): void => {
        if (event.key !== 'F10' || !event.altKey) return
        event.preventDefault()
        bar.current?.querySelector<HTMLElement>('button:not([disabled])')?.focus()
      }
      void previous
      root?.addEventListener('keydown', listen)
      return () => root?.removeEventListener('keydown', listen)
    })
  }, [bound, bar])
}
