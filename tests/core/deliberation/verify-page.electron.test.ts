// The page that checks packs in a real browser, opened from the disk by a reader outside: it uses no
// network and no WebCrypto, works by keyboard, and never shows a word of a card.
// @module-tag long
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  cardWords,
  toVerifyPage,
  writeContainer,
  signFiles,
  packFiles,
  type Files,
} from '#core/deliberation/adoption'
import { utf8 } from '#core/keys'
import { temporaryDirectory } from '#tests/archive'
import { filePages, type FilePages } from '#tests/file-pages'
import { axeFaults } from '#tests/page-faults'
import { adopted, cardFor, pairOf, packOf } from '#tests/packs'
import arabic from '#resources/messages/ar/verify.json' with { type: 'json' }
import english from '#resources/messages/en/verify.json' with { type: 'json' }

let pages: FilePages
// The words of a card take some seconds in a browser that compiles.
beforeAll(async () => void (pages = await filePages([])))
afterAll(() => pages.close())

const scene = adopted()
const card = cardFor(scene.parties.slice(0, 2))
const words = cardWords(card, 'en').words
const say = (id: string, values: Record<string, string | number> = {}): string =>
  (english as Record<string, string>)[`verify.${id}`]!.replace(/\{(\w+)\}/g, (_, name: string) =>
    String(values[name]),
  )

/** Without it, as some browsers have it for a page from the disk. */
const noWebCrypto = (): void => {
  Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined })
}

const opened = async (own: Uint8Array | null) => {
  const folder = temporaryDirectory()
  const path = join(folder, 'verify.html')
  writeFileSync(path, toVerifyPage(own))
  const shown = await pages.open(path, noWebCrypto)
  const broken: string[] = []
  shown.page.on('console', message => broken.push(message.text()))
  shown.page.on('pageerror', error => broken.push(String(error)))
  const choose = async (button: string, name: string, bytes: Uint8Array): Promise<void> => {
    const chosen = join(folder, name)
    writeFileSync(chosen, bytes)
    const [chooser] = await Promise.all([
      shown.page.waitForEvent('filechooser'),
      shown.page.getByRole('button', { name: button }).press('Enter'),
    ])
    await chooser.setFiles(chosen)
  }
  return { ...shown, broken, choose }
}

const answer = (page: Page, title: string): Promise<void> =>
  page.getByRole('heading', { level: 1, name: title }).waitFor()
const shownWords = (page: Page): Promise<string> => page.locator('body').innerText()

test('when the words of the card are typed, a pack is valid; nothing is asked, kept or shown of the card', async () => {
  const { page, requests, broken, choose } = await opened(card)
  await answer(page, say('start'))
  expect(await axeFaults(page)).toEqual([])
  await choose(say('choosePack'), 'pack.zip', packOf(scene))
  await answer(page, say('self'))
  await page.getByText(say('selfWords')).waitFor()
  const field = page.getByLabel(say('expectLabel'))
  expect(await field.inputValue()).toBe('')
  expect(await field.getAttribute('autocomplete')).toBe('off')
  const before = await shownWords(page)
  const pairs = words.slice(1).map((word, at) => new RegExp(`\\b${words[at]}\\W+${word}\\b`, 'i'))
  expect(pairs.filter(pair => pair.test(before))).toEqual([])

  await field.focus()
  await page.keyboard.type(words.toReversed().join(' '))
  await answer(page, say('unknown'))
  await page.getByText(say('other')).waitFor()
  await page.getByText('This group calls itself “Advisory Group”').waitFor()
  await field.fill(words.join(' '))
  await answer(page, say('valid'))
  await page.getByText(say('same')).waitFor()
  await page
    .getByText('Positions: 9 of 9; needed: 5. With reservations: 1. Members who signed: 6.')
    .waitFor()
  expect(await axeFaults(page)).toEqual([])
  await page
    .getByRole('button', { name: say('readAll') })
    .first()
    .click()
  await page.getByText('Asks for funds. (en)').waitFor()
  await page.getByText('We read this narrowly.').waitFor()

  await choose(say('addFile'), 'Annex.pdf', utf8('the annex'))
  await page.getByText(say('fileAdded')).waitFor()
  await choose(say('addFile'), 'Other.pdf', utf8('another annex'))
  await page.getByText(say('fileAddedOther')).waitFor()

  // Even a request by mistake does not leave the page.
  const kept = await page.evaluate(async () => [
    await fetch('https://example.org/x').then(
      () => 'fetched',
      () => 'refused',
    ),
    Object.keys(localStorage).length,
    document.cookie,
  ])
  expect(kept).toEqual(['refused', 0, ''])
  const asked = await requests()
  expect(asked.filter(url => !/^(file|blob|data):/.test(url))).toEqual([])
  expect(asked.filter(url => url.startsWith('file:'))).toHaveLength(1)
  expect(broken.filter(text => !text.includes('example.org'))).toEqual([])
  await page.close()
})

test('when a word was changed, the paragraph is named, and another pack is read in its place', async () => {
  const { page, choose } = await opened(null)
  const bad = Buffer.from(packOf(scene))
  bad[bad.indexOf('Asks for funds. (en)')]! ^= 1
  await choose(say('choosePack'), 'changed.zip', bad)
  await answer(page, say('changedParagraph', { place: scene.place }))
  await page.getByText(say('diff.paragraph.differs', { place: scene.place })).waitFor()
  await page.getByRole('heading', { name: say('stands', { place: scene.place }) }).waitFor()
  await page.getByText(say('diffHint')).waitFor()
  expect(await axeFaults(page)).toEqual([])

  await choose(say('otherPack'), 'none.zip', utf8('no pack'))
  await answer(page, say('refused'))
  await choose(say('choosePack'), 'pack.zip', packOf(scene))
  await answer(page, say('self'))
  await page.getByText(say('selfCard')).waitFor()
  await page.getByLabel(say('expectLabel')).fill(words.join(' '))
  await page.getByText(say('noCard')).waitFor()
  await choose(say('addCard'), 'card', utf8('no card'))
  await page.getByText(say('badCard')).waitFor()
  await choose(say('addCard'), 'card', card)
  await answer(page, say('valid'))
  // A card that the reader did not get before has other words.
  await choose(say('addCard'), 'card', cardFor(scene.parties.slice(4, 6)))
  await answer(page, say('unknown'))
  await page.close()
})

test('when a foreign group, one officer or too few members signed, that is the answer', async () => {
  const { page, choose } = await opened(card)
  await page.getByLabel(say('expectLabel')).fill(words.join(' '))
  await page.getByText(say('sameCard')).waitFor()
  const signed = (parties: typeof scene.parties, source = scene.source): Uint8Array =>
    writeContainer(
      parties.reduce<Files>((to, party) => signFiles(to, pairOf(party)), packFiles(source)),
    )
  await choose(say('choosePack'), 'foreign.zip', signed(scene.parties.slice(4, 6)))
  await answer(page, say('unknown'))
  await page.getByText(say('todo1')).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await choose(say('otherPack'), 'one.zip', signed(scene.parties.slice(0, 1)))
  await answer(page, say('few'))
  const signatures = scene.source.signatures.slice(0, 4)
  const few = signed(scene.parties.slice(0, 2), { ...scene.source, signatures })
  await choose(say('otherPack'), 'few.zip', few)
  await answer(page, say('notFinal'))
  await page.close()
})

test('in Arabic and in the dark it mirrors, and each language has every word', async () => {
  const { page, choose } = await opened(card)
  await page.emulateMedia({ colorScheme: 'dark' })
  await choose(say('choosePack'), 'pack.zip', packOf(scene))
  await page.getByRole('combobox').selectOption('ar')
  await answer(page, arabic['verify.self'])
  expect(
    await page.evaluate(() => [document.documentElement.dir, document.documentElement.lang]),
  ).toEqual(['rtl', 'ar'])
  expect(await axeFaults(page)).toEqual([])
  // Names of files begin where all names begin.
  const edges = await page.locator('.rows li > b').evaluateAll(names =>
    names.map(name => {
      const range = document.createRange()
      range.selectNodeContents(name)
      return Math.round(range.getBoundingClientRect().right)
    }),
  )
  expect(edges.length).toBeGreaterThan(7)
  expect(new Set(edges).size).toBe(1)
  const days = {
    fr: '29 novembre 2026',
    es: '29 de noviembre de 2026',
    ru: '29 ноября 2026 г.',
    zh: '2026年11月29日',
    en: '29 November 2026',
  }
  expect(await shownWords(page)).toContain('29 نوفمبر 2026')
  for (const [language, day] of Object.entries(days)) {
    await page.getByRole('combobox').selectOption(language)
    await expect.poll(() => shownWords(page)).toContain(day)
    expect(await page.evaluate(() => document.documentElement.dir)).toBe('ltr')
    expect(await shownWords(page)).not.toMatch(/\{\w+\}|verify\./)
  }
  for (const language of ['fr', 'es', 'ar', 'ru', 'zh']) {
    const path = join(import.meta.dirname, `../../../resources/messages/${language}/verify.json`)
    const own = JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>
    const values = (text: string): string => (text.match(/\{\w+\}/g) ?? []).toSorted().join()
    expect(Object.keys(own)).toEqual(Object.keys(english))
    for (const [id, text] of Object.entries(english))
      expect([id, values(own[id]!)]).toEqual([id, values(text)])
  }
  await page.close()
})

test('a pack is chosen while another one is read: the one that was chosen last is shown', async () => {
  const { page, choose } = await opened(card)
  await page.evaluate(() => {
    const own = File.prototype.arrayBuffer
    const { promise, resolve } = Promise.withResolvers<void>()
    Object.assign(window, { release: resolve })
    File.prototype.arrayBuffer = async function (this: File) {
      if (this.name === 'slow.zip') await promise
      return own.call(this)
    }
  })
  await choose(say('choosePack'), 'slow.zip', utf8('no pack'))
  await answer(page, say('reading'))
  await choose(say('choosePack'), 'pack.zip', packOf(scene))
  await answer(page, say('self'))
  await page.evaluate(async () => {
    ;(window as unknown as { release(): void }).release()
    // Reading ends in tasks of its own.
    await new Blob(['no pack']).arrayBuffer()
    await new Promise(done => setTimeout(done))
  })
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(say('self'))
  // The text of the next pack is folded again.
  const readAll = page.getByRole('button', { name: say('readAll') })
  await readAll.first().click()
  expect(await readAll.count()).toBe(0)
  await choose(say('otherPack'), 'again.zip', packOf(scene))
  await readAll.first().waitFor()
})
