import { expect, test } from 'vitest'
import { temporaryArchive } from '#tests/archive'
import type { DeviceId, DocumentId, FeedId, GroupId, MessageId } from '#shared/ids'

test('a journal entry, a message and a page are kept and found', async () => {
  const archive = temporaryArchive()
  const group = '00'.repeat(32) as GroupId
  const document = 'aa'.repeat(16) as DocumentId
  await archive.journal.append(new Uint8Array([1]))
  archive.notes.put(group, 'a', new Uint8Array([1, 2]))
  expect(archive.notes.list(group, 'a')).toHaveLength(1)
  expect(archive.settings.get().version).toBe(1)
  const none = new Uint8Array()
  archive.journal.drain(entries => {
    expect(entries).toHaveLength(1)
    archive.messages.put({
      id: '01'.repeat(32) as MessageId,
      group,
      audience: group,
      device: '02'.repeat(32) as DeviceId,
      feed: '03'.repeat(16) as FeedId,
      seq: 0,
      kind: 'update',
      document,
      header: none,
      signature: null,
      body: none,
      state: 'applied',
    })
  })
  expect(archive.messages.heads(group)).toMatchObject([{ first: 0, seq: 0, id: '01'.repeat(32) }])
  archive.documents.put({
    id: document,
    group,
    kind: 'statement',
    title: 'Peace and security',
    language: 'en',
    reference: '',
    status: 'draft',
    shared: false,
    secret: none,
    createdAt: 1,
    changedAt: 2,
    changedBy: null,
    words: 3,
  })
  archive.search.replace(document, [
    { block: null, number: '1.', text: 'The quick brown fox' },
    { block: null, number: '2.', text: 'Renard brun' },
  ])
  expect(archive.search.query({ text: 'bro' })).toEqual({
    total: 1,
    hits: [
      {
        document,
        block: null,
        number: '1.',
        snippet: [
          { text: 'The quick ', match: false },
          { text: 'brown', match: true },
          { text: ' fox', match: false },
        ],
      },
    ],
  })
  expect(archive.search.query({ text: 'security peace', group, kinds: ['statement'] }).total).toBe(
    1,
  )
  archive.documents.remove(document)
  expect(archive.search.query({ text: 'bro' }).total).toBe(0)
  expect(archive.check()).toMatchObject({ damaged: 0 })
})
