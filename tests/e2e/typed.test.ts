// No typed word is lost where the window is left, locked or killed: a title is committed as it is
// typed, and unsent text is kept on this device and offered again at its place.
// @module-tag long
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as pause } from 'node:timers/promises'
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { passphrase } from '#tests/archive'
import { isRunning } from '#tests/processes'
import type { Desk } from '#tests/story'
import { coreOf } from '#tests/story-core'
import { foundedDesk, openFounded } from '#tests/story-founded'
import { newDocument, saved, textOf, write } from '#tests/story-page'
import { closeDialog, goTo, named, press, unlock } from '#tests/story-start'

let folder: string
let desk: Desk
const first = 'Minutes of the first meeting'

const titleField = () => named(desk, 'textbox', 'editor.title')
/** The paragraph that was written. */
const words = () => textOf(desk).getByText('The group met')
/** The one document, under any title. */
const minutes = /Minutes/
const row = (name: string | RegExp) => desk.page.getByRole('row', { name })

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ty-'))
  desk = await foundedDesk({ home: join(folder, 'home') })
  await newDocument(desk, first)
  await write(desk, 'The group met twice and agreed.')
})
afterAll(async () => {
  await desk?.kill()
  rmSync(folder, { recursive: true, force: true })
})

/** The next typed text replaces the title. */
async function selectTitle(): Promise<void> {
  await titleField().click()
  await desk.page.keyboard.press('Control+A')
  // The key is answered before the words are selected.
  await desk.page.waitForFunction(() => {
    const field = document.activeElement
    const isField = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement
    return isField && field.selectionStart === 0 && field.selectionEnd === field.value.length
  })
}

async function retitle(next: string): Promise<void> {
  await selectTitle()
  await desk.page.keyboard.type(next)
}

async function openMinutes(): Promise<void> {
  await goTo(desk, 'documents')
  await desk.hand.openRow(row(minutes))
  await desk.page.locator('.page-text[contenteditable=true]').waitFor()
}

beforeEach(async () => {
  if (await desk.page.getByRole('dialog').isVisible()) await closeDialog(desk)
  if (!(await textOf(desk).isVisible())) await openMinutes()
})

const lock = () => desk.nextWindow(() => desk.page.keyboard.press('Control+Shift+L'))

test('a title is typed and Ctrl 1 is pressed: the list has the whole title', async () => {
  const title = 'Minutes of the second meeting'
  await retitle(title)
  await desk.page.keyboard.press('Control+1')
  await goTo(desk, 'documents')
  await row(title).waitFor()
  await openMinutes()
  await expect.poll(() => titleField().inputValue()).toBe(title)
})

test('a title is typed and the window locks at once: the title is whole', async () => {
  const title = 'Minutes of the third meeting'
  await retitle(title)
  await lock()
  await unlock(desk, passphrase)
  await openMinutes()
  await expect.poll(() => titleField().inputValue()).toBe(title)
})

test('a word is typed and the window locks at once: the word is whole', async () => {
  await words().click()
  await desk.page.keyboard.press('End')
  await desk.page.keyboard.type(' Nobody was against it.')
  await lock()
  await unlock(desk, passphrase)
  await openMinutes()
  await expect.poll(() => textOf(desk).textContent()).toContain('agreed. Nobody was against it.')
})

/** Letters and the keys of the lock, in one moment. */
const typeAndLock = (letters: string) =>
  desk.nextWindow(() =>
    desk.app.evaluate(({ BrowserWindow }, all) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      for (const keyCode of all) contents?.sendInputEvent({ type: 'char', keyCode })
      const modifiers: ('control' | 'shift')[] = ['control', 'shift']
      contents?.sendInputEvent({ type: 'keyDown', keyCode: 'L', modifiers })
    }, letters),
  )

test('the lock follows the last letters in the same moment: they are in the title', async () => {
  const title = 'Minutes of the extraordinary meeting'
  await selectTitle()
  await typeAndLock(title)
  await unlock(desk, passphrase)
  await openMinutes()
  await expect.poll(() => titleField().inputValue()).toBe(title)
})

test('letters reach the page after the word that it is to go: they are in the title', async () => {
  const title = 'Minutes of the late meeting'
  await selectTitle()
  await desk.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    if (!window) throw new Error('No window')
    const contents = window.webContents
    const send = contents.sendInputEvent.bind(contents)
    // Behind the keys of the lock, letters count from the next key that goes down.
    let sent = new Promise(resolve => setTimeout(resolve, 500)).then(() =>
      send({ type: 'keyDown', keyCode: 'Shift' }),
    )
    const sendLate: typeof send = event => {
      if (event.type === 'keyDown' && 'keyCode' in event && event.keyCode === 'L')
        return send(event)
      sent = sent.then(() => send(event))
    }
    Object.assign(contents, { sendInputEvent: sendLate })
    // A hidden window takes the cursor from the field; on a person's machine the letters come before.
    Object.assign(window, { hide: () => {} })
  })
  await typeAndLock(title)
  await unlock(desk, passphrase)
  await openMinutes()
  await expect.poll(() => titleField().inputValue()).toBe(title)
})

/**
 * The page stands still, as a busy one does; `then` says what comes half a second after its window was hidden. The limit
 * of two seconds never comes: a lock that waits for it opens no window.
 */
const holdPage = (then: 'goes on' | 'dies' | 'stays'): Promise<void> =>
  desk.app.evaluate(({ BrowserWindow }, next) => {
    const [window] = BrowserWindow.getAllWindows()
    if (!window) throw new Error('No window')
    const later = globalThis.setTimeout
    const untilTwoSeconds = (work: () => void, time: number) =>
      time < 2000 ? later(work, time) : later(() => {}, 0)
    Object.assign(globalThis, { setTimeout: untilTwoSeconds })
    const renderer = window.webContents.getOSProcessId()
    globalThis.process.kill(renderer, 'SIGSTOP')
    window.once('hide', () => {
      if (next !== 'stays')
        later(() => globalThis.process.kill(renderer, next === 'dies' ? 'SIGKILL' : 'SIGCONT'), 500)
    })
    window.once('closed', () => Object.assign(globalThis, { setTimeout: later }))
  }, then)

test('the page is busy while letters and the lock come: they are in the title', async () => {
  const title = 'Minutes of the busy meeting'
  await selectTitle()
  await holdPage('goes on')
  await typeAndLock(title)
  await unlock(desk, passphrase)
  await openMinutes()
  await expect.poll(() => titleField().inputValue()).toBe(title)
})

test('a lock waits no longer for a busy page that died', async () => {
  const core = coreOf(desk)
  await holdPage('dies')
  await typeAndLock('')
  await expect.poll(() => isRunning(core)).toBe(false)
  await unlock(desk, passphrase)
})

test('the machine goes to sleep: a lock does not wait two seconds for a busy page', async () => {
  const core = coreOf(desk)
  await holdPage('stays')
  await desk.nextWindow(() =>
    desk.app.evaluate(({ powerMonitor }) => void powerMonitor.emit('suspend')),
  )
  await expect.poll(() => isRunning(core)).toBe(false)
  await unlock(desk, passphrase)
})

/** The app is killed half a second after the last key, and opened again at the document. */
async function killed(): Promise<void> {
  await pause(500)
  await desk.kill()
  desk = await openFounded({ home: join(folder, 'home') })
  await openMinutes()
}

/** Selects the first words of the text. */
async function selectWords(): Promise<void> {
  await words().click()
  await desk.page.keyboard.press('Home')
  await desk.page.keyboard.press('Control+Shift+ArrowRight')
}

const tab = (name: 'comments.title' | 'amendments.title' | 'history.title') =>
  desk.hand.press(desk.page.locator('.side-panel').getByRole('tab', { name: desk.words(name) }))

type Place = {
  name: string
  words: string
  /** Opens the place, and returns its field. */
  field: () => Promise<Locator>
  /** The steps before it, once. */
  before?: () => Promise<void>
  /** Tested in `npm run prove -- typed` alone: core keeps it like a comment. */
  isProof?: true
}

const comment = async (): Promise<Locator> => {
  await selectWords()
  await desk.page.keyboard.press('Control+Shift+M')
  return named(desk, 'textbox', 'comments.new')
}

const places: Place[] = [
  { name: 'a title', words: 'Minutes of the fourth meeting', field: async () => titleField() },
  { name: 'a comment', words: 'Which two days were these?', field: comment },
  {
    name: 'an answer',
    isProof: true,
    words: 'On Monday and on Friday.',
    async before() {
      const field = await comment()
      await field.click()
      await desk.page.keyboard.press('Control+A')
      await desk.page.keyboard.type('Which days?')
      await desk.page.keyboard.press('Control+Enter')
      await desk.page.locator('.thread').waitFor()
      await saved(desk)
    },
    async field() {
      const opened = desk.page.locator('.side-panel')
      if (!(await opened.isVisible()))
        await desk.hand.press(desk.page.getByRole('button', { name: '1 comment' }))
      const field = named(desk, 'textbox', 'comments.reply')
      const reply = named(desk, 'button', 'comments.reply.act').first()
      await reply.waitFor()
      if (!(await field.isVisible())) await desk.hand.press(reply)
      return field
    },
  },
  {
    name: 'an amendment',
    words: 'The group met twice, in public, and agreed.',
    async field() {
      await words().click()
      await press(desk, 'amendments.propose')
      return named(desk, 'textbox', 'amendments.wording')
    },
  },
  {
    name: 'a name of a version',
    isProof: true,
    words: 'Sent to the ministry on the second of May',
    async field() {
      if (!(await desk.page.locator('.side-panel').isVisible()))
        await desk.hand.press(desk.page.getByRole('button', { name: /comment/ }).first())
      await tab('history.title')
      await press(desk, 'history.name.act')
      return desk.page.getByRole('dialog').getByRole('textbox')
    },
  },
  {
    name: 'the description of a figure',
    isProof: true,
    words: 'A map of the three valleys',
    async field() {
      await words().click()
      await desk.page.keyboard.press('Control+Shift+G')
      return desk.page.getByRole('dialog').getByRole('textbox')
    },
  },
]

const proves = process.env['BARAZA_PROVE'] === '1'
const asked = places.filter(place => proves || place.isProof !== true)

test.each(asked)(
  'the app is killed half a second after typing $name: all of it is there',
  async place => {
    await place.before?.()
    const field = await place.field()
    await field.click()
    await desk.page.keyboard.press('Control+A')
    await desk.page.keyboard.type(place.words)
    await killed()
    const again = await place.field()
    await expect.poll(() => again.inputValue()).toBe(place.words)
  },
)
