// No word that the window called saved is lost when core is killed in mid-word. The driver types 30
// keys a second through the real window, notes the acknowledged words outside the profile, and
// kills core with SIGKILL; the text after reopening must begin with all noted words.
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lastSaved, watched, watchSaved } from '#tests/saved-text'
import { series } from '#tests/series'
import { passphrase } from '#tests/archive'
import type { Desk } from '#tests/story'
import { coreOf } from '#tests/story-core'
import { foundedDesk } from '#tests/story-founded'
import { newDocument, openDocument, saved, textOf } from '#tests/story-page'
import { unlock } from '#tests/story-start'

const title = 'Minutes typed under fire'
const { seeds, passed } = series('durability', 100)
let folder: string
let desk: Desk
const noted = () => join(folder, 'noted.txt')

/** Words typed in all runs before are in the text already; each run begins a paragraph of its own. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'du-'))
  desk = await foundedDesk({ home: join(folder, 'home') })
  await newDocument(desk, title)
  await desk.page.keyboard.type('Beginning')
  await saved(desk)
})
afterAll(async () => {
  await desk?.kill()
  rmSync(folder, { recursive: true, force: true })
})

test.each(seeds)('kill %i: every acknowledged key is in the text', async seed => {
  const { page } = desk
  await textOf(desk).click()
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Enter')
  await saved(desk)
  await watchSaved(page, watched.last)
  writeFileSync(noted(), '')
  // From one and a half to three seconds of typing, another length each time.
  const keys = 45 + ((seed * 37) % 45)
  const text = Array.from({ length: keys }, (_, at) => ((seed * 7 + at) % 36).toString(36))
  const began = performance.now()
  const core = coreOf(desk)
  for (const [at, key] of text.entries()) {
    await page.keyboard.type(key)
    appendFileSync(noted(), `${await lastSaved(page)}\n`)
    const due = began + (at + 1) * (1000 / 30)
    await new Promise(resolve => setTimeout(resolve, Math.max(0, due - performance.now())))
  }
  await desk.nextWindow(async () => process.kill(core, 'SIGKILL'))
  await unlock(desk, passphrase)
  await openDocument(desk, title)
  const last = await textOf(desk).locator('> *').last().textContent()
  const acknowledged = readFileSync(noted(), 'utf8').trimEnd().split('\n')
  const longest = acknowledged.toSorted((a, b) => b.length - a.length)[0] ?? ''
  // The driver did type, and the window did say that keys were saved while it typed.
  expect(longest.length).toBeGreaterThan(10)
  expect(last?.slice(0, longest.length)).toBe(longest)
  expect(text.join('').slice(0, last?.length)).toBe(last)
  passed(seed, `typed ${text.length}, acknowledged ${longest.length}, kept ${last?.length ?? 0}`)
})
