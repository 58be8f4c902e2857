// The text of one restricted paragraph, figure or table, written in its place. It is a document of its own: another
// session, another editor, another undo. No key pressed here reaches the page that it stands in.
import {
  type CSSProperties,
  memo,
  type RefObject,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react'
import { ContentEditable } from '@lexical/react/LexicalContentEditable'
import { LexicalExtensionComposer } from '@lexical/react/LexicalExtensionComposer'
import { Ellipsis, FileText, Lock, LockOpen } from 'lucide-react'
import { noRights, type DocumentSummary, type Restricted } from '#shared/contract'
import { isNewerSchema } from '#document/tree'
import type { DocumentId } from '#shared/ids'
import { useNavigation } from '../../shell/router.ts'
import { Icon, IconButton, Menu, type MenuAct, say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { Figures } from '../figures/figures.tsx'
import { Footnotes } from '../notes/footnotes.tsx'
import { useAnnounced } from '../page/announced.ts'
import { usePageExtension } from '../page/extension.ts'
import type { FailureRelay } from '../page/failure-relay.ts'
import { PageNotices } from '../page/page-notices.tsx'
import { createPageState, PageStateContext, usePage } from '../page/page-state.ts'
import { useUndoAnnouncement } from '../page/use-undo-announcement.ts'
import { useBinding } from '../page/use-binding.ts'
import type { WindowReplicaState } from '../replica/window-replica.ts'
import { type Opened, useWindowReplica, useReplicaState } from '../replica/use-window-replica.ts'
import { LiftDialog } from './lift-dialog.tsx'

export type RegionProps = {
  /** The document that it stands in. */
  summary: DocumentSummary
  text: DocumentId
  found: Restricted
  /** This member may write in that. */
  writable: boolean
}

const nothing = (): void => {}

/** Before a figure's caption: in its own document it would be counted from 1. */
const numbered = (place: string): CSSProperties =>
  ({ '--figure-number': JSON.stringify(`${place}. `) }) as CSSProperties

/** Keys that would begin a comment, an amendment or a suggestion on the page around it begin none. */
function useOwnKeys(section: RefObject<HTMLElement | null>): void {
  const words = useWords()
  useEffect(() => {
    const keep = (event: KeyboardEvent): void => {
      const isCommand = (event.ctrlKey || event.metaKey) && event.shiftKey && !event.altKey
      if (!isCommand || event.key.length !== 1) return
      event.stopPropagation()
      if (!event.defaultPrevented) say(words('restricted.elsewhere'))
    }
    const element = section.current
    element?.addEventListener('keydown', keep)
    return () => element?.removeEventListener('keydown', keep)
  }, [section, words])
}

export const Region = memo(function Region(props: RegionProps) {
  const { found, text } = props
  const words = useWords()
  const opened = useWindowReplica(text, true)
  const section = useRef<HTMLElement>(null)
  useOwnKeys(section)
  const label = words('restricted.region', {
    what: found.what,
    place: found.place || 'none',
    name: found.circle?.name ?? '',
  })
  return (
    <section
      ref={section}
      className="region"
      aria-label={label}
      aria-busy={!opened}
      style={found.what === 'figure' ? numbered(found.place) : undefined}
    >
      {opened ? <Text {...props} label={label} opened={opened} /> : null}
      {found.hasWords ? <p className="region-said">{words('restricted.words')}</p> : null}
      <Mark {...props} />
    </section>
  )
})

type TextProps = RegionProps & { label: string; opened: Opened }

function Text(props: TextProps) {
  const state = useReplicaState(props.opened.replica)
  // A reloaded text gets a new editor: the old one may have failed.
  return <Replica key={state.doc.guid} {...props} state={state} />
}

function Replica(props: TextProps & { state: WindowReplicaState }) {
  const page = useMemo(() => createPageState(), [])
  const { extension, relay } = usePageExtension(props.text)
  return (
    <PageStateContext value={page}>
      <LexicalExtensionComposer extension={extension} contentEditable={null}>
        <Editor {...props} relay={relay} />
      </LexicalExtensionComposer>
    </PageStateContext>
  )
}

function Editor(props: TextProps & { state: WindowReplicaState; relay: FailureRelay }) {
  const { summary, text, found, label, opened, state, relay } = props
  const words = useWords()
  const help = useId()
  const isEmpty = usePage(({ blocks }) => blocks.length <= 1 && (blocks[0]?.text ?? '') === '')
  const isHere = state.phase === 'open'
  const writable = state.rights.has('write') && !isNewerSchema(state.doc)
  const { kind, language } = summary
  const [announced, announce] = useAnnounced()
  const onUndone = useUndoAnnouncement(announce)
  const bound = useBinding({
    opened,
    state,
    writable,
    relay,
    kind,
    language,
    onMoved: nothing,
    onUndone,
  })
  return (
    <div className="region-around">
      <ContentEditable
        className="region-text"
        aria-label={label}
        aria-multiline
        aria-describedby={help}
        spellCheck={false}
        translate="no"
      />
      {isHere && isEmpty ? (
        <p className="region-placeholder" aria-hidden>
          {words('restricted.empty', { name: found.circle?.name ?? '' })}
        </p>
      ) : null}
      <p id={help} className="unseen">
        {words(isHere && !writable ? 'editor.text.help.read' : 'editor.text.help')}
      </p>
      {bound ? <Figures bound={bound} document={text} doc={state.doc} /> : null}
      {bound ? <Footnotes bound={bound} doc={state.doc} writable={writable} /> : null}
      {state.trouble ? (
        <PageNotices replica={opened.replica} state={state} readOnly={false} rights={noRights} />
      ) : null}
      <div className="unseen" role="status">
        {announced}
      </div>
    </div>
  )
}

function Mark({ summary, text, found, writable }: RegionProps) {
  const words = useWords()
  const { go } = useNavigation()
  const [lifting, setLifting] = useState(false)
  const acts: MenuAct[] = [
    {
      id: 'open',
      icon: FileText,
      text: words('restricted.open'),
      hint: words('restricted.open.hint'),
      onAct: () => go({ screen: 'document', document: text }),
    },
    ...(found.writes && writable
      ? [
          {
            id: 'lift',
            icon: LockOpen,
            text: words('restricted.lift'),
            onAct: () => setLifting(true),
          },
        ]
      : []),
  ]
  const { name = '', members = 0 } = found.circle ?? {}
  return (
    <div className="region-mark">
      <Icon of={Lock} size="small" />
      <span className="grow">
        <bdi>{words('restricted.mark', { name, members })}</bdi>
      </span>
      <Menu label={words('restricted.acts')} groups={[{ acts }]}>
        <IconButton icon={Ellipsis} label={words('restricted.acts')} />
      </Menu>
      {lifting ? (
        <LiftDialog summary={summary} found={found} onClose={() => setLifting(false)} />
      ) : null}
    </div>
  )
}
