// Meetings of the three: by encrypted files, among them old ones that come again, by single packs in
// any order and more than once, or by links.
import type { DocumentId, GroupId } from '#shared/ids'
import {
  contentOf,
  openOutside,
  readInside,
  writeLocked,
  type Locked,
} from '../../src/core/sync/files/locked-file.ts'
import { memoryLinks } from '../acceptance/link.ts'
import type { Chance } from './fuzz/chance.ts'
import { until, type Member } from './trio-member.ts'

export type Meetings = {
  byFiles(): Promise<void>
  /** In one of the ways. */
  byChance(document: DocumentId): Promise<void>
  /** How many times each way of meeting was used. */
  ways: Record<string, number>
}

export const openMeetings = (members: readonly Member[], group: GroupId, by: Chance): Meetings => {
  const ways: Record<string, number> = {}
  const used = (way: string): void => void (ways[way] = (ways[way] ?? 0) + 1)
  /** Encrypted files that were kept: an old one may come again at any time. */
  const files: Uint8Array[] = []

  const read = async (member: Member, file: Uint8Array): Promise<void> => {
    const { refused } = await member.core.sync.readFile(file)
    if (refused > 0) throw new Error(`${member.name} refused ${refused} of an honest file`)
    // Conflicts are looked for now and then, not only once all is there.
    if (by.next() < 0.3) await member.core.documents.flush()
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
    const locked = readInside(contentOf(inside), group)
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
  const byLinks = async (document: DocumentId): Promise<void> => {
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
    // No digest covers statements beside a text: until all have the same messages.
    await Promise.all(members.map(({ core }) => core.sync.level(group)))
    const digests = () => new Set(members.map(({ core }) => core.documents.digest(document)))
    await until(() => digests().size === 1, 'one text on three linked devices')
    for (const { a } of links) a.close()
  }
  return { ways, byFiles, byChance: document => by.pick([byFiles, byPacks, byLinks])(document) }
}
