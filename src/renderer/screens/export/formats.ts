// The formats that a person can choose, in the order of the screen, and the ways to them in a menu. A new format is one
// line of the table. `hint`: the end of its message; null for none.
import {
  FileCode,
  FileCode2,
  FileDiff,
  FilePen,
  FileText,
  FileType,
  FileType2,
  Globe,
  type LucideIcon,
} from 'lucide-react'

export type TextFormat = 'docx' | 'odt' | 'pdf' | 'html' | 'md' | 'akn'

type Hint = 'docxHint' | 'changesHint' | 'annotatedHint' | 'odtHint' | 'pdfHint' | 'aknHint'
type FormatRow = { id: TextFormat; icon: LucideIcon; hint: Hint | null; hasPaper: boolean }

export const textFormats: readonly FormatRow[] = [
  { id: 'docx', icon: FileText, hint: 'docxHint', hasPaper: true },
  { id: 'odt', icon: FileType2, hint: 'odtHint', hasPaper: true },
  { id: 'pdf', icon: FileType, hint: 'pdfHint', hasPaper: true },
  { id: 'html', icon: Globe, hint: null, hasPaper: false },
  { id: 'md', icon: FileCode, hint: null, hasPaper: false },
  { id: 'akn', icon: FileCode2, hint: 'aknHint', hasPaper: false },
]

/** Formats that show changes and comments. */
export const changedFormats = ['docx', 'odt'] as const
export type ChangedFormat = (typeof changedFormats)[number]

/** The content of an export: the text as it stands, its changes since a version, or suggestions that wait. */
export type Shows = 'text' | 'changes' | 'annotated'

/** An item of the menu: a format of the text, or a Word file that shows changes. */
type Way = {
  id: TextFormat | 'changes' | 'annotated'
  icon: LucideIcon
  hint: Hint | null
  shows: Shows
  format: TextFormat
}

const changedWays: readonly Way[] = [
  { id: 'changes', icon: FileDiff, hint: 'changesHint', shows: 'changes', format: 'docx' },
  { id: 'annotated', icon: FilePen, hint: 'annotatedHint', shows: 'annotated', format: 'docx' },
]

/** Word files that show changes stand behind the Word file of the text. */
export const ways: readonly Way[] = textFormats.flatMap(({ id, icon, hint }): Way[] => [
  { id, icon, hint, shows: 'text', format: id },
  ...(id === 'docx' ? changedWays : []),
])
