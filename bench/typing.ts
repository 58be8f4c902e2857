// Key to paint in the real window: a document of 20,000 words, core attached, a member typing in
// the same document over the network. Peers: a contenteditable with the same blocks, classes and
// fonts in the same window; and stock Lexical with Yjs in a window beside it, with a typing peer as
// well. Then the cost of length: the same against a document of 2,000 words.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDesk, type Desk } from '#tests/story'
import { pointer } from '#tests/story-hand'
import { openDocument, textOf } from '#tests/story-page'
import { button, inReach, named, switchNetwork, unlock } from '#tests/story-start'
import { report, roundCount, verdict, type Rounds } from './measure.ts'
import { openStock, type Stock } from './stock.ts'
import { passphrase, twoMembers } from './two-members.ts'

const perParagraph = 80
const keys = 60
/** Between our page and its double in turns: short, as a machine is not the same for seconds. */
const turn = 30
const long = { title: 'Twenty thousand words', words: 20_000, other: 200 }
const short = { title: 'Two thousand words', words: 2000, other: 20 }
type Sized = typeof long
/** The typed text; a bench that types one endless word measures how a browser breaks it. */
const prose = 'every state has the duty to protect those who speak for others '

const paragraph = (index: number): string =>
  `${index + 1}. ${Array.from({ length: perParagraph }, (_, at) => `defender${(index * 7 + at) % 97}`).join(' ')}`

const paragraphsOf = ({ words }: Sized): string[] =>
  Array.from({ length: words / perParagraph }, (_, index) => paragraph(index))

/**
 * Milliseconds of a frame that took longer than 50, of the scripts in it that took longer than 5, and
 * from the first key to where it ended.
 */
type LongFrame = { duration: number; scripts: number; ended: number }
type Watched = { samples: number[]; frames: LongFrame[]; first?: number | undefined }

/**
 * Runs in the page: milliseconds from each key to the frame that shows it, and of each frame that
 * took longer than 50.
 */
const watchKeys = (): void => {
  const samples: number[] = []
  const frames: LongFrame[] = []
  Object.assign(globalThis, { samples, frames })
  addEventListener(
    'keydown',
    ({ timeStamp }) => {
      const watched = globalThis as unknown as Watched
      watched.first ??= timeStamp
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => samples.push(performance.now() - timeStamp)
        port2.postMessage(null)
      })
    },
    true,
  )
  new PerformanceObserver(list => {
    const entries = list.getEntries() as (PerformanceEntry & { scripts: PerformanceEntry[] })[]
    for (const { duration, scripts, startTime } of entries) {
      const ran = scripts.reduce((sum, script) => sum + script.duration, 0)
      frames.push({ duration, scripts: ran, ended: startTime + duration })
    }
  }).observe({ type: 'long-animation-frame' })
}

const type = async ({ page }: Pick<Desk, 'page'>, keys: number): Promise<Watched> => {
  await page.evaluate(() => {
    const watched = globalThis as unknown as Watched
    watched.samples.length = 0
    watched.frames.length = 0
    watched.first = undefined
  })
  await page.keyboard.type(prose.repeat(2).slice(0, keys), { delay: 40 })
  await page.waitForFunction(
    count => (globalThis as unknown as Watched).samples.length >= count,
    keys,
    { timeout: 120_000 },
  )
  return page.evaluate(() => {
    const { samples, frames, first = 0 } = globalThis as unknown as Watched
    // One that ended before any key is the change from one page to the other.
    const since = frames.map(frame => ({ ...frame, ended: frame.ended - first }))
    return { samples: [...samples], frames: since.filter(({ ended }) => ended > 0) }
  })
}

/**
 * Shows either our page or its plain double, with its tenth block in the middle of the window, and
 * puts the caret at the beginning of that.
 */
const turnTo = ({ page }: Desk, which: 'product' | 'peer'): Promise<void> =>
  page.evaluate(shown => {
    const ours = document.querySelector<HTMLElement>('.page-text')
    if (!ours) throw new Error('no page')
    let double = document.querySelector<HTMLElement>('[data-double]')
    if (!double) {
      double = ours.cloneNode(true) as HTMLElement
      double.dataset['double'] = ''
      ours.after(double)
    }
    ours.hidden = shown === 'peer'
    double.hidden = shown === 'product'
    const target = shown === 'product' ? ours : double
    target.focus()
    const block = target.children[9]
    block?.scrollIntoView({ block: 'center' })
    if (block) getSelection()?.setBaseAndExtent(block, 0, block, 0)
  }, which)

const lengthOfText = (page: Stock['page']): Promise<number> =>
  page.evaluate(() => document.querySelector('.page-text')?.children[9]?.textContent.length ?? 0)

/**
 * Puts the caret at the beginning of its tenth block, and types. As people set it up all of it is laid
 * out; `unseen`: what is out of sight is not, as on our page and its double.
 */
const typeInStock = async ({ page }: Stock, unseen: boolean): Promise<Watched> => {
  await page.bringToFront()
  await page.evaluate(given => {
    const text = document.querySelector<HTMLElement>('.page-text')
    text?.toggleAttribute('data-unseen', given)
    text?.focus()
    const words = text?.children[9]?.querySelector('[data-lexical-text]')?.firstChild
    if (words) getSelection()?.setBaseAndExtent(words, 0, words, 0)
  }, unseen)
  const before = await lengthOfText(page)
  const typed = await type({ page }, keys)
  // A key that wrote nothing would be a fast one.
  if ((await lengthOfText(page)) < before + keys) throw new Error('The letters are not there')
  return typed
}

/** Both in turns, now the one first and now the other; the first round warms both up. */
const typeInTurns = async (desk: Desk, rounds: number) => {
  const typed: Rounds = { product: [], peer: [] }
  const frames = { product: [] as LongFrame[], peer: [] as LongFrame[] }
  const sides = ['peer', 'product'] as const
  for (let round = 0; round <= rounds; round++) {
    for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
      await turnTo(desk, side)
      const watched = await type(desk, turn)
      if (round === 0) continue
      typed[side].push(watched.samples)
      frames[side].push(...watched.frames)
    }
  }
  return { typed, frames }
}

const show = async (desk: Desk, { title, other }: Sized): Promise<void> => {
  await openDocument(desk, title)
  await textOf(desk).locator('> *').nth(other).waitFor({ state: 'attached' })
}

export const typing = async (): Promise<void> => {
  const home = mkdtempSync(join(tmpdir(), 'bz-'))
  const texts = [long, short].map(text => ({
    title: text.title,
    kind: 'brief' as const,
    markdown: paragraphsOf(text).join('\n\n'),
  }))
  const { second, documents, address } = await twoMembers(home, texts)
  const desk = await openDesk({ home, hand: pointer, optimizing: true })
  const stock = await openStock(join(home, 's'), paragraphsOf(long))
  try {
    await unlock(desk, passphrase)
    await switchNetwork(desk, true)
    await named(desk, 'textbox', 'members.network.dial').fill(address)
    await desk.willAllow()
    await button(desk, 'members.network.connect').click()
    await inReach(desk, 'B.')
    await desk.page.evaluate(watchKeys)
    await stock.page.evaluate(watchKeys)
    let other = true
    /** The peer writes in the measured text, and not in the other. */
    let isStock = false
    const member = (async () => {
      while (other) {
        if (isStock) stock.write(long.other)
        else
          for (const [at, { other: block }] of [long, short].entries()) {
            const document = documents[at]
            if (document) await second.edit(document, [{ insert: 'y', block, at: 0 }])
          }
        await new Promise(resolve => setTimeout(resolve, 250))
      }
    })()
    const all: Rounds = { product: [], peer: [] }
    const growth: Rounds = { product: [], peer: [] }
    const besideStock: Rounds = { product: [], peer: [] }
    const besideUnseen: Rounds = { product: [], peer: [] }
    const floor: Rounds = { product: [], peer: [] }
    const slow: Record<'product' | 'peer' | 'stock', LongFrame[]> = {
      product: [],
      peer: [],
      stock: [],
    }
    isStock = true
    await typeInStock(stock, false)
    for (let round = 0; round < roundCount; round++) {
      isStock = false
      await desk.page.bringToFront()
      await show(desk, short)
      const few = await typeInTurns(desk, 2)
      await show(desk, long)
      const many = await typeInTurns(desk, 4)
      isStock = true
      const plain = await typeInStock(stock, false)
      const unseen = await typeInStock(stock, true)
      besideStock.product.push(many.typed.product.flat())
      besideStock.peer.push(plain.samples)
      besideUnseen.product.push(many.typed.product.flat())
      besideUnseen.peer.push(unseen.samples)
      // Nothing that a browser edits by itself is faster than this.
      floor.product.push(many.typed.peer.flat())
      floor.peer.push(plain.samples)
      slow.stock.push(...plain.frames)
      all.product.push(...many.typed.product)
      all.peer.push(...many.typed.peer)
      growth.product.push(many.typed.product.flat())
      growth.peer.push(few.typed.product.flat())
      slow.product.push(...many.frames.product)
      slow.peer.push(...many.frames.peer)
    }
    other = false
    await member
    report('key to paint, 20,000 words', all, [
      { at: 0.5, most: 1.35 },
      { at: 0.95, most: 2 },
    ])
    report('key to paint, 20,000 words against stock Lexical with Yjs', besideStock, [
      { at: 0.5, most: 0.4 },
    ])
    report('the same, stock with content-visibility', besideUnseen, [{ at: 0.5, most: 0.4 }])
    report('the contenteditable itself against stock', floor, [{ at: 0.5, most: 0.4 }])
    report('key to paint, 20,000 words against 2,000', growth, [{ at: 0.5, most: 1.3 }])
    // On a machine that does other work a frame can be long without anything in it: the peer tells.
    const longest = (of: number[]): string => Math.max(0, ...of).toFixed(0)
    const counted = (frames: LongFrame[]): string =>
      [
        `${frames.length} (longest ${longest(frames.map(({ duration }) => duration))} ms,`,
        `scripts in one at most ${longest(frames.map(({ scripts }) => scripts))} ms)`,
      ].join(' ')
    console.log(
      `frames over 50 ms while a member types, in ${all.product.flat().length} keys:`,
      `${counted(slow.product)}, contenteditable ${counted(slow.peer)},`,
      `stock in half as many ${counted(slow.stock)};`,
      verdict('frames over 50 ms', '0', slow.product.length === 0),
    )
  } finally {
    await stock.close()
    await desk.close()
    await second.close()
    rmSync(home, { recursive: true, force: true })
  }
}
