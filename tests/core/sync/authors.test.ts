// The rights of a message's author are also asked of messages that are only examined: a message
// that was not kept says nothing about the next.
import { expect, test } from 'vitest'
import { encode, newDeviceKeys, random, toHex } from '#core/keys'
import { noRights, rightsAlone } from '#shared/contract'
import type { DeviceId, GroupId, RecordId } from '#shared/ids'
import { forge, forgeAfter } from '#tests/forge'
import { openAuthors } from '../../../src/core/sync/members/authors.ts'

test('a message that is not kept named records: they say nothing about the message after its place', () => {
  const keys = newDeviceKeys()
  const group = toHex(random(32)) as GroupId
  const pen = { group, device: toHex(keys.signing.public) as DeviceId, keys }
  const [reads, writes] = [random(32), random(32)].map(id => toHex(id) as RecordId)
  const first = forge(pen, { after: { records: [reads!], feeds: [] } })
  const lost = forgeAfter(pen, first, { after: { records: [writes!], feeds: [] } })
  const kept = forgeAfter(pen, first, { body: encode([1, 'zz-kept']) })
  const next = forgeAfter(pen, kept)
  const rows = [first, kept].map(({ message }) => message)
  const authors = openAuthors(
    {
      messages: {
        outlines: () => rows,
        lineOf: (id: string) => rows.find(row => row.id === id)?.feed ?? null,
      },
    } as unknown as Parameters<typeof openAuthors>[0],
    {
      id: group,
      rightsAt: (records: readonly RecordId[]) =>
        records.includes(writes!) ? rightsAlone : noRights,
    } as unknown as Parameters<typeof openAuthors>[1],
  )
  expect(authors.rightsOf(lost.message).has('write')).toBe(true)
  expect(authors.rightsOf(next.message).has('write')).toBe(false)
})
