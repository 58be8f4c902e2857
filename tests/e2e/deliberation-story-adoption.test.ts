// After a decision, in the real app and on real profiles: two officers save the card and sign the pack in their
// windows, which print through main; a stranger checks it in a browser, an action item is late and comes on the next agenda, a term ends with a hand-over, and the text
// goes on to the region, where nothing names the group that adopted it.
// @module-tag long
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PDFDocument } from '@cantoo/pdf-lib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { filesIn } from '#tests/adopted-text'
import { passphrase } from '#tests/archive'
import { type Person, withProfile } from '#tests/command-line'
import { filePages, type FilePages } from '#tests/file-pages'
import { saidByPdf } from '#tests/pdf-words'
import { phrases } from '#tests/phrases'
import { plainCopy } from '#tests/plain-copy'
import type { Desk } from '#tests/story'
import { carry } from '#tests/story-assembly'
import { found, openFounded, ownProfile } from '#tests/story-founded'
import { giveFile, openDocument, shows } from '#tests/story-page'
import { named, press, reads, sixWords } from '#tests/story-start'
import verify from '#resources/messages/en/verify.json' with { type: 'json' }

const [country = '', aminaName = '', bolaName = '', dinaName = '', region = '', ...more] =
  phrases(9)
const [inRegion = '', eveName = '', title = '', paragraph = ''] = more
const action = 'Send the adopted text to the ministry.'
const question = 'Do we adopt it?'
const number = 'D/2018/15'
type Group = { id: string; memberList: { id: string; self: boolean; devices: { id: string }[] }[] }

let folder: string
let group: Group
let amina: Person
let bola: Person
let dina: Person
let eve: Person
let desk: Desk
let pages: FilePages
let decision: string
let words: string
const at = (name: string): string => join(folder, name)
const bring = (from: Person, ...to: Person[]): Promise<void> => carry({ at }, from, ...to)

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ad-'))
  pages = await filePages([])
})
afterAll(async () => {
  await desk?.kill()
  await pages?.close()
  rmSync(folder, { recursive: true, force: true })
})

const person = (name: string): Person =>
  withProfile({ profile: ownProfile(at(name)), passphrase, folder: at(name) })

test('a text is adopted with a reservation by three members, each on an own profile', async () => {
  const people = [
    { home: at('amina'), handle: aminaName },
    { home: at('bola'), handle: bolaName, role: 'rapporteur' },
    { home: at('dina'), handle: dinaName },
  ] as const
  await found(country, people, 'country')
  ;[amina, bola, dina] = [person('amina'), person('bola'), person('dina')]
  group = await amina.says<Group>('group', 'show')
  const { document } = await amina.says<{ document: string }>(
    ...['new', '--kind', 'statement', '--title', title],
  )
  writeFileSync(at('steps'), JSON.stringify([{ new: paragraph, after: 0, kind: 'num1' }]))
  await amina.says('edit', '--document', document, '--script', at('steps'))
  const asked = await amina.says<{ decision: string }>(
    ...['decision', 'ask', '--document', document, '--words', question, '--quorum', '2'],
  )
  ;({ decision } = asked)
  const of = ['--decision', decision]
  await bring(amina, bola, dina)
  await amina.says('position', 'give', ...of, '--choice', 'support')
  await bola.says('position', 'give', ...of, '--choice', 'support')
  await dina.says(
    ...['position', 'give', ...of, '--choice', 'reservations'],
    ...['--reservation', 'With one exception.', '--as', 'One region'],
  )
  await bring(bola, amina)
  await bring(dina, amina)
  await amina.says('decision', 'close', ...of)
  await amina.says('decision', 'declare', ...of, '--number', number)
  await amina.says('decision', 'sign', ...of)
  await bring(amina, bola)
  await bola.says('decision', 'sign', ...of)
  // Before any pack, each officer has a key on record; there is no card of one of them alone.
  expect(await bola.refused('adopt', 'card', '--out', at('card-of-bola'))).toBe('other-key-missing')
  await bring(bola, amina)
  expect(await amina.says('decision', 'show', ...of)).toMatchObject({ state: 'final' })
})

/** Waits until the screen says that these files are saved. */
const saved = (...names: string[]): Promise<void> =>
  reads(desk, 'adoption.card.saved', { names: desk.words.list(names) })

test('an officer saves the card and its page, and prints it on one sheet that both papers hold', async () => {
  desk = await openFounded({ home: at('amina') })
  await desk.page.keyboard.press('Control+7')
  await press(desk, 'adoption.card.open')
  // The key of this device is not on record yet, and two officers need one each.
  await reads(desk, 'adoption.card.none')
  await desk.willSave(at('card'))
  await desk.willSave(at('verify.html'))
  await desk.willAllow()
  await press(desk, 'adoption.card.save')
  await saved('card', 'verify.html')
  const six = await sixWords(desk)
  words = six.join(' ')
  await desk.willSave(at('card.pdf'))
  await desk.willAllow()
  await press(desk, 'adoption.card.print')
  await saved('card.pdf')

  const card = readFileSync(at('card'), 'utf8')
  const bytes = readFileSync(at('card.pdf'))
  const { words: printed, all } = await saidByPdf(bytes)
  const close = (text: string): string => text.replaceAll(/\s/g, '')
  const said = [...six, country, ...card.trim().split('\n')].map(close)
  expect(said.filter(each => !close(printed).includes(each))).toEqual([])
  const members = [aminaName, bolaName, dinaName, group.id, ...group.memberList.map(({ id }) => id)]
  expect(members.filter(each => all.includes(each))).toEqual([])
  const pages = (await PDFDocument.load(bytes)).getPages()
  expect(pages).toHaveLength(1)
  // In points: not wider than A4, and not higher than Letter.
  const { width, height } = pages[0]!.getSize()
  expect(width).toBeLessThanOrEqual(596)
  expect(height).toBeLessThanOrEqual(792)
})

/** The decision's pack on the screen of the open app. */
const openPack = async (): Promise<void> => {
  await desk.page.keyboard.press('Control+4')
  await desk.hand.openRow(desk.page.getByRole('row', { name: question }))
  await press(desk, 'adoption.begin')
  await reads(desk, 'adoption.contents')
}

test('two officers sign the pack in their windows: a stranger with the page and the six words finds it valid', async () => {
  await openPack()
  await desk.willSave(at('one.zip'))
  await desk.willAllow()
  await press(desk, 'adoption.make')
  await reads(desk, 'adoption.saved', { name: 'one.zip' })
  expect(desk.complaints).toEqual([])
  await desk.close()
  await bring(amina, bola)

  // The second officer's device prints the same PDF: it signs no other.
  desk = await openFounded({ home: at('bola') })
  await openPack()
  await desk.willOpen(at('one.zip'))
  await desk.willSave(at('pack.zip'))
  await desk.willAllow()
  await press(desk, 'adoption.add')
  await desk.page.getByText(desk.words('adoption.saved.signed', { signed: 2, needs: 2 })).waitFor()
  expect(desk.complaints).toEqual([])
  await desk.close()
  const pdf = filesIn(at('pack.zip')).get('printed/text.en.pdf')!
  const { words: printed } = await saidByPdf(pdf)
  for (const each of [paragraph, 'With one exception.'])
    expect(printed.replaceAll(/\s/g, '')).toContain(each.replaceAll(' ', ''))

  const shown = await pages.open(at('verify.html'))
  const choose = async (button: string, path: string): Promise<void> => {
    const [chooser] = await Promise.all([
      shown.page.waitForEvent('filechooser'),
      shown.page.getByRole('button', { name: button }).press('Enter'),
    ])
    await chooser.setFiles(path)
  }
  const answers = (heading: string | RegExp): Promise<void> =>
    shown.page.getByRole('heading', { level: 1, name: heading }).waitFor()
  await choose(verify['verify.choosePack'], at('pack.zip'))
  await answers(verify['verify.self'])
  await shown.page.getByLabel(verify['verify.expectLabel']).focus()
  await shown.page.keyboard.type(words)
  await answers(verify['verify.valid'])
  // One changed letter is found.
  const bytes = readFileSync(at('pack.zip'))
  bytes[bytes.lastIndexOf(paragraph)]! ^= 1
  writeFileSync(at('changed.zip'), bytes)
  await choose(verify['verify.otherPack'], at('changed.zip'))
  await answers(/^Paragraph \S+ was changed after the group signed\./)
  expect(await shown.requests()).toHaveLength(1)
})

test('an action item is late: its owner sees it, and the next agenda carries it', async () => {
  const { agenda } = await amina.says<{ agenda: string }>('meeting', 'new', '--title', 'Session')
  const of = ['--meeting', agenda]
  const times = ['--from', '2020-09-20T14:00Z', '--until', '2020-09-20T15:30Z']
  await amina.says('meeting', 'call', ...of, ...times)
  const { minutes } = await amina.says<{ minutes: string }>('meeting', 'open', ...of)
  type Shown = { list: { block: string; title: string }[]; members: { member: string }[] }
  const { list } = await amina.says<Shown>('meeting', 'show', ...of)
  for (const { block, title: item } of list) {
    if (item === '') continue
    await amina.says('meeting', 'item', ...of, '--item', block, '--state', 'noted')
  }
  await amina.says('meeting', 'end', ...of)
  writeFileSync(at('steps'), JSON.stringify([{ new: action, after: 2, kind: 'action' }]))
  await amina.says('edit', '--document', minutes, '--script', at('steps'))
  const [item] = await amina.says<{ block: string }[]>('action', 'list')
  const self = group.memberList.find(member => member.self)?.id ?? ''
  await amina.says(
    ...['action', 'assign', '--action', item?.block ?? '', '--owner', self, '--due', '2020-09-24'],
  )

  desk = await openFounded({ home: at('amina') })
  const { page, hand } = desk
  await page.getByText(desk.words('home.actions')).first().waitFor()
  await page.getByText(action).first().waitFor()
  await page.keyboard.press('Control+5')
  await page.getByRole('rowheader', { name: /^Late 1$/ }).waitFor()
  await page.getByText(action).first().waitFor()
  await page.keyboard.press('Control+3')
  await press(desk, 'meetings.plan')
  await hand.fill(named(desk, 'textbox', 'meetings.plan.title'), 'Next session')
  await press(desk, 'meetings.plan.act')
  await reads(desk, 'meetings.left.late')
  await press(desk, 'meetings.left.addNamed', { title: action })
  await named(desk, 'button', 'meetings.item.openNamed', { title: action }).waitFor()
  expect(desk.complaints).toEqual([])
})

test('a term ends: each open matter has a member who takes it, and the successor reads the note', async () => {
  const { page, hand } = desk
  await page.keyboard.press('Control+5')
  await hand.press(page.getByRole('tab', { name: desk.words('hand-over.tab') }))
  await hand.press(page.getByRole('button', { name: desk.words('hand-over.successor') }))
  await hand.choose(page.getByRole('option', { name: bolaName }))
  await hand.press(page.getByRole('button', { name: /^Hand over \d+ matters?$/ }))
  await shows(desk, action)
  await shows(desk, number)
  await giveFile(desk, at('note.brz'))
  await bola.says('file', 'read', at('note.brz'))
  const found = await bola.says<{ title: string }[]>('list')
  expect(found.map(each => each.title)).toContainEqual(expect.stringMatching(/^Hand-over of the/))
})

test('the text is forwarded to the region: it is a document there, and nothing names its group', async () => {
  expect(desk.complaints).toEqual([])
  await desk.close()
  await found(region, [{ home: at('eve'), handle: eveName }], 'regional')
  eve = person('eve')
  await eve.says('invite', '--out', at('i'))
  await amina.says('join', '--invitation', at('i'), '--handle', inRegion, '--out', at('r'))
  await eve.says('admit', '--reply', at('r'), '--words-checked')
  await bring(eve, amina)

  desk = await openFounded({ home: at('amina') })
  const { page, hand } = desk
  await page.keyboard.press('Control+4')
  await hand.openRow(page.getByRole('row', { name: question }))
  await press(desk, 'forwarding.begin')
  await reads(desk, 'forwarding.from', { level: 'country' })
  await press(desk, 'forwarding.act', { members: 2 })
  await shows(desk, paragraph)
  await giveFile(desk, at('forwarded.brz'))
  expect(desk.complaints).toEqual([])
  await desk.close()
  await eve.says('file', 'read', at('forwarded.brz'))

  desk = await openFounded({ home: at('eve') })
  await openDocument(desk, title)
  await shows(desk, paragraph)
  await desk.page.getByText(/A member brought this text from a country group/).waitFor()
  expect(desk.complaints).toEqual([])
  await desk.close()
  await plainCopy(ownProfile(at('eve')), passphrase, at('plain'))
  const kept = readFileSync(at('plain'))
  for (const here of [region, inRegion, title, paragraph]) expect(kept.includes(here)).toBe(true)
  const there = await eve.says<Group>('group', 'show')
  expect(kept.includes(Buffer.from(there.id, 'hex'))).toBe(true)
  const names = [country, aminaName, bolaName, dinaName, number, 'One region']
  const ids = [
    group.id,
    decision,
    ...group.memberList.flatMap(({ id, devices }) => [id, ...devices.map(device => device.id)]),
  ]
  expect(ids.length).toBe(8)
  const forms = [...names, ...ids, ...ids.map(id => Buffer.from(id, 'hex'))]
  expect(forms.filter(form => kept.includes(form))).toEqual([])
})
