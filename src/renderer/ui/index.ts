// Our components, the only users of the component library. Everything a screen shows is built from
// these, so that every screen looks, reads aloud and moves the same.
export { Button, type ButtonProps, IconButton, type IconButtonProps } from './button.tsx'
export { Card, type CardProps } from './card.tsx'
export { CellTable, type CellTableProps } from './cell-table.tsx'
export { Checkbox, type CheckboxProps } from './checkbox.tsx'
export { Chip, type ChipTone, StatusChip, StatusMark } from './chip.tsx'
export { DayField, type DayFieldProps } from './day-field.tsx'
export { type Consequence, Consequences, type ConsequencesProps } from './consequences.tsx'
export {
  AlertDialog,
  type AlertDialogProps,
  CloseButton,
  Dialog,
  type DialogProps,
  useHoldsDialog,
} from './dialog.tsx'
export { EmptyState, type EmptyStateProps } from './empty-state.tsx'
export { FailureNotice, type Refusals } from './failure-notice.tsx'
export {
  PassphraseField,
  type PassphraseFieldProps,
  SearchField,
  type SearchFieldProps,
  TextField,
  type TextFieldProps,
} from './field.tsx'
export { holdFocus, isFree } from './free-focus.ts'
export { FormDialog, type FormDialogProps } from './form-dialog.tsx'
export { Icon, type IconProps } from './icon.tsx'
export { Link } from './link.tsx'
export { Logo } from './logo.tsx'
export { Menu, type MenuAct, type MenuGroup, type MenuProps } from './menu.tsx'
export { Notice, type NoticeProps } from './notice.tsx'
export { Outline, type OutlineItem, type OutlineProps } from './outline.tsx'
export { initialsOf } from './initials.ts'
export { MemberMark, type MemberMarkProps, ReaderLine, reachWords, SyncLine } from './people.tsx'
export { useFirstFocus } from './first-focus.ts'
export {
  afterReturn,
  focusedBelow,
  offerWayBack,
  returnFocusTo,
  ReturnsFocus,
} from './return-focus.tsx'
export { Parts, type PartsProps, type RowFocus, type RowPlace } from './parts.tsx'
export { ProgressBar, type ProgressBarProps } from './progress-bar.tsx'
export { RadioChoice, type RadioChoiceProps, type RadioWay } from './radio-choice.tsx'
export { ScrollRegion, type ScrollRegionProps } from './scroll-region.tsx'
export { Segments, type SegmentsProps } from './segments.tsx'
export { type Choice, Select, type SelectProps } from './select.tsx'
export { Table, type TableColumn, type TableProps } from './table.tsx'
export { type TabItem, Tabs, type TabsProps } from './tabs.tsx'
export { say, Toasts } from './toast.tsx'
export { writtenLine } from './written-line.ts'
export { type ReasonedForm, useReason } from './use-reason.tsx'
export { Tooltip, type TooltipProps } from './tooltip.tsx'
export { WordChanges } from './word-changes.tsx'
