// Over the workspace: the palette, the shortcuts, the choice of a group and its dialogs.
import type { GroupSummary } from '#shared/contract'
import { CommandPalette } from '../commands/command-palette.tsx'
import { ShortcutsDialog } from '../commands/shortcuts-dialog.tsx'
import { GroupDialogs } from './group-dialogs.tsx'
import { OtherGroups } from './other-groups.tsx'
import type { Overlay } from './overlays.ts'

type OpenedProps = { overlay: Overlay; onClose: () => void; group: GroupSummary }

export function Opened({ overlay, onClose, group }: OpenedProps) {
  return (
    <>
      <CommandPalette isOpen={overlay === 'palette'} onClose={onClose} group={group} />
      <ShortcutsDialog isOpen={overlay === 'shortcuts'} onClose={onClose} />
      <OtherGroups opened={overlay} onClose={onClose} group={group.id} />
      <GroupDialogs opened={overlay} onClose={onClose} group={group} />
    </>
  )
}
