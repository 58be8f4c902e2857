// Acts of a person on the screens of this scope, and the calls to core that follow. Over the
// made-up core, in the app's own Electron.
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Adoption } from '#shared/contract'
import { faultsHere } from '#tests/page-faults'
import {
  inputsOf,
  leavePage,
  type RendererPages,
  rendererPages,
  settled,
} from '#tests/renderer-pages'
import { type FakeWindow, sayIn } from '#tests/screen-states'
import type { FakeOptions } from '#tests/fake-core'

const say = sayIn('en')
let pages: RendererPages
let page: Page
beforeAll(async () => void (pages = await rendererPages()))
afterAll(() => pages.close())
afterEach(() => leavePage(page))

const open = async (options: FakeOptions = {}): Promise<void> =>
  void (page = await pages.open(options))
const button = (id: string, values = {}) =>
  page.getByRole('button', { name: say(id, values), exact: true })
const heading = (name: string) => page.getByRole('heading', { name })
const asked = (name: string): Promise<unknown[]> => inputsOf(page, name)
const emit = (name: string, detail: unknown): Promise<void> =>
  page.evaluate(
    ([event, what]) => (window as unknown as FakeWindow).fake.emit(event as never, what as never),
    [name, detail] as const,
  )
/** Waits until it is there. */
const comes = async (locator: Locator): Promise<boolean> => {
  await locator.waitFor()
  return true
}
const offered = 'harbour lantern cotton seven mango'

describe('the way in', () => {
  test('a group is created with the offered words, tidied, and its home opens', async () => {
    await open({ state: 'new', content: 'none' })
    await page
      .getByLabel(say('start.passphrase.label'), { exact: true })
      .fill('  harbour lantern  cotton seven mango')
    await button('start.continue').click()
    await page.getByLabel(say('start.create.name')).fill('Advisory group')
    await page.getByText(say('start.level.regional')).click()
    await page.getByLabel(say('start.handle')).fill('K.W.')
    await button('start.create.act').click()
    expect(await comes(heading('Advisory group'))).toBe(true)
    expect(await asked('profile.create')).toEqual([{ passphrase: offered }])
    expect(await asked('groups.create')).toEqual([
      { name: 'Advisory group', level: 'regional', language: 'en', handle: 'K.W.' },
    ])
  })

  test('no passphrase that is easy to guess or mistyped goes on, and the reason is said', async () => {
    await open({ state: 'new', content: 'none' })
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
  })

  test('other words can be asked for, and copied', async () => {
    await open({ state: 'new', content: 'none' })
    expect(await comes(page.getByText(offered))).toBe(true)
    await button('start.passphrase.others').click()
    await button('start.passphrase.copy').click()
    expect(await comes(page.getByText(say('start.passphrase.copied')))).toBe(true)
    expect(await asked('profile.suggest')).toHaveLength(2)
    expect(await asked('clipboard.copySecret')).toEqual([{ text: offered }])
  })

  test('joining shows whose invitation it is, saves the reply, and waits', async () => {
    await open({ content: 'none' })
    await page.getByText(say('start.join.title')).click()
    await button('start.continue').click()
    await page.locator('h2:focus', { hasText: say('start.join.heading') }).waitFor()
    const file = page.locator('.chosen-file')
    expect(await file.evaluate(each => each.scrollWidth <= each.clientWidth)).toBe(true)
    await button('start.join.choose').click()
    expect(await comes(page.getByText('K.W. invites you to EDCSAG', { exact: false }))).toBe(true)
    await page.getByLabel(say('start.handle')).fill('L.H.')
    await button('start.join.act').click()
    expect(await comes(page.getByText('river'))).toBe(true)
    expect(await asked('dialog.save')).toEqual([
      { type: 'reply', name: say('start.join.replyName') },
    ])
    expect(await asked('joining.ask')).toMatchObject([{ handle: 'L.H.' }])
    // Before it is let in, nothing else of the group can be reached.
    await page.keyboard.press('Control+2')
    await settled(page)
    expect(await comes(page.getByText('river'))).toBe(true)
  })

  test('a code is looked for on the network that this switches on, and the request goes by it', async () => {
    await open({ content: 'none' })
    await page.getByText(say('start.join.title')).click()
    await button('start.continue').click()
    const field = page.getByLabel(say('start.join.code'))
    await field.fill('k7m4 plqm 92qd')
    await page.keyboard.press('Enter')
    expect(await asked('invitations.byCode')).toEqual([])
    expect(await asked('settings.set')).toEqual([])
    await field.fill('k7m4 plqm 92qd r6ve')
    expect(await comes(page.getByText(say('start.join.codeWhole')))).toBe(true)
    await button('start.join.lookOn').click()
    expect(await comes(page.getByText('K.W. invites you to EDCSAG', { exact: false }))).toBe(true)
    expect(await asked('settings.set')).toMatchObject([{ localNetwork: true }])
    expect(await asked('invitations.byCode')).toEqual([{ code: 'k7m4 plqm 92qd r6ve' }])
    // Another code than the one that was found is another invitation.
    await field.fill('k7m4 plqm 92qd r6v')
    expect(await comes(page.getByText(say('start.join.next')))).toBe(true)
    await field.fill('k7m4 plqm 92qd r6ve')
    await button('start.join.look').click()
    await page.getByLabel(say('start.handle')).fill('L.H.')
    await button('start.join.actHere').click()
    expect(await comes(page.getByText('river'))).toBe(true)
    expect(await asked('joining.askHere')).toMatchObject([{ handle: 'L.H.' }])
    expect(await asked('dialog.save')).toEqual([])
  })

  test('looking can be ended, and ends when the person goes back', async () => {
    await open({ content: 'none', settings: { localNetwork: true }, hang: ['invitations.byCode'] })
    await page.getByText(say('start.join.title')).click()
    await button('start.continue').click()
    await page.getByLabel(say('start.join.code')).fill('K7M4-PLQM-92QD-R6VE')
    await page.keyboard.press('Enter')
    expect(await comes(page.getByText(say('start.join.looking')))).toBe(true)
    await button('start.join.stop').click()
    await expect.poll(() => asked('joining.stopLooking')).toHaveLength(1)
    await button('start.back').click()
    await button('start.continue').waitFor()
    await expect.poll(() => asked('joining.stopLooking')).toHaveLength(2)
  })

  test.each([
    ['in-use', 'inUse'],
    ['newer', 'newer'],
    ['damaged', 'damaged'],
  ] as const)('an archive that is %s is not opened, and why is said', async (state, key) => {
    await open({ state })
    expect(await comes(page.getByText(say(`start.cannot.${key}.text`)))).toBe(true)
    await button('start.cannot.close').last().click()
    await expect.poll(() => asked('window.close')).toHaveLength(1)
    expect(await asked('groups.list')).toEqual([])
  })
})

describe('documents', () => {
  const title = 'Statement on shrinking spaces for civil society'
  const choose = async (act: string): Promise<void> => {
    await page.keyboard.press('Control+2')
    await page.getByRole('button', { name: say('documents.acts', { title }) }).click()
    await page.getByRole('menuitem', { name: say(`documents.${act}.menu`) }).click()
  }

  // A reader who comes to a text without its past takes it for settled.
  test('sharing and asking outside say what is still open in the text, and where', async () => {
    const point = (code: Adoption['open'][number]['code'], place: string) => ({
      ...{ code, place },
      block: null,
    })
    await open({
      open: [
        point('bracket-open', '3'),
        point('bracket-open', '7 (a)'),
        point('suggestion-open', ''),
        { ...point('amendment-open', '2'), label: '4' },
      ],
    })
    /** Without the marks that keep a place in its own direction and on one line. */
    const bare = (text: string): string =>
      text.replaceAll(/[\u2068\u2069]/g, '').replaceAll('\u00a0', ' ')
    const warned = async (): Promise<void> => {
      const notice = page.locator('.notice', { hasText: say('export.open.warning') })
      await notice.waitFor()
      expect((await notice.locator('li').allInnerTexts()).map(bare)).toEqual([
        'Words in square brackets, in 2 places (paragraphs 3 and 7 (a))',
        '1 suggestion is not settled',
        'Amendment 4 is not settled (paragraph 2)',
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
  test('a failure to save is shown on every screen until it saves again', async () => {
    await open()
    await emit('saving.changed', { state: 'disk-full' })
    expect(await comes(page.getByRole('alert').getByText(say('app.saving.diskFull')))).toBe(true)
    await page.keyboard.press('Control+6')
    expect(await comes(page.getByText(say('app.saving.diskFull')))).toBe(true)
    await emit('saving.changed', { state: 'archive-replaced' })
    expect(await comes(page.getByRole('alert').getByText(say('app.saving.replaced')))).toBe(true)
    await emit('saving.changed', { state: 'saved' })
    await page.getByText(say('app.saving.replaced')).waitFor({ state: 'detached' })
  })

  test('nothing says that all is saved while saving fails, nor in a window that came later', async () => {
    await open()
    const claims = page.getByText(
      new RegExp(`${say('app.reach.pill.off')}|${say('app.reach.saved')}`),
    )
    await expect.poll(() => claims.count()).toBe(2)
    await emit('saving.changed', { state: 'not-writable' })
    expect(await comes(page.getByText(say('app.reach.pill.offNotSaved')))).toBe(true)
    expect(await comes(page.getByText(say('app.reach.notSaved')))).toBe(true)
    expect(await claims.count()).toBe(0)
    await emit('saving.changed', { state: 'saved' })
    await expect.poll(() => claims.count()).toBe(2)
    await leavePage(page)
    await open({ saving: 'disk-full' })
    expect(await comes(page.getByRole('alert').getByText(say('app.saving.diskFull')))).toBe(true)
    expect(await comes(page.getByText(say('app.reach.pill.offNotSaved')))).toBe(true)
  })

  test('a screen that breaks takes no other with it', async () => {
    await open()
    await page.evaluate(() => {
      const { fake } = window as unknown as FakeWindow
      Object.assign(fake.documents[0] ?? {}, { readers: null })
    })
    await page.keyboard.press('Control+2')
    expect(await comes(page.getByText(say('app.broken.title')))).toBe(true)
    await page.keyboard.press('Control+6')
    expect(await comes(page.getByRole('searchbox'))).toBe(true)
  })

  test('an event of core changes the screen', async () => {
    await open({ content: 'empty' })
    expect(await comes(page.getByText(say('documents.empty.title')))).toBe(true)
    await page.evaluate(() => {
      const { fake } = window as unknown as FakeWindow
      const [group] = fake.groups
      if (group) fake.groups[0] = { ...group, name: 'A new name' }
    })
    await emit('groups.changed', { group: 'f'.repeat(64) })
    expect(await comes(heading('A new name'))).toBe(true)
  })
})
