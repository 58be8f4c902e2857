// The document screen: what this text is and who can read it above, its outline beside, the page in
// the middle. The text itself is the business of `page/`; where it comes from, of `replica/`.
import { type ReactNode, useState } from 'react'
import type { EntryId } from '#document/ids'
import type { BlockId, DocumentId } from '#shared/ids'
import { useAnswer } from '../shell/core-client.ts'
import { useNavigation } from '../shell/router.ts'
import { Notice } from '../ui/index.ts'
import { sentenceOf, useWords } from '../words/index.ts'
import { Document } from './document.tsx'
import { useVersions, VersionsContext } from './languages/versions-state.ts'
import { usePreview } from './preview/index.tsx'
import { useWindowReplica } from './replica/use-window-replica.ts'
import {
  GroupContext,
  UpToDateCountContext,
  useStableGroup,
  useStableSummary,
} from './stable-summary.ts'
import './editor.css'

export type EditorScreenProps = {
  document: DocumentId
  /** Where to go once the text is there. */
  block?: BlockId
  /** The comments to show beside their words once the text is there. */
  thread?: EntryId
  /** The settled suggestions are shown once the text is there. */
  settled?: boolean
  /** Its original is shown beside it. */
  beside?: boolean
  /**
   * The text is a part of another screen, without its bar and outline: this stands above the page. The cursor goes
   * behind the words of `block`, to go on writing there.
   */
  head?: ReactNode
}

export function EditorScreen(props: EditorScreenProps) {
  const { document, block, thread, settled = false, beside = false, head } = props
  const words = useWords()
  const navigation = useNavigation()
  const { value: summary, failure } = useAnswer('documents.get', { document }, [
    'documents.changed',
    'groups.changed',
  ])
  const steady = useStableSummary(summary)
  const of = summary?.group ?? navigation.group
  const { value } = useAnswer('groups.get', of && { group: of }, ['groups.changed'])
  const group = useStableGroup(value)
  // A person who goes to one of its paragraphs does not read its beginning first.
  const [isFromStart] = useState(block === undefined && thread === undefined && !beside)
  const versions = useVersions(document, beside)
  const hasLine = versions.languages !== undefined || versions.failure !== undefined
  const wanted = { document, isWanted: isFromStart, summary: steady, hasLine }
  const { preview, isOver, screen } = usePreview(wanted)
  const opened = useWindowReplica(document, isOver)
  if (failure) {
    return (
      <div className="editor-failed">
        <Notice tone="error">{words(sentenceOf(failure))}</Notice>
      </div>
    )
  }
  if (!opened || !summary || !steady) return <div className="editor" aria-busy />
  return (
    <UpToDateCountContext value={summary.have}>
      <GroupContext value={group}>
        <VersionsContext value={versions}>
          {screen ? (
            screen(opened.replica)
          ) : (
            <Document
              key={document}
              summary={steady}
              opened={opened}
              block={block}
              thread={thread}
              settled={settled}
              versions={versions}
              preview={preview}
              head={head}
            />
          )}
        </VersionsContext>
      </GroupContext>
    </UpToDateCountContext>
  )
}
