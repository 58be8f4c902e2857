// Many files in the real app, by keyboard and by letting them go over the window: they are read and
// reported, and come in together. A page never sees a path.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exif, jpeg, png } from '#tests/pictures'
import type { Desk } from '#tests/story'
import { foundedDesk } from '#tests/story-founded'
import { keys } from '#tests/story-hand'
import { textOf } from '#tests/story-page'
import { button, goTo, press, reads } from '#tests/story-start'
import {
  comment,
  commented,
  deleted,
  deletedRun,
  inserted,
  paragraph,
  run,
  pictured,
  pictureLink,
  wordFile,
} from '#tests/word-file'

let folder: string
let desk: Desk
const at = (name: string): string => join(folder, name)
const worked = wordFile(
  paragraph(
    run('They ') + deleted(deletedRun('may')) + inserted(run('should')) + commented(1, run(' go.')),
  ),
  { comments: comment({ id: 1, author: 'A.D., Chair', last: '0A' }, 'Where?') },
)
/** The pixels of one are broken behind a good header. */
const pictures = {
  'a.png': png({ width: 3000, height: 1500, extra: [['tEXt', 'Author\0Zqauthor']] }),
  'b.jpg': jpeg([exif('Zqplace 31.95')]),
  'c.png': png({ width: 9, height: 9 }).with(43, 0),
}
const illustrated = wordFile(
  paragraph(run('The map:') + pictured('a.png', 'A map of the districts')) +
    paragraph(pictured('b.jpg', 'A hall')) +
    paragraph(pictured('c.png', 'A chart')),
  {
    links: Object.keys(pictures)
      .map(name => pictureLink(name, name))
      .join(''),
    more: Object.fromEntries(
      Object.entries(pictures).map(([name, bytes]) => [`word/media/${name}`, bytes]),
    ),
  },
)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'im-'))
  desk = await foundedDesk({ home: at('amina'), hand: keys })
  await Promise.all([
    writeFile(at('Draft.docx'), worked),
    writeFile(at('Visits.docx'), illustrated),
    writeFile(at('Note.md'), '# A note\n\nWords of it.'),
    writeFile(at('Scan.docx'), '%PDF-1.7 under another name'),
    writeFile(at('Dropped.txt'), 'Words that were let go.'),
  ])
})
afterAll(async () => {
  await desk?.kill()
  await rm(folder, { recursive: true, force: true })
})

const titles = () => desk.page.locator('.document-title > .strong').allInnerTexts()
const rowOf = (name: string) => desk.page.locator('.import-file', { hasText: name })

type HiddenPage = {
  url: string
  sharesSession: boolean
  isKept: boolean
  checksSpelling: boolean
  /** Names of the databases that the page finds. */
  databases: string[]
  mayLocate: string
}

/** From now on the main process notes the hidden pages that load, and what each of them reaches. */
const noteHiddenPages = (): Promise<void> =>
  desk.app.evaluate(({ app, BrowserWindow }) => {
    const [own] = BrowserWindow.getAllWindows()
    const hiddenPages: Promise<unknown>[] = []
    Object.assign(globalThis, { hiddenPages })
    app.on('web-contents-created', (_, contents) =>
      contents.once('dom-ready', () => {
        const { session } = contents
        const look = `Promise.all([
          indexedDB.databases(),
          navigator.permissions.query({ name: 'geolocation' }),
        ]).then(([found, { state }]) => ({ databases: found.map(({ name }) => name), mayLocate: state }))`
        const facts = {
          url: contents.getURL(),
          sharesSession: session === own?.webContents.session,
          isKept: session.isPersistent(),
          checksSpelling: session.isSpellCheckerEnabled(),
        }
        hiddenPages.push(
          contents.executeJavaScript(look).then((seen: object) => ({ ...facts, ...seen })),
        )
      }),
    )
  })
const hiddenPages = (): Promise<HiddenPage[]> =>
  desk.app.evaluate(() =>
    Promise.all((globalThis as unknown as { hiddenPages: Promise<HiddenPage>[] }).hiddenPages),
  )

/** Lets these files go where a person points, as the system does: with real files of the disk. */
const letGo = async (x: number, y: number, ...files: string[]): Promise<void> => {
  const session = await desk.page.context().newCDPSession(desk.page)
  const data = { items: [], files, dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x, y, data })
  await session.detach()
}

test('when several files are chosen, those that can be read come in together, and the report stays', async () => {
  const { page, words, hand } = desk
  await goTo(desk, 'documents')
  await desk.willOpen(at('Draft.docx'), at('Note.md'), at('Scan.docx'))
  await press(desk, 'documents.import.button')
  await button(desk, 'import.act', { files: 2 }).waitFor()
  await reads(desk, 'import.refused.pdf')
  await reads(desk, 'import.found.changes.suggestions', { count: 2 })
  expect(await page.locator('.import-people tbody tr').allInnerTexts()).toHaveLength(2)
  // The member is called A.D. in the group; the name in the file is a quotation all the same.
  await reads(desk, 'import.people.notYou')
  await press(desk, 'import.act', { files: 2 })
  await page.locator('.documents').waitFor()
  await expect.poll(titles).toEqual(expect.arrayContaining(['Draft', 'A note']))

  await hand.openRow(page.getByRole('row', { name: /^Draft/ }))
  await textOf(desk).getByText('They').waitFor()
  await hand.press(page.getByRole('button', { name: words('comments.button', { count: 1 }) }))
  await hand.press(page.locator('.side-panel').getByRole('tab', { name: words('history.title') }))
  await hand.press(page.getByRole('button', { name: words('import.from', { file: 'Draft.docx' }) }))
  const dialog = page.getByRole('dialog')
  await dialog.getByText(words('import.found.changes.suggestions', { count: 2 })).waitFor()
  await dialog
    .getByText(words('comments.quoted', { name: 'A.D., Chair', file: 'Draft.docx' }))
    .waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
})

test('when a file has pictures, a hidden page draws each again; one that it cannot draw says its words', async () => {
  await noteHiddenPages()
  await goTo(desk, 'documents')
  await desk.willOpen(at('Visits.docx'))
  await press(desk, 'documents.import.button')
  await reads(desk, 'import.found.pictures', { count: 2 })
  await reads(desk, 'import.found.picture-damaged', { count: 1 })
  expect(await hiddenPages()).toEqual([
    {
      url: 'app://baraza/draw.html',
      sharesSession: false,
      isKept: false,
      checksSpelling: false,
      databases: [],
      mayLocate: 'denied',
    },
  ])
  await press(desk, 'import.act', { files: 1 })
  const map = textOf(desk).getByRole('img', { name: 'A map of the districts' })
  await map.waitFor()
  // As small as a chosen picture is kept.
  expect(await map.getAttribute('width')).toBe('2000')
  await textOf(desk).getByRole('img', { name: 'A hall' }).waitFor()
  await textOf(desk).getByText('A chart').waitFor()
  expect(await textOf(desk).getByRole('img').count()).toBe(2)
})

test('when a file is let go over the window, it is read like a chosen one, and the page stays', async () => {
  const { page } = desk
  await goTo(desk, 'home')
  const address = page.url()
  await letGo(700, 400, at('Dropped.txt'), at('Scan.docx'))
  await rowOf('Dropped.txt').waitFor()
  await rowOf('Scan.docx').getByText(desk.words('import.refused.pdf')).waitFor()
  expect(page.url()).toBe(address)
  // Nothing that the page has says where the file lies.
  expect(await page.content()).not.toContain(folder)
  await press(desk, 'import.act', { files: 1 })
  await textOf(desk).getByText('Words that were let go.').waitFor()
})

test('when a page makes a drop itself, no file is read', async () => {
  const { page } = desk
  await goTo(desk, 'documents')
  await page.evaluate(() => {
    const data = new DataTransfer()
    data.items.add(new File(['x'], 'Made.txt'))
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true }))
    window.postMessage({ baraza: 'dropped' }, window.location.origin)
  })
  await press(desk, 'documents.new.button')
  await page.getByRole('dialog').waitFor()
  expect(await page.locator('.import').count()).toBe(0)
  // A dialog asks about something else: what is let go over it is not read.
  await letGo(700, 400, at('Dropped.txt'))
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await page.locator('.import').count()).toBe(0)
})

test('when a file is let go over a text, it is offered as an attachment there', async () => {
  const { page } = desk
  await goTo(desk, 'documents')
  await desk.hand.openRow(page.getByRole('row', { name: /A note/ }))
  const words = textOf(desk).getByText('Words of it.')
  await words.waitFor()
  const box = await words.boundingBox()
  if (!box) throw new Error('The text is not on the screen')
  await letGo(box.x + 5, box.y + 5, at('Dropped.txt'))
  await page.getByRole('alertdialog').getByText('Dropped.txt').first().waitFor()
  expect(await page.locator('.import').count()).toBe(0)
})
