// Long acts in the real window, on a text of 20,000 words: all places of a word become another, that is
// compared with a version in which all paragraphs are otherwise, and the version is brought back. How
// long it takes, and the longest frame while it goes on.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDesk, type Desk } from '#tests/story'
import { pointer } from '#tests/story-hand'
import { openDocument, textOf } from '#tests/story-page'
import { unlock } from '#tests/story-start'
import { median, roundCount, verdict } from './measure.ts'
import { passphrase, twoMembers } from './two-members.ts'

const title = 'Twenty thousand words'
const paragraphs = 250
const places = 2 * paragraphs
/** Milliseconds. */
const goal = 1000

const paragraph = (index: number): string => {
  const words = Array.from({ length: 78 }, (_, at) => `defender${(index * 7 + at) % 97}`)
  return `${index + 1}. ${words.toSpliced(20, 0, 'state').toSpliced(60, 0, 'state').join(' ')}`
}

type Act = { took: number; frames: number[] }
type Watched = { frames: number[] }

/** Runs in the page: milliseconds of each frame that took longer than 50. */
const watchFrames = (): void => {
  const frames: number[] = []
  Object.assign(globalThis, { frames })
  new PerformanceObserver(list => {
    for (const { duration } of list.getEntries()) frames.push(duration)
  }).observe({ type: 'long-animation-frame' })
}

/** Presses `button` and waits until `where` says something that begins so. */
const act = async ({ page }: Desk, button: string, where: string, said: string): Promise<Act> => {
  const taken = page.evaluate(
    async ([name = '', place = '', sentence = '']) => {
      const { frames } = globalThis as unknown as Watched
      frames.length = 0
      const named = (each: Element): boolean =>
        each.textContent === name || each.ariaLabel?.startsWith(name) === true
      const pressed = [...document.querySelectorAll('button')].find(named)
      if (!pressed) throw new Error('no such button')
      const began = performance.now()
      const over = new Promise<number>(resolve => {
        const isSaid = (): boolean =>
          [...document.querySelectorAll(place)].some(({ textContent }) =>
            textContent.startsWith(sentence),
          )
        new MutationObserver((_, watcher) => {
          if (!isSaid()) return
          watcher.disconnect()
          resolve(performance.now() - began)
        }).observe(document.body, { childList: true, subtree: true, characterData: true })
      })
      pressed.click()
      const took = await over
      // Frames are told of a moment after they were drawn.
      await new Promise(resolve => setTimeout(resolve, 300))
      return { took, frames: [...frames] }
    },
    [button, where, said],
  )
  return taken
}

const show = (name: string, rounds: readonly Act[]): void => {
  const times = rounds.map(({ took }) => took)
  const long = rounds.flatMap(({ frames }) => frames)
  const longest = Math.max(0, ...long).toFixed(0)
  console.log(
    `${name}: ${median(times).toFixed(0)} ms (${times.map(time => time.toFixed(0)).join(' ')});`,
    `${verdict(name, `${goal} ms`, median(times) <= goal)};`,
    `frames over 50 ms: ${long.length} (longest ${longest} ms);`,
    verdict(`${name}, frames over 50 ms`, '0', long.length === 0),
  )
}

/** Waits until earlier announcements are over, so that the next one is new. */
const quiet = ({ page }: Desk): Promise<void> =>
  page.waitForFunction(() => document.querySelector('.toast') === null).then(() => {})

const replace = async (desk: Desk, from: string, to: string): Promise<Act> => {
  const { page } = desk
  await quiet(desk)
  await page.keyboard.press('Control+F')
  await page.getByLabel('Find', { exact: true }).fill(from)
  await page.getByLabel('Replace with').fill(to)
  await page.waitForFunction(
    count => document.querySelector('.find-count')?.textContent?.includes(`of ${count}`),
    places,
  )
  const done = await act(desk, 'Replace all', '.toast', `${places} places were replaced.`)
  await page.keyboard.press('Escape')
  return done
}

const name = async ({ page }: Desk): Promise<void> => {
  await page
    .locator('.document-bar')
    .getByRole('button', { name: /comment/i })
    .click()
  await page.getByRole('tab', { name: 'History' }).click()
  await page.getByRole('button', { name: 'Name this version' }).click()
  await page.getByRole('dialog').waitFor()
  await page.keyboard.type('Before')
  await page.keyboard.press('Enter')
  await page.getByRole('article', { name: 'Before' }).waitFor()
}

const compare = async (desk: Desk): Promise<Act> => {
  const { page } = desk
  // Each place is a word that came and one that went.
  const words = (2 * places).toLocaleString('en')
  const done = await act(desk, 'Compare with now: ', '.comparing-at', words)
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  return done
}

const bringBack = async (desk: Desk): Promise<Act> => {
  await desk.page.getByRole('button', { name: /^Restore: / }).click()
  await desk.page.getByRole('button', { name: 'Restore this text' }).waitFor()
  await quiet(desk)
  return act(desk, 'Restore this text', '.toast', `${paragraphs} paragraphs were restored`)
}

export const acts = async (): Promise<void> => {
  const home = mkdtempSync(join(tmpdir(), 'bz-'))
  const markdown = Array.from({ length: paragraphs }, (_, at) => paragraph(at)).join('\n\n')
  const { second } = await twoMembers(home, [{ title, kind: 'brief', markdown }])
  await second.close()
  const desk = await openDesk({ home, hand: pointer, optimizing: true })
  const rounds = { replacing: [] as Act[], comparing: [] as Act[], restoring: [] as Act[] }
  try {
    await unlock(desk, passphrase)
    await openDocument(desk, title)
    await textOf(desk).locator('> *').nth(200).waitFor({ state: 'attached' })
    await desk.page.evaluate(watchFrames)
    await name(desk)
    for (let round = 0; round <= roundCount; round++) {
      const replacing = await replace(desk, 'state', 'power')
      const comparing = await compare(desk)
      const restoring = await bringBack(desk)
      if (round === 0) continue
      rounds.replacing.push(replacing)
      rounds.comparing.push(comparing)
      rounds.restoring.push(restoring)
    }
    show(`replacing ${places} places in 20,000 words`, rounds.replacing)
    show(`comparing ${paragraphs} changed paragraphs`, rounds.comparing)
    show(`bringing ${paragraphs} paragraphs back`, rounds.restoring)
  } finally {
    await desk.close()
    rmSync(home, { recursive: true, force: true })
  }
}
