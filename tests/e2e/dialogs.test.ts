// The system's own file dialogs, answered by keys like a person does: each type of file is saved
// with the ending left out and (`npm run prove -- dialogs`) typed, and the dialog that opens it
// lists it. No opened or saved file gets into the desktop's own lists.
// @module-tag long
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import process from 'node:process'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { importFile } from '#tests/importing'
import { leaks } from '#tests/phrases'
import {
  answer,
  cancel,
  type DialogHand,
  openListed,
  realDialogs,
  saveAs,
} from '#tests/real-dialog'
import { replyFile, roundOnPage } from '#tests/reply'
import { openDesk, type Desk, type DeskOptions } from '#tests/story'
import { pointer } from '#tests/story-hand'
import { letIn } from '#tests/story-members'
import { exportAs, giveFile, newDocument, shows, takeFile, write } from '#tests/story-page'
import { addShare, makeShares } from '#tests/story-recovery'
import { button, choosePassphrase, createGroup, goTo, named, press } from '#tests/story-start'
import { wordsIn } from '../../src/main/words.ts'

const proves = process.env['BARAZA_PROVE'] === '1'

const others = `<?xml version="1.0" encoding="UTF-8"?>
<xbel version="1.0"
      xmlns:bookmark="http://www.freedesktop.org/standards/desktop-bookmarks"
      xmlns:mime="http://www.freedesktop.org/standards/shared-mime-info"
>
  <bookmark href="file:///home/u/report.odt" added="2026-11-28T22:00:00Z" modified="2026-11-28T22:00:00Z" visited="2026-11-28T22:00:00Z">
    <info>
      <metadata owner="http://freedesktop.org">
        <mime:mime-type type="text/plain"/>
        <bookmark:applications>
          <bookmark:application name="viewer" exec="&apos;viewer %u&apos;" modified="2026-11-28T22:00:00Z" count="1"/>
        </bookmark:applications>
      </metadata>
    </info>
  </bookmark>
</xbel>`

let folder: string
/** The documents of all people, so that one finds files of another. */
let documents: string
let desks: Desk[]
const inDocuments = (name: string): string => join(documents, name)
const list = (name: string): string => join(folder, name, '.local/share/recently-used.xbel')

const real = realDialogs({ listed: true })
/**
 * Chooses a listed file. A list that is still filling has no order, so all other files of the type
 * are put aside; those of other types stay, and must not be listed.
 */
const listing: DialogHand = {
  ...real,
  open(path) {
    const aside = join(folder, 'aside')
    for (const name of readdirSync(aside)) renameSync(join(aside, name), inDocuments(name))
    const all = readdirSync(documents)
    const wanted = all.find(name => name === path || name.startsWith(`${path}.`)) ?? path
    // Where any file may be attached, each one is listed.
    const isAny = extname(wanted) === '.xyz'
    for (const name of all.filter(
      each => each !== wanted && (isAny || extname(each) === extname(wanted)),
    ))
      renameSync(inDocuments(name), join(aside, name))
    return real.open(path)
  },
}

/** A home like a system's, with a list of recent files in which another program's file stands. */
async function open(name: string, options: Partial<DeskOptions> = {}): Promise<Desk> {
  const home = join(folder, name)
  if (!existsSync(home)) {
    mkdirSync(join(home, '.local/share'), { recursive: true })
    symlinkSync(documents, join(home, 'Documents'))
    writeFileSync(list(name), others)
  }
  const folders = { XDG_DATA_HOME: '', XDG_CACHE_HOME: '', XDG_CONFIG_HOME: join(home, '.config') }
  const desk = await openDesk({
    home,
    hand: pointer,
    dialogs: listing,
    ...options,
    // GTK would keep the state of its dialogs in a database; a key file is readable here.
    env: { ...folders, GSETTINGS_BACKEND: 'keyfile' },
  })
  desks.push(desk)
  return desk
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'di-'))
  documents = join(folder, 'papers')
  mkdirSync(documents)
  mkdirSync(join(folder, 'aside'))
  // Sorted first; a dialog that lists by type does not show it.
  writeFileSync(inDocuments('0-other.xyz'), 'A file of another program.')
  desks = []
})
afterEach(async () => {
  for (const desk of desks) await desk.kill()
  rmSync(folder, { recursive: true, force: true })
})

async function exportMarkdown(desk: Desk): Promise<void> {
  await press(desk, 'editor.export')
  await named(desk, 'menuitem', 'editor.export.md').click()
  await press(desk, 'editor.export.act', { format: 'md' })
}

/** A file was saved: the text is shown again. */
const isBack = async (desk: Desk): Promise<void> => {
  await desk.page.locator('.export-screen').waitFor({ state: 'detached' })
  await desk.page.locator('.page-text > *').first().waitFor()
}

/** Only the places where a desktop keeps things of its own. */
const namedIn = (name: string, words: readonly string[]): string[] => {
  const places = ['.local', '.cache', '.config'].map(place => join(folder, name, place))
  return leaks(
    words,
    places.filter(place => existsSync(place)),
  ).found
}

test('a file is saved: a name is proposed and completed in Documents, and an existing one is asked about', async () => {
  const desk = await open('ada', { language: 'ar' })
  const title = wordsIn('ar')
  await choosePassphrase(desk)
  await createGroup(desk, 'Panel', 'A.D.')
  await newDocument(desk, 'Quillwick brief')
  await write(desk, 'Clinics close early.')

  await exportMarkdown(desk)
  await saveAs(title('shell.save.md'))
  await expect.poll(() => readdirSync(documents)).toContain('Quillwick brief.md')
  await isBack(desk)

  const placed = inDocuments('Quillwick brief (2).md')
  writeFileSync(inDocuments('unlike.md'), 'Kept.')
  await exportMarkdown(desk)
  await saveAs(title('shell.save.md'), 'unlike')
  await answer(title('shell.save.md'), 0)
  await cancel(title('shell.save.md'))
  expect(readFileSync(inDocuments('unlike.md'), 'utf8')).toBe('Kept.')
  await press(desk, 'editor.export.act', { format: 'md' })
  await saveAs(title('shell.save.md'), 'unlike')
  await answer(title('shell.save.md'), 1)
  await isBack(desk)
  expect(readFileSync(inDocuments('unlike.md'), 'utf8')).toContain('Clinics close early.')

  await exportMarkdown(desk)
  await saveAs(title('shell.save.md'))
  await expect.poll(() => existsSync(placed)).toBe(true)
  await isBack(desk)

  await goTo(desk, 'documents')
  await press(desk, 'documents.import.button')
  await openListed(title('shell.open.import'))
  await desk.page.locator('.import-file', { hasText: 'Quillwick brief' }).waitFor()
  await press(desk, 'ui.cancel')

  expect(readdirSync(documents).toSorted()).toEqual([
    ...['0-other.xyz', 'Quillwick brief (2).md', 'Quillwick brief.md', 'unlike.md'],
  ])
  await desk.close()
  expect(namedIn('ada', ['Quillwick', 'unlike.md', documents])).toEqual([])
  expect(readFileSync(list('ada'), 'utf8')).toBe(others)
  expect(desk.complaints).toEqual([])
})

test('a file is saved in the demo: the list of recent files stays unchanged', async () => {
  const desk = await open('demo', { args: ['--demo'] })
  const { ino } = statSync(list('demo'))
  await desk.page.locator('.workspace').waitFor()
  await goTo(desk, 'documents')
  await desk.page.getByRole('row').nth(1).click()
  await desk.page.locator('.page-text > *').first().waitFor()
  await exportMarkdown(desk)
  await saveAs(wordsIn('en')('shell.save.md'), 'demowick')
  await expect.poll(() => readdirSync(documents)).toContain('demowick.md')
  await desk.close()
  expect(namedIn('demo', ['demowick', documents])).toEqual([])
  expect(readFileSync(list('demo'), 'utf8')).toBe(others)
  expect(statSync(list('demo')).ino).toBe(ino)
})

// The whole story takes minutes.
describe.each(proves ? ['left out', 'typed'] : [])('with the ending %s', ending => {
  /** The typed name. */
  const typed = (name: string, whole: string): string =>
    ending === 'typed' ? `${name}${whole}` : name

  test('every type of file is saved with it: the dialog that opens it lists it', async () => {
    const ada = await open('ada')
    const passphrase = await choosePassphrase(ada)
    await createGroup(ada, 'Panel', 'A.D.')
    const bea = await open('bea')
    await letIn(ada, bea, {
      handle: 'B.E.',
      folder: '',
      names: kind =>
        typed({ invitation: '9-invitation', reply: '8-reply', welcome: '7-welcome' }[kind], '.brz'),
    })
    await ada.page.keyboard.press('Escape')
    await giveFile(ada, typed('6-changes', '.brz'))
    await takeFile(bea, typed('6-changes', '.brz'))

    await goTo(ada, 'members')
    await press(ada, 'members.invite')
    await ada.willSave(typed('9-second', '.brz'))
    await press(ada, 'members.invite.save')
    await button(ada, 'members.invite.done').waitFor()
    await ada.willSave(typed('picture', '.gif'))
    await press(ada, 'members.invite.savePicture')
    await expect.poll(() => readdirSync(documents)).toContain('picture.gif')
    await press(ada, 'members.invite.done')

    await newDocument(ada, 'On clinics')
    await write(ada, 'Clinics close early.')
    for (const format of ['docx', 'pdf', 'html', 'md'] as const)
      await exportAs(ada, format, typed('text', `.${format}`))
    await attachAndSave(ada, typed('annex', '.xyz'))
    await consult(ada, { page: typed('page', '.html'), table: typed('table', '.docx') })
    await importText(ada)

    await saveBackup(ada, typed('backup', '.brb'))
    const shares = [1, 2, 3, 4, 5].map(share => typed(`${9 - share}-share`, '.txt'))
    await makeShares(ada, passphrase, shares)
    await ada.close()
    await restore(await open('cora'))
    await readPicture(await open('dana'))

    const endings: Record<string, string[]> = {
      brb: ['backup'],
      brz: ['5-answers', '6-changes', '7-welcome', '8-reply', '9-invitation', '9-second'],
      docx: ['table', 'text'],
      gif: ['picture'],
      html: ['page', 'text'],
      md: ['text'],
      pdf: ['text'],
      txt: ['4-share', '5-share', '6-share', '7-share', '8-share'],
      xyz: ['0-other', 'annex'],
    }
    const saved = [...readdirSync(documents), ...readdirSync(join(folder, 'aside'))]
    expect(saved.toSorted()).toEqual(
      Object.entries(endings)
        .flatMap(([each, names]) => names.map(name => `${name}.${each}`))
        .toSorted(),
    )
    for (const desk of desks) {
      const name = desk.home.split('/').at(-1) ?? ''
      expect(desk.complaints).toEqual([])
      expect(readFileSync(list(name), 'utf8')).toBe(others)
      expect(namedIn(name, ['4-share', '9-invitation', '7-welcome', documents])).toEqual([])
    }
  })
})

/** The first file of all is attached; it is saved under another name. */
async function attachAndSave(desk: Desk, name: string): Promise<void> {
  const { page, words } = desk
  await press(desk, 'comments.button', { count: 0 })
  await named(desk, 'tab', 'attachments.title').click()
  await desk.willOpen('0-other.xyz')
  await press(desk, 'attachments.attach')
  await press(desk, 'attachments.confirm.act')
  await desk.willSave(name)
  await page
    .getByRole('button', { name: words('attachments.save.label', { name: '0-other.xyz' }) })
    .click()
  await page
    .getByText(words('attachments.saved', { name: 'annex.xyz' }))
    .first()
    .waitFor()
}

/** A page for people outside, a reply of one of them, and the table of the replies. */
async function consult(
  desk: Desk,
  { page: name, table }: { page: string; table: string },
): Promise<void> {
  const { page, words } = desk
  await press(desk, 'editor.export')
  await named(desk, 'menuitem', 'consultation.menu').click()
  await press(desk, 'consultation.begin')
  await desk.willSave(name)
  await press(desk, 'consultation.begin.act')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  const round = roundOnPage(readFileSync(inDocuments('page.html'), 'utf8'))
  writeFileSync(inDocuments('5-answers.brz'), await replyFile(round))
  await desk.willOpen('5-answers.brz')
  await press(desk, 'consultation.import')
  await page
    .getByText(words('consultation.imported', { answers: 2 }))
    .first()
    .waitFor()
  await desk.willSave(table)
  await press(desk, 'consultation.table')
  await page
    .getByText(words('consultation.tableDone', { name: 'table.docx' }))
    .first()
    .waitFor()
}

async function importText(desk: Desk): Promise<void> {
  await importFile(desk, 'text.md')
  await shows(desk, 'Clinics close early.')
}

async function saveBackup(desk: Desk, name: string): Promise<void> {
  await desk.page.getByLabel(desk.words('app.settings'), { exact: true }).click()
  await desk.willSave(name)
  await press(desk, 'settings.backup.act')
  await desk.page.getByText(desk.words('settings.backup.saved', { name: 'backup.brb' })).waitFor()
}

/** On a device that was never used: the picture of an invitation is found, and read. */
async function readPicture(desk: Desk): Promise<void> {
  const { page, words } = desk
  await page
    .getByRole('radio', { name: new RegExp(words('start.join.title')) })
    .check({ force: true })
  await choosePassphrase(desk)
  await desk.willOpen('picture.gif')
  await press(desk, 'start.join.picture')
  await page.locator('.invitation-read', { hasText: /\S/ }).waitFor()
  await press(desk, 'start.back')
}

/** On a device that was never used: the backup and one share are found. */
async function restore(desk: Desk): Promise<void> {
  await desk.page
    .getByRole('radio', { name: new RegExp(desk.words('start.restore.title')) })
    .check({ force: true })
  await press(desk, 'start.continue')
  await desk.willOpen('backup.brb')
  await press(desk, 'start.join.choose')
  await desk.page.locator('.chosen-file', { hasText: 'backup.brb' }).waitFor()
  await named(desk, 'checkbox', 'start.restore.forgotten').check({ force: true })
  await addShare(desk, '4-share.txt')
  await desk.page.locator('.share-files', { hasText: '4-share.txt' }).waitFor()
}
