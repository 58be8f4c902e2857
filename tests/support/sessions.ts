// Opened profiles as the product composes them, over real archives, with no socket until asked.
import { createProfile, openProfile, type Archive } from '#core/archive'
import { askToJoin, foundGroup } from '#core/group'
import type { DocumentId, GroupId } from '#shared/ids'
import { onTestFinished } from 'vitest'
import { composeProfile, type OpenProfile } from '../../src/core/profile/open-profile.ts'
import { cheapCost, passphrase, temporaryDirectory } from './archive.ts'
import { cheapStretch } from './group.ts'
import { typedNetwork } from './lan.ts'

const now = (): number => 1_700_000_000_000

/** `told`: every event for a window, in order. */
export type Opened = OpenProfile & { directory: string; told: [string, unknown][] }

const sessionOver = async (directory: string, archive: Archive): Promise<Opened> => {
  const told: [string, unknown][] = []
  let isClosed = false
  const session = await composeProfile({
    archive,
    now,
    offline: true,
    lan: typedNetwork,
    // No work takes long, so that none is deferred.
    clock: () => 0,
    emit: (name, detail) => void told.push([name, detail]),
    onDefect: error => {
      // Messages that come while the profile closes find it closed.
      if (!isClosed) throw error
    },
  })
  const close = async (): Promise<void> => {
    if (isClosed) return
    isClosed = true
    await session.close()
  }
  onTestFinished(close)
  return { ...session, close, directory, told }
}

export const newSession = async (): Promise<Opened> => {
  const directory = temporaryDirectory()
  return sessionOver(directory, createProfile(directory, passphrase, { now, cost: cheapCost }))
}

/** The profile that lies in `directory`, unlocked. */
export const openedAt = (directory: string): Promise<Opened> =>
  sessionOver(directory, openProfile(directory, passphrase, { now }))

/** The same profile, locked and unlocked again. */
export const nextSession = async (session: Opened): Promise<Opened> => {
  await session.close()
  return openedAt(session.directory)
}

export const founded = ({ archive, groups }: OpenProfile): GroupId => {
  const given = { name: 'Advisory group', level: 'global', language: 'en', handle: 'A.' } as const
  return groups.add(foundGroup(archive, given, { now, stretch: cheapStretch }).id)
}

/** `guest` is in the group and has its records, and nothing else yet. */
export const admitted = async (
  host: OpenProfile,
  guest: OpenProfile,
  group: GroupId,
): Promise<void> => {
  const inviting = host.groups.get(group)
  const { file } = inviting.invite({ role: 'member' })
  const { reply } = askToJoin(guest.archive, { bytes: file, handle: 'B.' }, { now })
  guest.groups.add(group)
  inviting.admit(inviting.readReply(reply).reply)
  guest.groups.get(group).addRecords(inviting.recordsBeyond([]))
}

/** `from` writes an encrypted file for all and `to` reads it. */
export const handFile = async (from: OpenProfile, to: OpenProfile, group: GroupId) => {
  await from.documents.flush()
  const { bytes } = await from.sync.writeFile({ group, members: [] })
  return to.sync.readFile(bytes)
}

export const create = (
  { documents }: OpenProfile,
  group: GroupId,
  ...lines: string[]
): Promise<DocumentId> =>
  documents.create({
    group,
    kind: 'statement',
    title: 'Working paper',
    language: 'en',
    blocks: lines.map(text => ({ kind: 'paragraph', runs: [{ text }] })),
  })

/** Two members with each other's messages, and a text that they share. */
export const sharedByTwo = async (...lines: string[]) => {
  const [amina, ben] = [await newSession(), await newSession()]
  const group = founded(amina)
  const document = await create(amina, group, ...lines)
  await amina.documents.share(document)
  await admitted(amina, ben, group)
  await handFile(amina, ben, group)
  await handFile(ben, amina, group)
  return { amina, ben, group, document }
}
