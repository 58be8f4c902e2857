// Values that lay in the table of notes until a step gave them a table of their own: the step carries
// them over, and no note of theirs stays.
import Sqlite from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { encode, type Encodable } from '#core/keys'
import type { BlockId, DocumentId, MemberId } from '#shared/ids'
import type { Database } from '../../../src/core/archive/database.ts'
import { migrate, migrations } from '../../../src/core/archive/migrations/index.ts'
import { documentTables } from '../../../src/core/archive/document-tables.ts'
import { groupTables } from '../../../src/core/archive/group-tables.ts'
import { historyTables } from '../../../src/core/archive/history-tables.ts'
import { profileTables } from '../../../src/core/archive/profile-tables.ts'
import { statementsOf } from '../../../src/core/archive/statements.ts'
import { syncTables } from '../../../src/core/archive/sync-tables.ts'
import { openTables, type OpenTable } from '../../../src/core/archive/table.ts'

/** Bytes of the right length, of no meaning. */
const filled = (length: number, first: number): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length }, (_, index) => (first + index) % 256)
const hex = <Id extends string>(of: Uint8Array): Id => Buffer.from(of).toString('hex') as Id

type Given = readonly [group: Uint8Array | null, name: string, value: Encodable | Buffer]

/** The tables of a file that had these notes before `step`. A buffer is kept as it is. */
const after = (step: number, notes: readonly Given[], sql = ''): OpenTable => {
  const database = new Sqlite(':memory:')
  onTestFinished(() => void database.close())
  migrate(database, migrations.slice(0, step - 1))
  database.exec(sql)
  const put = database.prepare('INSERT INTO notes VALUES (?, ?, ?)')
  for (const [group, name, value] of [...notes, [null, 'another', 1] as const])
    put.run(
      group ?? Buffer.alloc(0),
      name,
      Buffer.isBuffer(value) ? value : Buffer.from(encode(value as Encodable)),
    )
  migrate(database, migrations.slice(0, step))
  expect(database.prepare('SELECT name FROM notes').pluck().all()).toEqual(['another'])
  // The tables of now know the columns of every step.
  migrate(database)
  return openTables(statementsOf(database as Database), work => work())
}

test('step 5: recovery secrets and upkeep', () => {
  const [id, secret, slot] = [filled(5, 1), filled(32, 2), filled(90, 3)]
  const { recoveries, waitingRecoveries, upkeep } = profileTables(
    after(5, [
      [null, 'recovery/code', [1, 'recovery', id, secret, 1_700_000_000_000, 1, 1]],
      [null, 'recovery/shares', [1, 'recovery', id, secret, 1_700_000_000_001, 2, 3]],
      [null, 'recovery/waiting', [1, 'recovery waiting', id, slot]],
      [null, 'backup/kept', 1_700_000_000_002],
      [null, 'safety/scrub', Buffer.alloc(0)],
    ]),
  )
  const since = 1_700_000_000_000
  expect(recoveries.list({})).toEqual([
    { kind: 'code', id, secret, since, needed: 1, shares: 1 },
    { kind: 'shares', id, secret, since: since + 1, needed: 2, shares: 3 },
  ])
  expect(waitingRecoveries.list({})).toEqual([{ kind: 'code', id, slot }])
  expect(upkeep.list({})).toEqual([
    { task: 'backup', at: since + 2 },
    { task: 'scrub', at: 0 },
  ])
})

test('step 6: invitations, replies to them, and circles', () => {
  const [group, one, other, member] = [filled(32, 1), filled(32, 2), filled(32, 3), filled(32, 4)]
  const at = 1_700_000_000_000
  const join = encode([1, 'record', group, one, [], 'join', [other, 'A.', '', one, one], at])
  const packed = [join, [[one, filled(64, 5)]]]
  const reply = encode([1, 'device-reply', group, other, member, one, one, 'Phone'])
  const people = [[member, 'convener']]
  const records = [packed]
  const file = filled(40, 6)
  const tables = groupTables(
    after(6, [
      [group, `epoch-seen/${hex(one)}`, [1, 'epoch-seen', at]],
      [group, `laid-aside/${hex(one)}`, [1, 'laid-aside']],
      [group, `invited/${hex(one)}`, [1, 'invited', file]],
      [group, `reply/${hex(one)}`, [1, 'asked', packed, at]],
      [group, `device-invitation/${hex(one)}`, [1, 'device-invitation', one, member, other, at]],
      [group, `device-reply/${hex(one)}`, [1, 'device-asked', reply, at]],
      [group, `circles/${hex(one)}`, at],
      [one, 'circle/counted', [one, other]],
      [other, 'circle/counted', []],
      [group, `circle-offers/${hex(one)}`, ['First', member, 'reader', at, people, records, true]],
      // Six fields were written before circles could follow the group.
      [group, `circle-offers/${hex(other)}`, ['Second', member, 'writer', at, people, null]],
      [group, `circle-taken/${hex(one)}`, at],
      [group, `circle-declined/${hex(other)}`, [member, at]],
    ]),
  )
  const [inGroup, id, by] = [{ group: hex(group) }, hex(one), hex(member)]
  expect(tables.epochArrivals.list({})).toEqual([{ ...inGroup, epoch: id, at }])
  expect(tables.dismissedProposals.list({})).toEqual([{ ...inGroup, proposal: id }])
  expect(tables.invitationFiles.list({})).toEqual([{ ...inGroup, invitation: id, file }])
  const invitation = hex(other)
  expect(tables.joinRequests.list({})).toEqual([
    { ...inGroup, id, invitation, record: encode(packed), at },
  ])
  expect(tables.deviceInvitations.list({})).toEqual([
    { ...inGroup, id, member: by, key: other, until: at },
  ])
  expect(tables.deviceReplies.list({})).toEqual([{ ...inGroup, id, invitation, reply, at }])
  expect(tables.circles.list({})).toEqual([{ ...inGroup, circle: id }])
  expect(tables.countedHeads.list({})).toEqual([
    { circle: id, head: id },
    { circle: id, head: hex(other) },
  ])
  const offer = { ...inGroup, by, at, people: encode(people) }
  expect(tables.circleOffers.list({})).toEqual([
    {
      ...offer,
      circle: id,
      name: 'First',
      role: 'reader',
      follows: true,
      records: encode(records),
    },
    { ...offer, circle: hex(other), name: 'Second', role: 'writer', follows: false, records: null },
  ])
  expect(tables.circleAnswers.list({})).toEqual([
    { ...inGroup, circle: id, answer: 'taken', by: null, at },
    { ...inGroup, circle: hex(other), answer: 'declined', by, at },
  ])
})

test('step 7: lists, parked edits, rounds, pictures and files', () => {
  const [group, one, other] = [filled(32, 1), filled(16, 2), filled(16, 3)]
  const [feed, device, hash, message] = [filled(16, 4), filled(32, 5), filled(32, 6), filled(32, 7)]
  const [document, host] = [hex<DocumentId>(one), hex<DocumentId>(other)]
  const block = 'aaaaaaaaab' as BlockId
  const at = 1_700_000_000_000
  const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value))
  const picture = (kind: string): string => `documents/picture/${kind}/${document}`
  const tables = documentTables(
    after(7, [
      [null, `documents/stale/${document}`, 3],
      [
        group,
        `documents/places/${document}`,
        json({ partOf: { document: host, block }, named: [], versionOf: null, isTemplate: true }),
      ],
      // Before versions and templates there were two fields.
      [
        group,
        `documents/places/${host}`,
        json({ partOf: null, named: [{ block, ref: document }], versionOf: document }),
      ],
      [null, `documents/text-of/${host}/${block}/${document}`, Buffer.alloc(0)],
      [group, `documents/look/${document}`, [1, 'look', json({ blocks: [] })]],
      [group, `documents/held/${document}/00000000000a`, Buffer.from(filled(9, 8))],
      [group, `documents/held/${document}/${hex(hash)}`, Buffer.from(filled(9, 9))],
      [null, `documents/held-up/${document}`, Buffer.alloc(0)],
      [
        group,
        `documents/leftover/${document}`,
        [
          [2 ** 50, 1, 5, 7, ['abc', 'def']],
          [8, 0, 2, 9, []],
        ],
      ],
      [
        group,
        `consultation/${document}/${hex(feed)}`,
        [1, 'consultation', hex(hash), device, null, [[block, '1', 'Words “so”']]],
      ],
      [group, `${picture('draft')}/picture/${hex(hash)}`, Buffer.from(filled(300, 10))],
      [group, `${picture('kept')}/file/${hex(hash)}`, [300, [message, device]]],
      [group, `${picture('open')}/${hex(feed)}`, ['picture', hash, 300, [message], 900, 2]],
      [group, `${picture('open')}/${hex(other)}`, [null, null, 0, [], 300, 1]],
      [group, `${picture('again')}/file/${hex(hash)}/${hex(device)}`, [2, at]],
    ]),
  )
  expect(tables.staleDocuments.list({})).toEqual([{ document, number: 3 }])
  const inGroup = { group: hex(group) }
  expect(tables.documentLinks.list({})).toEqual([
    {
      ...inGroup,
      document,
      partOf: host,
      partOfBlock: block,
      versionOf: null,
      draftOf: null,
      isTemplate: true,
      named: [],
    },
    {
      ...inGroup,
      document: host,
      partOf: null,
      partOfBlock: null,
      versionOf: document,
      draftOf: null,
      isTemplate: false,
      named: [{ block, ref: document }],
    },
  ])
  expect(tables.previews.list({})).toEqual([{ document, format: 1, look: '{"blocks":[]}' }])
  expect(tables.parkedEdits.list({})).toEqual([
    { document, place: '00000000000a', entry: filled(9, 8) },
    { document, place: hex(hash), entry: filled(9, 9) },
  ])
  expect(tables.heldUpDocuments.list({})).toEqual([{ document }])
  expect(tables.movedText.list({})).toEqual([
    { document, place: 0, client: 2 ** 50, from: 1, to: 5, as: 7, names: ['abc', 'def'] },
    { document, place: 1, client: 8, from: 0, to: 2, as: 9, names: [] },
  ])
  expect(tables.consultationRounds.list({})).toEqual([
    {
      document,
      round: hex(feed),
      digest: hex(hash),
      secret: device,
      parts: [{ block, place: '1', text: 'Words “so”' }],
      entry: null,
    },
  ])
  const enclosed = { document, hash: hex(hash) }
  const messages = [hex(message), hex(device)]
  expect(tables.draftEnclosures.list({})).toEqual([
    { ...enclosed, what: 'picture', size: 300, content: filled(300, 10) },
  ])
  expect(tables.keptEnclosures.list({})).toEqual([
    { ...inGroup, ...enclosed, what: 'file', size: 300, messages },
  ])
  expect(tables.enclosureProgress.list({})).toEqual([
    { ...inGroup, document, feed: hex(other), coming: null, bytes: 300, pictures: 1 },
    {
      ...inGroup,
      document,
      feed: hex(feed),
      coming: { what: 'picture', hash: hex(hash), size: 300, messages: [hex(message)] },
      bytes: 900,
      pictures: 2,
    },
  ])
  expect(tables.enclosureResends.list({})).toEqual([
    { ...enclosed, what: 'file', device: hex(device), times: 2, at },
  ])
})

test('step 9: histories and concurrent edits', () => {
  const [group, one, other, feed] = [filled(32, 1), filled(16, 2), filled(16, 3), filled(16, 4)]
  const [device, message, second] = [filled(32, 5), filled(32, 6), filled(32, 7)]
  const [document, another] = [hex<DocumentId>(one), hex<DocumentId>(other)]
  const member = hex<MemberId>(device)
  const [block, next] = ['aaaaaaaaab', 'aaaaaaaaac'] as [BlockId, BlockId]
  const at = 1_700_000_000_000
  const page = { meta: { title: 'Zürich' }, blocks: [] }
  const later = `documents/beside-later/${document}/00000000`
  const tables = historyTables(
    after(9, [
      [
        null,
        `documents/version/${document}/a-bcdefghijk`,
        [1, 'page', Buffer.from(JSON.stringify(page))],
      ],
      [null, `documents/read/${document}`, [1, 'read', at, message]],
      [null, `documents/unread/${document}`, Buffer.alloc(0)],
      [null, `documents/sitting/${document}/${hex(feed)}`, [at, at + 5]],
      [
        null,
        `documents/merges/${document}`,
        [
          [
            ...[block, 'merged', 'was', ['words', 'mine'], ['removed', null], member, next],
            [['kind', 'a', 'b', 'c']],
            [true, [{ text: 'x', bold: true }], [], []],
            ...[false, true],
          ],
          [null, 'rescue', '', ['moved', null], ['moved', ''], null, null, [], null, true, false],
        ],
      ],
      [null, `documents/beside/${document}`, [[[[feed, 3, 5]], [message, second]]]],
      [null, `${later}0/000000002`, Buffer.from(device)],
      [null, `${later}1/mine`, [[feed, 6, 7]]],
      [null, `${later}1/000000000`, Buffer.from(message)],
      [group, `documents/parts/${document}`, [[device, feed, 2]]],
      [group, `documents/parts/${another}`, [feed, 3]],
      [
        group,
        `documents/late/${document}`,
        [
          [device, 'Late “words”'],
          [null, 'more'],
        ],
      ],
      [group, `documents/apart/${document}`, [[7, 1, []]]],
      [group, `documents/apart/${document}/${hex(message)}`, [[7, 8]]],
      [group, `documents/forks/${document}`, [[], []]],
      [group, `documents/forks/${document}/${hex(message)}`, [feed]],
    ]),
  )
  const inGroup = { group: hex(group), document }
  expect(tables.versionPages.list({})).toEqual([{ document, version: 'a-bcdefghijk', page }])
  expect(tables.lastReadings.list({})).toEqual([{ document, at, state: message, verdicts: null }])
  expect(tables.unreadDocuments.list({})).toEqual([{ document }])
  expect(tables.sittings.list({})).toEqual([{ document, feed: hex(feed), from: at, to: at + 5 }])
  expect(tables.unreadConflicts.list({})).toEqual([
    {
      document,
      conflicts: [
        {
          block,
          kind: 'merged',
          before: 'was',
          mine: { change: 'words', text: 'mine' },
          theirs: { change: 'removed', text: null },
          by: member,
          after: next,
          values: [{ name: 'kind', before: 'a', mine: 'b', theirs: 'c' }],
          formats: { isClash: true, before: [{ text: 'x', bold: true }], mine: [], theirs: [] },
          isShortened: false,
          areEarlierGone: true,
        },
        {
          block: null,
          kind: 'rescue',
          before: '',
          mine: { change: 'moved', text: null },
          theirs: { change: 'moved', text: '' },
          by: null,
          after: null,
          values: [],
          formats: null,
          isShortened: true,
          areEarlierGone: false,
        },
      ],
    },
  ])
  expect(tables.separations.list({})).toEqual([
    { document, number: 0, mine: [{ feed: hex(feed), from: 3, to: 5 }] },
    { document, number: 1, mine: [{ feed: hex(feed), from: 6, to: 7 }] },
  ])
  expect(tables.concurrentMessages.list({})).toEqual([
    { document, separation: 0, place: 0, message: hex(message) },
    { document, separation: 0, place: 1, message: hex(second) },
    { document, separation: 0, place: 2, message: hex(device) },
    { document, separation: 1, place: 0, message: hex(message) },
  ])
  expect(tables.expectedParts.list({})).toEqual([
    { ...inGroup, device: hex(device), feed: hex(feed), left: 2 },
    { ...inGroup, document: another, device: '', feed: hex(feed), left: 3 },
  ])
  expect(tables.lateText.list({})).toEqual([
    {
      ...inGroup,
      late: [
        { by: hex(device), text: 'Late “words”' },
        { by: null, text: 'more' },
      ],
    },
  ])
  expect(tables.contests.list({})).toEqual([{ ...inGroup, contests: encode([[7, 1, []]]) }])
  expect(tables.messageRenames.list({})).toEqual([
    { ...inGroup, message: hex(message), renames: encode([[7, 8]]) },
  ])
  expect(tables.forks.list({})).toEqual([{ ...inGroup, forks: encode([[], []]) }])
  expect(tables.messageBranches.list({})).toEqual([
    { ...inGroup, message: hex(message), branches: [hex(feed)] },
  ])
})

test('step 11: feeds, waiting messages, mailboxes, retired and offloaded documents', () => {
  const [group, one, other, feed] = [filled(32, 1), filled(16, 2), filled(16, 3), filled(16, 4)]
  const [device, message, second] = [filled(32, 5), filled(32, 6), filled(32, 7)]
  const [document, successor] = [hex<DocumentId>(one), hex<DocumentId>(other)]
  const at = 1_700_000_000_000
  const none = Buffer.alloc(0)
  const raw = (bytes: Uint8Array): Buffer => Buffer.from(bytes)
  const index = [
    [feed, 3, 5, message, [feed, 2, second], 90],
    [other, 0, 1, second, null, 80],
  ]
  const host = '0123456789abcdef'
  const tables = syncTables(
    after(11, [
      [group, 'sync/acknowledged', raw(message)],
      [group, 'sync/base', raw(filled(70, 8))],
      [group, `sync/led/${hex(feed)}`, raw(message)],
      [group, `sync/open/${hex(feed)}`, none],
      [group, 'sync/branches', [[other, feed, device, 4, one]]],
      [group, `sync/passed/${hex(message)}`, raw(one)],
      [group, `sync/passed/${hex(second)}`, none],
      [group, `sync/waiting/${hex(message)}`, [filled(40, 9), null, filled(50, 10)]],
      [group, `sync/waiting/${hex(second)}`, [filled(40, 9), filled(64, 11), null]],
      [group, 'sync/entrusted', index],
      [group, `sync/entrusted/${hex(message)}`, raw(filled(90, 12))],
      [group, `sync/entrusted/${hex(second)}`, raw(filled(80, 13))],
      [group, 'sync/past', raw(filled(60, 14))],
      [group, `sync/began/${hex(feed)}`, none],
      [group, `sync/handover/${hex(device)}`, raw(feed)],
      [group, `sync/handover/${hex(message)}`, none],
      [group, `sync/word/${hex(device)}`, [[[], [[feed, 1, message]]], at]],
      [group, `sync/content/${document}`, [7, message]],
      [group, `sync/differs/${document}`, raw(message)],
      [group, 'sync/exists-twice', raw(new Uint8Array([1]))],
      [group, 'sync/mailbox-url', Buffer.from('wss://host/é')],
      [
        group,
        `sync/mailbox/${host}/${hex(message)}`,
        [1, 'mailbox', feed, 12, [[feed, 3]], [second], null],
      ],
      [
        group,
        `sync/sealed/${document}`,
        [
          [device, other, message, at],
          [message, other, second, at + 1],
        ],
      ],
      [group, `sync/away/${document}`, none],
      [group, `sync/took/${hex(message)}`, raw(device)],
      [group, `sync/refused-seal/${hex(second)}`, none],
      [group, `sync/left/${document}`, [at, [device], true]],
      [
        group,
        `sync/back/${document}`,
        [
          [device, feed],
          [message, null],
        ],
      ],
      [group, `sync/kept-for/${hex(device)}/${document}`, none],
      [group, `sync/asked/${hex(device)}`, [message, [one]]],
      [group, `sync/returning/${hex(device)}`, [second, [one, other]]],
      [group, `sync/leaving/${document}`, raw(message)],
      [group, `sync/keeps/${hex(message)}/${hex(device)}`, raw(filled(30, 15))],
      [group, `sync/keeps/${hex(message)}/${hex(device)}/1`, raw(filled(30, 16))],
    ]),
  )
  type Listed = { list(where: object): object[] }
  const rows = Object.fromEntries(
    Object.entries<unknown>(tables).map(([name, table]) => [name, (table as Listed).list({})]),
  )
  const inGroup = { group: hex(group) }
  const of = { ...inGroup, document }
  const [line, by, id, next] = [hex(feed), hex(device), hex(message), hex(second)]
  expect(rows).toEqual({
    // A table since the first step.
    proofs: [],
    acknowledgements: [{ ...inGroup, digest: message }],
    beginnings: [{ ...inGroup, heads: filled(70, 8) }],
    leftBeginnings: [{ ...inGroup, feed: line, message: id }],
    openFeeds: [{ ...inGroup, feed: line }],
    branches: [{ ...inGroup, name: successor, feed: line, device: by, from: 4, parent: document }],
    passedMessages: [
      { ...inGroup, message: id, rival: document },
      { ...inGroup, message: next, rival: null },
    ],
    waitingMessages: [
      { ...inGroup, id, header: filled(40, 9), signature: null, body: filled(50, 10) },
      { ...inGroup, id: next, header: filled(40, 9), signature: filled(64, 11), body: null },
    ],
    backfillPacks: [
      {
        ...inGroup,
        last: id,
        feed: line,
        from: 3,
        to: 5,
        follows: { feed: line, seq: 2, id: next },
        bytes: 90,
        pack: filled(90, 12),
      },
      {
        ...inGroup,
        last: next,
        feed: successor,
        from: 0,
        to: 1,
        follows: null,
        bytes: 80,
        pack: filled(80, 13),
      },
    ],
    pasts: [{ ...inGroup, body: filled(60, 14) }],
    bootstrapFeeds: [{ ...inGroup, feed: line }],
    writtenBootstraps: [
      { ...inGroup, device: by, feed: line },
      { ...inGroup, device: id, feed: null },
    ],
    peerHeads: [{ ...inGroup, device: by, heads: encode([[], [[feed, 1, message]]]), at }],
    contentDigests: [{ ...of, position: 7, digest: message }],
    contentDifferences: [{ ...of, digest: message }],
    duplicateProfiles: [inGroup],
    mailboxes: [{ ...inGroup, url: 'wss://host/é' }],
    mailboxCursors: [
      {
        ...inGroup,
        host,
        epoch: id,
        log: feed,
        cursor: 12,
        feeds: [[line, 3]],
        records: [next],
        replacedAt: null,
      },
    ],
    retirements: [
      { ...of, place: 0, device: by, successor, digest: id, at },
      { ...of, place: 1, device: id, successor, digest: next, at: at + 1 },
    ],
    retirementMessages: [
      { ...inGroup, message: id, state: 'taken', device: by },
      { ...inGroup, message: next, state: 'refused', device: null },
    ],
    offloaded: [{ ...of, since: at, keepers: [by], asked: 0 }],
    returned: [
      { ...of, device: by, feed: line },
      { ...of, device: id, feed: null },
    ],
    keptForOthers: [{ ...of, device: by }],
    offloadRequests: [
      { ...inGroup, device: by, request: 'keep', message: id, documents: [document] },
      {
        ...inGroup,
        device: by,
        request: 'return',
        message: next,
        documents: [document, successor],
      },
    ],
    offloadQuestions: [{ ...of, message: id }],
    offloadAnswers: [
      { ...inGroup, question: id, device: by, part: 0, body: filled(30, 15) },
      { ...inGroup, question: id, device: by, part: 1, body: filled(30, 16) },
    ],
  })
})

test('a note that nothing can read goes without a row, and the file opens', () => {
  const { recoveries, upkeep } = profileTables(
    after(5, [
      [null, 'recovery/code', Buffer.from([0xff])],
      [null, 'backup/kept', Buffer.from([0xff])],
    ]),
  )
  expect([recoveries.list({}), upkeep.list({})]).toEqual([[], []])
})
