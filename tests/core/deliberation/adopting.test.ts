// From a decision to a pack through whole cores: two officers sign it on their own devices, a reader
// outside checks it by the card, and nothing in it leads to a member.
// @module-tag long
import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { largestPack, packCrypto, signFiles, writeContainer } from '#core/deliberation/adoption'
import { newDeviceKeys } from '#core/keys'
import { sumsOf } from '#shared/adoption'
import type { GroupId } from '#shared/ids'
import {
  at,
  cardBy,
  cardOfBoth,
  checked,
  filesIn,
  meet,
  packBy,
  scene,
  signedBy,
} from '#tests/adopted-text'
import { askingOf } from '#tests/deciding'
import { foundingOf, grantOf } from '#tests/core'
import { device, type Device } from '#tests/cores'
import { laterRefusal } from '#tests/refusal'

test('two officers sign a pack apart, and the card of any device says that it is valid', async () => {
  const { group, decision, id, all } = await scene()
  const [chair, bea, cleo] = all as [Device, Device, Device]
  expect(await laterRefusal(packBy(cleo, decision))).toBe('not-permitted')
  const first = await packBy(chair, decision)
  expect(first).toMatchObject({ signed: 1, needs: 2 })
  // The chair's key is not on Beatrix's device yet: it knows one officer of two who signed.
  expect(await signedBy(bea, decision, first.path)).toMatchObject({ signed: 1, needs: 2 })
  expect(await laterRefusal(cardBy(bea, group))).toBe('other-key-missing')
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
  const { bytes } = await cardOfBoth({ group, all })
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
  const { bytes } = await cardOfBoth({ group, all })
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

const cardIn = async ({ core }: Device, group: GroupId) =>
  core.answers['adoption.showCard']({ group })

/** The check in the window, by the card of the group or by a card file. */
const checkedIn = async (
  { core }: Device,
  group: GroupId,
  pack: string,
  card: string | null = null,
) =>
  core.answers['adoption.check']({
    group,
    pack: grantOf(core, pack),
    card: card === null ? null : grantOf(core, card),
  })

test('an officer looks at a pack before it is made: it says what the pack holds, and signs nothing', async () => {
  const { group, decision, all } = await scene()
  const [chair, bea, cleo] = all as [Device, Device, Device]
  const look = async ({ core }: Device, names: boolean) =>
    core.answers['adoption.preview']({ decision, names })
  expect(await laterRefusal(look(cleo, true))).toBe('not-permitted')
  const { memberList } = await chair.core.answers['groups.get']({ group })
  const idOf = (handle: string) => memberList.find(each => each.handle === handle)!.id

  const seen = await look(chair, true)
  expect(seen).toMatchObject({
    group: 'Advisory group',
    number: '2026/4',
    symbol: '',
    signatures: 2,
    reservations: 1,
    needs: 2,
  })
  expect(seen.named).toEqual([
    { as: 'Region 2', where: 'reservation' },
    { as: 'Network of Defenders', where: 'endorsement' },
  ])
  expect(new Set(seen.officers)).toEqual(
    new Set([
      { member: idOf('Amina'), hasKey: false },
      { member: idOf('Beatrix'), hasKey: false },
    ]),
  )
  const unnamed = await look(chair, false)
  expect(unnamed).toMatchObject({ group: '', number: '', named: [], reservations: 1 })
  // Nothing went on record.
  expect(await laterRefusal(cardIn(chair, group))).toBe('not-found')

  const { path } = await packBy(chair, decision)
  const made = [...filesIn(path)].map(([name, bytes]) => ({ name, size: bytes.length }))
  expect(new Set(seen.files)).toEqual(new Set(made.filter(({ name }) => !name.endsWith('.sig'))))
  await meet(group, all)
  expect((await look(bea, true)).officers).toContainEqual({ member: idOf('Amina'), hasKey: true })
})

test('a pack is checked in the window: the answer is that of the page, and officers who signed are named', async () => {
  const { group, decision, all } = await scene()
  const [chair, bea] = all as [Device, Device, Device]
  const { memberList } = await chair.core.answers['groups.get']({ group })
  const idOf = (handle: string) => memberList.find(each => each.handle === handle)!.id
  expect(await laterRefusal(cardBy(bea, group))).toBe('other-key-missing')
  await meet(group, all)
  const first = await packBy(chair, decision)
  expect(await checkedIn(chair, group, first.path)).toMatchObject({
    card: { group: 'Advisory group', level: 'global' },
    summary: { verdict: 'too-few-officers', officers: { known: 1, needs: 2 } },
    signed: [idOf('Amina')],
    lacking: [idOf('Beatrix')],
  })
  await meet(group, all)
  const second = await signedBy(bea, decision, first.path)
  const found = await checkedIn(bea, group, second.path)
  expect(found).toMatchObject({ summary: { verdict: 'valid', problems: [] }, lacking: [] })
  expect(found.summary?.texts).toMatchObject([{ title: 'Statement', language: 'en', notes: 0 }])

  const changed = at('changed.zip')
  const bytes = Buffer.from(readFileSync(second.path))
  bytes[bytes.lastIndexOf('We call on')]! ^= 1
  writeFileSync(changed, bytes)
  const { summary } = await checkedIn(chair, group, changed)
  expect(summary).toMatchObject({
    verdict: 'changed',
    problems: [{ code: 'file-changed', file: 'text.en.jsonl' }],
    differences: [{ what: 'differs', kind: 'block', place: '1' }],
  })
  writeFileSync(changed, 'no pack')
  expect(await checkedIn(chair, group, changed)).toMatchObject({ summary: null })

  // By the card of another group nobody signed it; a file that is no card is refused.
  const other = await scene()
  const card = at('card')
  writeFileSync(card, (await cardOfBoth(other)).bytes)
  expect(await checkedIn(chair, group, second.path, card)).toMatchObject({
    summary: { verdict: 'unknown-group' },
    signed: [],
    lacking: [],
  })
  expect(await laterRefusal(checkedIn(chair, group, second.path, changed))).toBe('file-wrong-kind')
})

test('a pack has no amendment whose words the text withholds, and has those to open paragraphs', async () => {
  const { decision, all } = await scene(
    undefined,
    undefined,
    undefined,
    async ({ group, id, all: [chair] }) => {
      const { core } = chair as Device
      await core.edit(id, [
        { new: 'Names of Zqamina and Zqbola.', after: 1, kind: 'num1' },
        { new: 'Zqoff the record about Zqcity.', after: 2, kind: 'num1' },
      ])
      const place = (words: string): number =>
        core
          .page(id)
          .blocks.findIndex(({ runs }) => runs.some(({ text }) => text.includes(words))) + 1
      for (const words of ['We call', 'Zqamina', 'Zqoff']) {
        await core.edit(id, [{ amend: `Zqwording of ${words}.`, block: place(words), why: '' }])
        const amendments = await core.answers['amendments.list']({ document: id })
        const open = amendments.find(({ standing }) => standing === 'open')
        await core.edit(id, [{ decline: open?.label ?? '' }])
      }
      const circle = await core.answers['circles.create']({ group, name: 'Safety desk' })
      const block = core.page(id).blocks[place('Zqamina') - 1]!.id!
      await core.answers['restricted.put']({ document: id, block, circle })
      await core.edit(id, [{ states: { off: true }, block: place('Zqoff') }])
    },
  )
  const [chair] = all as [Device]
  const { path } = await packBy(chair, decision)
  const lines = new TextDecoder().decode(filesIn(path).get('amendments.jsonl'))
  expect(lines).toContain('Zqwording of We call.')
  expect(lines).not.toMatch(/Zqamina|Zqoff/)
})

test('the card is read in the window: it is the one that is saved, with the same words', async () => {
  const { group, all } = await scene()
  const [chair, , cleo] = all as [Device, Device, Device]
  const made = await cardOfBoth({ group, all })
  const shown = await cardIn(chair, group)
  expect(shown.card).toBe(made.bytes.toString())
  const { words } = made
  expect(shown).toMatchObject({ words, officers: 2, needs: 2, isOn: true, isOfficer: true })
  // A third officer, without a key on record.
  const { memberList } = await chair.core.answers['groups.get']({ group })
  const member = memberList.find(({ handle }) => handle === 'Cleopatra')!.id
  await chair.core.answers['members.setRole']({ group, member, role: 'rapporteur' })
  await meet(group, all)
  expect(await cardIn(cleo, group)).toMatchObject({ words, isOn: false, isOfficer: true })
})

test('a person ends the making of a pack: nothing is signed or written', async () => {
  const { group, decision, all } = await scene()
  const [chair] = all as [Device]
  const { core } = chair
  const told: unknown[] = []
  core.onEvent((name, detail) => {
    if (name !== 'progress') return
    told.push(detail)
    void core.answers['tasks.cancel']({ task: 'adoption.pack' })
  })
  const path = at('pack.zip')
  const file = grantOf(core, path)
  const making = async () =>
    core.answers['adoption.pack']({ decision, names: true, pdf: false, file })
  expect(await laterRefusal(making())).toBe('cancelled')
  expect(told).toEqual([{ task: 'adoption.pack', done: 0, total: 1 }])
  expect(existsSync(path)).toBe(false)
  expect(await laterRefusal(cardIn(chair, group))).toBe('not-found')
})

test('a circle decides about its text: a pack is refused with what to do', async () => {
  const { core } = await device()
  const group = await core.answers['groups.create'](foundingOf())
  const circle = await core.answers['circles.create']({ group, name: 'Safety desk' })
  const draft = await core.answers['documents.create']({
    ...({ group, kind: 'statement', title: 'Statement', language: 'en' } as const),
  })
  await core.edit(draft, [{ new: 'We call on the State.', after: 0, kind: 'num1' }])
  const document = await core.answers['circles.share']({ document: draft, circle })
  const { decision } = await core.answers['decisions.ask'](askingOf(document))
  const look = async () => core.answers['adoption.preview']({ decision, names: true })
  expect(await laterRefusal(look())).toBe('circle-has-no-card')
})
