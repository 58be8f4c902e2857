// Acts on documents from anywhere: new, rename, reference, duplicate, share, move, delete. Each is a
// dialog; one is open at a time.
import { useMemo, useState, type ReactNode } from 'react'
import type { DocumentSummary, GroupSummary } from '#shared/contract'
import { requiredContext } from '../../ui/required-context.ts'
import { ConsentsDialog } from '../consents/consents-dialog.tsx'
import { DeleteDocument } from './delete-document.tsx'
import { MoveDocument } from './move-document.tsx'
import { NewDocument } from './new-document.tsx'
import type { Beginning } from './template-cards.ts'
import { ReferenceDocument } from './reference-document.tsx'
import { RetireDocument } from './retire-document.tsx'
import { ShareDocument } from './share-document.tsx'
import { TemplateDocument } from './template-document.tsx'
import { TitleDocument } from './title-document.tsx'

export type DocumentAct =
  | { kind: 'new'; beginning?: Beginning }
  | { kind: 'template' | 'noTemplate'; document: DocumentSummary }
  | { kind: 'consents'; document: DocumentSummary }
  | {
      kind: 'rename' | 'groupReference' | 'duplicate' | 'share' | 'move' | 'eraseHistory' | 'delete'
      document: DocumentSummary
    }

type Acts = { start: (act: DocumentAct) => void }
export const [ActsContext, useDocumentActs] = requiredContext<Acts>('document acts')

export type DocumentActsProps = { group: GroupSummary; children: ReactNode }

export function DocumentActsProvider({ group, children }: DocumentActsProps) {
  const [act, setAct] = useState<DocumentAct | null>(null)
  const acts = useMemo(() => ({ start: setAct }), [])
  const close = (): void => setAct(null)
  return (
    <ActsContext value={acts}>
      {children}
      {act === null ? null : act.kind === 'new' ? (
        <NewDocument group={group} beginning={act.beginning} onClose={close} />
      ) : act.kind === 'groupReference' ? (
        <ReferenceDocument document={act.document} onClose={close} />
      ) : act.kind === 'share' ? (
        <ShareDocument group={group} document={act.document} onClose={close} />
      ) : act.kind === 'template' || act.kind === 'noTemplate' ? (
        <TemplateDocument act={act.kind} document={act.document} onClose={close} />
      ) : act.kind === 'consents' ? (
        <ConsentsDialog document={act.document} onClose={close} />
      ) : act.kind === 'move' ? (
        <MoveDocument document={act.document} onClose={close} />
      ) : act.kind === 'eraseHistory' ? (
        <RetireDocument group={group} document={act.document} onClose={close} />
      ) : act.kind === 'delete' ? (
        <DeleteDocument document={act.document} onClose={close} />
      ) : (
        <TitleDocument act={act.kind} document={act.document} onClose={close} />
      )}
    </ActsContext>
  )
}
