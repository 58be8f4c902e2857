// Acts of a person on the way in and around the screens, and what core holds afterwards. Over a real core, in the app's
// own Electron.
import { readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Core } from '#core'
import { random } from '#core/keys'
import { applyEditScript } from '#document/edits'
import type { DocumentId } from '#shared/ids'
import { exampleNow, openDevice } from '#tests/advisory-group'
import { passphrase, temporaryDirectory } from '#tests/archive'
import { archiveSeed } from '#tests/archive-seed'
import { grantOf } from '#tests/core'
import { type CoreOptions, type CorePage, type CorePages, corePages } from '#tests/core-pages'
import { emptySeed } from '#tests/follow-up-seed'
import { loopbackNetwork } from '#tests/lan'
import { askedSeed, invitedSeed, newcomerSeed } from '#tests/members-seed'
import { faultsHere } from '#tests/page-faults'
import { inputsOf, leavePage, settled } from '#tests/renderer-pages'
import { damagedSeed, newerSeed, newSeed } from '#tests/safety-seed'
import { sayIn } from '#tests/screen-states'
import type { Seed } from '#tests/seeds'
import { windowOn } from '#tests/text-seed'
import { unlockedCopy } from '#tests/unlocked-copy'

const say = sayIn('en')
let pages: CorePages
let opened: CorePage
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => leavePage(page))

async function open<T>(seed: Seed<T>, options: CoreOptions<T> = {}): Promise<T> {
  const came = await pages.open(seed, options)
  opened = came
  page = came.page
  return came.seeded
}
const button = (id: string, values = {}) =>
  page.getByRole('button', { name: say(id, values), exact: true })
const heading = (name: string) => page.getByRole('heading', { name })
const asked = (name: string): Promise<unknown[]> => inputsOf(page, name)
const groups = () => opened.core.answers['groups.list'](undefined)
/** Waits until it is there. */
const comes = async (locator: Locator): Promise<boolean> => {
  await locator.waitFor()
  return true
}

describe('the way in', () => {
  const firstRun = () => open(newSeed, { isLocked: true })
  /** The words that core offers. */
  const offered = async (): Promise<string> => {
    const words = page.locator('.offered-words')
    await expect.poll(() => words.innerText()).toMatch(/^(\w+ ){4}\w+$/)
    return words.innerText()
  }

  test('a group is created with the offered words, tidied, and its home opens', async () => {
    await firstRun()
    const words = await offered()
    await page
      .getByLabel(say('start.passphrase.label'), { exact: true })
      .fill(`  ${words.replace(/ (?=\w+$)/, '  ')}`)
    await button('start.continue').click()
    await page.getByLabel(say('start.create.name')).fill('Advisory group')
    await page.getByText(say('start.level.regional')).click()
    await page.getByLabel(say('start.handle')).fill('K.W.')
    await button('start.create.act').click()
    expect(await comes(heading('Advisory group'))).toBe(true)
    expect(await asked('profile.create')).toEqual([{ passphrase: words }])
    expect(await groups()).toMatchObject([
      { name: 'Advisory group', level: 'regional', language: 'en', handle: 'K.W.', members: 1 },
    ])
    await opened.core.answers['profile.changePassphrase']({ old: words, new: passphrase })
  })

  test('no passphrase that is easy to guess or mistyped goes on, and the reason is said', async () => {
    await firstRun()
    const field = page.getByLabel(say('start.passphrase.label'), { exact: true })
    const go = page.getByRole('button', { name: say('start.continue') })
    await go.focus()
    await page.keyboard.press('Enter')
    await field.fill('the cat sat on the mat')
    await go.focus()
    expect(await comes(page.getByRole('tooltip', { name: say('start.passphrase.weak') }))).toBe(
      true,
    )
    await field.fill('lantern thunder velvet gravel mango oxide')
    await page
      .getByLabel(say('start.passphrase.again'))
      .fill('lantern thunder velvet gravel mango oxyde')
    await page.keyboard.press('Enter')
    expect(await comes(page.getByText(say('start.passphrase.differs')).first())).toBe(true)
    expect(await asked('profile.create')).toEqual([])
    expect(readdirSync(opened.profile)).toEqual([])
  })

  test('other words can be asked for, and copied', async () => {
    await firstRun()
    const first = await offered()
    await button('start.passphrase.others').click()
    await expect.poll(offered).not.toBe(first)
    const second = await offered()
    await button('start.passphrase.copy').click()
    expect(await comes(page.getByText(say('start.passphrase.copied')))).toBe(true)
    expect(await asked('profile.suggest')).toHaveLength(2)
    expect(await asked('clipboard.copySecret')).toEqual([{ text: second }])
  })

  const joins = async (): Promise<void> => {
    await page.getByText(say('start.join.title')).click()
    await button('start.continue').click()
    await page.locator('h2:focus', { hasText: say('start.join.heading') }).waitFor()
  }
  const invites = () =>
    page.getByText('K.W. invites you to Executive Director’s Civil Society Advisory Group', {
      exact: false,
    })
  const shownWords = async (): Promise<string[]> => {
    await page.locator('.compare li').nth(5).waitFor()
    return page.locator('.compare li').allInnerTexts()
  }

  test('joining shows whose invitation it is, saves the reply, and waits', async () => {
    const { chair, group } = await open(invitedSeed)
    await joins()
    const file = page.locator('.chosen-file')
    expect(await file.evaluate(each => each.scrollWidth <= each.clientWidth)).toBe(true)
    await button('start.join.choose').click()
    expect(await comes(invites())).toBe(true)
    await page.getByLabel(say('start.handle')).fill('L.H.')
    await button('start.join.act').click()
    const words = await shownWords()
    expect(await asked('dialog.save')).toEqual([
      { type: 'reply', name: say('start.join.replyName') },
    ])
    expect(await groups()).toMatchObject([{ id: group, handle: 'L.H.', state: 'joining' }])
    // Before it is let in, nothing else of the group can be reached.
    await page.keyboard.press('Control+2')
    await settled(page)
    expect(await shownWords()).toEqual(words)
    expect(words).toEqual(
      await comparedBy(chair, join(opened.folder, readdirSync(opened.folder)[0]!)),
    )
  })

  test('a code is looked for on the network that this switches on, and the request goes by it', async () => {
    const network = await loopbackNetwork()
    const { chair, group } = (await invitedSeed()).seeded
    const inviting = await unlockedCopy(chair, { offline: false, lan: network })
    await inviting.listen()
    const { code } = await inviting.answers['invitations.write']({
      ...{ group, role: 'member', file: grantOf(inviting, join(temporaryDirectory(), 'other')) },
    })
    const typed = code.toLowerCase().replaceAll('-', ' ')
    await open(newcomerSeed, { network })
    await joins()
    const field = page.getByLabel(say('start.join.code'))
    await field.fill(typed.slice(0, -5))
    await page.keyboard.press('Enter')
    expect(await asked('invitations.byCode')).toEqual([])
    expect(await asked('settings.set')).toEqual([])
    await field.fill(typed)
    expect(await comes(page.getByText(say('start.join.codeWhole')))).toBe(true)
    await button('start.join.lookOn').click()
    expect(await comes(invites())).toBe(true)
    const { answers } = opened.core
    expect(await answers['settings.get'](undefined)).toMatchObject({ localNetwork: true })
    expect(opened.allowed).toMatchObject([{ act: 'network' }])
    expect(await asked('invitations.byCode')).toEqual([{ code: typed }])
    // Another code than the one that was found is another invitation.
    await field.fill(typed.slice(0, -1))
    expect(await comes(page.getByText(say('start.join.next')))).toBe(true)
    await field.fill(typed)
    await button('start.join.look').click()
    await page.getByLabel(say('start.handle')).fill('L.H.')
    await button('start.join.actHere').click()
    const words = await shownWords()
    const { requests } = await inviting.answers['groups.get']({ group })
    expect(requests).toMatchObject([{ handle: 'L.H.', kind: 'member' }])
    const { reply } = requests[0]!
    const compared = await inviting.answers['joining.replyWords']({ group, reply })
    expect(words).toEqual(compared.words)
    expect(await asked('dialog.save')).toEqual([])
  })

  test('looking can be ended, and ends when the person goes back', async () => {
    await open(newcomerSeed, { network: await loopbackNetwork() })
    const { answers } = opened.core
    const settings = await answers['settings.get'](undefined)
    await answers['settings.set']({ ...settings, localNetwork: true })
    await joins()
    const looking = page.getByText(say('start.join.looking'))
    const field = page.getByLabel(say('start.join.code'))
    await field.fill('K7M4-PLQM-92QD-R6VE')
    await page.keyboard.press('Enter')
    expect(await comes(looking)).toBe(true)
    await button('start.join.stop').click()
    await looking.waitFor({ state: 'detached' })
    await expect.poll(() => asked('joining.stopLooking')).toHaveLength(1)
    await field.press('Enter')
    expect(await comes(looking)).toBe(true)
    await button('start.back').click()
    await button('start.continue').waitFor()
    await expect.poll(() => asked('joining.stopLooking')).toHaveLength(2)
    await settled(page)
  })

  const cannot = {
    'in-use': newcomerSeed,
    newer: newerSeed,
    damaged: damagedSeed,
  } as const satisfies Record<string, Seed<unknown>>
  /** Another process has the profile open. */
  const taken = async (_core: Core, _seeded: unknown, profile: string): Promise<void> => {
    const { core } = openDevice(profile, { now: exampleNow })
    onTestFinished(() => core.close())
    await core.answers['profile.unlock']({ passphrase })
  }

  test.each([
    ['in-use', 'inUse'],
    ['newer', 'newer'],
    ['damaged', 'damaged'],
  ] as const)('an archive that is %s is not opened, and why is said', async (state, key) => {
    await open<unknown>(cannot[state], {
      isLocked: true,
      ...(state === 'in-use' && { before: taken }),
    })
    expect(await comes(page.getByText(say(`start.cannot.${key}.text`)))).toBe(true)
    await button('start.cannot.close').last().click()
    await expect.poll(() => asked('window.close')).toHaveLength(1)
    expect(await asked('groups.list')).toEqual([])
  })
})

/** The words that the chair of that profile compares, who opens the reply. */
async function comparedBy(chair: string, reply: string): Promise<readonly string[]> {
  const core = await unlockedCopy(chair)
  const read = await core.answers['joining.readReply']({ file: grantOf(core, reply) })
  return (await core.answers['joining.replyWords'](read)).words
}

describe('documents', () => {
  const title = 'Statement on shrinking spaces for civil society'
  const choose = async (act: string): Promise<void> => {
    await page.keyboard.press('Control+2')
    await page.getByRole('button', { name: say('documents.acts', { title }) }).click()
    await page.getByRole('menuitem', { name: say(`documents.${act}.menu`) }).click()
  }
  const draft = async ({ answers }: Core): Promise<DocumentId> => {
    for (const { id: group } of await answers['groups.list'](undefined))
      for (const each of await answers['documents.list']({ group }))
        if (each.title === title) return each.id
    throw new Error(`There is no ${title}`)
  }

  // A reader who comes to a text without its past takes it for settled.
  test('sharing and asking outside say what is still open in the text, and where', async () => {
    await open(archiveSeed, {
      async before(core) {
        const { refused } = await core.edit(await draft(core), [
          ...[1, 2, 3, 4, 5, 6].map(after => ({ new: `Words ${after}.`, after, kind: 'num1' })),
          { new: 'In towns.', after: 7, kind: 'num2' },
          { bracket: 3 },
          { bracket: 8 },
          { suggest: { insert: 'All ' }, block: 5, at: 0 },
          { amend: 'Spaces shrank.', block: 2 },
        ])
        expect(refused).toEqual([])
      },
    })
    /** Without the marks that keep a place in its own direction and on one line. */
    const bare = (text: string): string =>
      text.replaceAll(/[\u2068\u2069]/g, '').replaceAll('\u00a0', ' ')
    const warned = async (): Promise<void> => {
      const notice = page.locator('.notice', { hasText: say('export.open.warning') })
      await notice.waitFor()
      expect((await notice.locator('li').allInnerTexts()).map(bare)).toEqual([
        'Words in square brackets, in 2 places (paragraphs 3 and 7 (a))',
        '1 suggestion is not settled (paragraph 5)',
        'Amendment 1 is not settled (paragraph 2)',
      ])
      expect(await faultsHere(page)).toEqual([])
      await page.keyboard.press('Escape')
      await notice.waitFor({ state: 'detached' })
    }
    await choose('share')
    await warned()
    await page.getByRole('button', { name: say('documents.acts', { title }) }).click()
    await page.getByRole('menuitem', { name: say('consultation.menu') }).click()
    await button('consultation.begin').press('Enter')
    await warned()
  })
})

describe('the window', () => {
  /**
   * Another program puts a file in the place of the archive, and core finds it when it writes next. The result brings the
   * archive back, and waits until core has what was written meanwhile.
   */
  const replaceArchive = async (): Promise<() => Promise<void>> => {
    const [{ id: group } = {}] = await groups()
    const [{ id: document } = {}] = await opened.core.answers['documents.list']({ group: group! })
    const writing = await windowOn(opened.core, document!)
    const archive = join(opened.profile, 'archive.db')
    renameSync(archive, `${archive}.away`)
    writeFileSync(archive, '')
    const steps = [{ insert: 'Often, ', block: 1, at: 0 }]
    const written = writing.change(
      doc => void applyEditScript(doc, steps, { random, now: () => exampleNow }),
    )
    return async () => {
      renameSync(`${archive}.away`, archive)
      await written
    }
  }
  const claims = () =>
    page.getByText(new RegExp(`${say('app.reach.pill.off')}|${say('app.reach.saved')}`))

  test('a failure to save is shown on every screen until it saves again', async () => {
    await open(archiveSeed)
    await expect.poll(() => claims().count()).toBe(2)
    // No test fills the disk of this machine.
    opened.tell('saving.changed', { state: 'disk-full' })
    expect(await comes(page.getByRole('alert').getByText(say('app.saving.diskFull')))).toBe(true)
    await page.keyboard.press('Control+6')
    expect(await comes(page.getByRole('searchbox'))).toBe(true)
    expect(await comes(page.getByText(say('app.saving.diskFull')))).toBe(true)
    const bringBack = await replaceArchive()
    expect(await comes(page.getByRole('alert').getByText(say('app.saving.replaced')))).toBe(true)
    await bringBack()
    await page.getByText(say('app.saving.replaced')).waitFor({ state: 'detached' })
  })

  test('nothing says that all is saved while saving fails, nor in a window that came later', async () => {
    await open(archiveSeed)
    await expect.poll(() => claims().count()).toBe(2)
    opened.tell('saving.changed', { state: 'not-writable' })
    const unsaved = async (): Promise<void> => {
      expect(await comes(page.getByText(say('app.reach.pill.offNotSaved')))).toBe(true)
      expect(await comes(page.getByText(say('app.reach.notSaved')))).toBe(true)
      expect(await claims().count()).toBe(0)
    }
    await unsaved()
    opened.tell('saving.changed', { state: 'saved' })
    await expect.poll(() => claims().count()).toBe(2)
    const bringBack = await replaceArchive()
    await unsaved()
    await page.reload()
    expect(await comes(page.getByRole('alert').getByText(say('app.saving.replaced')))).toBe(true)
    await unsaved()
    await bringBack()
    await expect.poll(() => claims().count()).toBe(2)
  })

  // No core gives a row without readers: it stands for any defect of a screen.
  test('a screen that breaks takes no other with it', async () => {
    let isBroken = false
    await open(archiveSeed, {
      async before({ answers }) {
        const list = answers['documents.list']
        const broken: typeof list = async input =>
          (await list(input)).map(each => (isBroken ? { ...each, readers: null as never } : each))
        Object.assign(answers, { 'documents.list': broken })
      },
    })
    await settled(page)
    isBroken = true
    await page.keyboard.press('Control+2')
    expect(await comes(page.getByText(say('app.broken.title')))).toBe(true)
    await page.keyboard.press('Control+6')
    expect(await comes(page.getByRole('searchbox'))).toBe(true)
  })

  test('an event of core changes the screen', async () => {
    const { group } = await open(emptySeed)
    expect(await comes(page.getByText(say('documents.empty.title')))).toBe(true)
    const title = 'Advice on civic space'
    const wanted = { group, kind: 'statement', title, language: 'en' } as const
    await opened.core.answers['documents.create'](wanted)
    expect(await comes(page.getByText(title))).toBe(true)
    await page.getByText(say('documents.empty.title')).waitFor({ state: 'detached' })
  })

  test('a person who asks to join meanwhile is named on home', async () => {
    const { reply } = await open(askedSeed)
    const waits = page.getByText(say('home.waiting.request', { handle: 'L.H.' }))
    await settled(page)
    expect(await waits.count()).toBe(0)
    const file = grantOf(opened.core, reply.path)
    await opened.core.answers['joining.readReply']({ file })
    expect(await comes(waits)).toBe(true)
  })
})
