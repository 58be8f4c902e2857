// Long acts in the real window: all places of a word in a text of 20,000 words become another, and a
// version is brought back in which all paragraphs were otherwise. How long it takes, and the longest
// frame while it goes on. The word before and after is as long, so that each round does the same.
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

/** Presses `button` and waits until that is said. */
const act = async ({ page }: Desk, button: string, said: string): Promise<Act> => {
  const taken = page.evaluate(
    async ([name, sentence]) => {
      const { frames } = globalThis as unknown as Watched
      frames.length = 0
      const named = (each: Element): boolean => each.textContent === name
      const pressed = [...document.querySelectorAll('button')].find(named)
      if (!pressed) throw new Error('no such button')
      const began = performance.now()
      const over = new Promise<number>(resolve => {
        const isSaid = (): boolean =>
          [...document.querySelectorAll('.toast')].some(({ textContent }) =>
            textContent.startsWith(sentence ?? ''),
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
    [button, said],
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

export const replacing = async (): Promise<void> => {
  const home = mkdtempSync(join(tmpdir(), 'bz-'))
  const markdown = Array.from({ length: paragraphs }, (_, at) => paragraph(at)).join('\n\n')
  const { second } = await twoMembers(home, [{ title, kind: 'brief', markdown }])
  await second.close()
  const desk = await openDesk({ home, hand: pointer, optimizing: true })
  const { page } = desk
  try {
    await unlock(desk, passphrase)
    await openDocument(desk, title)
    await textOf(desk).locator('> *').nth(200).waitFor({ state: 'attached' })
    await page.evaluate(watchFrames)
    await page.keyboard.press('Control+F')
    const found = page.locator('.find-count').first()
    const words = ['state', 'power']
    const rounds: Act[] = []
    for (let round = 0; round <= roundCount; round++) {
      const [from = '', to = ''] = round % 2 === 0 ? words : words.toReversed()
      await page.getByLabel('Find', { exact: true }).fill(from)
      await page.getByLabel('Replace with').fill(to)
      await page.waitForFunction(
        count => document.querySelector('.find-count')?.textContent?.includes(`of ${count}`),
        places,
      )
      await found.waitFor()
      const done = await act(desk, 'Replace all', `${places} places were replaced.`)
      if (round > 0) rounds.push(done)
      // The next one is told by a message of its own.
      await page.locator('.toast').first().waitFor({ state: 'detached' })
    }
    show(`replacing ${places} places in 20,000 words`, rounds)
  } finally {
    await desk.close()
    rmSync(home, { recursive: true, force: true })
  }
}
