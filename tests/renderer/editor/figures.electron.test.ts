// Figures in a real Chromium: a picture is chosen, drawn again without a word of its file, put into
// the text with its caption and its alternative text, and checked in every theme; a file that is no
// picture changes nothing.
// @module-tag long
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { Core } from '#core'
import type { Block } from '#document/model'
import type { FromCore } from '#shared/document-port'
import type { DocumentId } from '#shared/ids'
import { temporaryDirectory } from '#tests/archive'
import { grantOf } from '#tests/core'
import { type CoreOptions, type CorePage, type CorePages, corePages } from '#tests/core-pages'
import { askingOf } from '#tests/deciding'
import { caretIn } from '#tests/text-pages'
import { faultsEverywhere, faultsHere } from '#tests/page-faults'
import { exif, jpeg, png } from '#tests/pictures'
import { closePage, inputsOf, settled } from '#tests/renderer-pages'
import { attachAbsent, insertAbsentFigure } from '#tests/retire-seed'
import {
  beginText,
  openText,
  otherMember,
  textSeed,
  type TextSeeded,
  textTitle,
} from '#tests/text-seed'
import { namedPicture, readPicture } from '../../../src/core/documents/figures/picture-file.ts'

let pages: CorePages
let opened: CorePage & { seeded: TextSeeded }
let page: Page
/** The text on the page. */
let text: DocumentId
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const open = async (options: CoreOptions<TextSeeded> = {}): Promise<void> => {
  opened = await pages.open(textSeed, options)
  page = opened.page
  text = opened.seeded.document
  await openText(page, text)
}
const openEmpty = async (): Promise<void> => {
  opened = await pages.open(textSeed)
  page = opened.page
  text = await beginText(opened)
  await openText(page, text)
}
const blocks = (): readonly Block[] => opened.core.page(text).blocks
const figures = () =>
  blocks()
    .filter(({ kind }) => kind === 'figure')
    .map(({ number, picture, alternative, runs }) => ({
      number,
      alternative,
      words: runs.map(({ text }) => text).join(''),
      size: picture && [picture.type, picture.width, picture.height],
    }))
/** Bytes that core was given, in order. */
const given = async (): Promise<Uint8Array[]> => {
  const all = await page.evaluate(() => {
    type Kept = { name: string; input: { bytes: Uint8Array } }
    const { asked } = window as unknown as { asked: { calls: Kept[] } }
    return asked.calls
      .filter(({ name }) => name === 'figures.keep')
      .map(({ input }) => [...input.bytes])
  })
  return all.map(bytes => new Uint8Array(bytes))
}
/** Bytes that core keeps, by the place of their figure. */
const kept = async (): Promise<(Uint8Array | null)[]> => {
  const hashes = blocks().flatMap(({ picture }) => picture?.hash ?? [])
  return Promise.all(
    hashes.map(async hash => opened.core.answers['figures.picture']({ document: text, hash })),
  )
}
/** The names of the files of the text, sorted. */
const attached = async (): Promise<string[]> => {
  const { files } = await opened.core.answers['attachments.list']({ document: text })
  return files.map(({ name }) => name).toSorted()
}
const dialog = () => page.getByRole('dialog')
const choose = async (name: string, bytes: Uint8Array): Promise<void> => {
  opened.pictures.push({ name, bytes: new Uint8Array(bytes) })
  await dialog()
    .getByRole('button', { name: /^Choose (a|another) picture$/ })
    .click()
}
const words = () => dialog().getByRole('textbox', { name: 'For who does not see it' })
/** The dialog has the picture; without words nothing is put in. */
const answer = async (alternative: string): Promise<void> => {
  await dialog().getByRole('img').waitFor()
  await words().fill(alternative)
  await dialog().getByRole('button', { name: 'Insert figure' }).click()
  await dialog().waitFor({ state: 'detached' })
  await caretIn(page, 'figure')
}
const insert = async (name: string, bytes: Uint8Array, alternative: string): Promise<void> => {
  await page.keyboard.press('Control+Shift+G')
  await choose(name, bytes)
  await answer(alternative)
}
const paste = (name: string, bytes: Uint8Array): Promise<void> =>
  page.evaluate(
    ([called, all]) => {
      const clipboardData = new DataTransfer()
      clipboardData.items.add(new File([new Uint8Array(all)], called, { type: 'image/jpeg' }))
      document
        .querySelector('.page-text')
        ?.dispatchEvent(
          new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
        )
    },
    [name, [...bytes]] as const,
  )

const called = async (name: string): Promise<number> => (await inputsOf(page, name)).length

/** Drops files on the block `index`, as from another window. */
const drop = (index: number, files: readonly { name: string; type: string; bytes: Uint8Array }[]) =>
  page.evaluate(
    ([at, all]) => {
      const dataTransfer = new DataTransfer()
      for (const { name, type, bytes } of all)
        dataTransfer.items.add(new File([new Uint8Array(bytes)], name, { type }))
      const block = document.querySelectorAll('.page-text > *')[at]
      const shared = { dataTransfer, bubbles: true, cancelable: true }
      return ['dragover', 'drop'].map(kind => !block?.dispatchEvent(new DragEvent(kind, shared)))
    },
    [index, files.map(each => ({ ...each, bytes: [...each.bytes] as never }))] as const,
  )

/** Says something to the window of the text: no device writes twice under one client id in a test. */
let say: (message: FromCore) => void
const heardBy = async (core: Core): Promise<void> => {
  const { attach } = core
  core.attach = (which, port) => {
    say = port.post
    return attach(which, port)
  }
}

it('is dropped where it is let go, drawn again as a pasted one, and no other file comes into the page', async () => {
  await open({ before: heardBy })
  await page.locator('.page-text > *').first().click()
  const photo = { name: 'photo.jpg', type: 'image/jpeg', bytes: jpeg([exif('31.95 N 35.91 E')]) }
  // Neither is left to Chromium, which would go to the file.
  expect(await drop(2, [photo])).toEqual([true, true])
  await answer('A square.')
  await expect.poll(() => blocks()[3]?.alternative).toBe('A square.')
  const [drawn] = await given()
  expect(Buffer.from(drawn ?? []).toString('latin1')).not.toMatch(/31\.95|Exif/)
  const before = JSON.stringify(blocks())
  const report = {
    name: 'R Haddad.pdf',
    type: 'application/pdf',
    bytes: png({ width: 1, height: 1 }),
  }
  expect(await drop(2, [report])).toEqual([true, true])
  await page.getByRole('alertdialog', { name: /Attach .*R Haddad\.pdf/ }).waitFor()
  await page.getByText(/^Everyone who reads this text gets the file as it is\./).waitFor()
  expect(await called('attachments.bring')).toBe(0)
  await page.keyboard.press('Escape')
  await page.locator('.dialog').waitFor({ state: 'detached' })
  expect(await called('attachments.bring')).toBe(0)
  expect(await attached()).toEqual([])
  await drop(2, [report, { ...report, name: 'Other.pdf' }])
  await page.getByText('One file at a time: only the first is offered.').waitFor()
  await page.getByRole('button', { name: 'Attach the file' }).click()
  await page.getByRole('tab', { name: 'Files', selected: true }).waitFor()
  await page.locator('.file-here').getByText('R Haddad.pdf').waitFor()
  expect(await called('attachments.bring')).toBe(1)
  expect(await attached()).toEqual(['R Haddad.pdf'])
  // A file that is too large is not read.
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File([new Uint8Array(8 * 1024 * 1024 + 1)], 'Film.mp4'))
    const event = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true })
    document.querySelector('.page-text > *')?.dispatchEvent(event)
  })
  await page.getByRole('button', { name: 'Attach the file' }).click()
  await page
    .getByRole('alertdialog')
    .getByText(/too large/)
    .waitFor()
  expect(await called('attachments.bring')).toBe(1)
  expect(await attached()).toEqual(['R Haddad.pdf'])
  await page.keyboard.press('Escape')
  await page.locator('.dialog').waitFor({ state: 'detached' })
  expect(JSON.stringify(blocks())).toBe(before)
  // A short message stands above notices that wait for an answer, and covers none of them.
  await page.evaluate(() => {
    const shown = document.querySelector('.page-text')
    Object.assign(window, { left: shown && Reflect.get(shown, '__lexicalEditor') })
  })
  say({ kind: 'parted' })
  await page.getByText('Disputed: one place in this text was signed twice.').waitFor()
  // The page is read again: another editor takes what is dropped.
  await page.waitForFunction(() => {
    const shown = document.querySelector('.page-text[contenteditable="true"]')
    const editor: unknown = shown && Reflect.get(shown, '__lexicalEditor')
    return editor != null && editor !== Reflect.get(window, 'left')
  })
  await drop(2, [report, report])
  await page.getByRole('alertdialog').locator('button:focus').waitFor()
  await page.keyboard.press('Escape')
  await page.locator('.dialog').waitFor({ state: 'detached' })
  await page.locator('.toast').last().waitFor()
  const edges = () =>
    page.evaluate(() => {
      const edgeOf = (name: string, edge: 'top' | 'bottom') =>
        [...document.querySelectorAll(name)].at(-1)?.getBoundingClientRect()[edge] ?? 0
      return edgeOf('.page-notices', 'top') - edgeOf('.toasts', 'bottom')
    })
  await expect.poll(edges).toBeGreaterThan(0)
  expect(await faultsHere(page)).toEqual([])
})

it('is a picture drawn again, with a caption, a number and words, and is undone in one step', async () => {
  await openEmpty()
  await page.locator('.page-text').click()
  await page.keyboard.type('Before')
  const extra: [string, string][] = [['tEXt', 'Author\0R. Haddad']]
  await insert('R Haddad.png', png({ width: 3000, height: 1500, extra }), 'A map.')
  await page.keyboard.type('Districts visited')
  await expect
    .poll(figures)
    .toEqual([
      {
        number: 'Figure 1',
        alternative: 'A map.',
        words: 'Districts visited',
        size: ['png', 2000, 1000],
      },
    ])
  await page.getByRole('img', { name: 'A map.' }).waitFor()
  // A second one, from a camera, in front of it; numbers follow.
  await page.keyboard.press('Control+Home')
  await paste('photo.jpg', jpeg([exif('31.95 N 35.91 E')]))
  await answer('A square.')
  await expect
    .poll(() => figures().map(({ number, alternative }) => [number, alternative]))
    .toEqual([
      ['Figure 1', 'A square.'],
      ['Figure 2', 'A map.'],
    ])
  const clean = (await given()).map(bytes => {
    expect(Buffer.from(bytes).toString('latin1')).not.toMatch(/Haddad|31\.95|Exif/)
    // Core keeps it, having taken out what Chromium says of colours.
    const { bytes: taken } = namedPicture(bytes)
    expect(taken && readPicture(taken)).toMatchObject({ type: expect.stringMatching(/png|jpeg/) })
    return taken
  })
  // The map was given first, and is the second figure.
  expect(await kept()).toEqual(clean.toReversed())
  await page.keyboard.press('Control+z')
  await expect.poll(() => figures().length).toBe(1)
  // Enter in a caption makes a paragraph, and nothing joins words to it.
  await page.locator('.figure-words').click()
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await page.keyboard.type('After')
  await page.keyboard.press('Home')
  await page.keyboard.press('Backspace')
  await expect
    .poll(() => blocks().map(({ kind, runs }) => [kind, runs.map(({ text }) => text).join('')]))
    .toEqual([
      ['paragraph', 'Before'],
      ['figure', 'Districts visited'],
      ['paragraph', 'After'],
      ['paragraph', ''],
    ])
})

it('has its words as they are typed, and what Escape takes back is offered again', async () => {
  await open()
  await insert('graph.png', png({ width: 6, height: 4 }), 'A square.')
  const held = () => figures().map(({ alternative }) => alternative)
  await expect.poll(held).toEqual(['A square.'])
  const ask = async (): Promise<void> => {
    await page.keyboard.press('Control+Shift+G')
    await words().waitFor()
  }
  await ask()
  await words().fill('A square in red.')
  await expect.poll(held).toEqual(['A square in red.'])
  await words().fill('')
  await settled(page)
  expect(held()).toEqual(['A square in red.'])
  await words().fill('A red square.')
  await expect.poll(held).toEqual(['A red square.'])
  await page.keyboard.press('Escape')
  await dialog().waitFor({ state: 'detached' })
  await expect.poll(held).toEqual(['A square.'])
  await ask()
  expect(await words().inputValue()).toBe('A red square.')
  await words().press('End')
  await words().pressSequentially(' On a wall.')
  await dialog().getByRole('button', { name: 'Change figure' }).click()
  await dialog().waitFor({ state: 'detached' })
  await expect.poll(held).toEqual(['A red square. On a wall.'])
  await page.locator('.page-text:focus').waitFor()
  await page.keyboard.press('Control+z')
  await expect.poll(held).toEqual(['A square.'])
})

it('is refused in a sentence where it is no picture, and says where one has not arrived', async () => {
  await open()
  await page.locator('.page-text > *').nth(1).click()
  const other = await otherMember(opened)
  const before = JSON.stringify(blocks())
  await page.keyboard.press('Control+Shift+G')
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
  const whole = png({ width: 40, height: 40 })
  const bomb = new Uint8Array(whole)
  new DataView(bomb.buffer).setUint32(16, 60_000)
  new DataView(bomb.buffer).setUint32(20, 60_000)
  // Each sentence takes the place of another one.
  for (const [bytes, sentence] of [
    [new Uint8Array(Buffer.from(svg)), 'The file is not a PNG or JPEG picture'],
    [bomb, 'has more than 64 million pixels'],
    [whole.slice(0, 45), 'The file is not a PNG or JPEG picture'],
  ] as const) {
    await choose('map.png', bytes)
    await dialog().getByText(sentence).waitFor()
  }
  await page.keyboard.press('Escape')
  await dialog().waitFor({ state: 'detached' })
  expect(JSON.stringify(blocks())).toBe(before)

  await insert('map.png', png({ width: 600, height: 240 }), 'A map of the four districts.')
  await page.keyboard.type('Districts visited in 2018')
  await insertAbsentFigure(other.core, text, blocks()[0]?.id)
  await other.tell()
  await page.getByText('M.S. added this picture, and it is not on this device.').waitFor()
  await page.locator('.figure-picture').first().scrollIntoViewIfNeeded()
  expect(await faultsEverywhere(page)).toEqual([])
  // A reference to the second follows it when the first goes, and says so when it is gone itself.
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.locator('.page-text > [data-kind="num1"]').last().click()
  await page.keyboard.press('End')
  await page.keyboard.type(' See ')
  await page.keyboard.press('Control+Shift+R')
  await page.getByRole('combobox', { name: 'Refer to' }).waitFor()
  await page.keyboard.type('figure 2')
  await page.getByRole('option', { name: /Figure 2.*Districts visited/ }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const reads = () =>
    page.locator('.text-reference').evaluateAll(all => all.map(one => one.dataset['words']))
  await expect.poll(reads).toEqual(['figure 2'])
  await other.hear()
  for (const [at, words] of [
    [1, 'figure 1'],
    [2, '[figure removed]'],
  ] as const) {
    await other.edit({ remove: at + 1 })
    await expect.poll(reads).toEqual([words])
  }
  await page.getByText('The reference “figure 2” no longer leads to a paragraph.').waitFor()
  expect(await faultsHere(page)).toEqual([])
})

it('lists the files of a text, says what attaching one means, saves and takes out', async () => {
  const folder = mkdtempSync(join(temporaryDirectory(), 'files-'))
  const fileOf = (name: string): string => {
    writeFileSync(join(folder, name), `The words of ${name}`)
    return join(folder, name)
  }
  await open({
    chosen: [fileOf('Annex to the report.pdf')],
    async before(core, { document: which }) {
      const terms = grantOf(core, fileOf('Terms of reference.docx'))
      await core.answers['attachments.add']({ document: which, file: terms })
      await attachAbsent(core, which, 'تقرير الزيارة.pdf')
      const asking = { purpose: 'decide', words: 'Is it agreed?', until: null } as const
      await core.answers['decisions.ask'](askingOf(which, asking, 2))
    },
  })
  const before = await attached()
  const exact = `${textTitle.replace(':', '')} (en).jsonl`
  expect(before).toEqual([exact, 'Terms of reference.docx', 'تقرير الزيارة.pdf'])
  await page.getByRole('button', { name: 'Comments' }).first().click()
  await page.getByRole('tab', { name: 'Files' }).click()
  await page.getByText('Terms of reference.docx').waitFor()
  await page.getByText('Has not arrived on this device yet.').waitFor()
  expect(await page.getByText(exact).count()).toBe(0)
  await page.getByRole('button', { name: 'Attach a file' }).click()
  await page.getByRole('alertdialog').getByText('It may contain hidden details').waitFor()
  // Nothing went before it was said.
  expect(await attached()).toEqual(before)
  await page.getByRole('button', { name: 'Attach the file' }).click()
  await page.getByText('Annex to the report.pdf', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Save “Terms of reference.docx”' }).click()
  await page.getByText('no longer encrypted by Baraza').first().waitFor()
  expect(readFileSync(join(opened.folder, 'Terms of reference.docx'), 'utf8')).toBe(
    'The words of Terms of reference.docx',
  )
  expect(await attached()).toEqual(['Annex to the report.pdf', ...before].toSorted())
  await page.getByRole('button', { name: 'Remove “Annex to the report.pdf”' }).click()
  await page.getByRole('button', { name: 'Remove the file' }).click()
  await page.getByText('Annex to the report.pdf', { exact: true }).waitFor({ state: 'detached' })
  expect(await attached()).toEqual(before)
  expect(await faultsEverywhere(page)).toEqual([])
})
