// Any overlay over the text gives the cursor back on Escape, with the selection, and the next key
// is written there: for every key and every command of the palette, from a paragraph, a cell of a
// table, a footnote and a comment in its form. Here each of them is tried from one of five places,
// and in `npm run prove -- focus` from all.
// @module-tag long
import process from 'node:process'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { closePage, settled } from '#tests/renderer-pages'
import { type KeyName, keys } from '../../../src/renderer/shell/commands/keys.ts'
import { caretIn, type TextPages, textPages } from '#tests/text-pages'

const proves = process.env['BARAZA_PROVE'] === '1'
let pages: TextPages
let page: Page

/** As Playwright names a chord. */
const pressed = (chord: string): string =>
  chord
    .split(/\+(?=.)/)
    .map(part => ({ ctrl: 'Control', alt: 'Alt', shift: 'Shift' })[part] ?? part)
    .map(part => (/^f\d+$/.test(part) ? part.toUpperCase() : part))
    .join('+')
    .replace(/arrow(.)/, (_all, first: string) => `Arrow${first.toUpperCase()}`)
    .replace('escape', 'Escape')
const press = async (...chords: string[]): Promise<void> => {
  for (const chord of chords) await page.keyboard.press(chord)
}

/** The name of the field with the focus, and its words with the caret, or what is selected, in them. */
const caret = (): Promise<string> =>
  page.evaluate(() => {
    const active = document.activeElement
    if (active instanceof HTMLTextAreaElement || active instanceof HTMLInputElement) {
      const { value, selectionStart, selectionEnd } = active
      const [from, to] = [selectionStart ?? 0, selectionEnd ?? 0]
      const name = active.getAttribute('aria-label') ?? active.labels?.[0]?.textContent ?? ''
      return `${name}: ${value.slice(0, from)}[${value.slice(from, to)}]${value.slice(to)}`
    }
    const range = getSelection()?.getRangeAt(0)
    if (!range || !active?.classList.contains('page-text')) return active?.className ?? 'nothing'
    const block = Array.from(active.querySelectorAll('[data-bid]'))
      .filter(each => each.contains(range.startContainer))
      .at(-1)
    if (!block) return 'no block'
    const before = new Range()
    before.setStart(block, 0)
    before.setEnd(range.startContainer, range.startOffset)
    const after = new Range()
    after.setStart(range.endContainer, range.endOffset)
    after.setEnd(block, block.childNodes.length)
    return `text: ${before.toString()}[${range.toString()}]${after.toString()}`.replaceAll(
      '\u2060',
      '*',
    )
  })

/** Whether something lies over the screen or has the focus that is no field of before. */
const isOpen = (): Promise<boolean> =>
  page.evaluate(
    () =>
      document.querySelector(
        '[role=dialog], [role=alertdialog]:not(.toast), [role=menu], [role=listbox], .find-bar',
      ) !== null || document.activeElement?.closest('[role=toolbar]') !== null,
  )

const places: Record<string, () => Promise<unknown>> = {
  async 'a paragraph'() {
    await page.getByText('Words of a paragraph').click()
    await press('Home', 'ArrowRight', 'ArrowRight')
  },
  async 'selected words'() {
    await page.getByText('Words of a paragraph').click()
    await press('Home', 'Control+Shift+ArrowRight')
  },
  async 'a cell'() {
    await page.locator('.cell').nth(1).click()
    await press('Home', 'ArrowRight')
  },
  async 'a footnote'() {
    await page.getByRole('textbox', { name: 'Footnote 1' }).click()
    await press('Home', 'ArrowRight', 'ArrowRight')
  },
  async 'a comment'() {
    await page.getByText('Words of a paragraph').click()
    await press('Home', 'Control+Shift+ArrowRight', 'Control+Shift+M')
    const field = page.getByRole('textbox', { name: 'Your comment' })
    await field.and(page.locator(':focus')).waitFor()
    if ((await caret()).endsWith(': []')) await page.keyboard.type('half')
    await press('End', 'ArrowLeft')
  },
}

/** The `names` that are asked from the place: one of five, another for each that comes next. */
const askedFrom = <T>(place: string, names: readonly T[]): T[] => {
  const at = Object.keys(places).indexOf(place)
  return names.filter((_, index) => proves || (index + at) % 5 === 0)
}

/** The effect of each key on the cursor: a new key has to be put in one of these lists. */
const opens: KeyName[] = [
  ...(['palette', 'shortcuts', 'newDocument', 'find', 'goTo', 'export', 'tools', 'help'] as const),
  ...(['link', 'reference', 'figure', 'save'] as const),
]
const goes: KeyName[] = [
  ...(['lock', 'nextArea', 'previousArea', 'home', 'documents', 'archive', 'members'] as const),
  ...(['meetings', 'decisions', 'followUp', 'givePosition'] as const),
  ...(['searchArchive', 'back', 'forward', 'close', 'leaveText'] as const),
  ...(['nextDifference', 'previousDifference', 'nextPoint', 'previousPoint'] as const),
  ...(['nextBeside', 'previousBeside', 'confirmBeside', 'comment', 'note'] as const),
  // In the palette and the bar that finds, and in the form that sends.
  ...(['searchAll', 'nextFound', 'previousFound', 'intoFound', 'send', 'card', 'accept'] as const),
  ...(['exportFile', 'exportStop', 'exportNames', 'exportLeft'] as const),
]
const changes: KeyName[] = [
  ...(['larger', 'smaller', 'normalSize', 'bold', 'italic', 'underline', 'superscript'] as const),
  ...(['subscript', 'clearFormats', 'deeper', 'shallower', 'moveUp', 'moveDown'] as const),
  ...(['undo', 'redo', 'nextCell', 'rowAfter', 'columnAfter', 'removeRow'] as const),
  ...(['removeColumn', 'suggesting', 'bracket', 'keep'] as const),
  ...(['heading1', 'heading2', 'heading3'] as const),
  // In the comparison of two wordings.
  ...(['useTheirs', 'useMine', 'useBoth'] as const),
  // Keys of an agenda and its session, and of minutes.
  ...(['itemUp', 'itemDown', 'itemDeeper', 'itemShallower', 'giveFloor'] as const),
  ...(['decisionLine', 'actionLine', 'reservationLine', 'offRecord', 'speaker'] as const),
]

/** Commands of the palette that open something over the text, or a place beside it. */
const paletteOpens: string[] = [
  ...[
    'go-to',
    'find',
    'tool-link',
    'reference',
    'figure',
    'new',
    'exchange',
    'invite',
    'shortcuts',
  ],
  ...['share', 'move', 'help'],
]

const others = new RegExp(
  [
    '^(panel|point|row|column|remove|languages|tool|bracket)-',
    '^(header|underline|subscript|clear|note|table|pagebreak|up|down|ltr|rtl|export-[a-z]+)$',
    '^(lock|settings|home|documents|archive|members|network|languages|import)$',
    '^(meetings|decisions|followUp|plan-meeting|find-date|ask)$',
    '^(place-|hit-|[0-9a-f]{32}$)',
  ].join('|'),
)

it('every key of the table is one that opens, goes or changes', () => {
  expect([...opens, ...goes, ...changes].toSorted()).toEqual(Object.keys(keys).toSorted())
})

/** Closes what lies over the screen, and types at once; what came of it, where that is not as it should be. */
async function escapeAndType(before: string): Promise<string[]> {
  for (let times = 0; times < 3 && (await isOpen()); times++) await press('Escape')
  await page.keyboard.type('q')
  const wanted = before.replace(/\[[^\]]*\]/, 'q[]')
  const is = await settledCaret(wanted)
  return is === wanted ? [] : [`${before} became ${is}`]
}
/** Where the caret is once it is as wanted, or after a while. */
async function settledCaret(wanted: string): Promise<string> {
  await expect
    .poll(caret)
    .toBe(wanted)
    .catch(() => {})
  return caret()
}

beforeAll(async () => void (pages = await textPages()))
afterAll(() => pages.close())

/** A document with a paragraph, a footnote and a table. */
async function begin(): Promise<void> {
  page = (await pages.openOwn()).page
  // As a person has it: what fades takes its time.
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  await page.locator('.page-text').click()
  await page.keyboard.type('Words of a paragraph')
  await press('Control+Shift+N')
  await page.getByRole('textbox', { name: 'Footnote 1' }).waitFor()
  await page.keyboard.type('See there')
  await press('Enter', 'Control+K')
  await page.keyboard.type('table')
  await page.getByRole('option', { name: 'Table', exact: true }).waitFor()
  await press('Enter')
  await caretIn(page, '.cell')
  await page.keyboard.type('One')
  await press('Tab')
  await page.keyboard.type('Two')
}

/** Whether the page is as it began: the tests of the next place go on with it. */
let isWhole = false

describe.each(Object.keys(places))('the caret is in %s', place => {
  beforeAll(async () => {
    if (!isWhole) await begin()
    isWhole = true
  })
  afterEach(({ task }) => {
    if (task.result?.state === 'fail') isWhole = false
  })

  /** Opens, closes, types, and puts the caret there again; `open` says whether something came up. */
  const wrongAfter = async (name: string, open: () => Promise<unknown>): Promise<string[]> => {
    await places[place]?.()
    const before = await caret()
    if (!before.includes('[')) return [`${name}: no caret to begin with, ${before}`]
    await open()
    // Its pages are read before it opens.
    if (name === 'help') await page.locator('.help').waitFor()
    await settled(page)
    if (await isOpen()) opened.push(name)
    const wrong = await escapeAndType(before)
    if (wrong.length === 0) await press(place === 'selected words' ? 'Control+Z' : 'Backspace')
    return wrong.map(each => `${name}: ${each}`)
  }
  let opened: string[] = []
  beforeEach(() => void (opened = []))

  it('every key that opens something gives it back', async () => {
    const wrong: string[] = []
    const asked = askedFrom(place, opens)
    for (const name of asked)
      wrong.push(...(await wrongAfter(name, () => press(pressed(keys[name].chords[0])))))
    expect(wrong).toEqual([])
    expect(opened.length).toBeGreaterThanOrEqual(proves ? 6 : 1)
  })

  it('every command of the palette that opens something gives it back', async () => {
    await press('Control+K')
    await page.getByRole('option').first().waitFor()
    await settled(page)
    const names = await page
      .getByRole('option')
      .evaluateAll(all => all.map(each => each.getAttribute('data-key') ?? ''))
    await press('Escape')
    await page.getByRole('option').first().waitFor({ state: 'detached' })
    // A new command is one that opens, or one of these.
    expect(names.filter(each => !paletteOpens.includes(each) && !others.test(each))).toEqual([])
    const wrong: string[] = []
    const there = names.filter(each => paletteOpens.includes(each))
    const asked = askedFrom(place, there)
    for (const name of asked)
      wrong.push(
        ...(await wrongAfter(name, async () => {
          await press('Control+K')
          await page.locator(`[role=option][data-key="${name}"]`).click()
        })),
      )
    expect(wrong).toEqual([])
    expect(there.length).toBeGreaterThan(5)
    expect(opened.length).toBeGreaterThanOrEqual(proves ? 6 : 1)
  })
})

it('commands of a table keep the focus in the cell, from the palette and from the menu', async () => {
  await closePage(page)
  page = (await pages.openOwn()).page
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  await page.locator('.page-text').click()
  await press('Control+K')
  await page.keyboard.type('table')
  await page.getByRole('option', { name: 'Table', exact: true }).waitFor()
  await press('Enter')
  await caretIn(page, '.cell')
  await page.keyboard.type('One')
  await press('ArrowLeft')
  /** The caret is in a cell, of a new row or column perhaps, and the letter is there. */
  const writes = async (): Promise<void> => {
    await page.keyboard.type('q')
    await expect.poll(caret).toMatch(/^text: .*q\[\]/)
    expect(
      await page.evaluate(
        () => getSelection()?.anchorNode?.parentElement?.closest('.cell') !== null,
      ),
    ).toBe(true)
  }
  for (const name of ['row-before', 'row-after', 'column-before', 'column-after', 'header']) {
    await press('Control+K')
    await page.locator(`[role=option][data-key="${name}"]`).click()
    await writes()
    await page.getByRole('button', { name: 'More formatting', exact: true }).click()
    await page.locator(`[role=menuitem][data-key="${name}"]`).click()
    await page.getByRole('menu').waitFor({ state: 'detached' })
    await writes()
  }
  await closePage(page)
})
