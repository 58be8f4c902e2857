// A disk that fills up under the open window: every screen shows it, a kill loses nothing that the
// window called saved, and saving resumes by itself once there is room. For root, who can make a
// disk.
// @module-tag long
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { electronRuntime } from '#tests/electron-runtime'
import { lastSaved, watched, watchSaved } from '#tests/saved-text'
import { smallDisk, type SmallDisk } from '#tests/small-disk'
import { passphrase } from '#tests/archive'
import { profileOf, type Desk } from '#tests/story'
import { coreOf } from '#tests/story-core'
import { foundedDesk } from '#tests/story-founded'
import { blocksOf, newDocument, openDocument, saved, textOf, write } from '#tests/story-page'
import { goTo, reads, unlock } from '#tests/story-start'

const title = 'On rural clinics'
let folder: string
let disk: SmallDisk
let desk: Desk
const notice = () => desk.page.getByText(desk.words('app.saving.diskFull'), { exact: true })
/**
 * Types paragraphs until the window reports that the disk is full, and no longer only for a moment.
 */
const typeUntilFull = async (): Promise<void> => {
  await textOf(desk).click()
  await desk.page.keyboard.press('Control+End')
  for (let line = 0; line < 300; line++) {
    await desk.page.keyboard.insertText(` ${line} ${'Clinics need staff. '.repeat(600)}`)
    await desk.page.keyboard.press('Enter')
    if (!(await notice().isVisible())) continue
    const passed = notice().waitFor({ state: 'detached', timeout: 6000 })
    if (!(await passed.then(() => true).catch(() => false))) return
  }
  throw new Error('The disk was never full')
}
const text = async (): Promise<string> => (await blocksOf(desk)).join('\n')

describe.runIf(process.getuid?.() === 0)('a full disk', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'fd-'))
    const home = join(folder, 'home')
    disk = smallDisk(join(folder, 'disk'), profileOf(home, electronRuntime().kind === 'test'), 8)
    desk = await foundedDesk({ home })
    await newDocument(desk, title)
    await write(desk, 'Clinics close early.')
  })
  afterAll(async () => {
    await desk?.kill()
    disk?.remove()
    rmSync(folder, { recursive: true, force: true })
  })

  test('the disk is full: every screen shows it, and saved text outlives a kill', async () => {
    disk.fill()
    await watchSaved(desk.page, watched.all)
    await typeUntilFull()
    await reads(desk, 'app.saving.diskFull')
    const alert = desk.page.getByRole('alert')
    await alert.filter({ hasText: desk.words('app.saving.diskFullText') }).waitFor()
    const acknowledged = await lastSaved(desk.page)
    expect(acknowledged.length).toBeGreaterThan(1000)
    expect((await text()).startsWith(acknowledged)).toBe(true)
    await goTo(desk, 'members')
    await reads(desk, 'app.saving.diskFull')
    const core = coreOf(desk)
    await desk.nextWindow(async () => process.kill(core, 'SIGKILL'))
    await unlock(desk, passphrase)
    await openDocument(desk, title)
    expect((await text()).startsWith(acknowledged)).toBe(true)
    disk.free()
    expect(await notice().isVisible()).toBe(false)
  })

  test('the disk has room again: saving goes on by itself', async () => {
    disk.fill()
    await typeUntilFull()
    await desk.page.keyboard.insertText('The last words.')
    const before = await text()
    disk.free()
    await notice().waitFor({ state: 'detached' })
    await saved(desk)
    await desk.nextWindow(async () => process.kill(coreOf(desk), 'SIGKILL'))
    await unlock(desk, passphrase)
    await openDocument(desk, title)
    expect(await text()).toBe(before)
    expect(desk.complaints).toEqual([])
  })
})
