// Twenty-three phrases, 200 in `npm run prove -- secrecy`, go through the running app by every way that
// a person has, and none of them is found afterwards in any byte that it wrote: after a clean end, and
// after kill -9. The same search finds all of them in a copy of the archive without encryption.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { zipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importFile } from '#tests/importing'
import { electronRuntime } from '#tests/electron-runtime'
import { otherPlacesInMemory } from '#tests/memory-folder'
import { proves } from '#tests/of-proofs'
import { foundIn, leaks, phrases } from '#tests/phrases'
import { plainCopy } from '#tests/plain-copy'
import { realDialogs } from '#tests/real-dialog'
import { openDesk, profileOf, type Desk } from '#tests/story'
import { pointer } from '#tests/story-hand'
import { exportAs, newDocument, openDocument, saved, textOf, write } from '#tests/story-page'
import { choosePassphrase, createGroup, goTo, named, press, unlock } from '#tests/story-start'

/** How many phrases go each way. */
const ways = proves
  ? { typed: 48, pasted: 36, undone: 24, removed: 24, searched: 12, imported: 48 }
  : { typed: 2, pasted: 2, undone: 1, removed: 1, searched: 1, imported: 8 }
const all = phrases(8 + Object.values(ways).reduce((sum, count) => sum + count))
const words = all.flatMap(phrase => phrase.split(' '))
const next = all.values()
const take = (): string => next.next().value ?? ''
const firstWords = (found: Iterable<string>): Set<string> =>
  new Set([...found].flatMap(word => all.find(phrase => phrase.split(' ').includes(word)) ?? []))

let folder: string
let home: string
let outside: string
let desk: Desk
let passphrase: string
const at = (name: string) => join(outside, name)
const profile = () => profileOf(home, electronRuntime().kind === 'test')
// The desktop keeps the state of real dialogs in its usual place.
const env = { XDG_DATA_HOME: '', XDG_CACHE_HOME: '' }
const launch = () => openDesk({ home, hand: pointer, dialogs: realDialogs(), env })

/**
 * Every place that the run may have written to: its own folders, and memory that looks like files.
 */
const places = () => [home, ...otherPlacesInMemory()]

const newLine = async (): Promise<void> => desk.page.keyboard.press('Enter')
const paste = async (text: string): Promise<void> => {
  await desk.app.evaluate(({ clipboard }, given) => clipboard.writeText(given), text)
  await desk.page.keyboard.press('Control+V')
  await textOf(desk).getByText(text).waitFor()
}
const searchFor = async (text: string): Promise<void> => {
  await desk.page.keyboard.press('Control+Shift+F')
  await desk.hand.fill(desk.page.locator('.archive').getByRole('searchbox'), text)
  await desk.page.locator('.found-paragraph').first().waitFor()
}
const deleteDocument = async (title: string): Promise<void> => {
  await goTo(desk, 'documents')
  await desk.page.getByRole('button', { name: desk.words('documents.acts', { title }) }).click()
  await named(desk, 'menuitem', 'documents.delete.menu').click()
  await press(desk, 'documents.delete.act')
  await desk.page.getByRole('row', { name: title }).waitFor({ state: 'detached' })
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sc-'))
  home = join(folder, 'home')
  outside = join(folder, 'outside')
  mkdirSync(outside)
  mkdirSync(join(home, '.local/share'), { recursive: true })
  desk = await launch()
})
afterAll(async () => {
  await desk?.kill()
  rmSync(folder, { recursive: true, force: true })
})

test('all phrases are typed, pasted, titled, undone, deleted, imported, searched, exported', async () => {
  const { page } = desk
  passphrase = await choosePassphrase(desk)
  await createGroup(desk, take(), take())
  const title = take()
  await newDocument(desk, title)
  for (let time = 0; time < ways.typed; time++) {
    const typed = take()
    await page.keyboard.type(typed)
    await textOf(desk).getByText(typed).waitFor()
    await saved(desk)
    await newLine()
  }
  for (let time = 0; time < ways.pasted; time++) {
    await paste(take())
    await newLine()
  }
  for (let time = 0; time < ways.undone; time++) {
    const undone = take()
    await write(desk, undone)
    await page.keyboard.press('Control+Z')
    await textOf(desk).getByText(undone).waitFor({ state: 'detached' })
    // Its own step: undo does not reach back before it.
    await page.keyboard.press('Escape')
  }
  for (let time = 0; time < ways.removed; time++) {
    const removed = take()
    await write(desk, removed)
    await page.keyboard.press('Shift+Home')
    await page.keyboard.press('Delete')
    await textOf(desk).getByText(removed).waitFor({ state: 'detached' })
  }
  await saved(desk)
  const searched = Array.from({ length: ways.searched }, take)
  for (const text of searched) {
    await openDocument(desk, title)
    await pointer.enter(page, 0)
    await write(desk, ` ${text}`)
    await searchFor(text.split(' ')[0] ?? '')
  }
  const imported = Array.from({ length: ways.imported }, take)
  writeFileSync(at('import.md'), imported.join('\n\n'))
  await importFile(desk, at('import.md'))
  await textOf(desk)
    .getByText(imported[0] ?? '')
    .waitFor()
  for (const format of ['pdf', 'docx', 'html', 'md'] as const) {
    await exportAs(desk, format, at(`export.${format}`))
  }
  // Under the proposed name, which is its title.
  await openDocument(desk, title)
  await exportAs(desk, 'md', '')
  expect(readdirSync(outside)).toContain(`${title}.md`)
  const exported = readFileSync(at('export.html'), 'utf8')
  expect(imported.filter(phrase => !exported.includes(phrase))).toEqual([])
  const doomed = take()
  await goTo(desk, 'documents')
  await newDocument(desk, doomed)
  await write(desk, take())
  await newLine()
  await write(desk, take())

  await plainCopy(profile(), passphrase, at('plain'))
  await deleteDocument(doomed)
  expect(await desk.page.getByRole('row', { name: title }).count()).toBe(1)
})

test('the archive has no encryption: the search finds all phrases', () => {
  const found = firstWords(foundIn(words, readFileSync(at('plain'))))
  // Two are for the second run.
  expect(all.filter(phrase => !found.has(phrase))).toEqual(all.slice(-2))
})

test('a phrase has any form: the search finds it', () => {
  const wide = (text: string) => Buffer.from(text, 'utf16le')
  for (const word of words) {
    const text = `before ${word} after`
    const forms = [
      Buffer.from(text),
      wide(text),
      Buffer.from(Buffer.from(text).toString('base64')),
      Buffer.from(Buffer.from(` ${text}`).toString('base64')),
      Buffer.from(Buffer.from(`  ${text}`).toString('base64')),
      gzipSync(Buffer.concat([Buffer.from('x'.repeat(50)), wide(text)])),
      Buffer.from(zipSync({ 'a.txt': Buffer.from(text), 'b.txt': Buffer.from('other') })),
      gzipSync(zipSync({ 'b.txt': Buffer.from('other'), 'a.txt': Buffer.from(text) })),
    ]
    expect(forms.map(form => foundIn([word], form).size)).toEqual(forms.map(() => 1))
  }
})

test('the app ended in good order: no file of the run contains a phrase', async () => {
  await desk.close()
  const { files, bytes, found } = leaks(words, places())
  console.log(JSON.stringify({ files, bytes, found: found.length }))
  expect(found).toEqual([])
  expect(files).toBeGreaterThan(4)
})

test('kill -9 came in mid-word: no file of the run contains a phrase', async () => {
  desk = await launch()
  await unlock(desk, passphrase)
  await openDocument(desk, all[2] ?? '')
  await pointer.enter(desk.page, 1)
  const last = take()
  await write(desk, ` ${last}`)
  await searchFor(last.split(' ')[0] ?? '')
  await openDocument(desk, all[2] ?? '')
  await pointer.enter(desk.page, 1)
  await desk.page.keyboard.type(take())
  await desk.kill()
  expect(take()).toBe('')
  const { files, bytes, found } = leaks(words, places())
  console.log(JSON.stringify({ files, bytes, found: found.length }))
  expect(found).toEqual([])
})
