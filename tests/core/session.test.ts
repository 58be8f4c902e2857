// An open profile as a whole: modules that are composed correctly.
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Archive } from '#core/archive'
import { askToJoin, foundGroup } from '#core/group'
import { writeMeta } from '#document/tree'
import { Failure } from '#shared/failure'
import type { DocumentId, GroupId } from '#shared/ids'
import type { FromCore } from '#shared/document-port'
import { memoryLinks } from '../acceptance/link.ts'
import { composeProfile, type OpenProfile } from '../../src/core/profile/open-profile.ts'
import { reopened, temporaryArchive, temporaryProfile } from '#tests/archive'
import { cheapStretch } from '#tests/group'

const now = () => 1_700_000_000_000

const opened = async (archive: Archive = temporaryArchive()): Promise<OpenProfile> => {
  const session = await composeProfile({
    archive,
    now,
    offline: true,
    lan: {},
    emit: () => {},
    onDefect: error => {
      throw error
    },
  })
  let isClosed = false
  const close = async (): Promise<void> => {
    if (!isClosed) await session.close()
    isClosed = true
  }
  onTestFinished(close)
  return { ...session, close }
}

const founded = ({ archive, groups }: OpenProfile, name = 'Advisory group'): GroupId => {
  const given = { name, level: 'global', language: 'en', handle: 'Alice' } as const
  return groups.add(foundGroup(archive, given, { now, stretch: cheapStretch }).id)
}

const invited = (host: OpenProfile, group: GroupId): Uint8Array =>
  host.groups.get(group).invite({ role: 'member' }).file

const asks = (guest: OpenProfile, bytes: Uint8Array): Uint8Array => {
  const { group, reply } = askToJoin(guest.archive, { bytes, handle: 'Bob' }, { now })
  guest.groups.add(group)
  return reply
}

const handOver = async (from: OpenProfile, to: OpenProfile, group: GroupId) => {
  await from.documents.flush()
  const { bytes } = await from.sync.writeFile({ group, members: [] })
  return to.sync.readFile(bytes)
}

const admitted = async (host: OpenProfile, guest: OpenProfile, group: GroupId): Promise<void> => {
  const reply = asks(guest, invited(host, group))
  host.groups.get(group).admit(host.groups.get(group).readReply(reply).reply)
  await handOver(host, guest, group)
}

const shared = async ({ documents }: OpenProfile, group: GroupId, title: string) => {
  const wanted = { group, kind: 'minutes', title, language: 'en', blocks: [] } as const
  const document = await documents.create(wanted)
  await documents.share(document)
  return document
}

test('when a person asks twice before the admission, the device reads what is sent', async () => {
  const [a, b] = [await opened(), await opened()]
  const group = founded(a)
  const document = await shared(a, group, 'Minutes')
  asks(b, invited(a, group))
  b.groups.describe(group)
  await admitted(a, b, group)
  expect(b.groups.get(group).entry().state).toBe('active')
  expect(b.archive.documents.list(group).map(({ id }) => id)).toEqual([document])
  await b.documents.rename(document, 'Minutes of May')
  await handOver(b, a, group)
  expect(a.summary(document).title).toMatch(/^Minutes of /)
})

test('when a newcomer receives texts, the sender is not named as their author', async () => {
  const [a, b] = [await opened(), await opened()]
  const group = founded(a)
  const document = await shared(a, group, 'Minutes')
  await admitted(a, b, group)
  expect(b.summary(document).changedBy).toBeNull()
  await a.documents.rename(document, 'Minutes of May')
  await handOver(a, b, group)
  expect(b.summary(document).changedBy).toBe(a.groups.get(group).self.member)
})

test('when a caret is in a document, only members of its group see it', async () => {
  const [a, b] = [await opened(), await opened()]
  const [one, other] = [founded(a, 'One'), founded(a, 'Other')]
  await admitted(a, b, one)
  await admitted(a, b, other)
  const [document, others] = [await shared(a, one, 'Minutes'), await shared(a, other, 'Other')]
  await handOver(a, b, one)
  await handOver(a, b, other)
  const window = (of: DocumentId) => {
    const carets: FromCore[] = []
    const first = new Promise<void>(shown =>
      b.documents.attach(of, {
        post(message) {
          if (message.kind !== 'presence') return
          carets.push(message)
          shown()
        },
        onMessage: listen => listen({ kind: 'open', stateVector: new Uint8Array() }),
      }),
    )
    return { carets, first }
  }
  const [shown, later] = [window(document), window(others)]
  const say = (group: GroupId, ...where: DocumentId[]): (() => void) => {
    const ends = memoryLinks({
      a: a.groups.get(group).self.device,
      b: b.groups.get(group).self.device,
    })
    a.sync.addLink(group, ends.a)
    b.sync.addLink(group, ends.b)
    const payload = new TextEncoder().encode('null')
    for (const each of where) a.sync.sendPresence(group, { document: each, payload })
    return () => ends.a.close()
  }
  // A message in the other group about its own document comes after the message about this one.
  const hangUp = say(other, document, others)
  await later.first
  expect(later.carets).toHaveLength(1)
  expect(shown.carets).toEqual([])
  hangUp()
  say(one, document)
  await shown.first
  expect(shown.carets).toHaveLength(1)
})

test('when the disk is full, closing still releases the profile', async () => {
  let isFull = false
  const full = () => {
    if (isFull) throw Object.assign(new Error('no space'), { code: 'ENOSPC' })
  }
  const { directory, archive } = temporaryProfile({
    wrapJournalFile: file => ({
      ...file,
      write: (bytes, position) => {
        full()
        file.write(bytes, position)
      },
    }),
  })
  const session = await opened(archive)
  const group = founded(session)
  const wanted = { group, kind: 'minutes', title: 'Minutes', language: 'en', blocks: [] } as const
  const document = await session.documents.create(wanted)
  await session.documents.rename(document, 'Minutes of May')
  isFull = true
  void session.documents.rename(document, 'Minutes of June').catch(() => {})
  await session.close()
  isFull = false
  const again = await opened(reopened(directory))
  expect(again.documents.page(document).meta.title).toMatch(/^Minutes of /)
})

test('when edits are in no message, no member counts as having them, and other texts are unaffected', async () => {
  const [a, b] = [await opened(), await opened()]
  const group = founded(a)
  await admitted(a, b, group)
  const document = await shared(a, group, 'Minutes')
  await handOver(a, b, group)
  await handOver(b, a, group)
  expect(a.summary(document).have).toBe(2)
  await shared(a, group, 'Another')
  expect(a.summary(document).have).toBe(2)
  await a.documents.editAs(document, doc => writeMeta(doc, { title: 'Minutes of May' }))
  expect(a.summary(document).have).toBe(1)
  await handOver(a, b, group)
  expect(a.summary(document).have).toBe(1)
  await handOver(b, a, group)
  expect(a.summary(document).have).toBe(2)
})

test('when a document could not be kept at first, lists show it when it comes again', async () => {
  const [a, b] = [await opened(), await opened()]
  const group = founded(a)
  await admitted(a, b, group)
  const document = await shared(a, group, 'Minutes')
  await handOver(a, b, group)
  await a.documents.rename(document, 'Minutes of May')
  const put = vi.spyOn(b.archive.messages, 'put').mockImplementation(() => {
    throw new Failure('disk-full')
  })
  await expect(handOver(a, b, group)).rejects.toMatchObject({ code: 'disk-full' })
  put.mockRestore()
  expect(b.summary(document).title).toBe('Minutes')
  await handOver(a, b, group)
  expect(b.summary(document).title).toBe('Minutes of May')
  await b.documents.flush()
  expect(b.archive.search.query({ text: 'May' })).toHaveLength(1)
})
