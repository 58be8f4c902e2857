// The archive of format 1 that a later version must open. `node tests/support/format-1.ts` writes
// it to tests/fixtures/format-1/archive; its content is the constants below, so a reader knows the
// expected values. It ran once, for version 0.2.0: format 1 is frozen.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import {
  createProfile,
  writeAppearance,
  type WholeArchive,
  type DocumentRow,
  type GroupRow,
  type NewMessage,
  type NewRecord,
} from '#core/archive'
import type { Settings } from '#shared/contract'
import type {
  BlockId,
  DeviceId,
  DocumentId,
  EpochId,
  FeedId,
  GroupId,
  MemberId,
  MessageId,
  RecordId,
} from '#shared/ids'

/** Typed by a person: Arabic with a vowel sign, Spanish, Chinese with a wide space. */
export const format1Passphrase = ' مجلسُ  niño\u3000和平 '

export const format1Directory = join(import.meta.dirname, '../fixtures/format-1/archive')

/** Not keys of anybody: counted bytes of the right length. */
const filled = (length: number, first: number): Uint8Array =>
  Uint8Array.from({ length }, (_, index) => (first + index) % 256)

const id = <Id extends string>(first: number, length = 32): Id =>
  Buffer.from(filled(length, first)).toString('hex') as Id

const groupId = id<GroupId>(1)
const device = id<DeviceId>(2)
const document = id<DocumentId>(3, 16)
const draft = id<DocumentId>(4, 16)
const feed = id<FeedId>(5, 16)

export const settings: Settings = {
  version: 1,
  lockAfterMinutes: 7,
  localNetwork: true,
  sharePresence: false,
}

export const group: GroupRow = {
  id: groupId,
  name: 'المجلس الاستشاري',
  level: 'regional',
  language: 'ar',
  handle: 'ع.',
  state: 'active',
  keys: {
    signing: { public: filled(32, 10), secret: filled(64, 11) },
    agreement: { public: filled(32, 12), secret: filled(32, 13) },
  },
  details: filled(5, 14),
  createdAt: 1_700_000_000_000,
}

export const records: NewRecord[] = [
  { id: id<RecordId>(20), bytes: filled(40, 21), signatures: [[device, filled(64, 22)]] },
  { id: id<RecordId>(23), bytes: filled(50, 24), signatures: [] },
]
export const waitingRecord: NewRecord = { id: id(25), bytes: filled(60, 26), signatures: [] }
export const epoch = { epoch: id<EpochId>(27), key: filled(32, 28) }
export const note = { name: 'seed/one', bytes: filled(9, 29) }
export const proof = { device, a: filled(3, 30), b: filled(4, 31) }

export const documents: DocumentRow[] = [
  {
    id: document,
    group: groupId,
    kind: 'statement',
    title: 'Déclaration de l’été',
    language: 'fr',
    reference: 'A/2024/1',
    status: 'draft',
    shared: true,
    secret: filled(32, 40),
    createdAt: 1_700_000_000_001,
    changedAt: 1_700_000_000_003,
    changedBy: id<MemberId>(41),
    words: 12,
  },
  {
    id: draft,
    group: groupId,
    kind: 'minutes',
    title: '',
    language: 'zh',
    reference: '',
    status: 'draft',
    shared: false,
    secret: filled(32, 42),
    createdAt: 1_700_000_000_002,
    changedAt: 1_700_000_000_002,
    changedBy: null,
    words: 0,
  },
]

export const drafts = [
  { feed, writers: [0], update: filled(30, 50) },
  { feed, writers: [0, 1], update: filled(31, 51) },
]

const message = (seq: number, rest: Partial<NewMessage>): NewMessage => ({
  id: id<MessageId>(60 + seq),
  group: groupId,
  audience: groupId,
  device,
  feed,
  seq,
  kind: 'update',
  document,
  header: filled(90, 70 + seq),
  signature: null,
  body: filled(20, 80 + seq),
  state: 'applied',
  ...rest,
})

export const messages: NewMessage[] = [
  message(0, { kind: 'snapshot', signature: filled(64, 90) }),
  message(1, { body: null }),
  message(2, { kind: 'zz-later', document: null, state: 'waiting' }),
  message(3, { state: 'refused' }),
]

export const snapshot = {
  position: 2,
  state: filled(100, 95),
  coding: 'update' as const,
  details: filled(3, 96),
}

export const blocks = [
  { block: 'aaaaaaaaa2' as BlockId, number: '1.', text: 'يوصي المَجْلِسُ بآليةٍ مستقلّة.' },
  { block: null, number: '(a)', text: '安全理事会建议加强妇女参与和平进程。' },
]

export const journalEntries = [filled(30, 97), filled(300, 98)]

const fill = async (archive: WholeArchive): Promise<void> => {
  archive.settings.set(settings)
  archive.groups.put(group)
  for (const record of records) archive.records.put(groupId, record)
  archive.records.put(groupId, waitingRecord, { waiting: true })
  archive.epochs.put(groupId, epoch.epoch, epoch.key)
  archive.notes.put(groupId, note.name, note.bytes)
  archive.notes.put(null, note.name, note.bytes)
  archive.proofs.put({ group: groupId, ...proof })
  for (const row of documents) archive.documents.put(row)
  await archive.journal.append(filled(10, 99))
  archive.journal.drain(() => {
    for (const each of drafts) archive.drafts.append(draft, each)
    for (const each of messages) archive.messages.put(each)
  })
  archive.snapshots.put({ document, ...snapshot })
  archive.search.replace(document, blocks)
  for (const entry of journalEntries) await archive.journal.append(entry)
}

/** Writes the archive to `directory`, at the full cost of its passphrase. */
export const writeFormat1 = async (directory: string): Promise<void> => {
  const archive = createProfile(directory, format1Passphrase, {
    now: () => 1_700_000_000_000,
    cost: { passes: 3, memory: 64 * 1024 * 1024 },
  })
  await fill(archive)
  archive.close()
  writeAppearance(directory, { language: 'ar', theme: 'dark' })
  rmSync(join(directory, 'lock'))
}

if (import.meta.main) {
  rmSync(format1Directory, { recursive: true, force: true })
  await writeFormat1(format1Directory)
}
