// A decision through whole cores, by the calls that windows use: asked, answered, closed, declared,
// signed; what a program refuses for its own member; and what is fixed meanwhile.
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Decision } from '#shared/contract'
import type { ActId, BlockId, DocumentId, GroupId } from '#shared/ids'
import { temporaryDirectory } from '#tests/archive'
import { foundingOf, grantOf } from '#tests/core'
import { admit, device, give, write, type Device } from '#tests/cores'
import {
  askingOf,
  bring,
  deciders,
  meet as meetAll,
  questionOf,
  type Decider,
} from '#tests/deciding'
import { linesOf, openPen } from '#tests/documents'
import { png } from '#tests/pictures'
import { laterRefusal, refusal } from '#tests/refusal'

const consensus = { kind: 'consensus', quorum: 2, threshold: null, heard: false } as const

type Scene = { group: GroupId; id: DocumentId; chair: Device; bea: Device; cleo: Device }

const scene = async (): Promise<Scene> => {
  const [chair, bea, cleo] = [await device(), await device(), await device()]
  const group = await chair.core.answers['groups.create'](foundingOf())
  const id = await chair.core.answers['documents.create']({
    ...({ group, kind: 'statement', title: 'Statement', language: 'en' } as const),
  })
  await chair.core.edit(id, [{ new: 'We call on the State.', after: 0, kind: 'num1' }])
  await chair.core.answers['documents.share']({ document: id })
  await admit(chair, bea, group, 'Bea')
  await admit(chair, cleo, group, 'Cleo')
  await meet({ group, id, chair, bea, cleo })
  return { group, id, chair, bea, cleo }
}

const meet = async ({ group, chair, bea, cleo }: Scene): Promise<void> => {
  for (const from of [chair, bea, cleo])
    for (const to of [chair, bea, cleo]) if (from !== to) await give(from, to, group)
}

const asking = (document: DocumentId) => askingOf(document, { rule: consensus, edition: 'Rev.1' })

const ask = async ({ chair, id }: Scene, more: object = {}): Promise<ActId> =>
  (await chair.core.answers['decisions.ask']({ ...asking(id), ...more })).decision

const get = async ({ core }: Device, decision: ActId): Promise<Decision> =>
  core.answers['decisions.get']({ decision })

const say = (
  { core }: Device,
  decision: ActId,
  choice: Decision['seats'][number]['choice'] & string,
  reason = '',
  reservations: { block: BlockId | null; words: string; as: string }[] = [],
) => core.answers['decisions.position']({ decision, choice, reason, reservations })

const statusOf = async ({ core }: Device, { group, id }: Scene): Promise<string | undefined> =>
  (await core.answers['documents.list']({ group })).find(each => each.id === id)?.status

test('asked, answered, closed, declared and signed: final on all devices, with one statement', async () => {
  const all = await scene()
  const { chair, bea, cleo, id, group } = all
  expect(await statusOf(chair, all)).toBe('draft')
  const decision = await ask(all)
  await meet(all)
  for (const each of [chair, bea, cleo]) expect(await statusOf(each, all)).toBe('deciding')
  const { blocks } = bea.core.page(id)
  const block = blocks.find(({ kind }) => kind === 'num1')!.id!
  expect((await get(bea, decision)).acts).toEqual(['position', 'explain'])
  await say(bea, decision, 'reservations', '', [{ block, words: 'Not the whole State.', as: '' }])
  await say(cleo, decision, 'support')
  await meet(all)
  const open = await get(chair, decision)
  expect(open).toMatchObject({ state: 'open', outcome: { code: 'agreed', present: 2, seats: 3 } })
  expect(open.acts).toEqual(['position', 'explain', 'hear', 'close', 'withdraw'])
  await chair.core.answers['decisions.close']({ decision })
  expect((await get(chair, decision)).acts).toContain('declare')
  await chair.core.answers['decisions.declare']({ decision, number: '2026/4' })
  await meet(all)
  expect(await get(bea, decision)).toMatchObject({ state: 'declared', number: '2026/4' })
  await bea.core.answers['decisions.sign']({ decision, as: 'Bea, Region 1' })
  await expect(
    laterRefusal(
      Promise.resolve().then(() => bea.core.answers['decisions.sign']({ decision, as: '' })),
    ),
  ).resolves.toBe('not-permitted')
  await cleo.core.answers['decisions.sign']({ decision, as: '' })
  await meet(all)
  const finals = await Promise.all([chair, bea, cleo].map(each => get(each, decision)))
  for (const final of finals) {
    expect(final).toMatchObject({ state: 'final', outcome: { code: 'agreed', agreed: true } })
    expect(final.statement).toEqual(finals[0]!.statement)
    expect(final.statement?.reservations).toBe(1)
    expect(final.declarations[0]?.signers).toHaveLength(2)
    expect(final.seats).toEqual(finals[0]!.seats)
  }
  await chair.core.answers['decisions.register']({
    decision,
    symbol: 'A/2026/4',
    day: '2026-11-29',
  })
  expect((await get(chair, decision)).declarations[0]?.symbol).toBe('A/2026/4')
  for (const each of [chair, bea, cleo]) expect(await statusOf(each, all)).toBe('adopted')
  const { title, lines } = await cleo.core.answers['decisions.text']({ decision, language: 'en' })
  expect([title, lines[0]?.text]).toEqual(['Statement', 'We call on the State.'])
  const listed = await cleo.core.answers['decisions.list']({ group })
  expect(listed).toMatchObject({ mayAsk: false, decisions: [{ id: decision, state: 'final' }] })
})

test('lines that a template left empty are named before the text is asked about, and signed', async () => {
  const all = await scene()
  const { core } = all.chair
  const asked = { document: all.id, block: null }
  const [text] = (await core.answers['decisions.prepare'](asked)).texts
  expect(text?.empty.map(({ place, after }) => `${place} ${after}`)).toEqual([
    ' We call on the State.',
    '2 Situation',
    '3 Concerns',
    '4 What we ask',
    '4 (a) What we ask',
  ])
  expect(await core.answers['paper.empty'](asked)).toEqual(text?.empty)
  const one = text?.empty[1]
  const about = await core.answers['decisions.prepare']({ ...asked, block: one!.block })
  expect(about.texts[0]?.empty).toEqual([one])
  const decision = await ask(all)
  const { empty } = await core.answers['decisions.text']({ decision, language: 'en' })
  expect(empty).toEqual(text?.empty)
})

test('a file, a question and a signature name the same lines without words, also off the record', async () => {
  const all = await scene()
  const { core } = all.chair
  const { refused } = await core.edit(all.id, [
    { new: '', after: 1, kind: 'num1' },
    { new: '', after: 2, kind: 'num1' },
    { states: { off: true }, block: 2 },
  ])
  expect(refused).toEqual([])
  const asked = { document: all.id, block: null }
  const printed = await core.answers['paper.empty'](asked)
  const places = printed.map(({ place }) => place)
  expect([places.includes('2'), places.includes('3')]).toEqual([false, true])
  const [text] = (await core.answers['decisions.prepare'](asked)).texts
  expect(text?.empty).toEqual(printed)
  const decision = await ask(all)
  const { empty } = await core.answers['decisions.text']({ decision, language: 'en' })
  expect(empty).toEqual(printed)
})

test('the file of the exact text is no file of the document: it is not counted, and no member removes or saves it', async () => {
  const all = await scene()
  const { core } = all.chair
  const document = all.id
  await core.answers['attachments.bring']({ document, name: 'Annex.txt', bytes: Buffer.from('x') })
  await ask(all)
  const { files } = await core.answers['attachments.list']({ document })
  const told = files.map(({ name, writes }) => `${name} ${writes}`)
  expect(told.toSorted()).toEqual(['Annex.txt true', 'Statement (en).jsonl false'])
  const attachment = files.find(({ isExactText }) => isExactText)!.id
  const given = { document, attachment }
  expect(
    await laterRefusal(Promise.resolve().then(() => core.answers['attachments.remove'](given))),
  ).toBe('not-permitted')
  const path = join(temporaryDirectory(), 'text.jsonl')
  const saving = core.answers['attachments.save']({ ...given, file: grantOf(core, path) })
  expect(await laterRefusal(Promise.resolve(saving))).toBe('not-permitted')
  expect(existsSync(path)).toBe(false)
  const { out } = await core.answers['paper.leaving']({ document })
  expect(out.find(({ what }) => what === 'files')?.count).toBe(1)
})

test('brackets in the text, no office, or more answers than seats: it cannot be asked', async () => {
  const all = await scene()
  const { chair, id, bea } = all
  expect(await laterRefusal(ask(all, { rule: { ...consensus, quorum: 4 } }))).toBe(
    'quorum-too-high',
  )
  expect(await laterRefusal(ask({ ...all, chair: bea }))).toBe('not-permitted')
  await chair.core.edit(id, [{ bracket: 1 }])
  const prepared = await chair.core.answers['decisions.prepare']({ document: id, block: null })
  expect(prepared.blockers.map(({ code }) => code)).toEqual(['bracket-open'])
  expect(prepared).toMatchObject({ days: 7, rule: { kind: 'consensus', quorum: 2 } })
  expect(prepared.seats).toHaveLength(3)
  expect(await laterRefusal(ask(all))).toBe('text-open')
  expect(await statusOf(chair, all)).toBe('draft')
  await meet(all)
  const mine = await bea.core.answers['decisions.prepare']({ document: id, block: null })
  expect(mine.blockers.map(({ code }) => code)).toEqual(['no-office', 'bracket-open'])
})

test('edits that a window sent before it was told: taken in; later ones are refused', async () => {
  const { group, id, all } = await deciders(['member'])
  const [chair, one] = all as [Decider, Decider]
  const pen = openPen(one, id)
  chair.acts.write(id, null, questionOf(chair, group, id, { purpose: 'adopt' }))
  await bring(group, chair, one)
  await Promise.resolve()
  const [told] = pen.heard.filter(({ kind }) => kind === 'rights')
  expect(told).toEqual({ kind: 'rights', rights: ['remark', 'propose', 'voice'] })
  pen.type(' Sent before.')
  await pen.saved()
  pen.say({ kind: 'told' })
  pen.type(' Sent after.')
  await expect
    .poll(() => pen.heard.at(-1))
    .toMatchObject({ kind: 'refused', code: 'text-is-fixed' })
  expect(linesOf(one, id)).toEqual(['We call on the State. Sent before.'])
  await meetAll(group, ...all)
  expect(linesOf(chair, id)).toEqual(linesOf(one, id))
})

test('an objection without a reason, or a position of a device without the text: refused', async () => {
  const all = await scene()
  const decision = await ask(all)
  await meet(all)
  expect(refusal(() => say(all.bea, decision, 'object'))).toBe('reason-missing')
  expect(refusal(() => say(all.bea, decision, 'object', '  '))).toBe('reason-missing')
  await say(all.bea, decision, 'object', 'It leaves the region out.')
  expect((await get(all.bea, decision)).own).toMatchObject({ choice: 'object', isOnTheRoll: true })
})

test('heard, seen, late, reopened and withdrawn: each as the calls say', async () => {
  const all = await scene()
  const { chair, bea, cleo } = all
  const decision = await ask(all, { rule: { ...consensus, heard: true } })
  await meet(all)
  const roll = (await get(chair, decision)).seats.map(({ member }) => member)
  await cleo.core.answers['decisions.see']({ decision })
  await meet(all)
  const said = roll.map(member => ({ member, choice: 'support' as const, reason: 'Said aloud.' }))
  await chair.core.answers['decisions.hear']({ decision, said })
  await meet(all)
  expect((await get(bea, decision)).own).toMatchObject({ isHeard: true, choice: null })
  expect((await get(bea, decision)).seats.map(({ from }) => from)).toEqual([
    'heard',
    'heard',
    'heard',
  ])
  await bea.core.answers['decisions.position']({
    ...{ decision, choice: 'abstain', reason: '', reservations: [] },
  })
  await meet(all)
  await chair.core.answers['decisions.close']({ decision })
  await say(cleo, decision, 'object', 'Late.')
  await meet(all)
  const closed = await get(cleo, decision)
  expect(closed).toMatchObject({ state: 'closed', own: { isCounted: false, choice: 'object' } })
  expect(closed.late.map(({ choice }) => choice)).toEqual(['object'])
  await chair.core.answers['decisions.reopen']({ decision, reason: 'An objection came late.' })
  await chair.core.answers['decisions.close']({ decision })
  await meet(all)
  expect(await get(bea, decision)).toMatchObject({
    state: 'closed',
    outcome: { code: 'not-agreed' },
    reopened: [{ reason: 'An objection came late.' }],
  })
  const other = await ask(all)
  await chair.core.answers['decisions.withdraw']({ decision: other, reason: 'Asked too early.' })
  await meet(all)
  expect(await get(bea, other)).toMatchObject({ state: 'withdrawn', outcome: null, acts: [] })
})

test('a text is fixed while it is decided: own scripts and titles are refused, comments go on', async () => {
  const all = await scene()
  const { chair, bea, id } = all
  const version = await bea.core.answers['history.name']({ document: id, name: 'Before' })
  await write(bea, id, 'Then.')
  const french = await bea.core.answers['languages.add']({ document: id, language: 'fr' })
  await bea.core.answers['documents.share']({ document: french })
  await bea.core.edit(french, [{ remove: 1 }])
  await meet(all)
  const decision = await ask(all, { languages: ['fr'] })
  await meet(all)
  const steps = [
    { new: 'More.', after: 1, kind: 'paragraph' },
    { suggest: { insert: 'More.' }, block: 1, at: 0 },
    { comment: 'More?', block: 1, from: 0, to: 2 },
  ]
  const fixed = [1, 2].map(step => ({ step, code: 'text-is-fixed' }))
  expect(await bea.core.edit(id, steps)).toEqual({ applied: 1, refused: fixed })
  expect(await bea.core.answers['comments.list']({ document: id })).toMatchObject([
    { text: 'More?', quote: 'We' },
  ])
  const rename = Promise.resolve().then(() =>
    bea.core.answers['documents.rename']({ document: id, title: 'Other' }),
  )
  expect(await laterRefusal(rename)).toBe('text-is-fixed')
  const refer = Promise.resolve().then(() =>
    bea.core.answers['documents.setReference']({ document: id, reference: 'EDCSAG/2018/3' }),
  )
  expect(await laterRefusal(refer)).toBe('text-is-fixed')
  const restored = bea.core.answers['history.restore']({ document: id, version })
  expect(await laterRefusal(Promise.resolve(restored))).toBe('text-is-fixed')
  const path = join(temporaryDirectory(), 'figure.png')
  writeFileSync(path, png({ width: 40, height: 20 }))
  const figure = { file: grantOf(bea.core, path), after: null, caption: 'A', alternative: 'A' }
  const drawn = bea.core.answers['figures.insert']({ document: id, ...figure })
  expect(await laterRefusal(Promise.resolve(drawn))).toBe('text-is-fixed')
  const named = { what: 'minutes', minutes: id, naming: 'named' } as const
  expect(await laterRefusal(Promise.resolve(bea.core.answers['minutes.name'](named)))).toBe(
    'text-is-fixed',
  )
  const brought = bea.core.answers['languages.bring']({ document: french })
  expect(await laterRefusal(Promise.resolve(brought))).toBe('text-is-fixed')
  const seal = Promise.resolve().then(() =>
    chair.core.answers['documents.eraseHistory']({ document: id, leaves: [] }),
  )
  expect(await laterRefusal(seal)).toBe('decision-open')
  await chair.core.answers['decisions.withdraw']({ decision, reason: 'Later.' })
  await meet(all)
  await write(bea, id, 'More.')
  expect(await statusOf(bea, all)).toBe('withdrawn')
})

test('a text is fixed: no paragraph goes to a circle or comes back from one, and nothing is made for it', async () => {
  const all = await scene()
  const { chair, bea, id, group } = all
  const { answers } = bea.core
  const circle = await answers['circles.create']({ group, name: 'Own' })
  const place = { document: id, after: null, kind: 'num1', circle } as const
  const { block } = await answers['restricted.add'](place)
  await meet(all)
  const decision = await ask(all)
  await meet(all)
  const before = bea.core.page(id)
  const one = before.blocks.find(({ label }) => label === undefined)!.id!
  const tries = [
    () => answers['restricted.add'](place),
    () => answers['restricted.put']({ document: id, block: one, circle }),
    () => answers['restricted.lift']({ document: id, block }),
  ]
  const codes = await Promise.all(tries.map(work => laterRefusal((async () => work())())))
  expect(codes).toEqual(tries.map(() => 'text-is-fixed'))
  expect(bea.core.page(id)).toEqual(before)
  expect(await answers['circles.list']({ group })).toMatchObject([{ documents: 1 }])
  await chair.core.answers['decisions.withdraw']({ decision, reason: 'Later.' })
  await meet(all)
  await answers['restricted.put']({ document: id, block: one, circle })
  expect(await answers['circles.list']({ group })).toMatchObject([{ documents: 2 }])
})

test('a text is fixed: entries beside it go on, and none of them changes its words', async () => {
  const all = await scene()
  const { bea, id } = all
  const { answers } = bea.core
  const french = await answers['languages.add']({ document: id, language: 'fr' })
  await answers['documents.share']({ document: french })
  await meet(all)
  await ask(all, { languages: ['fr'] })
  await meet(all)
  const before = [id, french].map(each => bea.core.page(each))
  const file = { document: id, name: 'Annex.txt', bytes: Buffer.from('x') }
  await answers['attachments.bring'](file)
  const { files } = await answers['attachments.list']({ document: id })
  const attachment = files.find(({ name }) => name === file.name)!.id
  await answers['attachments.remove']({ document: id, attachment })
  const consent = { code: 'R1', scope: 'outside', until: null, what: '' } as const
  await answers['consents.put']({ document: id, ...consent })
  await answers['history.name']({ document: id, name: 'As asked' })
  const { pairs } = await answers['languages.compare']({ document: french })
  const paragraphs = pairs.map(({ block, digest }) => ({ block: block!, digest }))
  const confirmed = await answers['languages.confirm']({ document: french, paragraphs })
  expect(confirmed).toMatchObject({ confirmed: pairs.length })
  expect([id, french].map(each => bea.core.page(each))).toEqual(before)
})

test('34: words written apart by a device that did not know: kept, listed, and not in the text', async () => {
  const all = await scene()
  const { chair, bea, cleo, id } = all
  const decision = await ask(all)
  // Bea has not heard of the question.
  await write(bea, id, 'Written apart.')
  await meet(all)
  for (const each of [chair, bea, cleo]) {
    expect(await each.core.answers['decisions.apart']({ decision })).toMatchObject([
      { language: 'en', lines: [{ decided: null, now: 'Written apart.' }] },
    ])
    const { lines } = await each.core.answers['decisions.text']({ decision, language: 'en' })
    expect(lines.map(({ text }) => text)).toContain('We call on the State.')
    expect(lines.map(({ text }) => text)).not.toContain('Written apart.')
  }
})

test('a question was seen: others learn it only where the settings of the member let them', async () => {
  const all = await scene()
  const { chair, bea, cleo, group } = all
  const settings = await bea.core.answers['settings.get'](undefined)
  await bea.core.answers['settings.set']({ ...settings, sharePresence: false })
  const decision = await ask(all)
  await meet(all)
  for (const { core } of [bea, cleo]) await core.answers['decisions.see']({ decision })
  await meet(all)
  const { seats } = await get(chair, decision)
  const idIn = async ({ core }: Device) => (await core.answers['groups.get']({ group })).self
  const fromOf = (id: unknown) => seats.find(({ member }) => member === id)?.from
  expect([fromOf(await idIn(bea)), fromOf(await idIn(cleo))]).toEqual(['none', 'seen'])
})

test('minutes are put to a decision as they are printed: speakers by the choice of the minutes', async () => {
  const all = await scene()
  const { chair, bea, group, id } = all
  const { self, handle } = await chair.core.answers['groups.get']({ group })
  const steps = [{ who: self, block: 1, at: 0 }, { naming: 'named' }]
  expect((await chair.core.edit(id, steps)).refused).toEqual([])
  const decision = await ask(all)
  await meet(all)
  for (const { core } of [chair, bea]) {
    const { lines } = await core.answers['decisions.text']({ decision, language: 'en' })
    expect(lines[0]?.text).toBe(`${handle}We call on the State.`)
    expect(await core.answers['decisions.apart']({ decision })).toEqual([])
  }
})

test('a decided text is sealed: its file goes along', async () => {
  const all = await scene()
  const { chair, bea, cleo, id, group } = all
  const decision = await ask(all)
  const { files } = await chair.core.answers['attachments.list']({ document: id })
  expect(files).toMatchObject([{ isExactText: true }])
  await chair.core.answers['decisions.withdraw']({ decision, reason: 'Later.' })
  await meet(all)
  const { document } = await chair.core.answers['documents.eraseHistory']({
    document: id,
    leaves: [],
  })
  await meet(all)
  for (const each of [chair, bea, cleo]) {
    const found = await get(each, decision)
    expect(found).toMatchObject({ document, state: 'withdrawn', texts: [{ isHere: true }] })
    const { lines } = await each.core.answers['decisions.text']({ decision, language: 'en' })
    expect(lines[0]?.text).toBe('We call on the State.')
    expect(await each.core.answers['decisions.list']({ group })).toMatchObject({
      decisions: [{ id: decision, document }],
    })
  }
})
