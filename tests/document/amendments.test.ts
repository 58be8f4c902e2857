// Amendments as they lie in a document: proposed, stood by, settled and merged apart, and the same on
// every replica; nothing forged counts, nothing said goes away.
import {
  amendmentsName,
  handleClash,
  propose,
  readAmendments,
  settleAmendment,
  sponsor,
  togetherOf,
  type Acting,
  type Amendment,
  type NewAmendment,
} from '#document/review/amendments'
import { dropDoubled } from '#document/review/suggestions'
import { readPage, rootOf } from '#document/tree'
import { countedRandom } from '#tests/editor-peer'
import { block, documentWith, linesOf, copyOf, meet } from '#tests/shared-pages'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { computedSoFar } from '#tests/computed'
import * as Y from 'yjs'
import { joinBlocks, moveBlock, removeBlock, splitBlock } from '#document/blocks'
import { newEntryId } from '#document/log'
import type { EntryId } from '#document/ids'
import type { BlockId } from '#shared/ids'

const random = countedRandom(3)
/** Clients 70 to 79 are windows of one member, 80 to 89 of the next. */
const isSame = (a: number, b: number): boolean => Math.floor(a / 10) === Math.floor(b / 10)
let clock = 0
const acting = (doc: Y.Doc): Acting => ({
  at: ++clock,
  random,
  isSame,
  change: work => doc.transact(work),
})

const first = 'Encourage Governments to protect women human rights defenders;'
const page = (): Y.Doc =>
  documentWith([block('num1', first), block('num1', 'Second paragraph.')], 70)
const element = (doc: Y.Doc, index = 0): Y.XmlElement => rootOf(doc).get(index) as Y.XmlElement
const textAt = (doc: Y.Doc, index = 0): Y.XmlText => element(doc, index).get(0) as Y.XmlText
const idAt = (doc: Y.Doc, index = 0): BlockId => readPage(doc).blocks[index]?.id as BlockId
const amend = (doc: Y.Doc, wording: string, more: Partial<NewAmendment> = {}): EntryId => {
  const wanted = {
    about: { block: idAt(doc) },
    wording,
    why: '',
    naming: 'named' as const,
    ...more,
  }
  const made = propose(doc, wanted, acting(doc))
  if ('refused' in made) throw new Error(made.refused)
  return made.id
}
const all = (doc: Y.Doc): Amendment[] => readAmendments(doc, isSame)
const one = (doc: Y.Doc, id: EntryId): Amendment => {
  const found = all(doc).find(each => each.id === id)
  if (!found) throw new Error('No such amendment')
  return found
}
const replaced = (from: string, to: string): string => first.replace(from, to)
const settle = (doc: Y.Doc, id: EntryId, kind: Parameters<typeof settleAmendment>[2]) =>
  settleAmendment(doc, id, kind, acting(doc))

test('a proposal says what it would change of the text as it is now, and changes no word of it', () => {
  const ana = page()
  const id = amend(ana, replaced('Encourage', 'Call on'), { why: 'CSW62 urged Governments.' })
  expect(one(ana, id)).toMatchObject({
    client: 70,
    base: first,
    result: replaced('Encourage', 'Call on'),
    why: 'CSW62 urged Governments.',
    standing: 'open',
    isMoved: false,
    clashes: [],
    target: { index: 0, is: 'itself' },
  })
  expect(linesOf(ana)[0]).toBe(`1. ${first}`)
  textAt(ana).insert(0, 'To ')
  expect(one(ana, id)).toMatchObject({
    isMoved: true,
    isOverlapping: false,
    base: first,
    result: `To ${replaced('Encourage', 'Call on')}`,
  })
})

test('an amendment that changes nothing, is too long or has no paragraph is not proposed', () => {
  const ana = page()
  const about = { block: idAt(ana) }
  const ask = (wanted: Partial<NewAmendment>) =>
    propose(ana, { about, wording: 'x', why: '', naming: 'named', ...wanted }, acting(ana))
  expect(ask({ wording: ` ${first} ` })).toEqual({ refused: 'invalid-input' })
  expect(ask({ wording: 'x'.repeat(8001) })).toEqual({ refused: 'file-too-large' })
  expect(ask({ about: { block: 'abcdefghij' as BlockId } })).toEqual({ refused: 'not-found' })
  expect(all(ana)).toEqual([])
})

test('the first is 1, the next 2, one to an amendment 3; no verdict and no later one changes a number', () => {
  const ana = page()
  const [one1, two] = [amend(ana, 'One'), amend(ana, 'Two')]
  const three = amend(ana, 'Two, again', { about: { amendment: two } })
  expect([one1, two, three].map(id => one(ana, id).label)).toEqual(['1', '2', '3'])
  settle(ana, one1, 'withdraw')
  settle(ana, two, 'decline')
  expect(one(ana, amend(ana, 'Four')).label).toBe('4')
  expect([one1, two, three].map(id => one(ana, id).label)).toEqual(['1', '2', '3'])
})

test('two made apart have one number: a letter joins each, and a third one moves no letter', () => {
  const ana = page()
  amend(ana, 'One')
  const [badia, cy] = [copyOf(ana, 80), copyOf(ana, 90)]
  const made = [amend(ana, 'Two'), amend(badia, 'Two, apart'), amend(cy, 'Two, apart again')]
  expect([ana, badia, cy].map((doc, at) => one(doc, made[at]!).label)).toEqual(['2', '2', '2'])
  meet(ana, badia)
  const two = made.slice(0, 2).map(id => one(ana, id).label)
  for (const label of two) expect(label).toMatch(/^2\u00a0[a-z]+$/)
  expect(new Set(two).size).toBe(2)
  meet(ana, badia, cy)
  const labels = all(ana).map(({ label }) => label)
  expect(new Set(labels).size).toBe(4)
  for (const [at, label] of two.entries())
    expect(one(ana, made[at]!).label.startsWith(label)).toBe(true)
  // The next one counts on: no number is given again that the device knows.
  expect(one(ana, amend(ana, 'Three')).label).toBe('3')
})

test('an author draws the same signs and gives the same number on purpose: no label means two', () => {
  const ana = page()
  const mallory = copyOf(ana, 90)
  const id = amend(ana, 'One')
  meet(ana, mallory)
  const log = mallory.getMap('amendments')
  const stolen = `${(90).toString(36)}-${id.split('-')[1]}`
  log.set(`${stolen}/${stolen}`, log.get(`${id}/${id}`))
  meet(ana, mallory)
  const labels = all(ana).map(({ label }) => label)
  expect(new Set(labels).size).toBe(2)
  expect(labels.every(label => label.startsWith('1\u00a0'))).toBe(true)
})

test('a number that was made up keeps no later one from a number, and none that is no number counts', () => {
  const ana = page()
  const id = amend(ana, 'One')
  const log = ana.getMap<object>('amendments')
  const opening = log.get(`${id}/${id}`)!
  const put = (drawn: string, number: unknown): EntryId => {
    const made = `${(70).toString(36)}-${drawn}` as EntryId
    log.set(`${made}/${made}`, { ...opening, number })
    return made
  }
  const far = put('aaaaaaaaaa', 9999)
  const odd = ['bbbbbbbbbb', 'cccccccccc', 'dddddddddd'].map((drawn, at) =>
    put(drawn, [0, 1.5, '2'][at]),
  )
  expect(one(ana, far).label).toBe('9999')
  expect(odd.map(each => one(ana, each).label)).toEqual(['BBBB', 'CCCC', 'DDDD'])
  expect(one(ana, amend(ana, 'Two')).label).toBe('2')
})

test('the next number is none that a made-up one has taken', () => {
  const ana = page()
  const log = ana.getMap<object>('amendments')
  const [id] = ['One', 'Two', 'Three', 'Four'].map(wording => amend(ana, wording))
  for (const [at, number] of [6, 7].entries()) {
    const made = `${(70).toString(36)}-${'ab'[at]!.repeat(10)}`
    log.set(`${made}/${made}`, { ...log.get(`${id}/${id}`), number })
  }
  expect(one(ana, amend(ana, 'Five')).label).toBe('8')
  expect(one(ana, amend(ana, 'Six')).label).toBe('9')
})

test('amendments of an earlier version keep the four signs that they were called by', () => {
  const ana = page()
  const log = ana.getMap<object>('amendments')
  const ids = ['k7qmaaaaaa', 'k7qmbbbbbb', '2222aaaaaa', 'zzzzaaaaaa'].map(drawn => {
    const id = amend(ana, drawn)
    const { number: _, ...opening } = log.get(`${id}/${id}`) as { number: number }
    const old = `${(70).toString(36)}-${drawn}` as EntryId
    log.set(`${old}/${old}`, opening)
    return old
  })
  expect(ids.map(id => one(ana, id).label)).toEqual([
    'K7QMAAAAAA',
    'K7QMBBBBBB',
    // Digits, and letters behind them, could be taken for a number.
    '1Y-2222AAAAAA',
    'ZZZZ',
  ])
})

test('devices propose and meet in any order: no two labels are the same, and letters join alone', () => {
  const work = fc.record({
    seed: fc.integer({ min: 1, max: 1_000_000 }),
    steps: fc.array(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 }), fc.boolean()), {
      minLength: 4,
      maxLength: 24,
    }),
  })
  fc.assert(
    fc.property(work, ({ seed, steps }) => {
      const dice = countedRandom(seed)
      const begun = page()
      const docs = [begun, copyOf(begun, 80), copyOf(begun, 90), copyOf(begun, 100)]
      const seen = docs.map(() => new Map<EntryId, string>())
      const look = (): void => {
        for (const [at, doc] of docs.entries()) {
          const now = new Map(all(doc).map(({ id, label }) => [id, label]))
          expect(new Set(now.values()).size).toBe(now.size)
          for (const [id, before] of seen[at]!) {
            const label = now.get(id) ?? ''
            expect(label === before || label.startsWith(before)).toBe(true)
            expect(Number.parseInt(label, 10)).toBe(Number.parseInt(before, 10))
          }
          seen[at] = now
        }
      }
      for (const [step, [at, other, isMeeting]] of steps.entries()) {
        const doc = docs[at]!
        if (isMeeting) meet(doc, docs[other]!)
        else {
          const about = { block: idAt(doc) }
          const wanted = { about, wording: `Words ${step}`, why: '', naming: 'named' as const }
          propose(doc, wanted, { ...acting(doc), random: dice })
        }
        look()
      }
      meet(...docs)
      look()
      // The same on every device that has the same.
      for (const labels of seen) expect(labels).toEqual(seen[0])
    }),
    { numRuns: 60 },
  )
})

test('accepting puts the words in, and what others write meanwhile in that paragraph stays', () => {
  const ana = page()
  const id = amend(ana, replaced('Encourage', 'Call on').replace(';', ', in rural areas;'))
  const badia = copyOf(ana, 80)
  expect(settle(badia, id, 'accept')).toBeNull()
  textAt(ana).insert(first.indexOf('women'), 'all ')
  textAt(ana).insert(0, 'To ')
  meet(ana, badia)
  for (const doc of [ana, badia]) {
    expect(linesOf(doc)[0]).toBe(
      '1. To Call on Governments to protect all women human rights defenders, in rural areas;',
    )
    expect(one(doc, id)).toMatchObject({ standing: 'accepted', isApart: false })
  }
  expect(settle(ana, id, 'accept')).toBe('invalid-input')
})

test('the format of the words around comes along, and no comment or suggestion does', () => {
  const ana = page()
  textAt(ana).format(0, 10, { p: { __format: 1 }, 's_cm:7-abcdefghij': 1 })
  textAt(ana).insert(10, 'WAITING ', { 's_in:7-abcdefghij': 1 })
  const id = amend(ana, replaced('Encourage', 'Encourage and call on').replace('Gov', 'All Gov'))
  settle(ana, id, 'accept')
  const delta = textAt(ana).toDelta() as { insert: string; attributes?: Record<string, unknown> }[]
  const styled = delta.map(({ insert, attributes = {} }) => {
    const { i: _, ...rest } = attributes
    return [insert, Object.keys(rest).toSorted().join()]
  })
  expect(styled).toEqual([
    ['Encourage ', 'p,s_cm:7-abcdefghij'],
    ['and call on All ', 'p'],
    ['WAITING ', 's_in:7-abcdefghij'],
    ['Governments to protect women human rights defenders;', ''],
  ])
})

test('two who accept it apart put the words in once', () => {
  const ana = page()
  const id = amend(ana, replaced('Encourage', 'Call on'))
  const [badia, cy] = [copyOf(ana, 80), copyOf(ana, 90)]
  settle(badia, id, 'accept')
  textAt(cy, 0).insert(first.length, ' More.')
  settle(cy, id, 'accept')
  meet(ana, badia, cy)
  expect(linesOf(ana)[0]).toContain('Call onCall on')
  // Each device by itself, at the same time.
  for (const doc of [badia, cy]) expect(dropDoubled(doc)).toBe(true)
  meet(ana, badia, cy)
  for (const doc of [ana, badia, cy]) {
    expect(linesOf(doc)[0]).toBe(`1. ${replaced('Encourage', 'Call on')} More.`)
    expect(one(doc, id)).toMatchObject({ standing: 'accepted', isApart: false })
    expect(one(doc, id).record.length).toBe(2)
    expect(dropDoubled(doc)).toBe(false)
  }
})

test('two who settle it differently apart are both on record, and it stands the same everywhere', () => {
  const ana = page()
  const id = amend(ana, replaced('Encourage', 'Call on'))
  const [badia, cy] = [copyOf(ana, 80), copyOf(ana, 90)]
  settle(badia, id, 'decline')
  settle(cy, id, 'accept')
  meet(ana, badia, cy)
  for (const doc of [ana, badia, cy])
    expect(one(doc, id)).toMatchObject({ standing: 'accepted', isApart: true })
  settle(ana, id, 'reopen')
  meet(ana, badia, cy)
  for (const doc of [ana, badia, cy]) {
    expect(one(doc, id)).toMatchObject({ standing: 'open', isApart: false })
    expect(
      one(doc, id)
        .record.map(({ kind }) => kind)
        .toSorted(),
    ).toEqual([...['accept', 'decline', 'reopen']])
  }
  // Its words are in the text already, so accepting it once more puts none in.
  settle(ana, id, 'accept')
  expect(linesOf(ana)[0]).toBe(`1. ${replaced('Encourage', 'Call on')}`)
})

// Schedule 4 of the binder's fuzz, with footnotes among its operations: accepted and reopened by
// one, accepted again by another. Words before or behind were inserted a second time.
for (const [where, wording] of [
  ['before', `To ${first}`],
  ['behind', `${first} and their families`],
  ['on both sides of', `To ${first} and their families`],
] as const)
  test(`accepted, opened again and accepted again, what stands ${where} the words stands there once`, () => {
    const ana = page()
    const id = amend(ana, wording)
    const badia = copyOf(ana, 80)
    settle(ana, id, 'accept')
    settle(ana, id, 'reopen')
    meet(ana, badia)
    expect(one(badia, id)).toMatchObject({ result: wording, isMoved: false })
    // Between what came in and what it came to; so it is no longer beside it.
    const [at, far] = [wording.indexOf(first), wording.indexOf(first) + first.length]
    textAt(badia).insert(far, ', all of them,')
    textAt(badia).insert(at, 'firmly ')
    const typed = `${wording.slice(0, at)}firmly ${first}, all of them,${wording.slice(far)}`
    expect(one(badia, id)).toMatchObject({ result: typed, isMoved: true, isOverlapping: false })
    settle(badia, id, 'accept')
    meet(ana, badia)
    for (const doc of [ana, badia]) {
      expect(dropDoubled(doc)).toBe(false)
      expect(linesOf(doc)[0]).toBe(`1. ${typed}`)
    }
  })

test('the accepted part of a reopened amendment comes in, and the present words stay', () => {
  const ana = page()
  const id = amend(ana, `${first} and families`)
  const about = { amendment: id }
  const known = amend(ana, `${first} and their families`, { about })
  settle(ana, known, 'accept')
  settle(ana, id, 'accept')
  settle(ana, id, 'reopen')
  textAt(ana).insert(first.length, ' now')
  const more = amend(ana, `${first} and their families and communities`, { about })
  settle(ana, more, 'accept')
  settle(ana, id, 'accept')
  expect(linesOf(ana)[0]).toBe(`1. ${first} now and their families and communities`)
  // Words that were removed from the text are inserted once more.
  settle(ana, id, 'reopen')
  textAt(ana).delete(first.length, 100)
  settle(ana, id, 'accept')
  expect(linesOf(ana)[0]).toBe(`1. ${first} and their families and communities`)
})

test('two who propose the same addition, both accepted, have it in once', () => {
  const ana = page()
  const [one, other] = [amend(ana, `To ${first}`), amend(ana, `To ${first} now`)]
  settle(ana, one, 'accept')
  settle(ana, other, 'accept')
  expect(linesOf(ana)[0]).toBe(`1. To ${first} now`)
})

test('an acceptance that lists its words twice takes none of others away', () => {
  const ana = page()
  const id = amend(ana, `${first} Mine.`)
  const [badia, cy] = [copyOf(ana, 80), copyOf(ana, 90)]
  settle(badia, id, 'accept')
  settle(cy, id, 'accept')
  const log = cy.getMap('amendments')
  const [key = ''] = [...log.keys()].filter(each => each.includes(`/${(90).toString(36)}-`))
  const entry = log.get(key) as { runs: number[][] }
  const forged = `${key.slice(0, -10)}zzzzzzzzzz`
  log.set(forged, { ...entry, runs: [...entry.runs, ...entry.runs, ...entry.runs] })
  meet(ana, badia, cy)
  textAt(ana).insert(textAt(ana).length, ' Words of somebody else.')
  dropDoubled(ana)
  expect(linesOf(ana)[0]).toBe(`1. ${first} Mine. Words of somebody else.`)
})

test('a co-sponsor signs for themselves, from any of their devices, and withdraws only their own signature', () => {
  const ana = page()
  const id = amend(ana, replaced('Encourage', 'Call on'))
  const [badia, telephone, mallory] = [copyOf(ana, 80), copyOf(ana, 81), copyOf(ana, 90)]
  expect(sponsor(ana, id, 'named', acting(ana))).toBe('not-permitted')
  expect(sponsor(badia, id, 'role', acting(badia))).toBeNull()
  expect(sponsor(badia, id, 'named', acting(badia))).toBe('invalid-input')
  sponsor(telephone, id, 'named', acting(telephone))
  meet(ana, badia, telephone, mallory)
  expect(one(ana, id).sponsors).toMatchObject([{ client: 80, naming: 'role' }])
  // In another's name, withdrawing another's entry, and withdrawing without being the author.
  const log = mallory.getMap('amendments')
  const sponsoring = [...log.keys()].filter(key => !key.endsWith(`/${id}`))
  log.set(`${id}/${(70).toString(36)}-aaaaaaaaaa`, { kind: 'sponsor', at: 1, naming: 'named' })
  const mine = `${id}/${(90).toString(36)}`
  log.set(`${mine}-aaaaaaaaaa`, {
    kind: 'unsponsor',
    at: 1,
    replaces: sponsoring.map(key => key.split('/')[1]),
  })
  log.set(`${mine}-baaaaaaaaa`, { kind: 'withdraw', at: 1, replaces: [] })
  for (const key of log.keys()) if (key.startsWith(id)) log.delete(key)
  meet(ana, badia, telephone, mallory)
  for (const doc of [ana, badia, mallory])
    expect(one(doc, id)).toMatchObject({ standing: 'open', sponsors: [{ client: 80 }] })
  expect(sponsor(telephone, id, null, acting(telephone))).toBeNull()
  meet(ana, badia, telephone)
  for (const doc of [ana, badia, telephone]) expect(one(doc, id).sponsors).toEqual([])
})

test('only its author withdraws it, and no verdict goes with that', () => {
  const ana = page()
  const id = amend(ana, replaced('Encourage', 'Call on'))
  const [badia, telephone] = [copyOf(ana, 80), copyOf(ana, 71)]
  expect(settle(badia, id, 'withdraw')).toBe('not-permitted')
  settle(badia, id, 'accept')
  expect(settle(telephone, id, 'withdraw')).toBeNull()
  meet(ana, badia, telephone)
  for (const doc of [ana, badia, telephone])
    expect(one(doc, id)).toMatchObject({ standing: 'accepted', isApart: true })
  const [accepted] = one(ana, id).record
  ana
    .getMap('amendments')
    .set(`${id}/${(70).toString(36)}-caaaaaaaaa`, {
      kind: 'withdraw',
      at: 9,
      replaces: [accepted?.id],
    })
  expect(one(ana, id)).toMatchObject({ standing: 'accepted' })
})

test('open ones for one paragraph clash until a member deals with it, and show the remaining change', () => {
  const ana = page()
  const a = amend(ana, replaced('Encourage', 'Call on'))
  const b = amend(ana, replaced('defenders', 'defenders and their families'))
  const c = amend(ana, replaced('Encourage Governments', 'Urge States'))
  amend(ana, 'Another second paragraph.', { about: { block: idAt(ana, 1) } })
  expect(
    one(ana, a)
      .clashes.map(({ id }) => id)
      .toSorted(),
  ).toEqual([b, c].toSorted())
  handleClash(ana, a, b, acting(ana))
  expect(one(ana, b).clashes.find(({ id }) => id === a)?.isHandled).toBe(true)
  expect(one(ana, b).clashes.find(({ id }) => id === c)?.isHandled).toBe(false)
  const both = togetherOf(one(ana, a), one(ana, b))
  expect(both).toEqual({
    text: replaced('Encourage', 'Call on').replace('defenders', 'defenders and their families'),
    clashes: false,
  })
  expect(togetherOf(one(ana, a), one(ana, c)).clashes).toBe(true)
  const merged = amend(ana, both.text, { parts: [a, b] })
  expect(one(ana, merged).parts).toEqual([a, b])
  settle(ana, a, 'accept')
  expect(one(ana, b)).toMatchObject({ result: both.text, isMoved: true, isOverlapping: false })
  expect(one(ana, c)).toMatchObject({ isOverlapping: true })
  expect(one(ana, b).clashes.map(({ id }) => id)).not.toContain(a)
})

test('an amendment to an amendment changes what that proposes, and no word of the text', () => {
  const ana = page()
  const id = amend(ana, replaced('Encourage', 'Call on'))
  const badia = copyOf(ana, 80)
  const about = { amendment: id }
  const x = amend(ana, replaced('Encourage', 'Call upon'), { about })
  const y = amend(badia, replaced('Encourage', 'Call on').replace('women', 'all women'), { about })
  settle(ana, x, 'accept')
  settle(badia, y, 'accept')
  meet(ana, badia)
  for (const doc of [ana, badia]) {
    expect(linesOf(doc)[0]).toBe(`1. ${first}`)
    expect(one(doc, id).wording).toBe(
      replaced('Encourage', 'Call upon').replace('women', 'all women'),
    )
  }
  settle(ana, id, 'accept')
  expect(linesOf(ana)[0]).toBe(
    `1. ${replaced('Encourage', 'Call upon').replace('women', 'all women')}`,
  )
})

test('it follows its paragraph through moves, splits and joins, and outlives its removal', () => {
  const ana = page()
  const id = amend(ana, replaced('Encourage', 'Call on'))
  moveBlock(element(ana, 0), element(ana, 1))
  expect(one(ana, id).target).toMatchObject({ index: 1, is: 'itself', text: first })
  splitBlock(element(ana, 1), 22, random)
  expect(one(ana, id)).toMatchObject({ isMoved: true, target: { index: 1, is: 'itself' } })
  const joined = page()
  const other = amend(joined, replaced('Encourage', 'Call on'))
  textAt(joined, 1).insert(0, 'A much longer second paragraph, which takes the first one in, so. ')
  joinBlocks(element(joined, 0), element(joined, 1))
  expect(one(joined, other).target).toMatchObject({ index: 0, is: 'heir' })
  settle(joined, other, 'accept')
  expect(linesOf(joined)[0]).toBe(
    `1. ${replaced('Encourage', 'Call on')}A much longer second paragraph, which takes the first one in, so. Second paragraph.`,
  )
  const gone = page()
  const last = amend(gone, replaced('Encourage', 'Call on'))
  removeBlock(element(gone, 0))
  expect(one(gone, last)).toMatchObject({ target: null, base: first, standing: 'open' })
  expect(settle(gone, last, 'accept')).toBe('not-found')
  expect(settle(gone, last, 'decline')).toBeNull()
})

/** Entries of a faulty app, each with a name of its own. */
const flooded = (count: number, entry: (names: EntryId[], index: number, doc: Y.Doc) => object) => {
  const doc = page()
  const names = Array.from({ length: count }, () => newEntryId(doc, random))
  doc.transact(() => {
    for (const [index, name] of names.entries()) {
      const { thread, ...said } = { thread: name, at: 1, ...entry(names, index, doc) }
      doc.getMap(amendmentsName).set(`${thread}/${name}`, said)
    }
  })
  return { doc, names }
}
const words = { base: first, wording: 'x', why: '', naming: 'named' as const }
const proposalFor = (doc: Y.Doc) => ({ kind: 'amendment', block: idAt(doc), parts: [], ...words })

test('a member who floods the log delays no one: reading it grows with its content', () => {
  const many = all(flooded(300, (_, __, doc) => proposalFor(doc)).doc)
  expect(many).toHaveLength(300)
  expect(Math.max(...many.map(({ clashes }) => clashes.length))).toBe(100)

  const sponsors = flooded(1000, ([thread], index, doc) =>
    index === 0 ? proposalFor(doc) : { thread, kind: 'sponsor', naming: 'named' },
  )
  let asked = 0
  readAmendments(sponsors.doc, (a, b) => ++asked > 0 && a === b)
  expect(asked).toBeLessThan(4000)

  const withdrawn = flooded(12_000, ([thread, ...names], index, doc) =>
    index === 0
      ? proposalFor(doc)
      : {
          thread,
          kind: index === 11_999 ? 'accept' : 'withdraw',
          runs: [],
          over: [],
          replaces: index === 1 ? [] : [names[index - 2]],
        },
  )
  expect(dropDoubled(withdrawn.doc)).toBe(false)
})

test('acceptances that name a thousand stretches each are read as fast as they are long', () => {
  const runs = Array.from({ length: 2000 }, (_, at) => [70, 900_000 + at, 1])
  const { doc } = flooded(21, ([thread], index, doc) =>
    index === 0 ? proposalFor(doc) : { thread, kind: 'accept', replaces: [], over: [], runs },
  )
  const text = textAt(doc)
  for (let count = 0; count < 12_000; count++) text.insert(text.length >> 1, 'x')
  const start = computedSoFar()
  expect(all(doc)).toHaveLength(1)
  expect(dropDoubled(doc)).toBe(false)
  expect(computedSoFar() - start).toBeLessThan(8000)
})

test('the resulting text is computed when it is read, not when it is listed', () => {
  const doc = page()
  const id = amend(doc, 'Nothing of this is as it was.')
  const listed = readAmendments(doc, isSame).find(each => each.id === id)!
  const made = (name: 'result' | 'isOverlapping') =>
    Object.getOwnPropertyDescriptor(listed, name)?.get
  expect(made('result')).toBeDefined()
  expect(made('isOverlapping')).toBeDefined()
  expect(listed).toMatchObject({ result: 'Nothing of this is as it was.', isOverlapping: false })
})

test('amendments to amendments go sixteen deep, and no deeper one is read or proposed', () => {
  const { doc, names } = flooded(100, (ids, index, of) =>
    index === 0 ? proposalFor(of) : { kind: 'subamendment', to: ids[index - 1], ...words },
  )
  expect(new Set(all(doc).map(({ id }) => id))).toEqual(new Set(names.slice(0, 17)))
  const ask = (depth: number) => {
    const about = { amendment: names[depth] as EntryId }
    return propose(doc, { ...words, about, wording: 'y' }, acting(doc))
  }
  expect(ask(16)).toEqual({ refused: 'not-found' })
  expect(ask(15)).toHaveProperty('id')
})

test('a claim of having brought in words removes no words of others', () => {
  const ana = page()
  const badia = copyOf(ana, 80)
  const id = amend(ana, replaced('Encourage', 'Call on'))
  meet(ana, badia)
  settle(badia, id, 'accept')
  const { client, clock: since } = textAt(ana)._start?.id ?? { client: 0, clock: 0 }
  // By the lower name, so that it would be kept: with words of another author.
  ana.clientID = 71
  const entry = { kind: 'accept', at: 1, replaces: [], over: [], runs: [[client, since + 20, 5]] }
  ana.getMap(amendmentsName).set(`${id}/${newEntryId(ana, random)}`, entry)
  meet(ana, badia)
  expect(dropDoubled(badia)).toBe(false)
  expect(linesOf(badia)[0]).toBe(`1. ${replaced('Encourage', 'Call on')}`)
})
