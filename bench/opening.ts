// Opening a protocol of ninety pages in the real window, cold: after each unlock a new core and a new
// window have never seen it. From the key that opens it to the frame that shows its text, and to the
// moment when it can be written in. Beside it what the browser alone takes
// to lay out and draw the same blocks.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { countWordsIn, linesOf, pagesOf } from '#document/reading'
import type { BlockKind } from '#document/model'
import { openDesk, type Desk } from '#tests/story'
import { pointer } from '#tests/story-hand'
import { textOf } from '#tests/story-page'
import { goTo, unlock } from '#tests/story-start'
import { median, roundCount, verdict } from './measure.ts'
import { passphrase, twoMembers, type Text } from './two-members.ts'

/** Milliseconds from the key to readable text. */
const goal = 250
const pages = 90
/** Numbered provisions below each heading. */
const provisions = 30

const vocabulary =
  'states shall protect those who defend the rights of women and girls wherever they work and live without delay fear or cost'.split(
    ' ',
  )
const words = (count: number, from: number): string =>
  Array.from({ length: count }, (_, at) => vocabulary[(from * 7 + at * 3) % 22] ?? '').join(' ')

const provision = (number: number): string =>
  `${number + 1}. ${words(20 + ((number * 37) % 80), number)}`
const heading = (number: number): string => `# Standard ${number + 1}: the duty to protect`

/** Chapters of numbered provisions, some long and some short, as a protocol of standards has them. */
const protocolOf = (length: number): string => {
  const lines: string[] = []
  let numbered = 0
  let height = 0
  const add = (line: string, kind: BlockKind): void => {
    lines.push(line)
    height += linesOf({ kind, text: line })
  }
  while (pagesOf(height) < length) {
    if (numbered % provisions === 0) add(heading(numbered / provisions), 'h1')
    add(provision(numbered++), 'num1')
  }
  return lines.join('\n\n')
}
const title = 'Protocol of standards'
const protocol: Text = { title, kind: 'protocol', markdown: protocolOf(pages) }

type Opening = { readable: number; writable: number; plain: number }

type Watched = { opened: Promise<Omit<Opening, 'plain'>> }
/** Runs in the page. Milliseconds after the next key. */
const watchOpening = (): void => {
  const opened = new Promise<Omit<Opening, 'plain'>>(resolve => {
    let pressed = 0
    let readable = 0
    const afterFrame = (work: () => void): void => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = work
        port2.postMessage(null)
      })
    }
    const isReadable = (): boolean =>
      (document.querySelector('.page-text > *')?.textContent ?? '') !== ''
    const isWritable = (): boolean =>
      document.querySelector('.page-text[contenteditable=true]') !== null
    const look = (): void => {
      if (readable === 0 && isReadable()) {
        readable = -1
        afterFrame(() => {
          readable = performance.now() - pressed
          look()
        })
      }
      if (readable > 0 && isWritable()) {
        watcher.disconnect()
        resolve({ readable, writable: performance.now() - pressed })
      }
    }
    const watcher = new MutationObserver(look)
    addEventListener(
      'keydown',
      ({ timeStamp }) => {
        pressed = timeStamp
        watcher.observe(document, { subtree: true, childList: true, attributes: true })
      },
      { capture: true, once: true },
    )
  })
  Object.assign(globalThis, { opened })
}

/** Runs in the page: the same blocks in the same place, laid out and drawn by the browser alone. */
const openPlainly = (): Promise<number> =>
  new Promise(resolve => {
    const page = document.querySelector<HTMLElement>('.page-text')
    if (!page) throw new Error('no page')
    const copy = page.cloneNode(true)
    page.hidden = true
    const begin = performance.now()
    page.after(copy)
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => resolve(performance.now() - begin)
      port2.postMessage(null)
    })
  })

const openCold = async (desk: Desk): Promise<Opening> => {
  await unlock(desk, passphrase)
  await goTo(desk, 'documents')
  await desk.page.getByRole('row', { name: protocol.title }).focus()
  await desk.page.evaluate(watchOpening)
  await desk.page.keyboard.press('Enter')
  const { readable, writable } = await desk.page.evaluate(
    () => (globalThis as unknown as Watched).opened,
  )
  return { readable, writable, plain: await desk.page.evaluate(openPlainly) }
}

export const opening = async (): Promise<void> => {
  const home = mkdtempSync(join(tmpdir(), 'bz-'))
  const { second } = await twoMembers(home, [protocol])
  await second.close()
  const desk = await openDesk({ home, hand: pointer, optimizing: true })
  try {
    const rounds: Opening[] = []
    for (let round = 0; round <= roundCount; round++) {
      const times = await openCold(desk)
      if (round === 0) {
        const blocks = await textOf(desk).first().locator('> *').count()
        console.log(`${pages} pages: ${blocks} blocks, ${countWordsIn(protocol.markdown)} words`)
      } else rounds.push(times)
      await desk.nextWindow(() => desk.page.keyboard.press('Control+Shift+L'))
    }
    const shown = (of: keyof Opening): string =>
      `${median(rounds.map(round => round[of])).toFixed(0)} ms (${rounds.map(round => round[of].toFixed(0)).join(' ')})`
    const reached = median(rounds.map(({ readable }) => readable)) < goal
    console.log(
      `opening ${pages} pages after unlock: readable ${shown('readable')},`,
      `writable ${shown('writable')}, the browser alone ${shown('plain')};`,
      verdict(`opening ${pages} pages`, `${goal} ms`, reached),
    )
  } finally {
    await desk.close()
    rmSync(home, { recursive: true, force: true })
  }
}
