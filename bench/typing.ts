// Key to paint in the real window: a document of 20,000 words, core attached, a member typing in the
// same document over the network. Peer: a contenteditable with the same blocks, classes and fonts in
// the same window.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openCore, type Core } from '#core'
import type { FileGrant } from '#shared/ids'
import { electronRuntime } from '#tests/electron-runtime'
import { openDesk, profileOf, type Desk } from '#tests/story'
import { pointer } from '#tests/story-hand'
import { openDocument, textOf } from '#tests/story-page'
import { button, inReach, named, switchNetwork, unlock } from '#tests/story-start'
import { report, roundCount, type Rounds } from './measure.ts'

const words = 20_000
const perParagraph = 80
const keys = 120
const title = 'Twenty thousand words'
const passphrase = 'five words for a bench'

const paragraph = (index: number): string =>
  `${index + 1}. ${Array.from({ length: perParagraph }, (_, at) => `defender${(index * 7 + at) % 97}`).join(' ')}`

const file = (core: Core, path: string): FileGrant => {
  const grant = randomBytes(16).toString('hex') as FileGrant
  core.grant(grant, path)
  return grant
}

/** Two members with the document; the first one's profile is left for the app to open. */
const prepare = async (home: string) => {
  const at = (name: string) => join(home, name)
  const directory = profileOf(home, electronRuntime().kind === 'test')
  const first = openCore({ directory, now: Date.now, offline: true })
  const lan = { host: '127.0.0.1' }
  const second = openCore({ directory: at('second'), now: Date.now, offline: true, lan })
  for (const core of [first, second]) await core.answers['profile.create']({ passphrase })
  const group = await first.answers['groups.create']({
    ...{ name: 'Bench', handle: 'A.', level: 'country', language: 'en' },
  })
  writeFileSync(
    at('long.md'),
    Array.from({ length: words / perParagraph }, (_, index) => paragraph(index)).join('\n\n'),
  )
  const { document } = await first.answers['documents.import']({
    ...{ group, kind: 'brief', language: 'en', file: file(first, at('long.md')) },
  })
  await first.answers['documents.rename']({ document, title })
  await first.answers['documents.share']({ document })
  await first.answers['invitations.write']({ group, role: 'member', file: file(first, at('i')) })
  await second.answers['joining.ask']({
    ...{ file: file(second, at('i')), handle: 'B.', reply: file(second, at('r')) },
  })
  const { reply } = await first.answers['joining.readReply']({ file: file(first, at('r')) })
  await first.answers['joining.admit']({ group, reply })
  await first.answers['exchange.write']({ group, for: [], file: file(first, at('w')) })
  await second.answers['exchange.read']({ file: file(second, at('w')) })
  await first.close()
  const { addresses } = await second.listen()
  return { second, document, address: addresses[0] ?? '' }
}

/** Runs in the page: milliseconds from each key to the frame that shows it, on `target`. */
const watchKeys = (): void => {
  const samples: number[] = []
  Object.assign(globalThis, { samples })
  addEventListener(
    'keydown',
    ({ timeStamp }) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => samples.push(performance.now() - timeStamp)
        port2.postMessage(null)
      })
    },
    true,
  )
}

const type = async ({ page }: Desk): Promise<number[]> => {
  await page.evaluate(() => {
    const { samples } = globalThis as unknown as { samples: number[] }
    samples.length = 0
  })
  await page.keyboard.type('x'.repeat(keys), { delay: 40 })
  await page.waitForFunction(
    count => (globalThis as unknown as { samples: number[] }).samples.length >= count,
    keys,
  )
  return page.evaluate(() => [...(globalThis as unknown as { samples: number[] }).samples])
}

/** Shows either our page or its plain double, and puts the caret at the end of its tenth block. */
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
    if (block) getSelection()?.setBaseAndExtent(block, 0, block, 0)
  }, which)

export const typing = async (): Promise<void> => {
  const home = mkdtempSync(join(tmpdir(), 'bz-'))
  const { second, document, address } = await prepare(home)
  const desk = await openDesk({ home, hand: pointer })
  try {
    await unlock(desk, passphrase)
    await switchNetwork(desk, true)
    await named(desk, 'textbox', 'members.network.dial').fill(address)
    await button(desk, 'members.network.connect').click()
    await inReach(desk, 'B.')
    await openDocument(desk, title)
    await textOf(desk).locator('> *').nth(200).waitFor({ state: 'attached' })
    await desk.page.evaluate(watchKeys)
    const rounds: Rounds = { product: [], peer: [] }
    let other = true
    const member = (async () => {
      while (other) {
        await second.edit(document, [{ insert: 'y', block: 200, at: 0 }])
        await new Promise(resolve => setTimeout(resolve, 250))
      }
    })()
    for (let round = 0; round <= roundCount; round++) {
      await turnTo(desk, 'peer')
      const peer = await type(desk)
      await turnTo(desk, 'product')
      const product = await type(desk)
      // The first round warms both up.
      if (round > 0) {
        rounds.peer.push(peer)
        rounds.product.push(product)
      }
    }
    other = false
    await member
    report('key to paint, 20,000 words', rounds, [
      { at: 0.5, most: 1.5 },
      { at: 0.95, most: 2 },
    ])
  } finally {
    await desk.close()
    await second.close()
    rmSync(home, { recursive: true, force: true })
  }
}
