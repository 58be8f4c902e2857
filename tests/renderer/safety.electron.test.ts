// Passphrase, recovery, backups and erasing, in a real window: nothing is made or ended without a word
// of what it means, and every state is free of faults.
import { readdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { passphrase } from '#tests/archive'
import { type CoreOptions, type CorePage, type CorePages, corePages } from '#tests/core-pages'
import { emptySeed } from '#tests/follow-up-seed'
import { faultsEverywhere } from '#tests/page-faults'
import { closePage, inputsOf, settled } from '#tests/renderer-pages'
import { damagedSeed, newSeed, safetySeed } from '#tests/safety-seed'
import type { Seed } from '#tests/seeds'

const other = 'orchid basket window twelve gravel ember'
let pages: CorePages
let opened: CorePage
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true }).first()
const inDialog = (name: string | RegExp) =>
  page.locator('[role="dialog"], [role="alertdialog"]').getByRole('button', { name, exact: true })
const see = (text: string | RegExp) => page.getByText(text).first().waitFor()
const fill = (label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text)
const calls = (name: string): Promise<unknown[]> => inputsOf(page, name)
async function open<T>(seed: Seed<T>, options: CoreOptions<T>): Promise<T> {
  const came = await pages.open(seed, options)
  opened = came
  page = came.page
  return came.seeded
}
async function settings(options: CoreOptions = {}): Promise<void> {
  await open(emptySeed, options)
  await openSettings()
}
async function openSettings(): Promise<void> {
  await page.getByLabel('Settings', { exact: true }).click()
  await page.getByRole('heading', { name: 'When the passphrase is forgotten' }).waitFor()
}
async function locked() {
  const seeded = await open(safetySeed, { isLocked: true })
  await page.getByRole('heading', { name: 'Locked' }).waitFor()
  return seeded
}
async function damaged(options: CoreOptions = {}): Promise<void> {
  await open(damagedSeed, { ...options, isLocked: true })
  await button('Restore a backup').click()
}
const stateOfCore = () => opened.core.answers['profile.state'](undefined)
async function choosePassphrase(chosen: string): Promise<void> {
  const fields = page.locator('.passphrase-choice input')
  await fields.first().fill(chosen)
  await fields.nth(1).fill(chosen)
}

describe('the passphrase', () => {
  it('is changed with the one before, and a wrong one changes nothing', async () => {
    await settings()
    await button('Change the passphrase').click()
    await fill('Passphrase now', 'wrong')
    await choosePassphrase(other)
    await inDialog('Change the passphrase').click()
    await page.getByRole('alert').waitFor()
    await fill('Passphrase now', passphrase)
    await inDialog('Change the passphrase').click()
    await see('The passphrase is changed.')
    expect(await calls('profile.changePassphrase')).toEqual([
      { old: 'wrong', new: other },
      { old: passphrase, new: other },
    ])
    await opened.core.answers['profile.changePassphrase']({ old: other, new: passphrase })
  })
})

async function codeShown(): Promise<string> {
  await settings()
  await button('Make a recovery code').click()
  await fill('Passphrase now', passphrase)
  await inDialog('Show the code').click()
  const code = page.locator('.recovery-code')
  await code.waitFor()
  return code.innerText()
}

describe('a recovery code', () => {
  it('is shown once, typed back, and can be cancelled', async () => {
    const code = await codeShown()
    await fill('Type the code from the paper', code.slice(0, 4))
    await inDialog('I wrote it down').click()
    await page.getByRole('alert').waitFor()
    await fill('Type the code from the paper', code.toLowerCase())
    await inDialog('I wrote it down').click()
    await see('The recovery code works from now on.')
    await see(/There is a recovery code\. Since 18 September 2018\./)
    await expect.poll(() => page.getByText(code).count()).toBe(0)
    await button('Cancel the code').click()
    await inDialog('Cancel the code').click()
    await see('The recovery code is cancelled.')
    expect(await calls('recovery.remove')).toEqual([{ kind: 'code' }])
    expect(opened.allowed).toEqual([{ act: 'remove-code' }])
  })

  it('is to be kept away from this device, as are the pieces and the backup', async () => {
    await settings()
    const warning = /Keep the code, the pieces and the backup away from this device\./
    await expect.poll(() => page.getByText(warning).count()).toBe(1)
  })

  it('without being typed back is said to open nothing', async () => {
    await codeShown()
    await inDialog('Cancel').click()
    await see(
      'A recovery code was made, but you have not typed it in to confirm it, so it cannot open this device. Make a new one.',
    )
    expect(await calls('recovery.confirm')).toHaveLength(0)
  })
})

describe('recovery pieces', () => {
  it('are one file for each colleague, chosen before anything is made', async () => {
    await settings()
    await button('Make recovery pieces').click()
    await see('Any 3 of the 5 colleagues together can open this device')
    await fill('Passphrase now', passphrase)
    await inDialog('Save 5 files').click()
    await see('5 recovery pieces are saved. Any 3 of them open this device.')
    expect(await calls('dialog.save')).toHaveLength(5)
    const [made] = (await calls('recovery.shares')) as [{ files: string[] }]
    expect(new Set(made.files).size).toBe(5)
    await see('Any 3 of 5 recovery pieces open this device.')
    expect(readdirSync(opened.folder)).toHaveLength(5)
  })

  it('are not made when the person stops on the way, and the screen says so', async () => {
    await settings({ saves: 2 })
    await button('Make recovery pieces').click()
    await fill('Passphrase now', passphrase)
    await inDialog('Save 5 files').click()
    await see('Stopped. No recovery piece was made, and no file was written.')
    expect(await calls('recovery.shares')).toEqual([])
    expect(readdirSync(opened.folder)).toEqual([])
  })
})

describe('a question about ending a way in', () => {
  it.each(['Cancel the code', 'Cancel the pieces'])(
    'ends nothing where it is left: %s',
    async act => {
      await open(safetySeed, {})
      await openSettings()
      await button(act).click()
      await settled(page)
      const asked = await calls('recovery.status')
      await inDialog('Keep it').click()
      await page.getByRole('alertdialog').waitFor({ state: 'detached' })
      await settled(page)
      expect(await calls('recovery.remove')).toEqual([])
      expect(await calls('recovery.status')).toEqual(asked)
    },
  )
})

describe('a forgotten passphrase', () => {
  it('is replaced with the code', async () => {
    const { code } = await locked()
    await page.getByText('I forgot my passphrase').click()
    await fill('Recovery code or pieces', code)
    await choosePassphrase(other)
    await inDialog('Open with a new passphrase').click()
    await page.getByRole('heading', { name: 'Locked' }).waitFor({ state: 'detached' })
    expect(await calls('profile.recover')).toEqual([
      { texts: [code], files: [], passphrase: other },
    ])
    expect(await stateOfCore()).toBe('unlocked')
  })

  it('is replaced with files of recovery pieces, and a wrong code changes nothing', async () => {
    const { pieces } = await locked()
    opened.chosen.push(...pieces.slice(1))
    await page.getByText('I forgot my passphrase').click()
    await fill('Recovery code or pieces', 'AAAA')
    await choosePassphrase(other)
    await inDialog('Open with a new passphrase').click()
    await page.getByRole('alert').waitFor()
    await fill('Recovery code or pieces', '')
    await inDialog('Add a recovery piece').click()
    await inDialog('Add a recovery piece').click()
    await page.locator('.share-files li').nth(1).waitFor()
    await inDialog('Open with a new passphrase').click()
    await page.getByRole('heading', { name: 'Locked' }).waitFor({ state: 'detached' })
    expect(await calls('profile.recover')).toHaveLength(2)
    expect(await stateOfCore()).toBe('unlocked')
  })
})

describe('backups', () => {
  it('are saved from the settings', async () => {
    await settings()
    await button('Save a backup').click()
    await see(/is saved and was read back\./)
    expect(await calls('backup.write')).toHaveLength(1)
    expect(readdirSync(opened.folder)).toHaveLength(1)
  })

  it('make a new device what the old one was', async () => {
    const { backup } = (await safetySeed()).seeded
    await open(newSeed, { isLocked: true })
    opened.chosen.push(backup)
    await page.getByText('Restore a backup').click()
    await button('Continue').click()
    await button('Choose the file').click()
    await fill('Passphrase of the backup', passphrase)
    await see('neither can be removed alone')
    await button('Restore').click()
    await page.locator('.first-run-card').waitFor({ state: 'detached' })
    expect(await calls('profile.create')).toHaveLength(0)
    expect(await calls('backup.restore')).toMatchObject([{ passphrase }])
    const groups = await opened.core.answers['groups.list'](undefined)
    expect(groups).toMatchObject([{ handle: 'K.W.' }])
  })

  it('say how far they are while they are read, and stop when they are told to', async () => {
    // A core is through with a backup of this size before anything can be looked at.
    await damaged({ hold: ['backup.restore'] })
    await fill('Passphrase of the backup', passphrase)
    await button('Restore').click()
    await expect.poll(() => calls('backup.restore')).toHaveLength(1)
    expect(await page.getByRole('progressbar').count()).toBe(0)
    opened.tell('progress', { task: 'backup.restore', done: 3, total: 8 })
    await page.getByRole('progressbar', { name: 'Reading the backup: 37%' }).waitFor()
    expect(await faultsEverywhere(page)).toEqual([])
    await button('Stop').click()
    await expect.poll(() => calls('tasks.cancel')).toHaveLength(1)
  })

  it('say that nothing was changed when they were stopped', async () => {
    await damaged()
    opened.core.onEvent((name, detail) => {
      if (name !== 'progress' || typeof detail !== 'object' || !('task' in detail)) return
      void opened.core.answers['tasks.cancel']({ task: 'backup.restore' })
    })
    await fill('Passphrase of the backup', passphrase)
    await button('Restore').click()
    await see('Stopped. Nothing was changed.')
    expect(await page.getByRole('progressbar').count()).toBe(0)
    expect(await stateOfCore()).toBe('damaged')
  })

  it('are offered when the archive is damaged', async () => {
    await damaged()
    await fill('Passphrase of the backup', passphrase)
    await button('Restore').click()
    await page.locator('.first-run-card').waitFor({ state: 'detached' })
    expect(await calls('backup.restore')).toEqual([{ file: null, passphrase }])
  })
})

describe('erasing everything', () => {
  it.each(['unlocked', 'locked'] as const)('needs a typed word: %s', async state => {
    await (state === 'locked' ? locked() : settings())
    await page.getByText('Erase Baraza from this device').first().click()
    await inDialog('Erase everything now').click({ force: true })
    expect(await calls('profile.erase')).toHaveLength(0)
    await fill('Type “erase” to go on', 'Erase')
    await inDialog('Erase everything now').click()
    await see('How do you want to start?')
    expect(await calls('profile.erase')).toEqual([{ confirm: 'erase' }])
    expect(opened.allowed).toEqual([{ act: 'erase' }])
    expect(await stateOfCore()).toBe('new')
  })
})

const states: [string, () => Promise<unknown>][] = [
  ['the settings', () => settings()],
  [
    'changing the passphrase',
    async () => {
      await settings()
      await button('Change the passphrase').click()
      await page.getByRole('dialog').waitFor()
    },
  ],
  ['the code', codeShown],
  [
    'recovery pieces',
    async () => {
      await settings()
      await button('Make recovery pieces').click()
      await page.getByRole('dialog').waitFor()
    },
  ],
  [
    'a forgotten passphrase',
    async () => {
      await locked()
      await page.getByText('I forgot my passphrase').click()
      await page.getByRole('dialog').waitFor()
    },
  ],
  [
    'erasing',
    async () => {
      await locked()
      await page.getByText('Erase Baraza from this device').click()
      await page.getByRole('dialog').waitFor()
    },
  ],
  [
    'a damaged archive',
    async () => {
      await damaged()
      await see('The newest one on this device')
    },
  ],
]

describe.each(states)('%s', (_name, reach) => {
  it('has no accessibility fault in light, dark and mirrored, and loses nothing when small', async () => {
    await reach()
    expect(await faultsEverywhere(page)).toEqual([])
  })
})
