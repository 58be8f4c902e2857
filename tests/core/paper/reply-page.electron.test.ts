// The page for people outside in a real browser, opened from the disk. It uses no network, works by
// keyboard, and core opens its reply.
import type { Page } from 'playwright-core'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { temporaryDirectory } from '#tests/archive'
import { foundingOf, grantOf } from '#tests/core'
import { device } from '#tests/cores'
import { filePages, type FilePages } from '#tests/file-pages'
import { axeFaults } from '#tests/page-faults'
import own from '#resources/messages/ar/reply.json' with { type: 'json' }

let pages: FilePages
beforeAll(async () => void (pages = await filePages()))
afterAll(() => pages.close())

/** The page of a round on a text with a link and a paragraph in Arabic. */
const begun = async (language: 'en' | 'ar' = 'en') => {
  const { core } = await device()
  const group = await core.answers['groups.create'](foundingOf())
  const document = await core.answers['documents.create']({
    ...({ group, kind: 'statement', title: 'On protection', language } as const),
  })
  await core.edit(document, [
    { new: 'States should act.', after: 0, kind: 'num1' },
    { new: 'They should fund it.', after: 1, kind: 'num1' },
  ])
  const page = join(temporaryDirectory(), 'page.html')
  await core.answers['consultations.begin']({
    document,
    question: 'What is missing?',
    until: '',
    file: grantOf(core, page),
  })
  return { core, document, page }
}

/** Opens the place of a comment; the page makes its field when it hears that. */
const openByKey = async (page: Page, place: string): Promise<void> => {
  const summary = page.getByText(place, { exact: true })
  await summary.focus()
  await page.keyboard.press('Enter')
  await summary.locator('xpath=..').getByRole('textbox').waitFor()
}

test('when a person answers by keyboard, no network is asked and core opens the reply', async () => {
  const { core, document, page: path } = await begun()
  const { page, requests, downloads } = await pages.open(path)
  const broken: string[] = []
  page.on('console', message => broken.push(message.text()))
  page.on('pageerror', error => broken.push(String(error)))

  await page.getByRole('button', { name: 'Save the reply' }).click()
  await page.getByText('Nothing is written yet').waitFor()
  await openByKey(page, 'Comment on 2')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Who pays? <b>')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+End')
  await page.keyboard.type(' From the regular budget.')
  expect(await axeFaults(page)).toEqual([])
  await page.getByLabel('Organisation', { exact: true }).fill('Network')
  await page.getByText('Paragraphs answered: 1').waitFor()
  const fields = page.locator('textarea, input')
  expect(await fields.count()).toBe(await page.locator('[autocomplete=off]:not(form)').count())
  expect(await page.locator('textarea:not([spellcheck=false])').count()).toBe(0)

  await page.getByRole('button', { name: 'Save the reply' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('Saved as reply-').waitFor()
  await expect.poll(downloads).toHaveLength(1)
  const [reply = ''] = await downloads()
  expect(readFileSync(reply, 'latin1')).not.toMatch(/Who pays|Network|regular/)
  await core.answers['consultations.import']({ document, file: grantOf(core, reply) })
  expect((await core.answers['consultations.list']({ document })).rounds).toMatchObject([
    {
      answers: [
        {
          place: '2',
          comment: 'Who pays? <b>',
          organisation: 'Network',
          name: '',
          wording: 'They should fund it. From the regular budget.',
        },
      ],
    },
  ])

  // Even a request by mistake does not leave the page.
  const refused = await page.evaluate(async () => {
    const tried = await fetch('https://example.org/x').then(
      () => 'fetched',
      () => 'refused',
    )
    const image = new Image()
    const loaded = new Promise(done => {
      image.onload = () => done('loaded')
      image.onerror = () => done('refused')
    })
    image.src = 'https://example.org/x.png'
    return [tried, await loaded, Object.keys(localStorage).length]
  })
  expect(refused).toEqual(['refused', 'refused', 0])
  const asked = await requests()
  expect(asked.filter(url => !/^(file|blob|data):/.test(url))).toEqual([])
  expect(asked.filter(url => url.startsWith('file:'))).toHaveLength(1)
  expect(broken.filter(text => !text.includes('example.org'))).toEqual([])
  await page.close()
})

test('when there is no WebCrypto, it saves with a warning first, and an Arabic text mirrors it', async () => {
  const { core, document, page: path } = await begun('ar')
  const { page, downloads, askToClose, objections } = await pages.open(path, () =>
    Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined }),
  )
  expect(await page.evaluate(() => [window.document.dir, crypto.subtle])).toEqual([
    ...['rtl', undefined],
  ])
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.getByText(own['reply.commentWhole']).click()
  await page.getByLabel(own['reply.comment'], { exact: true }).fill('نعم')
  expect(await axeFaults(page)).toEqual([])
  // The app's words have the direction of the text.
  const ways = page.locator('summary, .ui, .field span, .bar p')
  expect(
    await ways.evaluateAll(all => [...new Set(all.map(each => getComputedStyle(each).direction))]),
  ).toEqual(['rtl'])
  // An unsaved reply would be lost.
  await askToClose()
  await expect.poll(objections).toBe(1)
  await page.getByRole('button', { name: own['reply.save'] }).click()
  await expect.poll(downloads).toHaveLength(1)
  const [reply = ''] = await downloads()
  await core.answers['consultations.import']({ document, file: grantOf(core, reply) })
  expect((await core.answers['consultations.list']({ document })).rounds).toMatchObject([
    { answers: [{ isWhole: true, comment: 'نعم', naming: 'withheld' }] },
  ])
  await Promise.all([page.waitForEvent('close'), askToClose()])
})

/** A round on a text with paragraphs, a table with a header and two rows, and one with one row. */
const begunWithTable = async (language: 'en' | 'ar' = 'en') => {
  const { core } = await device()
  const group = await core.answers['groups.create'](foundingOf())
  const document = await core.answers['documents.create']({
    ...({ group, kind: 'statement', title: 'On protection', language } as const),
  })
  const rows = [
    ['State', 'Fund'],
    ['Kenya', 'Two million'],
    ['Peru', 'One million'],
  ]
  await core.edit(document, [
    { new: 'States should act.', after: 0, kind: 'num1' },
    { table: rows, after: 1, head: true },
    { new: 'Between.', after: 7, kind: 'num1' },
    { table: [['Chile', '']], after: 8 },
  ])
  const page = join(temporaryDirectory(), 'page.html')
  const file = grantOf(core, page)
  await core.answers['consultations.begin']({ document, question: '', until: '', file })
  return { core, document, page }
}

test('a table is one, with a place to comment below each of its own rows and one behind it', async () => {
  const { core, document, page: path } = await begunWithTable()
  const { page, downloads } = await pages.open(path)
  expect(await page.locator('table').count()).toBe(2)
  expect(await page.locator('thead th[scope=col]').allInnerTexts()).toEqual(['State', 'Fund'])
  const places = page.locator('table details summary, .part.table > details summary')
  expect(await places.allInnerTexts()).toEqual([
    'Comment on row 1',
    'Comment on row 2',
    'Comment on table 1',
    'Comment on row 1',
    'Comment on table 2',
  ])
  for (const [place, words] of [
    ['Comment on row 2', 'Too little'],
    ['Comment on table 1', 'And Chile?'],
  ] as const) {
    await openByKey(page, place)
    await page.keyboard.press('Tab')
    await page.keyboard.type(words)
  }
  expect(await page.getByRole('button', { name: 'Propose other wording' }).count()).toBe(0)
  expect(await axeFaults(page)).toEqual([])
  await page.getByText('Paragraphs answered: 2').waitFor()
  await page.getByRole('button', { name: 'Save the reply' }).click()
  await expect.poll(downloads).toHaveLength(1)
  const [reply = ''] = await downloads()
  await core.answers['consultations.import']({ document, file: grantOf(core, reply) })
  const answers = async () =>
    (await core.answers['consultations.list']({ document })).rounds.flatMap(each => each.answers)
  const kenya = 'Kenya | Two million'
  const peru = 'Peru | One million'
  expect(await answers()).toMatchObject([
    { base: peru, comment: 'Too little', wording: null, changed: false },
    { base: `State | Fund\n${kenya}\n${peru}`, comment: 'And Chile?', changed: false },
  ])
  await core.edit(document, [{ insert: 'half a ', block: 7, at: 0 }])
  expect((await answers()).map(({ changed }) => changed)).toEqual([true, true])
  await page.close()
})
