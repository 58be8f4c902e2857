// One of the three, without Electron: the window's own session and binder on a message channel, and core's
// rooms on a real archive.
import { createHeadlessEditor } from '@lexical/headless'
import { $getRoot, type LexicalEditor } from 'lexical'
import type * as Y from 'yjs'
import { createProfile, openProfile, type ArchiveEnvironment } from '#core/archive'
import { readPage } from '#document/tree'
import { readThreads } from '#document/review/comments'
import type { Page } from '#document/model'
import type { DocumentId } from '#shared/ids'
import {
  composeProfile as openCoreSession,
  type OpenProfile as CoreSession,
} from '../../src/core/profile/open-profile.ts'
import {
  openSuggestingMode,
  type SuggestingMode,
} from '../../src/renderer/editor/review/suggestions/suggesting-mode.ts'
import { bind, type Binder } from '../../src/renderer/editor/collab/binder.ts'
import { blockNodes } from '../../src/renderer/editor/blocks/block-node.ts'
import type { Rescued } from '../../src/renderer/editor/collab/rescue.ts'
import {
  openWindowReplica as openWindowSession,
  type WindowReplica as WindowSession,
} from '../../src/renderer/editor/replica/window-replica.ts'
import { atOnce, cheapCost, passphrase } from './archive.ts'
import { countedRandom } from './editor-peer.ts'
import type { Peer } from './fuzz/peers.ts'
import { digestOf } from './fuzz/schedule.ts'

type Window = {
  doc: Y.Doc
  editor: LexicalEditor
  binder: Binder
  suggesting: SuggestingMode
  session: WindowSession
  close(): Promise<void>
}

export type Member = {
  name: string
  directory: string
  core: CoreSession
  window: Window | null
  rescued: Rescued[]
  failures: unknown[]
}

const clock = { time: 1_700_000_000_000 }
export const now = (): number => (clock.time += 1000)
const environment: ArchiveEnvironment = { now, later: atOnce }

export const unlock = (member: Pick<Member, 'directory' | 'failures'>, isNew = false) =>
  openCoreSession({
    archive: isNew
      ? createProfile(member.directory, passphrase, { ...environment, cost: cheapCost })
      : openProfile(member.directory, passphrase, environment),
    now,
    // No work takes long, so that none is deferred.
    clock: () => 0,
    offline: true,
    lan: {},
    emit: () => {},
    onDefect: error => member.failures.push(error),
  })

/** Resolves when `holds` does. Everything here takes turns of the event loop. */
export const until = async (holds: () => boolean, what: string): Promise<void> => {
  for (let turns = 0; !holds(); turns++) {
    if (turns > 50_000) throw new Error(`never came: ${what}`)
    await new Promise(setImmediate)
  }
}

/** The window's session and binder, as a page has them, on a channel to core. */
export const openWindow = async (
  member: Member,
  document: DocumentId,
  seed: number,
): Promise<Window> => {
  const { port1, port2 } = new MessageChannel()
  const detach = member.core.documents.attach(document, {
    post: message => port2.postMessage(message),
    onMessage: listen => {
      port2.addEventListener('message', ({ data }: MessageEvent<unknown>) => listen(data))
      port2.start()
    },
  })
  const session = openWindowSession({
    document,
    openPort: async () => port1,
    openStore: () => ({ isOrigin: () => false, ready: Promise.resolve(), clear: async () => {} }),
  })
  await until(() => session.state().phase === 'open', 'an open window')
  const { doc } = session.state()
  const fail = (error: unknown): void => void member.failures.push(error)
  const editor = createHeadlessEditor({ nodes: blockNodes, onError: fail })
  const suggesting = openSuggestingMode(editor, doc, {
    random: countedRandom(seed + 1),
    now: () => 1,
  })
  const binder = bind(editor, doc, {
    random: countedRandom(seed),
    now: () => 1,
    tracking: suggesting.tracking,
    onFailure: fail,
    onRescued: found => member.rescued.push(found),
  })
  return {
    doc,
    editor,
    binder,
    session,
    suggesting,
    async close() {
      await session.close()
      binder.unbind()
      detach()
      port1.close()
      port2.close()
    },
  }
}

export const windowOf = (member: Member): Window => {
  if (member.window === null) throw new Error(`${member.name} has no window open`)
  return member.window
}

export const peerOf = (member: Member): Peer => ({
  get doc() {
    return windowOf(member).doc
  },
  get binder() {
    return windowOf(member).binder
  },
  get editor() {
    return windowOf(member).editor
  },
  get suggesting() {
    return windowOf(member).suggesting
  },
  edit: change => windowOf(member).editor.update(change, { discrete: true }),
  read: look => {
    const { editor } = windowOf(member)
    return editor.getEditorState().read(look, { editor })
  },
  page: (): Page => readPage(windowOf(member).doc),
  rescued: member.rescued,
  failures: member.failures,
})

/** Everything typed is on the disk, and the window shows core's content. */
export const level = async (member: Member, document: DocumentId): Promise<void> => {
  const { session, doc } = windowOf(member)
  const { trouble } = session.state()
  if (trouble !== null) throw new Error(`${member.name}: ${JSON.stringify(trouble)}`)
  await until(() => session.unsaved() === 0, `${member.name} saved`)
  const { documents } = member.core
  const isLevel = () =>
    digestOf(readPage(doc)) === digestOf(documents.page(document)) &&
    JSON.stringify(readThreads(doc)) === JSON.stringify(documents.remarks(document).threads)
  await until(isLevel, `${member.name}'s window as core has it`)
}

export const shownText = ({ editor }: Window): string =>
  editor.getEditorState().read(() =>
    JSON.stringify(
      $getRoot()
        .getChildren()
        .map(block => block.getTextContent()),
    ),
  )

export const storedText = (page: Page): string =>
  JSON.stringify(page.blocks.map(({ runs }) => runs.map(({ text }) => text).join('')))
