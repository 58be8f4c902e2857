// Answers the system's own dialogs like a person, with keys, through xdotool. It waits for windows
// that come and go, never for a time. One dialog is open on a display at a time.
import { execFile } from 'node:child_process'
import process from 'node:process'
import { promisify } from 'node:util'
import { expect, vi } from 'vitest'
import { fileTypes } from '../../src/main/file-types.ts'
import { wordsIn } from '../../src/main/words.ts'

const run = promisify(execFile)

/** Milliseconds until a window counts as missing. */
const patience = 30_000

const xdotool = async (...words: string[]): Promise<string> =>
  (await run('xdotool', words, { env: process.env, timeout: patience })).stdout.trim()

const asPattern = (titles: readonly string[]): string =>
  `^(${titles.map(title => title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})$`

/** Whether the window is still on the screen; xdotool fails where none is found. */
const isThere = async (window: string): Promise<boolean> => {
  try {
    return (await xdotool('search', '--onlyvisible', '--name', '.')).split('\n').includes(window)
  } catch {
    return false
  }
}

/** Gives the keys to the window with one of these titles, as soon as it is there. */
async function focusOn(titles: readonly string[]): Promise<string> {
  const found = await xdotool('search', '--sync', '--onlyvisible', '--name', asPattern(titles))
  const window = found.split('\n').at(-1) ?? ''
  await xdotool('windowfocus', '--sync', window)
  return window
}

const gone = (window: string): Promise<void> =>
  expect.poll(() => isThere(window), { timeout: patience }).toBe(false)

/** Writes `text` in place of the content of the focused field. */
async function write(text: string): Promise<void> {
  await xdotool('key', 'ctrl+a')
  await xdotool('type', text)
}

/** Answers a save dialog: with a typed name or path, or with the proposed name. */
export async function saveAs(title: string | readonly string[], typed?: string): Promise<void> {
  const window = await focusOn([title].flat())
  if (typed !== undefined) await write(typed)
  await xdotool('key', 'Return')
  await gone(window)
}

/** Ends a dialog without an answer. */
export async function cancel(title: string): Promise<void> {
  const window = await focusOn([title])
  await xdotool('key', 'Escape')
  await gone(window)
}

/** Answers a question with the button in this place. The first one has the keys. */
export async function answer(title: string, place: number): Promise<void> {
  const window = await focusOn([title])
  for (let step = 0; step < place; step++) await xdotool('key', 'Tab')
  await xdotool('key', 'Return')
  await gone(window)
}

/**
 * Answers an open dialog with the first file that it lists. Nothing shows when the list is filled,
 * so the keys are pressed again while the dialog stays.
 */
export async function openListed(title: string | readonly string[]): Promise<void> {
  const window = await focusOn([title].flat())
  for (const end = Date.now() + patience; await isThere(window);) {
    if (Date.now() > end) throw new Error(`${String(title)}: nothing is listed`)
    await xdotool('windowfocus', '--sync', window)
    await xdotool('key', 'Home', 'Return')
    await vi.waitUntil(async () => !(await isThere(window)), { timeout: 5000 }).catch(() => {})
  }
}

/** Answers an open dialog with a typed path. */
export async function openTyped(title: string | readonly string[], path: string): Promise<void> {
  const window = await focusOn([title].flat())
  await xdotool('key', 'ctrl+l')
  await write(path)
  await xdotool('key', 'Return')
  await gone(window)
}

/** Answers dialogs one after the other, in the order of the calls. */
export type DialogHand = {
  /** An empty path: the proposed one. */
  save(path: string): Promise<void>
  open(path: string): Promise<void>
  /** Says yes to a question. */
  allow(): Promise<void>
}

const titlesOf = (act: 'save' | 'open'): string[] =>
  Object.values(fileTypes).flatMap(({ [act]: title }) =>
    title === undefined ? [] : [wordsIn('en')(title)],
  )

/** A hand for stories: it types each path, or chooses the first listed file where `listed`. */
export const realDialogs = ({ listed = false } = {}): DialogHand => {
  let turn: Promise<void> = Promise.resolve()
  const next = (act: () => Promise<void>): Promise<void> => (turn = turn.then(act))
  return {
    allow: () => next(() => answer(wordsIn('en')('shell.ask.title'), 1)),
    save: path => next(() => saveAs(titlesOf('save'), path === '' ? undefined : path)),
    open: path =>
      next(() => (listed ? openListed(titlesOf('open')) : openTyped(titlesOf('open'), path))),
  }
}
