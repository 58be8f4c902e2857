// A second member looks at a file before it leaves, in the real app: the rule of the group, a request, the look of the
// other member, and the file on the disk: the confirmed bytes, or nothing.
// @module-tag long
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AskedFile } from '#shared/contract'
import { passphrase } from '#tests/archive'
import { withProfile } from '#tests/command-line'
import type { Desk } from '#tests/story'
import { found, openFounded, ownProfile } from '#tests/story-founded'
import { pass } from '#tests/story-members'
import { newDocument, openDocument, share, shows, textOf, write } from '#tests/story-page'
import { button, goTo, press, reads } from '#tests/story-start'

const title = 'Recommendations'
const saving = { format: 'docx' }
const homes = { amina: '', carol: '' }

let folder: string
let amina: Desk
let carol: Desk
const at = (name: string): string => join(folder, name)

beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'second-look-'))))
afterAll(async () => {
  await amina?.kill()
  await carol?.kill()
  rmSync(folder, { recursive: true, force: true })
})

/** A chair and a member, each at an own machine. */
const begin = async (): Promise<void> => {
  Object.assign(homes, { amina: at('home-amina'), carol: at('home-carol') })
  await found('Advisory group', [
    { home: homes.amina, handle: 'A.D.' },
    { home: homes.carol, handle: 'C.K.' },
  ])
  ;[amina, carol] = await Promise.all([
    openFounded({ home: homes.amina }),
    openFounded({ home: homes.carol }),
  ])
}

let passed = 0
const give = (from: Desk, to: Desk): Promise<void> => pass(from, to, at(`given-${++passed}.brz`))

/** The export screen of the open document, for a Word file. */
const openExport = async (desk: Desk): Promise<void> => {
  await press(desk, 'editor.export')
  const name = desk.page.getByText(desk.words('editor.export.docx'), { exact: true })
  await desk.hand.choose(desk.page.getByRole('menuitem').filter({ has: name }))
  await desk.page.locator('.export-screen[aria-busy=false]').waitFor()
}

/** From the first screen to the file that Carol asks about. */
const lookAtFile = async (desk: Desk): Promise<void> => {
  await goTo(desk, 'home')
  await desk.page.getByText(desk.words('home.waiting.second', { by: 'C.K.', title })).waitFor()
  await press(desk, 'home.waiting.look')
  await reads(desk, 'second-look.check.same', { name: 'C.K.' })
}

test('the chair switches the rule on, and the member who exports is asked for a second look', async () => {
  await begin()
  await newDocument(amina, title)
  await write(amina, 'The State should open rural clinics.')
  await share(amina, 2)
  await goTo(amina, 'members')
  // Its name has the hint too.
  const rule = amina.page.getByRole('checkbox', { name: amina.words('second-look.rule.switch') })
  await amina.hand.press(rule)
  await expect.poll(() => rule.isChecked()).toBe(true)
  await give(amina, carol)

  await openDocument(carol, title)
  await shows(carol, 'rural clinics')
  await openExport(carol)
  await reads(carol, 'second-look.notAsked')
  await press(carol, 'second-look.ask')
  await reads(carol, 'second-look.waits')
  const save = button(carol, 'editor.export.act', saving)
  expect(await save.getAttribute('aria-disabled')).toBe('true')
  await press(carol, 'export.cancel')
  await textOf(carol).waitFor()
})

test('another member reads the same list and confirms; the file is written as it was confirmed', async () => {
  await give(carol, amina)
  await lookAtFile(amina)
  await press(amina, 'second-look.confirm')
  await textOf(amina).waitFor()
  await give(amina, carol)

  await goTo(carol, 'home')
  await carol.page
    .getByText(carol.words('home.waiting.secondConfirmed', { by: 'A.D.', title }))
    .waitFor()
  await press(carol, 'home.waiting.toFile')
  const save = button(carol, 'editor.export.act', saving)
  await expect.poll(() => save.getAttribute('aria-disabled')).not.toBe('true')
  await carol.willSave(at('confirmed.docx'))
  await press(carol, 'editor.export.act', saving)
  await carol.page.locator('.export-screen').waitFor({ state: 'detached' })
  const bytes = readFileSync(at('confirmed.docx'))
  const text = strFromU8(unzipSync(bytes)['word/document.xml'] ?? new Uint8Array())
  expect(text).toContain('The State should open rural clinics.')
})

test('a word more is another file, and a decline keeps it here: nothing is written', async () => {
  await openDocument(carol, title)
  await carol.hand.enter(carol.page, 0)
  await write(carol, ' Amal lives there.')
  await openExport(carol)
  await reads(carol, 'second-look.notAsked')
  expect(await button(carol, 'editor.export.act', saving).count()).toBe(0)
  await press(carol, 'second-look.ask')
  await reads(carol, 'second-look.waits')
  await press(carol, 'export.cancel')
  await give(carol, amina)

  await lookAtFile(amina)
  await press(amina, 'second-look.decline')
  const dialog = amina.page.getByRole('dialog')
  await amina.hand.fill(dialog.getByRole('textbox'), 'It names a person.')
  await press(amina, 'second-look.declineAct')
  await dialog.waitFor({ state: 'detached' })
  await give(amina, carol)

  await goTo(carol, 'home')
  await carol.page
    .getByText(carol.words('home.waiting.secondDeclined', { by: 'A.D.', title }))
    .waitFor()
  await press(carol, 'home.waiting.toFile')
  await carol.page.getByText('It names a person.').waitFor()
  expect(await button(carol, 'editor.export.act', saving).count()).toBe(0)
  await button(carol, 'second-look.again').waitFor()
})

test('core refuses the declined file too, and the member who confirmed knows the bytes that left', async () => {
  await Promise.all([amina.close(), carol.close()])
  const profileOf = (home: string) => ({ profile: ownProfile(home), passphrase, folder })
  const theirs = withProfile(profileOf(homes.amina))
  const [declined, confirmed] = await theirs.says<AskedFile[]>('look', 'list')
  expect([declined?.state, confirmed?.state]).toEqual(['declined', 'confirmed'])
  const bytes = readFileSync(at('confirmed.docx'))
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(confirmed?.fileHash)

  const own = withProfile(profileOf(homes.carol))
  const [text] = await own.says<{ id: string }[]>('list')
  const document = text?.id ?? ''
  const out = at('declined.docx')
  expect(
    await own.refused('export', '--document', document, '--format', 'docx', '--out', out),
  ).toBe('second-look-missing')
  expect(existsSync(out)).toBe(false)
})
