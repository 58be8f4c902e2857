// A tree of headings: where one is in a text, and the way to another part of it.
import type { ReactNode } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { Tree, TreeItem, TreeItemContent } from 'react-aria-components/Tree'
import { ChevronRight, type LucideIcon } from 'lucide-react'
import { useWords } from '../words/index.ts'
import { Icon } from './icon.tsx'
import './outline.css'

export type OutlineItem = {
  id: string
  /** Computed number, for example "II."; empty where it has none. */
  number: string
  text: string
  children: OutlineItem[]
  /** At the end of its row, and how that is read aloud. */
  open?: { icon: LucideIcon; count: number; label: string } | undefined
}

export type OutlineProps = {
  label: string
  items: OutlineItem[]
  current?: string | undefined
  onGo: (id: string) => void
  empty?: ReactNode
}

const withChildren = (items: OutlineItem[]): string[] =>
  items.flatMap(item => (item.children.length > 0 ? [item.id, ...withChildren(item.children)] : []))

export function Outline({ label, items, current, onGo, empty }: OutlineProps) {
  const words = useWords()
  const row = (item: OutlineItem) => (
    <TreeItem
      key={item.id}
      id={item.id}
      textValue={`${item.number} ${item.text} ${item.open?.label ?? ''}`.trim()}
      className="outline-item"
      data-current={item.id === current || undefined}
      {...(item.id === current ? { 'aria-current': 'location' as const } : {})}
    >
      <TreeItemContent>
        {({ hasChildItems, isExpanded }) => (
          <div className="outline-row">
            {item.number === '' ? null : <bdi className="outline-number">{item.number}</bdi>}
            <span className="grow" dir="auto">
              {item.text}
            </span>
            {item.open ? (
              <span className="outline-open" aria-label={item.open.label} role="img">
                <Icon of={item.open.icon} size="small" />
                <bdi>{item.open.count}</bdi>
              </span>
            ) : null}
            {hasChildItems ? (
              <AriaButton
                slot="chevron"
                className="outline-chevron"
                aria-label={words(isExpanded ? 'ui.collapse' : 'ui.expand')}
              >
                <Icon of={ChevronRight} size="small" />
              </AriaButton>
            ) : null}
          </div>
        )}
      </TreeItemContent>
      {item.children.map(row)}
    </TreeItem>
  )
  return (
    <Tree
      key={withChildren(items).join()}
      className="outline"
      aria-label={label}
      defaultExpandedKeys={withChildren(items)}
      onAction={key => onGo(String(key))}
      {...(empty === undefined ? {} : { renderEmptyState: () => empty })}
    >
      {items.map(row)}
    </Tree>
  )
}
