// An adopted text in another group: the same words under the same ids, pictures along, and nothing else
// of the group that adopted it. Planted names, ids and words are looked for in all that the other group
// gets.
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { maySendTo, pageOfText } from '#core/deliberation/forwarding'
import { readTextFile, writeTextFile } from '#core/deliberation/adoption'
import { foundGroup } from '#core/group'
import { fromHex, random, sha256, toHex, type Bytes } from '#core/keys'
import { attach } from '#document/files'
import { insertFigure } from '#document/edits'
import { insertSpeaker } from '#document/meetings'
import { newBlockId } from '#document/ids'
import { readMeetingLogs } from '#document/meetings/log'
import { readPage, rootOf, writeMeta } from '#document/tree'
import { restrictedLabel } from '#document/restricted'
import { sayConsent } from '#document/consultation'
import { writeBlocks, type NewBlock } from '#document/blocks'
import type { Page, Picture } from '#document/model'
import { DocumentKind, Language, type Level } from '#shared/contract'
import type { DocumentId, GroupId } from '#shared/ids'
import { askingOf } from '#tests/deciding'
import { foundingOf } from '#tests/core'
import { device } from '#tests/cores'
import { readVectors } from '#tests/graph-vectors'

import { cheapStretch } from '#tests/group'
import { largePng } from '#tests/pictures'
import { laterRefusal } from '#tests/refusal'
import { newSession, type Opened } from '#tests/sessions'
import { newDocument } from '#tests/shared-pages'
import type { TextVectors } from '#tests/text-vectors'
import {
  forwardText,
  linesOf,
  targetsOf,
} from '../../../src/core/drafting/forwarding/forward-text.ts'

const now = () => 1_700_000_000_000
const adoption = 'ad'.repeat(32)
const vectors = readVectors('texts.json') as TextVectors

const valueOf = (bytes: Bytes) => {
  const read = readTextFile(bytes)
  if ('refused' in read) throw new Error(read.refused.why)
  return read.value
}

/**
 * The lines without ids, since a block without one gets one in a document, and without the numbers,
 * which the vectors have from no document.
 */
const wordsOf = (bytes: Uint8Array): unknown[] =>
  new TextDecoder()
    .decode(bytes)
    .replaceAll(/"[a-z2-7]{10}"/g, '""')
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as unknown[])
    .map(line => (line[0] === 'block' ? line.with(3, '') : line))

test.each(vectors.texts)(
  'the vector "$name" begins a document: a file of it has the same lines',
  vector => {
    const file = valueOf(new TextEncoder().encode(vector.text))
    const pictures = new Map(
      Object.entries(vector.pictures).map(([hash, bytes]) => [
        toHex(sha256(fromHex(bytes))),
        { type: 'png', size: 3, width: 1, height: 1, hash } as Picture,
      ]),
    )
    const page = pageOfText(file, { pictureOf: hash => pictures.get(hash) ?? null, random })
    const doc = newDocument(70)
    const { kind, language, title } = page
    writeMeta(doc, { kind, language, title })
    writeBlocks(doc, page.blocks, { random, notes: page.notes })
    const written = writeTextFile({
      page: readPage(doc),
      open: [],
      edition: vector.edition,
      pictureOf: hash => (vector.pictures[hash] ? fromHex(vector.pictures[hash]) : null),
    })
    if ('obstacles' in written) throw new Error(JSON.stringify(written.obstacles))
    expect(wordsOf(written.bytes)).toEqual(wordsOf(new TextEncoder().encode(vector.text)))
  },
)

test.each(
  DocumentKind.options.flatMap(kind => Language.options.map(language => [kind, language] as const)),
)('in %s, %s, a withheld paragraph keeps the numbers of all after it', (kind, language) => {
  const blocks: NewBlock[] = (['num1', 'num2', 'num2', 'num1', 'num1'] as const).map(
    (each, at) => ({
      kind: each,
      runs: [{ text: `Words ${at}` }],
      ...(at === 1 || at === 3 ? { label: restrictedLabel, runs: [] } : {}),
    }),
  )
  const written = (page: Page): Bytes => {
    const file = writeTextFile({ page, open: [], edition: '', pictureOf: () => null })
    if ('obstacles' in file) throw new Error(JSON.stringify(file.obstacles))
    return file.bytes
  }
  const doc = newDocument(71)
  writeMeta(doc, { kind, language, title: 'Title' })
  writeBlocks(doc, blocks, { random })
  const before = written(readPage(doc))
  const page = pageOfText(valueOf(before), { pictureOf: () => null, random })
  const other = newDocument(72)
  writeMeta(other, { kind, language, title: 'Title' })
  writeBlocks(other, page.blocks, { random })
  expect(written(readPage(other))).toEqual(before)
})

test('a text goes from a country to its region and to the global group, and never back', () => {
  const levels: Level[] = ['country', 'regional', 'global']
  const ways = levels.flatMap(from => levels.map(to => [from, to, maySendTo(from, to)] as const))
  expect(ways.filter(([, , may]) => may).map(([from, to]) => `${from} ${to}`)).toEqual([
    'country regional',
    'country global',
    'regional global',
  ])
})

const planted = 'Zqplanted'

const founded = ({ archive, groups }: Opened, name: string, level: Level): GroupId =>
  groups.add(
    foundGroup(
      archive,
      { name, level, language: 'en', handle: `${planted}member` },
      { now, stretch: cheapStretch },
    ).id,
  )

/** A record with a speaker, a picture, a comment beside it, an attached file and a reference. */
const scene = async () => {
  const session = await newSession()
  const [country, region] = [
    founded(session, `${planted}country`, 'country'),
    founded(session, 'Region', 'regional'),
  ]
  const { documents } = session
  const document = await documents.create({
    ...({ group: country, kind: 'officials', title: 'Record', language: 'en' } as const),
    reference: `${planted}/2018/4`,
    blocks: [
      { kind: 'num1', runs: [{ text: 'The group met officials.', bold: true }] },
      { kind: 'num1', runs: [{ text: ' asked about protocols.' }] },
    ],
  })
  const { self } = session.groups.describe(country)
  const picture = largePng(60)
  await documents.editAs(document, doc => {
    const second = rootOf(doc).get(1)
    if (second instanceof Y.XmlElement) insertSpeaker(second, 0, self)
    const kept = documents.addPicture(document, picture)
    const figure = { id: newBlockId(random), picture: kept, alternative: 'A map.', caption: 'Map' }
    insertFigure(doc, null, figure, random)
    const file = { name: `${planted}.txt`, ...documents.enclose(document, new Uint8Array([1])) }
    attach(doc, file, { at: 1, random })
  })
  return { session, country, region, document, self, picture }
}

/** The text as a question asks about it. It names no member. */
const adopted = (session: Opened, document: DocumentId, change = (page: Page): Page => page) => {
  const { documents } = session
  const page = change(documents.page(document))
  const written = writeTextFile({
    page,
    open: [],
    edition: '',
    pictureOf: hash => documents.enclosed(document, { what: 'picture', hash }),
  })
  if ('obstacles' in written) throw new Error(JSON.stringify(written.obstacles))
  return { document, bytes: written.bytes, adoption, checked: 'unknown' as const }
}

test('a forwarded text takes its words and pictures, and says where it came from by level alone', async () => {
  const { session, country, region, document, self, picture } = await scene()
  const text = adopted(session, document)
  const begun = await forwardText(session, text, region, now)
  const { documents, archive } = session
  expect(archive.documents.get(begun)).toMatchObject({ group: region, shared: true, reference: '' })
  const page = documents.page(begun)
  expect(page.blocks.map(({ runs }) => runs.map(run => run.text).join(''))).toEqual(
    documents
      .page(document)
      .blocks.map(({ runs }) => runs.map(run => (run.who ? 'A participant' : run.text)).join('')),
  )
  const figure = page.blocks.find(({ kind }) => kind === 'figure')
  const hash = figure?.picture?.hash ?? ''
  expect(documents.enclosed(begun, { what: 'picture', hash })).toEqual(picture)
  expect(documents.attachments(begun)).toEqual([])
  const said: unknown[] = []
  await documents.editAs(begun, doc => {
    for (const { opening } of readMeetingLogs(doc)) said.push(opening)
  })
  expect(said).toMatchObject([{ kind: 'from', level: 'country', adoption, checked: 'unknown' }])
  await session.documents.flush()
  // Every message of the region, whole.
  const bodies = session.archive.messages
    .ofDocument(begun, 0)
    .map(message => Buffer.from(message.body ?? []).toString('latin1'))
    .join('\n')
  const device = session.groups.get(country).self.device
  const secrets = [country, document, self, device]
  const inBytes = secrets.map(secret => Buffer.from(secret, 'hex').toString('latin1'))
  expect([planted, ...secrets, ...inBytes].filter(form => bodies.includes(form))).toEqual([])
})

test('the lines beside each other show the words that stay: names, and what a circle keeps', async () => {
  const { session, document } = await scene()
  const text = adopted(session, document, page => {
    return {
      ...page,
      blocks: page.blocks.map(block =>
        block.number === '1.' ? { ...block, label: restrictedLabel } : block,
      ),
    }
  })
  expect(linesOf(session, text).slice(1)).toMatchObject([
    { number: '1.', inside: 'The group met officials.', leaves: '', isWithheld: true },
    {
      number: '2.',
      inside: `${planted}member asked about protocols.`,
      leaves: 'A participant asked about protocols.',
      isWithheld: false,
    },
  ])
})

test('only wider groups in which the member writes are offered, and no other one takes the text', async () => {
  const { session, country, region, document } = await scene()
  const [global, other] = [
    founded(session, 'Global', 'global'),
    founded(session, 'Another country', 'country'),
  ]
  const text = adopted(session, document)
  expect(targetsOf(session, text).map(({ group }) => group)).toEqual([region, global])
  for (const group of [country, other])
    await expect(forwardText(session, text, group, now)).rejects.toThrow('not-permitted')
  const down = await forwardText(session, text, region, now)
  expect(targetsOf(session, { ...text, document: down }).map(({ group }) => group)).toEqual([
    global,
  ])
})

test('words of respondents go no further than their consent, and take their consents along', async () => {
  const { session, region, document } = await scene()
  const { documents } = session
  await documents.editAs(document, doc => {
    for (const code of ['J-07', 'J-08'])
      sayConsent(doc, { code, scope: 'group', until: null, what: '' }, { at: 1, random })
    const first = rootOf(doc).get(0)
    const words = first instanceof Y.XmlElement ? first.get(0) : null
    if (words instanceof Y.XmlText) words.insert(0, 'J-07 said so. ')
  })
  const text = adopted(session, document)
  await expect(forwardText(session, text, region, now)).rejects.toThrow('consent-missing')
  await documents.editAs(document, doc => {
    sayConsent(doc, { code: 'J-07', scope: 'public', until: null, what: '' }, { at: 2, random })
  })
  const begun = await forwardText(session, text, region, now)
  expect(documents.carriedConsents(begun).map(({ code }) => code)).toEqual(['J-07'])
})

test('a code that stands only where a link leads stops the text, and its consent goes along', async () => {
  const { session, region, document } = await scene()
  const { documents } = session
  const say = (doc: Y.Doc, scope: 'group' | 'public', at: number): void =>
    sayConsent(doc, { code: 'J-07', scope, until: null, what: '' }, { at, random })
  await documents.editAs(document, doc => {
    say(doc, 'group', 1)
    const first = rootOf(doc).get(0)
    const words = first instanceof Y.XmlElement ? first.get(0) : null
    if (words instanceof Y.XmlText)
      words.insert(0, 'See here. ', { s_href: 'https://example.org/%4A-07' })
  })
  const text = adopted(session, document)
  await expect(forwardText(session, text, region, now)).rejects.toThrow('consent-missing')
  await documents.editAs(document, doc => say(doc, 'public', 2))
  const begun = await forwardText(session, text, region, now)
  expect(documents.carriedConsents(begun).map(({ code }) => code)).toEqual(['J-07'])
})

test('a text is forwarded once it is adopted and declared, and says in the region what it came from', async () => {
  const { core } = await device()
  const { answers } = core
  const country = await answers['groups.create']({ ...foundingOf(), level: 'country' })
  const region = await answers['groups.create']({ ...foundingOf(), level: 'regional' })
  const document = await answers['documents.create']({
    ...({ group: country, kind: 'statement', title: 'Statement', language: 'en' } as const),
  })
  await core.edit(document, [{ new: 'We call on the State.', after: 0, kind: 'num1' }])
  await answers['documents.share']({ document })
  const { decision } = await answers['decisions.ask'](askingOf(document))
  const what = { decision, language: 'en' as const }
  const prepare = () => Promise.resolve().then(() => answers['forwarding.prepare'](what))
  expect(await laterRefusal(prepare())).toBe('not-permitted')
  await answers['decisions.position']({ decision, choice: 'support', reason: '', reservations: [] })
  await answers['decisions.close']({ decision })
  expect(await laterRefusal(prepare())).toBe('not-permitted')
  await answers['decisions.declare']({ decision, number: '1' })
  const { lines, targets, level, adoption: origin, title } = await prepare()
  expect({ title, level }).toEqual({ title: 'Statement', level: 'country' })
  expect(targets.map(({ group }) => group)).toEqual([region])
  expect(lines.find(({ number }) => number === '1.')).toMatchObject({
    inside: 'We call on the State.',
    leaves: 'We call on the State.',
  })
  const sent = await answers['forwarding.forward']({ ...what, group: region })
  const { statement } = await answers['decisions.get']({ decision })
  expect(origin).toBe(statement?.sha256)
  expect(await answers['forwarding.origin'](sent)).toEqual({
    level: 'country',
    adoption: origin,
    checked: 'unknown',
    pack: { is: 'none', group: null },
  })
  expect(await answers['forwarding.origin']({ document })).toBeNull()
  const listed = await answers['documents.list']({ group: region })
  expect(listed.map(({ id, title: named, readers }) => [id, named, readers.kind])).toEqual([
    [sent.document, 'Statement', 'group'],
  ])
  expect(
    await laterRefusal(
      Promise.resolve().then(() => answers['forwarding.forward']({ ...what, group: country })),
    ),
  ).toBe('not-permitted')
})
