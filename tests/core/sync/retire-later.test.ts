// A retirement whose messages come in parts, over two sessions: it counts when the last part is
// there.
import { expect, test } from 'vitest'
import { writeLocked } from '../../../src/core/sync/files/locked-file.ts'
import { readMessage } from '../../../src/core/messages/message.ts'
import { writePack } from '../../../src/core/sync/packs/pack.ts'
import {
  admitted,
  create,
  founded,
  handFile,
  newSession,
  nextSession,
  type Opened,
} from '#tests/sessions'

const write = ({ documents }: Opened, id: Parameters<typeof documents.page>[0], words: string) =>
  documents.editAs(id, doc => void doc.getMap('meta').set('reference', words))

test('a retirement waited in an earlier session: it counts when the missing message comes', async () => {
  const [first, ben, carol] = [await newSession(), await newSession(), await newSession()]
  const group = founded(first)
  const document = await create(first, group, 'We agree.')
  await first.documents.share(document)
  for (const guest of [ben, carol]) await admitted(first, guest, group)
  for (const guest of [ben, carol]) await handFile(first, guest, group)
  await write(ben, document, 'Ben')
  await handFile(ben, first, group)
  await write(first, document, 'Amina')
  await first.documents.flush()
  const amina = await nextSession(first)
  const next = amina.documents.sealing.seal(document)

  // All messages but those of Amina's session before.
  const packs = [ben, amina].map(({ sync }) => {
    const run = amina.archive.messages.range(group, sync.feedOf(group), 0, 1000)
    const items = run.flatMap(({ header, body }) => {
      const message = readMessage(header)
      return message ? [{ message, body }] : []
    })
    const [item, ...rest] = items
    const signature = run.at(-1)?.signature
    if (!item || !signature) throw new Error('there is nothing to give')
    return writePack({ items: [item, ...rest], signature })
  })
  const readers = [carol.groups.get(group).self.keys.agreement.public]
  const given = { group, records: amina.groups.get(group).recordsBeyond([]), packs }
  const file = await writeLocked({ ...given, messages: 2, heads: null }, readers)
  const taken = await carol.sync.readFile(file)
  expect(taken.refused).toBe(0)
  expect(taken.waiting).toBeGreaterThan(1)
  const later = await nextSession(carol)
  expect(later.documents.page(document).meta.reference).toBe('')
  expect(await handFile(amina, later, group)).toMatchObject({ refused: 0, waiting: 0 })
  expect(later.archive.documents.list(group).map(({ id }) => id)).toEqual([next])
  expect(later.documents.page(next).meta.reference).toBe('Amina')
})
