// Our components, the only users of the component library. Everything a screen shows is built from
// these, so that every screen looks, reads aloud and moves the same.
export { Button, IconButton } from './button.tsx'
export { Card } from './card.tsx'
export { CellTable } from './cell-table.tsx'
export { Checkbox } from './checkbox.tsx'
export { Chip, type ChipTone, StatusChip, StatusMark } from './chip.tsx'
export { DayField } from './day-field.tsx'
export { type Consequence, Consequences } from './consequences.tsx'
export {
  AlertDialog,
  type AlertDialogProps,
  CloseButton,
  Dialog,
  type DialogProps,
  useHoldsDialog,
} from './dialog.tsx'
export { EmptyState } from './empty-state.tsx'
export { FailureNotice, type Refusals } from './failure-notice.tsx'
export { PassphraseField, SearchField, TextField } from './field.tsx'
export { holdFocus, isFree } from './free-focus.ts'
export { FormDialog, type FormDialogProps } from './form-dialog.tsx'
export { Icon } from './icon.tsx'
export { Link } from './link.tsx'
export { Logo } from './logo.tsx'
export { Menu, type MenuAct, type MenuGroup } from './menu.tsx'
export { Notice } from './notice.tsx'
export { Outline, type OutlineItem } from './outline.tsx'
export { initialsOf } from './initials.ts'
export { MemberMark, ReaderLine, reachWords, SyncLine } from './people.tsx'
export { useFirstFocus } from './first-focus.ts'
export {
  afterReturn,
  focusedBelow,
  offerWayBack,
  returnFocusTo,
  ReturnsFocus,
} from './return-focus.tsx'
export { Parts, type RowFocus, type RowPlace } from './parts.tsx'
export { ProgressBar } from './progress-bar.tsx'
export { RadioChoice, type RadioWay } from './radio-choice.tsx'
export { ScrollRegion } from './scroll-region.tsx'
export { Segments } from './segments.tsx'
export { type Choice, Select } from './select.tsx'
export { Table, type TableColumn } from './table.tsx'
export { type TabItem, Tabs } from './tabs.tsx'
export { say, Toasts } from './toast.tsx'
export { writtenLine } from './written-line.ts'
export { useReason } from './use-reason.tsx'
export { Tooltip } from './tooltip.tsx'
export { WordChanges } from './word-changes.tsx'
