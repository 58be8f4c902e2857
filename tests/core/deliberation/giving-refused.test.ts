// A final text does not go to the Secretariat where it reads otherwise than it was decided, where others would read it,
// or where it may leave no longer; and a refusal leaves nothing.
// @module-tag long
import { PDFDocument } from '@cantoo/pdf-lib'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { rootOf } from '#document/tree'
import type { PackPlace } from '#shared/contract'
import type { DocumentId, GroupId } from '#shared/ids'
import { type Asked, meet, packBy, scene, signedBy, type Scene } from '#tests/adopted-text'
import { admit, device, give as exchange, textOf, write, type Device } from '#tests/cores'
import { openPen, type Pen } from '#tests/documents'
import {
  adopted,
  consent,
  failureOf,
  give,
  letIn,
  memberOf,
  prepared,
  save,
  shownTo,
  whenACircleBegins,
} from '#tests/giving'

/** A final text, after which the message of a member arrives who had not heard of the question, and did this. */
const withChangeApart = async (
  work: (dana: Device, document: DocumentId) => unknown,
): Promise<Scene & { chair: Device; cleo: Device }> => {
  const dana = await device()
  const made = await scene(undefined, [], 'global', async ({ group, all: [chair] }) =>
    admit(chair!, dana, group, 'Dana'),
  )
  const { all, group, id, decision } = made
  const [chair, , cleo] = all as [Device, Device, Device]
  // Three of four members.
  await chair.core.answers['decisions.sign']({ decision, as: '' })
  await meet(group, all)
  expect(await prepared(chair, decision)).toMatchObject({ document: id, isApart: false })
  await work(dana, id)
  await exchange(dana, chair, group)
  await meet(group, all)
  expect(await prepared(chair, decision)).toMatchObject({ document: id, isApart: true })
  return { ...made, chair, cleo }
}

test('words were written apart from the text: no Word file and no PDF goes as the final text, and the pack does', async () => {
  const { chair, cleo, group, id, decision } = await withChangeApart((dana, document) =>
    write(dana, document, 'Words that were never adopted.'),
  )
  expect(textOf(chair, id)).toContain('never adopted')
  const { member } = await letIn(chair, group, 'Olga', 'secretariat')
  await exchange(chair, cleo, group)
  for (const each of [chair, cleo]) {
    for (const format of ['docx', 'pdf'] as const)
      expect(await failureOf(() => give(each, { decision, member }, format))).toBe('text-apart')
    expect(await failureOf(() => save(each, decision))).toBe('text-apart')
    expect(await each.core.answers['circles.list']({ group })).toEqual([])
  }
  const { document } = await give(chair, { decision, member })
  expect(textOf(chair, document)).not.toContain('never adopted')
})

test('the title was changed apart from the text: no file goes as the final text', async () => {
  const { chair, decision } = await withChangeApart(({ core }, document) =>
    core.answers['documents.rename']({ document, title: 'Never adopted' }),
  )
  expect(await failureOf(() => save(chair, decision))).toBe('text-apart')
})

test('a person outside gets a Word document of a final text, and nothing else begins', async () => {
  const { cleo, group, decision } = await adopted()
  await save(cleo, decision)
  expect(await cleo.core.answers['circles.list']({ group })).toEqual([])
})

test.each(['docx', 'pack'] as const)(
  'as %s: a member came into the circle after the dialog was read, and nothing goes',
  async format => {
    const { chair, group, decision, member } = await adopted()
    await give(chair, { decision, member }, 'docx')
    const shown = await shownTo(chair, { decision, member })
    const { circle } = shown
    const cleopatra = await memberOf(chair, group, 'Cleopatra')
    await chair.core.answers['circles.bring']({
      circle: circle!,
      member: cleopatra,
      role: 'reader',
    })
    expect(await failureOf(() => give(chair, { decision, member }, format, shown))).toBe(
      'readers-changed',
    )
    const list = () => chair.core.answers['circles.list']({ group })
    expect(await list()).toMatchObject([{ documents: 1 }])
    await give(chair, { decision, member }, format)
    expect(await list()).toMatchObject([{ documents: 2 }])
  },
)

/** The work of the chair while the system asks. */
type Meanwhile = { work: (chair: Device) => unknown }
const idle = (): Meanwhile => ({ work: () => undefined })

/** The chair of a final text, whose answer to the question of the system takes as long as `meanwhile`. */
const asking = async (meanwhile: Meanwhile, first?: Parameters<typeof scene>[3]) => {
  const allow = async (): Promise<void> => void (await meanwhile.work(chair))
  const made = await scene(undefined, [{ allow }], 'global', first)
  const [chair] = made.all as [Device]
  const { member } = await letIn(chair, made.group, 'Olga', 'secretariat')
  return { ...made, chair, member }
}

test('while the system asks for the signature, a member comes into the circle: nothing goes', async () => {
  const meanwhile = idle()
  const { chair, group, decision, member } = await asking(meanwhile)
  await give(chair, { decision, member }, 'docx')
  const bea = await memberOf(chair, group, 'Beatrix')
  const { circle } = await shownTo(chair, { decision, member })
  meanwhile.work = ({ core }) =>
    core.answers['circles.bring']({ circle: circle!, member: bea, role: 'reader' })
  expect(await failureOf(() => give(chair, { decision, member }))).toBe('readers-changed')
  expect(await chair.core.answers['circles.list']({ group })).toMatchObject([{ documents: 1 }])
})

test('while the system asks, a smaller circle begins: the one that was shown is not left for it', async () => {
  const meanwhile = idle()
  const { chair, group, decision, member } = await asking(meanwhile)
  const bring = async (name: string, ...handles: string[]) => {
    const circle = await chair.core.answers['circles.create']({ group, name })
    for (const handle of handles)
      await chair.core.answers['circles.bring']({
        ...{ circle, role: 'reader' as const },
        member: await memberOf(chair, group, handle),
      })
  }
  await bring('Three', 'Olga', 'Beatrix')
  meanwhile.work = () => bring('Two', 'Olga')
  expect(await failureOf(() => give(chair, { decision, member }))).toBe('readers-changed')
  const circles = await chair.core.answers['circles.list']({ group })
  expect(circles.map(({ documents }) => documents)).toEqual([0, 0])
})

test('a circle in which the member writes is passed over: the text stays as it was given', async () => {
  const { chair, group, decision, member } = await adopted()
  const circle = await chair.core.answers['circles.create']({ group, name: 'Drafting' })
  await chair.core.answers['circles.bring']({ circle, member, role: 'member' })
  expect((await prepared(chair, decision)).recipients[0]?.circle).toBeNull()
  await give(chair, { decision, member }, 'docx')
  const circles = await chair.core.answers['circles.list']({ group })
  expect(circles.map(({ name, documents }) => [name, documents])).toEqual(
    expect.arrayContaining([
      ['Drafting', 0],
      ['Secretariat', 1],
    ]),
  )
})

/** R1 stands in the earlier words of an amendment alone, which members accepted before the text was asked about. */
const withR1Before = async ({ id, all: [chair] }: Omit<Scene, 'decision'>): Promise<void> => {
  const run = async (step: Record<string, unknown>) =>
    expect((await chair!.core.edit(id, [step])).refused).toEqual([])
  await run({ new: 'R1 calls on the State.', after: 1, kind: 'num1' })
  await run({ amend: 'We all call on the State.', block: 2 })
  const [amendment] = await chair!.core.answers['amendments.list']({ document: id })
  await run({ accept: amendment!.label })
  await consent(chair!, id, 'outside')
}

test('a respondent withdraws the consent while the system asks: no pack goes, to a member or as a file', async () => {
  const meanwhile = idle()
  const { chair, group, id, decision, member } = await asking(meanwhile, withR1Before)
  expect((await packBy(chair, decision)).signed).toBe(1)
  meanwhile.work = each => consent(each, id, 'withdrawn')
  expect(await failureOf(() => give(chair, { decision, member }))).toBe('consent-missing')
  expect(await chair.core.answers['circles.list']({ group })).toEqual([])
  meanwhile.work = () => undefined
  await consent(chair, id, 'outside')
  meanwhile.work = each => consent(each, id, 'withdrawn')
  expect(await failureOf(() => packBy(chair, decision))).toBe('consent-missing')
})

type Before = (asked: Asked) => Promise<void>
type First = (begun: Omit<Scene, 'decision'>) => Promise<void>

/** The chair has a reservation on the paragraph. */
const reserve = async (
  { decision, block, all: [chair] }: Asked,
  said: { words: string; as: string },
): Promise<void> =>
  chair!.core.answers['decisions.position']({
    ...({ decision, choice: 'reservations', reason: '' } as const),
    reservations: [{ block, ...said }],
  })

/** A word of the text leads to an address that has R1 in it, in other signs. */
const linked: First = async ({ id, all: [chair] }) => {
  const pen = openPen({ documents: chair!.core }, id)
  const block = rootOf(pen.doc).get(1)
  const words = block instanceof Y.XmlElement ? block.get(0) : null
  if (!(words instanceof Y.XmlText)) throw new TypeError('The paragraph has no words.')
  words.insert(words.length, ' See here.', { s_href: 'https://example.org/%52%31' })
  await pen.saved()
  pen.close()
}

/** R1 stands in one place of the pack alone. */
const alone: Record<string, { where: PackPlace; before?: Before; first?: First }> = {
  'a reservation': {
    where: 'reservation',
    before: asked => reserve(asked, { words: 'The account of R1 must stay.', as: '' }),
  },
  'an explanation': {
    where: 'explanation',
    before: async ({ decision, all: [chair] }) =>
      chair!.core.answers['decisions.explain']({
        ...({ decision, what: 'explanation', block: null, as: '' } as const),
        words: 'The account of R1\nmust stay.',
      }),
  },
  'the address of a link': { where: 'text', first: linked },
  'words by which a member appears': {
    where: 'name',
    before: asked => reserve(asked, { words: 'The account must stay.', as: 'Friends of R1' }),
  },
}

test.each(Object.entries(alone))(
  'R1 stands in %s alone, and withdraws the consent: no pack is made, signed or given',
  async (_, { where, before, first }) => {
    const { group, id, decision, all } = await scene(before, [], 'global', first)
    const [chair, bea] = all as [Device, Device]
    const { member } = await letIn(chair, group, 'Olga', 'secretariat')
    const look = (names: boolean) => chair.core.answers['adoption.preview']({ decision, names })
    await consent(chair, id, 'outside')
    const { path, signed } = await packBy(chair, decision)
    expect(signed).toBe(1)
    expect((await look(true)).refused).toEqual([])
    await consent(chair, id, 'withdrawn')
    await meet(group, all)
    expect(await failureOf(() => packBy(chair, decision))).toBe('consent-missing')
    expect(await failureOf(() => signedBy(bea, decision, path))).toBe('consent-missing')
    expect(await failureOf(() => give(chair, { decision, member }))).toBe('consent-missing')
    expect(await chair.core.answers['circles.list']({ group })).toEqual([])
    expect((await look(true)).refused).toEqual([{ code: 'R1', where }])
    // A pack without names has no words by which members appear.
    const unnamed = where === 'name' ? null : 'consent-missing'
    expect(await failureOf(() => packBy(chair, decision, false))).toBe(unnamed)
  },
)

/** R1 stands in the text, and consents that it leaves. */
const withR1 = async ({ id, all: [chair] }: Omit<Scene, 'decision'>): Promise<void> => {
  await write(chair!, id, 'R1 calls on the State.')
  await consent(chair!, id, 'outside')
}

/** A window of the text that has not heard of the question: its words stand apart. */
const unheardPen = (): { pen: Pen; open: (begun: Omit<Scene, 'decision'>) => Promise<void> } => {
  const made = {} as { pen: Pen }
  return Object.assign(made, {
    open: async (begun: Omit<Scene, 'decision'>) => {
      await withR1(begun)
      made.pen = openPen({ documents: begun.all[0]!.core }, begun.id)
    },
  })
}

test.each([
  ['a consent is withdrawn', 'consent-missing'],
  ['words come from a window that wrote before it heard of the question', 'text-apart'],
] as const)(
  '%s as the circle begins: the Word file does not go, and no circle and no draft is left',
  async (what, code) => {
    const unheard = unheardPen()
    const { all, group, id, decision } = await scene(undefined, [], 'global', unheard.open)
    const [chair] = all as [Device]
    const { member } = await letIn(chair, group, 'Olga', 'secretariat')
    const before = await chair.core.answers['documents.list']({ group })
    let done: Promise<unknown> | undefined
    whenACircleBegins(chair, group, () => {
      if (what === 'a consent is withdrawn') {
        done = Promise.resolve(consent(chair, id, 'withdrawn'))
        return
      }
      unheard.pen.type(' Apart.')
      done = unheard.pen.saved()
    })
    expect(await failureOf(() => give(chair, { decision, member }, 'docx'))).toBe(code)
    await done
    expect(await chair.core.answers['circles.list']({ group })).toEqual([])
    const left = await chair.core.answers['documents.list']({ group })
    expect(left.map(each => each.id)).toEqual(before.map(each => each.id))
  },
)

test('words are written apart while the PDF is printed: no draft is left in the circle that is there', async () => {
  const meanwhile = { work: async (): Promise<unknown> => undefined }
  const print = async (): Promise<Uint8Array> => {
    await meanwhile.work()
    const printed = await PDFDocument.create()
    printed.addPage()
    return printed.save({ useObjectStreams: false })
  }
  const unheard = unheardPen()
  const { all, group, decision } = await scene(undefined, [{ print }], 'global', unheard.open)
  const [chair] = all as [Device]
  const { member } = await letIn(chair, group, 'Olga', 'secretariat')
  await give(chair, { decision, member }, 'docx')
  const { circle } = await shownTo(chair, { decision, member })
  meanwhile.work = async () => {
    meanwhile.work = async () => undefined
    unheard.pen.type(' Apart.')
    await unheard.pen.saved()
  }
  expect(await failureOf(() => give(chair, { decision, member }, 'pdf'))).toBe('text-apart')
  const circles = await chair.core.answers['circles.list']({ group })
  expect(circles.find(each => each.id === circle)?.documents).toBe(1)
})

test('another circle with the member begins while the text is put into a new one: nothing goes', async () => {
  const { chair, group, decision, member } = await adopted()
  const other: Promise<GroupId>[] = []
  const begin = async (): Promise<GroupId> => {
    const circle = await chair.core.answers['circles.create']({ group, name: 'Other' })
    await chair.core.answers['circles.bring']({ circle, member, role: 'reader' })
    return circle
  }
  whenACircleBegins(chair, group, () => void other.push(begin()))
  expect(await failureOf(() => give(chair, { decision, member }, 'docx'))).toBe('readers-changed')
  const circles = await chair.core.answers['circles.list']({ group })
  expect(circles.map(({ id, documents }) => [id, documents])).toEqual([[await other[0], 0]])
})

test('the history of the text was erased since: the pack goes with the document that has its words now', async () => {
  const { chair, group, id, decision, member } = await adopted()
  const { document } = await chair.core.answers['documents.eraseHistory']({
    ...{ document: id, leaves: [] },
  })
  expect(document).not.toBe(id)
  expect(await prepared(chair, decision)).toMatchObject({ document, isApart: false })
  const given = await give(chair, { decision, member })
  expect(textOf(chair, given.document)).toContain('We call on the State.')
  await save(chair, decision)
  expect(await chair.core.answers['circles.list']({ group })).toMatchObject([{ documents: 1 }])
})
