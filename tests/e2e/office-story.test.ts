// A text comes from an office and goes back to it, in the real app: a Word file with changes and comments of two
// people comes in, two members work on it, and it goes out clean, with its changes, and as a PDF. No file that was
// saved names a person, a device or a place, but where a member chose names.
// @module-tag long
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, strToU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { passphrase } from '#tests/archive'
import { withProfile } from '#tests/command-line'
import { pdfFaults } from '#tests/pdf-rules'
import { saidByPdf } from '#tests/pdf-words'
import { foundIn } from '#tests/phrases'
import type { Desk } from '#tests/story'
import { found, openFounded, ownProfile } from '#tests/story-founded'
import { pass } from '#tests/story-members'
import { blocksOf, exportAs, openDocument, share, shows, write } from '#tests/story-page'
import { button, goTo, named, press, reads } from '#tests/story-start'
import {
  comment,
  commented,
  deleted,
  deletedRun,
  inserted,
  paragraph,
  run,
  wordFile,
} from '#tests/word-file'

const [chair, writer] = ['Zqchair Handle', 'zqwriter@example.org']
const [first, second] = ['Zqfirst Author', 'Zqsecond Author']
const title = 'Recommendations'
const group = 'Advisory group'

const properties = (prefix: string, name: string, content: string): Uint8Array =>
  strToU8(`<${prefix}:${name} xmlns:${prefix}="urn:x">${content}</${prefix}:${name}>`)

/** Two people changed it and commented on it; its properties name two more. */
const worked = wordFile(
  paragraph(
    run('The State ') +
      deleted(deletedRun('may'), first) +
      inserted(run('should'), first) +
      run(' open offices and affordable rural clinics.'),
  ) +
    paragraph(
      run('Clinics need ') +
        inserted(run('zqmore '), second) +
        commented(1, run('midwives')) +
        run('.'),
    ) +
    paragraph(
      run('They report ') +
        commented(2, run('each year')) +
        deleted(deletedRun(' in public'), second) +
        run('.'),
    ),
  {
    comments:
      comment({ id: 1, author: first, last: '0A' }, 'How many?') +
      comment({ id: 2, author: second, last: '0B' }, 'Who reads it?'),
    more: {
      'docProps/core.xml': properties('cp', 'coreProperties', 'Zqcreator'),
      'docProps/app.xml': properties('ep', 'Properties', 'Zqcompany'),
    },
  },
)

let folder: string
let amina: Desk
let carol: Desk
let markers: Record<string, string>
const at = (name: string): string => join(folder, name)

/** The names of the identity markers in a file, packed or not. */
const saidBy = async (name: string): Promise<string[]> => {
  const bytes = readFileSync(at(name))
  const pdf = name.endsWith('.pdf') ? await saidByPdf(bytes) : { all: '', words: '' }
  const places = [bytes, Buffer.from(pdf.all), Buffer.from(pdf.words)]
  const said = new Set(places.flatMap(place => [...foundIn(Object.values(markers), place)]))
  return Object.keys(markers).filter(key => said.has(markers[key] ?? ''))
}

/** The words and marks of a Word file's text. */
const textIn = (name: string): string =>
  strFromU8(unzipSync(readFileSync(at(name)))['word/document.xml'] ?? new Uint8Array())
/** The words that it shows, changes taken in. */
const readIn = (name: string): string =>
  [...textIn(name).matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, words]) => words).join('')

beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'of-zqplace-'))))
afterAll(async () => {
  await amina?.kill()
  await carol?.kill()
  rmSync(folder, { recursive: true, force: true })
})

/** Two members of one group, each at a machine of which all names are planted. */
const begin = async (): Promise<void> => {
  const homes = { amina: join(folder, 'zqhome'), carol: join(folder, 'zqdwelling') }
  const people = [
    { home: homes.amina, handle: chair },
    { home: homes.carol, handle: writer },
  ]
  await found(group, people)
  const { id, memberList } = await withProfile({
    ...{ profile: ownProfile(homes.amina), passphrase, folder },
  }).says<{ id: string; memberList: { id: string; devices: { id: string }[] }[] }>('group', 'show')
  const temporary = join(folder, 'zqtemp')
  mkdirSync(temporary)
  const env = {
    ...{ USER: 'zquser', LOGNAME: 'zquser', NAME: 'Zqfull Namezq', HOSTNAME: 'zqhost' },
    ...{ TMPDIR: temporary, TZ: 'Pacific/Chatham' },
  }
  ;[amina, carol] = await Promise.all([
    openFounded({ home: homes.amina, env }),
    openFounded({ home: homes.carol, env }),
  ])
  markers = {
    ...{ 'user name': 'zquser', 'full name': 'Zqfull Namezq', 'host name': 'zqhost' },
    ...{ place: 'zqplace', home: 'zqhome', 'other home': 'zqdwelling', temporary: 'zqtemp' },
    ...{ 'time zone': 'Pacific/Chatham', 'chair’s handle': 'Zqchair', 'writer’s handle': writer },
    ...{ 'first author': 'Zqfirst', 'second author': 'Zqsecond' },
    ...{ 'creator in the file': 'Zqcreator', 'company in the file': 'Zqcompany' },
    'group id': id,
    ...Object.fromEntries(
      memberList.flatMap((member, number) => [
        [`member id ${number}`, member.id],
        ...member.devices.map(device => [`device id ${number}`, device.id]),
      ]),
    ),
  }
  writeFileSync(at(`${title}.docx`), worked)
}

const panelTab = async ({ page, hand, words }: Desk, id: 'comments.title' | 'history.title') => {
  const panel = page.locator('.side-panel')
  if (!(await panel.isVisible()))
    await hand.press(page.getByRole('button', { name: /^\d* ?comments?$/i }))
  await hand.press(panel.getByRole('tab', { name: words(id) }))
}

/** The card of a thread or a suggestion in the panel that has these words. */
const cardWith = (desk: Desk, words: string) =>
  desk.page.locator('.side-panel .thread', { hasText: words })

test('the file comes in through the import screen, under the names in it', async () => {
  await begin()
  await goTo(amina, 'documents')
  await amina.willOpen(at(`${title}.docx`))
  await press(amina, 'documents.import.button')
  await button(amina, 'import.act', { files: 1 }).waitFor()
  const people = amina.page.locator('.import-people tbody tr')
  await expect.poll(() => people.allInnerTexts()).toHaveLength(2)
  for (const name of [first, second]) await people.filter({ hasText: name }).waitFor()
  await press(amina, 'import.act', { files: 1 })
  await shows(amina, 'open offices and affordable rural clinics.')
  expect(await blocksOf(amina)).toEqual([
    'The State mayshould open offices and affordable rural clinics.',
    'Clinics need zqmore midwives.',
    'They report each year in public.',
  ])
})

test('two members work on it: they settle suggestions, write, and resolve a comment', async () => {
  await share(amina, 2)
  await panelTab(amina, 'history.title')
  await press(amina, 'history.name.act')
  const dialog = amina.page.getByRole('dialog')
  await amina.hand.fill(dialog.getByRole('textbox'), 'As it came')
  await amina.hand.press(
    dialog.getByRole('button', { name: amina.words('history.name.act'), exact: true }),
  )
  await dialog.waitFor({ state: 'detached' })
  await pass(amina, carol, at('to-carol.brz'))

  await openDocument(carol, title)
  await panelTab(carol, 'comments.title')
  await carol.hand.press(carol.page.locator('.side-panel').getByRole('radio').last())
  const accepted = cardWith(carol, 'should')
  await carol.hand.press(accepted.getByRole('button', { name: carol.words('comments.accept') }))
  // The settled suggestion stays in a list that is folded.
  await accepted.waitFor({ state: 'hidden' })
  const rejected = cardWith(carol, 'in public')
  await carol.hand.press(rejected.getByRole('button', { name: carol.words('comments.reject') }))
  await rejected.waitFor({ state: 'hidden' })
  await carol.hand.enter(carol.page, 2)
  await write(carol, ' Women of the districts are heard.')
  await pass(carol, amina, at('to-amina.brz'))

  await openDocument(amina, title)
  await shows(amina, 'Women of the districts are heard.')
  await panelTab(amina, 'comments.title')
  const resolved = cardWith(amina, 'How many?')
  await amina.hand.press(resolved.getByRole('button', { name: amina.words('comments.resolve') }))
  await resolved.waitFor({ state: 'detached' })
  await pass(amina, carol, at('again.brz'))
  await Promise.all([openDocument(amina, title), openDocument(carol, title)])
  expect(await blocksOf(carol)).toEqual(await blocksOf(amina))
})

test('the text goes out clean: no change, no comment, no open suggestion is in the file', async () => {
  await exportAs(amina, 'docx', at('clean.docx'))
  expect(readIn('clean.docx')).toContain(
    'The State should open offices and affordable rural clinics.',
  )
  expect(readIn('clean.docx')).toContain(
    'They report each year in public. Women of the districts are heard.',
  )
  const parts = unzipSync(readFileSync(at('clean.docx')))
  expect(Object.keys(parts).filter(name => name.includes('comments'))).toEqual([])
  const all = Object.values(parts).map(part => strFromU8(part))
  expect(all.filter(part => /<w:(ins|del|moveFrom|comment)\b|zqmore|>may</.test(part))).toEqual([])
  expect(await saidBy('clean.docx')).toEqual([])
})

test('the text goes out with its changes: Word’s own, with the group as their author', async () => {
  await exportAs(amina, 'changes', at('redline.docx'))
  const text = textIn('redline.docx')
  expect(text).toMatch(/<w:del [^>]*>.*<w:delText[^>]*>may<\/w:delText>/)
  expect(text).toMatch(/<w:ins [^>]*>.*Women of the districts/)
  const authors = new Set([...text.matchAll(/w:author="([^"]*)"/g)].map(([, name]) => name))
  expect([...authors]).toEqual([group])
  expect(text).not.toContain('zqmore')
  expect(await saidBy('redline.docx')).toEqual([])

  await exportAs(amina, 'annotated', at('annotated.docx'))
  expect(textIn('annotated.docx')).toMatch(/<w:ins [^>]*>.*zqmore/)
  expect(await saidBy('annotated.docx')).toEqual([])
})

test('the text goes out as a PDF that keeps the rules for all readers', async () => {
  await exportAs(amina, 'pdf', at('text.pdf'))
  const bytes = readFileSync(at('text.pdf'))
  expect(await pdfFaults(bytes)).toEqual([])
  const { words, all } = await saidByPdf(bytes)
  expect(words.replaceAll(/\s/g, '')).toContain(
    'TheStateshouldopenofficesandaffordableruralclinics.',
  )
  expect(all).not.toContain('zqmore')
  expect(all).not.toMatch(/D:\d{8}/)
  expect(await saidBy('text.pdf')).toEqual([])
})

test('the other member saves the same bytes', async () => {
  await exportAs(carol, 'docx', at('theirs.docx'))
  await exportAs(carol, 'changes', at('theirs-redline.docx'))
  for (const [ours, theirs] of [
    ['clean.docx', 'theirs.docx'],
    ['redline.docx', 'theirs-redline.docx'],
  ] as const)
    expect(Buffer.compare(readFileSync(at(ours)), readFileSync(at(theirs)))).toBe(0)
})

test('where a member chooses names, the file has them, and no other marker', async () => {
  await exportAs(amina, 'changes', at('named.docx'), async state => {
    if (state !== 'export changes?') return
    const choice = amina.page.getByRole('button', { name: amina.words('export.authors') })
    await amina.hand.press(choice)
    await amina.hand.choose(named(amina, 'option', 'editor.export.authors.names'))
    await reads(amina, 'editor.export.authors.names')
  })
  const said = await saidBy('named.docx')
  expect(said).toEqual(expect.arrayContaining(['writer’s handle', 'second author']))
  const people = ['chair’s handle', 'writer’s handle', 'first author', 'second author']
  expect(said.filter(name => !people.includes(name))).toEqual([])
  // The search finds each marker that a file has.
  expect(await saidBy(`${title}.docx`)).toEqual([
    ...['first author', 'second author', 'creator in the file', 'company in the file'],
  ])
})
