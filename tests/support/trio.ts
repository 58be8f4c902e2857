// Three members with everything of the product but Electron: the window's own session and binder on
// a message channel, and core's rooms on a real archive. They share a document, part, and meet by
// locked files, by single packs in any order and more than once, or by links.
//
//   const trio = await openTrio()              // a group of three
//   const story = await trio.begin(by)         // a shared document, open on all three
//   await runSchedule({...}, story.peers, story.meet)
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHeadlessEditor } from '@lexical/headless'
import { $getRoot, type LexicalEditor } from 'lexical'
import * as Y from 'yjs'
import { createProfile, openProfile, type ArchiveEnvironment } from '#core/archive'
import { askToJoin, foundGroup } from '#core/group'
import { readPage, readThreads, type Page } from '#shared/document'
import type { DocumentId, GroupId } from '#shared/ids'
import {
  openSession as openCoreSession,
  type Session as CoreSession,
} from '../../src/core/session.ts'
import {
  openOutside,
  readInside,
  writeLocked,
  type Locked,
} from '../../src/core/sync/locked-file.ts'
import { openSuggesting, type Suggesting } from '../../src/renderer/editor/suggesting/suggesting.ts'
import { bind, type Binder } from '../../src/renderer/editor/binder.ts'
import { blockNodes } from '../../src/renderer/editor/block-node.ts'
import type { Rescued } from '../../src/renderer/editor/rescue.ts'
import {
  openSession as openWindowSession,
  type Session as WindowSession,
} from '../../src/renderer/editor/session/session.ts'
import { memoryLinks } from '../acceptance/link.ts'
import { atOnce, cheapCost, passphrase } from './archive.ts'
import { digestOf, type Chance, type Meet, type Peer } from './document-fuzz.ts'
import { cheapStretch } from './group.ts'
import { countedRandom } from './editor-peer.ts'

type Window = {
  doc: Y.Doc
  editor: LexicalEditor
  binder: Binder
  suggesting: Suggesting
  session: WindowSession
  close(): Promise<void>
}

type Member = {
  name: string
  directory: string
  core: CoreSession
  window: Window | null
  rescued: Rescued[]
  failures: unknown[]
}

export type Trio = {
  group: GroupId
  /** A new document of four paragraphs and an empty one, shared and open on all three. */
  begin(by: Chance): Promise<Story>
  close(): Promise<void>
}

export type Story = {
  peers: Peer[]
  meet: Meet
  /** What core and the editors say of the page, beside what the windows' replicas say. */
  views(): { core: string[]; shown: string[]; stored: string[] }
  /** How many times each way of meeting was used. */
  ways: Record<string, number>
  close(): Promise<void>
}

const clock = { time: 1_700_000_000_000 }
const now = (): number => (clock.time += 1000)
const environment: ArchiveEnvironment = { now, later: atOnce }

const unlock = (member: Pick<Member, 'directory' | 'failures'>, isNew = false) =>
  openCoreSession({
    archive: isNew
      ? createProfile(member.directory, passphrase, { ...environment, cost: cheapCost })
      : openProfile(member.directory, passphrase, environment),
    now,
    offline: true,
    lan: {},
    tell: () => {},
    onDefect: error => member.failures.push(error),
  })

/** Resolves when `holds` does. Everything here is a matter of turns of the event loop. */
const until = async (holds: () => boolean, what: string): Promise<void> => {
  for (let turns = 0; !holds(); turns++) {
    if (turns > 50_000) throw new Error(`never came: ${what}`)
    await new Promise(setImmediate)
  }
}

/** The window's session and binder, as a page has them, on a channel to core. */
const openWindow = async (member: Member, document: DocumentId, seed: number): Promise<Window> => {
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
  const suggesting = openSuggesting(editor, doc, { random: countedRandom(seed + 1), now: () => 1 })
  const binder = bind(editor, doc, {
    random: countedRandom(seed),
    tracking: suggesting.tracking,
    onFailure: fail,
    onRescued: found => member.rescued.push(found),
  })
  return {
    ...{ doc, editor, binder, session, suggesting },
    async close() {
      await session.close()
      binder.unbind()
      detach()
      port1.close()
      port2.close()
    },
  }
}

const windowOf = (member: Member): Window => {
  if (member.window === null) throw new Error(`${member.name} has no window open`)
  return member.window
}

const peerOf = (member: Member): Peer => ({
  get doc() {
    return windowOf(member).doc
  },
  get binder() {
    return windowOf(member).binder
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

/** Everything typed is on the disk, and the window shows what core has. */
const level = async (member: Member, document: DocumentId): Promise<void> => {
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

const shownText = ({ editor }: Window): string =>
  editor.getEditorState().read(() =>
    JSON.stringify(
      $getRoot()
        .getChildren()
        .map(block => block.getTextContent()),
    ),
  )

const storedText = (page: Page): string =>
  JSON.stringify(page.blocks.map(({ runs }) => runs.map(({ text }) => text).join('')))

export const openTrio = async (): Promise<Trio> => {
  const home = mkdtempSync(join(tmpdir(), 'baraza-trio-'))
  const members: Member[] = []
  for (const name of ['Amina', 'Berta', 'Chloe']) {
    const member = { name, directory: join(home, name), rescued: [], failures: [], window: null }
    members.push({ ...member, core: await unlock(member, true) })
  }
  const [amina, ...others] = members
  if (!amina) throw new Error('nobody')
  const { archive, groups } = amina.core
  const given = { name: 'Advisory group', level: 'global', language: 'en' } as const
  const wanted = { ...given, handle: amina.name, deviceName: 'Laptop' }
  const group = groups.add(foundGroup(archive, wanted, { now, stretch: cheapStretch }).id)
  for (const member of others) {
    // Whoever writes in these schedules also settles what others propose.
    const { file } = groups.get(group).invite({ role: 'rapporteur' })
    const asked = askToJoin(member.core.archive, { bytes: file, handle: member.name }, { now })
    member.core.groups.add(asked.group)
    groups.get(group).admit(groups.get(group).readReply(asked.reply).reply)
    // Those who came before hear of her too.
    const { bytes } = await amina.core.sync.writeFile({ group, members: [] })
    for (const each of members.slice(1, members.indexOf(member) + 1)) {
      await each.core.sync.readFile(bytes)
    }
  }
  return {
    group,
    begin: by => beginStory(members, group, by),
    async close() {
      for (const { core } of members) await core.close()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

const beginStory = async (members: Member[], group: GroupId, by: Chance): Promise<Story> => {
  const ways: Record<string, number> = {}
  const used = (way: string): void => void (ways[way] = (ways[way] ?? 0) + 1)
  /** Locked files that lie about: an old one may come again at any time. */
  const files: Uint8Array[] = []

  const read = async (member: Member, file: Uint8Array): Promise<void> => {
    const { refused } = await member.core.sync.readFile(file)
    if (refused > 0) throw new Error(`${member.name} refused ${refused} of an honest file`)
  }
  const writeFile = async (member: Member): Promise<Uint8Array> => {
    await member.core.documents.flush()
    const { bytes } = await member.core.sync.writeFile({ group, members: [] })
    files.push(bytes)
    return bytes
  }
  /** The file's packs in files of their own, in any order, some of them twice. */
  const takenApart = async (file: Uint8Array, member: Member): Promise<Uint8Array[]> => {
    const { keys } = member.core.groups.get(group).self
    const inside = await openOutside(file, keys.agreement.secret)
    if (inside === null) throw new Error('not for her')
    const locked = readInside(inside, group)
    const apart = locked.packs.map((pack): Locked => ({ ...locked, packs: [pack], messages: 1 }))
    const order = by.shuffled([...apart, ...apart.filter(() => by.next() < 0.4)])
    return Promise.all(order.map(each => writeLocked(each, [keys.agreement.public])))
  }

  const byFiles = async (): Promise<void> => {
    used('files')
    const written = await Promise.all(members.map(writeFile))
    for (const member of by.shuffled(members)) {
      const old = by.shuffled(files).slice(0, 2)
      for (const file of by.shuffled([...written, ...old])) await read(member, file)
    }
  }
  const byPacks = async (): Promise<void> => {
    used('packs')
    const written = await Promise.all(members.map(writeFile))
    for (const member of by.shuffled(members)) {
      const other = members
        .filter(each => each !== member)
        .map(each => written[members.indexOf(each)])
      for (const file of by.shuffled(other)) {
        if (file === undefined) continue
        for (const piece of await takenApart(file, member)) await read(member, piece)
      }
    }
  }
  const byLinks = async (): Promise<void> => {
    used('links')
    const pairs = members.flatMap((a, at) => members.slice(at + 1).map(b => [a, b] as const))
    for (const { core } of members) await core.documents.flush()
    const links = by.shuffled(pairs).map(([a, b]) => {
      const [first, second] = [a.core.groups.get(group).self, b.core.groups.get(group).self]
      const ends = memoryLinks({ a: first.device, b: second.device })
      a.core.sync.addLink(group, ends.a)
      b.core.sync.addLink(group, ends.b)
      return ends
    })
    // What is said beside a text is in no digest of it: until all have the same messages.
    await Promise.all(members.map(({ core }) => core.sync.level(group)))
    const digests = () => new Set(members.map(({ core }) => core.documents.digest(document)))
    await until(() => digests().size === 1, 'one text on three linked devices')
    for (const { a } of links) a.close()
  }

  /** Ends a core in good order or as a crash does, and unlocks it anew: a new feed begins. */
  const unlockAnew = async (member: Member, seed: number): Promise<void> => {
    await windowOf(member).close()
    if (by.next() < 0.5) {
      used('crashes')
      member.core.documents.close()
      member.core.sync.close()
      member.core.archive.close()
    } else await member.core.close()
    member.core = await unlock(member)
    member.window = await openWindow(member, document, seed)
  }

  const [amina] = members
  if (!amina) throw new Error('nobody')
  const paragraph = (text: string) => ({ kind: 'paragraph' as const, runs: [{ text }] })
  const texts = [0, 1, 2, 3].map(at => `Seed paragraph ${String.fromCharCode(0x4e00 + at)} here.`)
  const document = await amina.core.documents.create({
    ...{ group, kind: 'statement', title: 'Working paper', language: 'en' },
    blocks: [...texts, ''].map(paragraph),
  })
  await amina.core.documents.share(document)
  await byFiles()
  let seed = by.below(1 << 30)
  for (const member of members) member.window = await openWindow(member, document, seed++)

  const meet: Meet = async () => {
    for (const member of members) await level(member, document)
    for (const member of members) if (by.next() < 0.25) await unlockAnew(member, seed++)
    await by.pick([byFiles, byPacks, byLinks])()
    // Whatever was done before, the last word is had by everybody.
    for (const member of members) await level(member, document)
    const digests = new Set(members.map(({ core }) => core.documents.digest(document)))
    if (digests.size > 1) await byFiles()
    for (const member of members) await level(member, document)
  }
  return {
    peers: members.map(peerOf),
    meet,
    ways,
    views: () => ({
      core: members.map(({ core }) => digestOf(core.documents.page(document))),
      shown: members.map(member => shownText(windowOf(member))),
      stored: members.map(member => storedText(readPage(windowOf(member).doc))),
    }),
    async close() {
      for (const member of members) {
        await windowOf(member).close()
        member.window = null
        member.rescued.length = 0
      }
    },
  }
}
