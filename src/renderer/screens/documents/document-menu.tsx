// The acts on a document: the menu of its row, and the same acts for the palette.
import { useCallback } from 'react'
import { Ellipsis } from 'lucide-react'
import type { DocumentSummary } from '#shared/contract'
import { isFixedText } from '#shared/has-status'
import { useGo } from '../../shell/router.ts'
import { IconButton, Menu, type MenuAct, type MenuGroup } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { useCopyCitation } from './copy-citation.ts'
import { type DocumentAct, useDocumentActs } from './document-acts.tsx'

export function DocumentMenu({ document }: { document: DocumentSummary }) {
  const words = useWords()
  const label = words('documents.acts', { title: document.title })
  return (
    <Menu label={label} groups={useDocumentMenu()(document)}>
      <IconButton icon={Ellipsis} label={label} />
    </Menu>
  )
}

/** The acts that are possible on a document now. */
export function useDocumentMenu(): (document: DocumentSummary) => MenuGroup[] {
  const words = useWords()
  const { start } = useDocumentActs()
  const cite = useCopyCitation()
  const go = useGo()
  return useCallback(
    document => {
      const isPrivate = document.readers.kind === 'only-you'
      const mayName = document.rights.includes('write') && !isFixedText(document)
      const act = (kind: Exclude<DocumentAct['kind'], 'new'>, danger = false): MenuAct => ({
        id: kind,
        text: words(`documents.${kind}.menu`),
        danger,
        onAct: () => start({ kind, document }),
      })
      const citation: MenuAct = {
        id: 'cite',
        text: words('documents.cite.menu'),
        onAct: () => void cite(document),
      }
      const ask: MenuAct = {
        id: 'ask',
        text: words('decisions.ask'),
        onAct: () => go({ screen: 'ask', document: document.id }),
      }
      const consultation: MenuAct = {
        id: 'consultation',
        text: words('consultation.menu'),
        onAct: () => go({ screen: 'consultation', document: document.id }),
      }
      const groups = [
        isPrivate ? [act('share'), act('move')] : [],
        // Lists and files would show them as parts of what the group adopted.
        [...(mayName ? [act('rename'), act('groupReference')] : []), act('duplicate'), citation],
        document.kind === 'assessment' ? [act('consents')] : [],
        !isPrivate && document.rights.includes('settle')
          ? [ask, act(document.template ? 'noTemplate' : 'template')]
          : [],
        [consultation],
        [act('eraseHistory', true), ...(isPrivate ? [act('delete', true)] : [])],
      ]
      return groups.filter(acts => acts.length > 0).map(acts => ({ acts }))
    },
    [words, start, cite, go],
  )
}
