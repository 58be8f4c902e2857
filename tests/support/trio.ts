// Three members with everything of the product but Electron: the window's own session and binder on
// a message channel, and core's rooms on a real archive. They share a document, part, and meet by
// encrypted files, by single packs in any order and more than once, or by links.
//
//   const trio = await openTrio()              // a group of three
//   const story = await trio.begin(by)         // a shared document, open on all three
//   await runSchedule({...}, story.peers, story.meet)
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { askToJoin, foundGroup } from '#core/group'
import { readPage } from '#document/tree'
import type { Conflict } from '../../src/core/documents/conflicts/conflicts.ts'
import type { GroupId } from '#shared/ids'
import type { Chance } from './fuzz/chance.ts'
import { seededBlocks, type Meet, type Peer } from './fuzz/peers.ts'
import { digestOf } from './fuzz/schedule.ts'
import { cheapStretch } from './group.ts'
import { openMeetings } from './trio-meeting.ts'
import {
  level,
  now,
  openWindow,
  peerOf,
  shownText,
  storedText,
  unlock,
  windowOf,
  type Member,
} from './trio-member.ts'

export type Trio = {
  group: GroupId
  /** A new document of four paragraphs and an empty one, shared and open on all three. */
  begin(by: Chance): Promise<Story>
  close(): Promise<void>
}

export type Story = {
  peers: Peer[]
  meet: Meet
  /** The page by core and by the editors, beside that of the windows' replicas. */
  views(): { core: string[]; shown: string[]; stored: string[] }
  /** All conflicts that each core lists to be read. */
  merges(): Conflict[][]
  /** How many times each way of meeting was used. */
  ways: Record<string, number>
  close(): Promise<void>
}

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
    // Writers in these schedules also settle proposals of others.
    const { file } = groups.get(group).invite({ role: 'rapporteur' })
    const asked = askToJoin(member.core.archive, { bytes: file, handle: member.name }, { now })
    member.core.groups.add(asked.group)
    groups.get(group).admit(groups.get(group).readReply(asked.reply).reply)
    // Earlier members learn of the new one too.
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
  const { ways, byFiles, byChance } = openMeetings(members, group, by)

  /** Ends a core in good order or like a crash, and unlocks it again: a new feed begins. */
  const unlockAnew = async (member: Member, seed: number): Promise<void> => {
    await windowOf(member).close()
    if (by.next() < 0.5) {
      ways['crashes'] = (ways['crashes'] ?? 0) + 1
      member.core.documents.close()
      member.core.sync.close()
      member.core.archive.close()
    } else await member.core.close()
    member.core = await unlock(member)
    member.window = await openWindow(member, document, seed)
  }

  const [amina] = members
  if (!amina) throw new Error('nobody')
  const document = await amina.core.documents.create({
    group,
    kind: 'statement',
    title: 'Working paper',
    language: 'en',
    blocks: seededBlocks('here.'),
  })
  await amina.core.documents.share(document)
  await byFiles()
  let seed = by.below(1 << 30)
  for (const member of members) member.window = await openWindow(member, document, seed++)

  const meet: Meet = async () => {
    for (const member of members) await level(member, document)
    for (const member of members) if (by.next() < 0.25) await unlockAnew(member, seed++)
    await byChance(document)
    // After any acts, all have the last text.
    for (const member of members) await level(member, document)
    const digests = new Set(members.map(({ core }) => core.documents.digest(document)))
    if (digests.size > 1) await byFiles()
    for (const member of members) await level(member, document)
  }
  return {
    peers: members.map(peerOf),
    meet,
    ways,
    merges: () => members.map(({ core }) => core.documents.merges(document)),
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
