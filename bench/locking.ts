// How long it takes from the machine's word that it goes to sleep until no key is in memory: until the core
// process, the only one that has keys, is gone. With a text in the editor, and letters that are not
// sealed yet, which core seals first.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { isRunning } from '#tests/processes'
import { openDesk, type Desk } from '#tests/story'
import { coreOf } from '#tests/story-core'
import { pointer } from '#tests/story-hand'
import { newDocument, openDocument, share } from '#tests/story-page'
import { choosePassphrase, createGroup, unlock } from '#tests/story-start'
import { median, verdict } from './measure.ts'

/** Milliseconds. */
const goal = 300
const times = 10
const title = 'On rural clinics'

/** Milliseconds as the one who asks sees them, with what asking takes. */
const lockOnce = async (desk: Desk): Promise<number> => {
  const core = coreOf(desk)
  const begin = performance.now()
  let gone = 0
  await desk.nextWindow(async () => {
    const asked = desk.app.evaluate(({ powerMonitor }) => void powerMonitor.emit('suspend'))
    while (isRunning(core)) await pause(1)
    gone = performance.now() - begin
    await asked
  })
  await desk.page.locator('.unlock-card').waitFor()
  return gone
}

export const locking = async (): Promise<void> => {
  const home = mkdtempSync(join(tmpdir(), 'bz-'))
  const desk = await openDesk({ home, hand: pointer, optimizing: true })
  try {
    const passphrase = await choosePassphrase(desk)
    await createGroup(desk, 'Bench', 'A.')
    await newDocument(desk, title)
    await share(desk, 1)
    const samples: number[] = []
    for (let time = 0; time < times; time++) {
      await desk.page.locator('.page-text').focus()
      await desk.page.keyboard.type('Clinics close early. ')
      samples.push(await lockOnce(desk))
      await unlock(desk, passphrase)
      await openDocument(desk, title)
    }
    const worst = Math.max(...samples)
    console.log(
      `locking: from the machine's word until core is gone ${median(samples).toFixed(0)} ms`,
      `(worst ${worst.toFixed(0)} of ${times}), ${verdict('locking', `${goal} ms`, worst < goal)}`,
    )
  } finally {
    await desk.kill()
    rmSync(home, { recursive: true, force: true })
  }
}
