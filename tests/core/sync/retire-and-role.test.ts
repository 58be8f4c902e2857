// A retirement whose author loses the office: the device of a chair that took it in before repeats
// it, and in any order of arrival all devices come to the same. The author alone retires nothing by
// naming old heads.
import { expect, test } from 'vitest'
import type { DocumentId, GroupId, MemberId } from '#shared/ids'
import { encode, fromHex } from '#core/keys'
import { writeRetireBody, readRetireBody } from '../../../src/core/sync/retire/record.ts'
import { admitted, founded, newSession, type Opened } from '#tests/sessions'

const text = (group: GroupId) =>
  ({ group, kind: 'minutes', title: 'Minutes', language: 'en', blocks: [] }) as const

const fileOf = async (from: Opened, group: GroupId): Promise<Uint8Array> => {
  await from.documents.flush()
  return (await from.sync.writeFile({ group, members: [] })).bytes
}
const write = ({ documents }: Opened, id: DocumentId, words: string): Promise<void> =>
  documents.editAs(id, doc => void doc.getMap('meta').set('reference', words))
const readOf = ({ documents }: Opened, id: DocumentId): string => documents.page(id).meta.reference
const has = ({ archive }: Opened, id: DocumentId): boolean => archive.documents.get(id) !== null

const memberOf = ({ groups }: Opened, group: GroupId): MemberId => {
  const { member } = groups.get(group).self
  if (!member) throw new TypeError('no member')
  return member
}

/**
 * Ben is a rapporteur; all know it and have the document, except that Dana lacks Ben's last text in
 * it.
 */
const setting = async (count: number) => {
  const [amina, ben, carol] = [await newSession(), await newSession(), await newSession()]
  const others = [ben, carol]
  while (others.length < count - 1) others.push(await newSession())
  const group = founded(amina)
  const document = await amina.documents.create(text(group))
  await amina.documents.share(document)
  for (const guest of others) await admitted(amina, guest, group)
  amina.groups.get(group).setRole(memberOf(ben, group), 'rapporteur')
  const first = await fileOf(amina, group)
  for (const guest of others) await guest.sync.readFile(first)
  await write(ben, document, 'Words of Ben')
  await carol.sync.readFile(await fileOf(ben, group))
  return { amina, ben, carol, late: others.slice(2), group, document }
}

const orders = [
  ['record', 'seal', 'word'],
  ['record', 'word', 'seal'],
  ['seal', 'record', 'word'],
  ['seal', 'word', 'record'],
  ['word', 'record', 'seal'],
  ['word', 'seal', 'record'],
] as const

test('a retirement and a demotion come in any order: the chair repeats it, and all devices retire the same document', async () => {
  const { amina, ben, carol, late, group, document } = await setting(3 + orders.length)
  await amina.sync.readFile(await fileOf(ben, group))
  const next = ben.documents.sealing.seal(document)
  const seal = await fileOf(ben, group)
  for (const each of [amina, carol]) await each.sync.readFile(seal)
  expect([has(carol, document), readOf(carol, next)]).toEqual([false, 'Words of Ben'])
  amina.groups.get(group).setRole(memberOf(ben, group), 'member')
  const records = amina.groups.get(group).recordsBeyond([])
  const word = await fileOf(amina, group)
  for (const [index, order] of orders.entries()) {
    const dana = late[index]
    if (!dana) throw new TypeError('too few')
    for (const step of order) {
      if (step === 'record') dana.groups.get(group).addRecords(records)
      else await dana.sync.readFile(step === 'seal' ? seal : word)
    }
    expect([order, has(dana, document), has(dana, next)]).toEqual([order, false, true])
    expect(readOf(dana, next)).toBe('Words of Ben')
    expect(await dana.sync.readFile(word)).toMatchObject({ waiting: 0 })
  }
  // Once, however often the chair hears of records and begins a session.
  const repeated = amina.archive.messages.range(group, amina.sync.feedOf(group), 0, 1_000)
  expect(repeated.filter(({ kind }) => kind === 'sealed')).toHaveLength(1)
  amina.groups.get(group).setRole(memberOf(carol, group), 'observer')
  expect(
    amina.archive.messages
      .range(group, amina.sync.feedOf(group), 0, 1_000)
      .filter(({ kind }) => kind === 'sealed'),
  ).toHaveLength(1)
})

test('a chair who repeated a retirement loses the office too: the next chair repeats it', async () => {
  const { amina, ben, carol, late, group, document } = await setting(4)
  const [dana = carol] = late
  const next = ben.documents.sealing.seal(document)
  const seal = await fileOf(ben, group)
  for (const each of [amina, carol]) await each.sync.readFile(seal)
  const chairs = amina.groups.get(group)
  chairs.setRole(memberOf(ben, group), 'member')
  chairs.setRole(memberOf(carol, group), 'chair')
  await carol.sync.readFile(await fileOf(amina, group))
  carol.groups.get(group).setRole(memberOf(amina, group), 'member')
  expect(await dana.sync.readFile(await fileOf(carol, group))).toMatchObject({ waiting: 0 })
  expect([has(dana, document), readOf(dana, next)]).toEqual([false, 'Words of Ben'])
})

test('no chair had the retirement in time: it has no effect, and counts again with the office', async () => {
  const { amina, ben, carol, late, group, document } = await setting(4)
  const [dana = carol] = late
  amina.groups.get(group).setRole(memberOf(ben, group), 'member')
  amina.groups.get(group).setRole(memberOf(dana, group), 'observer')
  carol.groups.get(group).addRecords(amina.groups.get(group).recordsBeyond([]))
  const next = ben.documents.sealing.seal(document)
  const seal = await fileOf(ben, group)
  await amina.sync.readFile(await fileOf(carol, group))
  for (const each of [amina, carol]) await each.sync.readFile(seal)
  for (const each of [amina, carol]) expect(readOf(each, document)).toBe('Words of Ben')
  // A member repeats it, and an attestation as earlier versions wrote them has no effect.
  const written = ben.archive.messages.range(group, ben.sync.feedOf(group), 0, 1_000)
  const { id, body } = written.find(({ kind }) => kind === 'sealed') ?? {}
  if (!id || !body) throw new TypeError('no seal')
  await dana.sync.readFile(await fileOf(carol, group))
  for (const each of [ben, dana]) {
    each.groups.get(group).addRecords(amina.groups.get(group).recordsBeyond([]))
    each.sync.publish(group, null, 'gave-up', encode([1, 'gave-up', [fromHex(id)]]))
    each.sync.publish(group, null, 'sealed', body)
    await carol.sync.readFile(await fileOf(each, group))
  }
  expect(has(carol, document)).toBe(true)
  amina.groups.get(group).setRole(memberOf(ben, group), 'rapporteur')
  carol.groups.get(group).addRecords(amina.groups.get(group).recordsBeyond([]))
  for (const each of [amina, carol])
    expect([has(each, document), readOf(each, next)]).toEqual([false, 'Words of Ben'])
})

test('the author of a retirement was removed since: it counts where the chair had taken it in', async () => {
  const { amina, ben, carol, group, document } = await setting(3)
  const next = ben.documents.sealing.seal(document)
  const seal = await fileOf(ben, group)
  await amina.sync.readFile(seal)
  amina.groups.get(group).removeMember(memberOf(ben, group), 'left')
  carol.groups.get(group).addRecords(amina.groups.get(group).recordsBeyond([]))
  await carol.sync.readFile(seal)
  expect(has(carol, document)).toBe(true)
  expect(await carol.sync.readFile(await fileOf(amina, group))).toMatchObject({ waiting: 0 })
  expect([has(carol, document), readOf(carol, next)]).toEqual([false, 'Words of Ben'])
})

test('a chair repeats a retirement with another successor or digest: no document is retired', async () => {
  const { amina, ben, carol, group, document } = await setting(3)
  amina.groups.get(group).setRole(memberOf(ben, group), 'member')
  carol.groups.get(group).addRecords(amina.groups.get(group).recordsBeyond([]))
  ben.documents.sealing.seal(document)
  const seal = await fileOf(ben, group)
  for (const each of [amina, carol]) await each.sync.readFile(seal)
  const written = ben.archive.messages.range(group, ben.sync.feedOf(group), 0, 1_000)
  const record = written.flatMap(({ body, kind }) =>
    kind === 'sealed' && body ? (readRetireBody(body) ?? []) : [],
  )[0]
  if (!record) throw new TypeError('no seal')
  const others = [
    { ...record, digest: '0'.repeat(64) },
    { ...record, at: record.at + 1 },
  ]
  for (const each of others) amina.sync.publish(group, null, 'sealed', writeRetireBody(each))
  expect(await carol.sync.readFile(await fileOf(amina, group))).toMatchObject({ refused: 2 })
  expect(readOf(carol, document)).toBe('Words of Ben')
  // The same, word for word, is a repetition.
  amina.sync.publish(group, null, 'sealed', writeRetireBody(record))
  expect(await carol.sync.readFile(await fileOf(amina, group))).toMatchObject({ refused: 0 })
  expect(has(carol, document)).toBe(false)
})
