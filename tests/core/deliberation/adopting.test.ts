// From a decision to a pack through whole cores: two officers sign it on their own devices, a reader
// outside checks it by the card, and nothing in it leads to a member.
import { readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { largestPack, packCrypto, signFiles, writeContainer } from '#core/deliberation/adoption'
import { newDeviceKeys } from '#core/keys'
import { sumsOf } from '#shared/adoption'
import { at, cardBy, checked, filesIn, meet, packBy, scene, signedBy } from '#tests/adopted-text'
import type { Device } from '#tests/cores'
import { laterRefusal } from '#tests/refusal'

test('two officers sign a pack apart, and the card of any device says that it is valid', async () => {
  const { group, decision, id, all } = await scene()
  const [chair, bea, cleo] = all as [Device, Device, Device]
  expect(await laterRefusal(packBy(cleo, decision))).toBe('not-permitted')
  const first = await packBy(chair, decision)
  expect(first).toMatchObject({ signed: 1, needs: 1 })
  await meet(group, all)
  const second = await signedBy(bea, decision, first.path)
  expect(second).toMatchObject({ signed: 2, needs: 2 })
  await meet(group, all)

  const [card, other, member] = await Promise.all(
    [chair, bea, cleo].map(each => cardBy(each, group)),
  )
  expect(card).toMatchObject({ officers: 2, needs: 2, isOn: true })
  expect(member).toMatchObject({ officers: 2, isOn: false })
  expect(other!.bytes).toEqual(card!.bytes)
  expect(member!.bytes).toEqual(card!.bytes)
  expect(other!.words).toEqual(card!.words)
  expect(card!.html).toContain('namespaces=')

  expect(checked(first.path, card!.bytes).verdict).toBe('too-few-officers')
  const found = checked(second.path, card!.bytes)
  expect(found.problems).toEqual([])
  expect(found).toMatchObject({
    verdict: 'valid',
    members: { valid: 2, seats: 3 },
    record: [{ words: 'Not the whole State.', place: '1', as: 'Region 2', isWithdrawn: false }],
  })
  expect(found.names).toContainEqual(['number', '2026/4'])
  expect(found.names).toContainEqual(['endorser', 'Network of Defenders'])

  // Printed forms are of the text file, with the reservation behind it, and no draft.
  const printed = filesIn(second.path)
  const html = new TextDecoder().decode(printed.get('printed/text.en.html'))
  expect(html).toContain('We call on the State.')
  expect(html).toContain('paragraph 1 (Region 2): Not the whole State.')
  expect(html).not.toMatch(/Draft\b/)
  const word = unzipSync(printed.get('printed/text.en.docx')!)
  expect(strFromU8(word['word/document.xml']!)).toContain('Not the whole State.')

  // The same acts give the same pack on each device.
  await meet(group, all)
  const again = await signedBy(chair, decision, (await packBy(bea, decision)).path)
  expect(readFileSync(again.path)).toEqual(readFileSync(second.path))

  const { memberList } = await chair.core.answers['groups.get']({ group })
  const ids = [
    ...[group, id, decision],
    ...memberList.flatMap(each => [each.id, ...each.devices.map(({ id: own }) => own)]),
  ]
  expect(ids.length).toBeGreaterThan(8)
  const bytes = readFileSync(second.path)
  const leads = [...ids, ...memberList.map(({ handle }) => handle)].filter(
    each =>
      bytes.includes(each) || (/^[0-9a-f]{32,}$/.test(each) && bytes.includes(each, 0, 'hex')),
  )
  expect(leads).toEqual([])

  // An officer who is one no longer is on no later card, and the pack lacks a signature.
  await chair.core.answers['members.setRole']({
    ...{ group, role: 'member' },
    member: memberList.find(({ handle }) => handle === 'Beatrix')!.id,
  })
  const fewer = await cardBy(chair, group)
  expect(fewer).toMatchObject({ officers: 1, needs: 1 })
  expect(fewer.bytes).not.toEqual(card!.bytes)
  expect(checked(first.path, fewer.bytes).verdict).toBe('valid')
})

test('a pack to be forwarded names nobody, and another pack is not signed', async () => {
  const { group, decision, all } = await scene()
  const [chair, bea, cleo] = all as [Device, Device, Device]
  const forwarded = await packBy(chair, decision, false)
  const files = filesIn(forwarded.path)
  expect([...files.keys()]).not.toContain('names.jsonl')
  const text = readFileSync(forwarded.path, 'latin1')
  expect(text).not.toMatch(/Network of Defenders|Region 2|2026\/4/)
  await meet(group, all)
  const both = await signedBy(bea, decision, forwarded.path)
  const { bytes } = await cardBy(bea, group)
  expect(checked(both.path, bytes).verdict).toBe('valid')

  const broken = at('broken.zip')
  const pack = Buffer.from(readFileSync(forwarded.path))
  pack[pack.indexOf('We call on')]! ^= 1
  writeFileSync(broken, pack)
  expect(await laterRefusal(signedBy(bea, decision, broken))).toBe('file-wrong-kind')
  const less = new Map([...files].filter(([name]) => name !== 'record.jsonl'))
  writeFileSync(broken, writeContainer(less))
  expect(await laterRefusal(signedBy(bea, decision, broken))).toBe('file-wrong-kind')

  // A reservation that its author took back is in the next pack, and says so.
  const block = cleo.core
    .page((await cleo.core.answers['decisions.get']({ decision })).document)
    .blocks.find(({ kind }) => kind === 'num1')!.id!
  const lifts = { what: 'lifts', block, words: 'It was explained.', as: '' } as const
  await cleo.core.answers['decisions.explain']({ decision, ...lifts })
  await meet(group, all)
  const later = await packBy(chair, decision)
  expect(checked(later.path, bytes).record).toMatchObject([{ isWithdrawn: true, as: 'Region 2' }])
})

test('a pack has another printed form, with fitting sums: a second officer does not sign it', async () => {
  const { group, decision, all } = await scene()
  const [chair, bea] = all as [Device, Device]
  const made = filesIn((await packBy(chair, decision)).path)
  await meet(group, all)
  for (const name of ['printed/text.en.html', 'printed/text.fr.html']) {
    const unsigned = new Map([...made].filter(([each]) => !each.startsWith('SHA256SUMS')))
    unsigned.set(
      name,
      new TextEncoder().encode('<p>We call on nobody.</p><script src="x"></script>'),
    )
    unsigned.set('SHA256SUMS', sumsOf(unsigned, packCrypto))
    const path = at('other.zip')
    // By a key that no officer has: a person who hands the pack on can do that.
    writeFileSync(path, writeContainer(signFiles(unsigned, newDeviceKeys().signing)))
    expect(await laterRefusal(signedBy(bea, decision, path))).toBe('file-wrong-kind')
  }
})

test('a member takes a reservation back and gives it again: the pack has it as one that stands', async () => {
  const { group, decision, all } = await scene(async ({ decision: asked, all: members, block }) => {
    const [, , { core }] = members as [Device, Device, Device]
    const words = 'Not the whole State.'
    await core.answers['decisions.position']({
      ...{ decision: asked, choice: 'reservations', reason: '' },
      reservations: [{ block, words, as: 'Region 2' }],
    })
    const lifts = { what: 'lifts', block, words: 'It was explained.', as: '' } as const
    await core.answers['decisions.explain']({ decision: asked, ...lifts })
  })
  const [chair] = all as [Device]
  const { path } = await packBy(chair, decision)
  const { bytes } = await cardBy(chair, group)
  expect(checked(path, bytes).record).toMatchObject([{ as: 'Region 2', isWithdrawn: false }])
})

test('two members reserve in the same words and one takes it back, with an explanation there: neither is withdrawn', async () => {
  const { group, decision, all } = await scene(async ({ decision: asked, all: members, block }) => {
    const [chair] = members as [Device]
    await chair.core.answers['decisions.position']({
      ...{ decision: asked, choice: 'reservations', reason: '' },
      reservations: [{ block, words: 'Not the whole State.', as: '' }],
    })
    const said = { decision: asked, block, as: '' }
    const { answers } = chair.core
    await answers['decisions.explain']({ ...said, what: 'explanation', words: 'For the record.' })
    await answers['decisions.explain']({ ...said, what: 'lifts', words: 'It was explained.' })
  })
  const [chair] = all as [Device]
  const { path } = await packBy(chair, decision)
  const { bytes } = await cardBy(chair, group)
  const { record } = checked(path, bytes)
  expect(record.map(({ what }) => what).toSorted()).toEqual([
    'explanation',
    'reservation',
    'reservation',
  ])
  expect(record.filter(({ isWithdrawn }) => isWithdrawn)).toEqual([])
})

test('a file is read to be signed up to the limit of a pack, and no further', async () => {
  const { decision, all } = await scene()
  const [chair] = all as [Device]
  const path = at('large.zip')
  writeFileSync(path, '')
  truncateSync(path, 65 * 1024 * 1024)
  expect(await laterRefusal(signedBy(chair, decision, path))).toBe('file-wrong-kind')
  truncateSync(path, largestPack + 1)
  expect(await laterRefusal(signedBy(chair, decision, path))).toBe('file-too-large')
})
