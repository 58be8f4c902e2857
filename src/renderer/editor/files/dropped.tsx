// A file that was let go over the page and is no picture: it is offered to be attached, as under Files. Its
// bytes are read when that was said, and go to core as they are; nothing here looks at them.
import { largestAttachment, safeFileName } from '#document/files'
import { Failure } from '#shared/failure'
import type { DocumentId } from '#shared/ids'
import { useCore } from '../../shell/core-client.ts'
import { usePanel } from '../panel/panel-state.ts'
import { AttachDialog } from './attach-dialog.tsx'

type DroppedProps = { document: DocumentId; file: File; onClose: () => void }

export function Dropped({ document, file, onClose }: DroppedProps) {
  const core = useCore()
  const panel = usePanel()
  const attach = async (): Promise<void> => {
    // A file that is too large is not read at all.
    if (file.size > largestAttachment) throw new Failure('file-too-large')
    const bytes = await file.arrayBuffer().catch(() => {
      // A folder, or one that went away.
      throw new Failure('file-not-found')
    })
    const given = { name: file.name, bytes: new Uint8Array(bytes) }
    await core.call('attachments.bring', { document, ...given })
    panel.show('files')
  }
  return <AttachDialog name={safeFileName(file.name)} onAttach={attach} onClose={onClose} />
}
