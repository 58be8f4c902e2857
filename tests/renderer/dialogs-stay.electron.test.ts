// A dialog with buttons of its own stays while its act runs, and says the refusal.
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { willChoose } from '#tests/choosing'
import type { FakeOptions } from '#tests/fake-core'
import { png } from '#tests/pictures'
import { inputsOf, leavePage, type RendererPages, rendererPages } from '#tests/renderer-pages'
import { type FakeWindow, sayIn } from '#tests/screen-states'

const say = sayIn('en')
let pages: RendererPages
let page: Page
beforeAll(async () => void (pages = await rendererPages('/editor.html')))
afterAll(() => pages.close())
afterEach(() => leavePage(page))

const press = (id: string, values = {}): Promise<void> =>
  page.getByRole('button', { name: say(id, values), exact: true }).click()

const dialogs: Record<string, FakeOptions & { reach: () => Promise<void>; act: string | RegExp }> =
  {
    'documents.create': {
      act: say('documents.new.act'),
      async reach() {
        await page.keyboard.press('Control+n')
        await page.locator('[role="dialog"] input:focus').waitFor()
        await page.keyboard.type('Follow-up')
      },
    },
    'documents.setReference': {
      act: say('documents.groupReference.act'),
      async reach() {
        await page.keyboard.press('Control+2')
        await press('documents.acts', { title: 'Statement on shrinking spaces for civil society' })
        await page.getByRole('menuitem', { name: say('documents.groupReference.menu') }).click()
        await page.locator('[role="dialog"] input:focus').waitFor()
      },
    },
    'meetings.annotated': {
      meetings: 'called',
      act: say('editor.export.act', { format: 'docx' }),
      async reach() {
        await page.keyboard.press('Control+3')
        await press('meetings.openAgenda')
        await press('meetings.annotated')
        await page.getByRole('menuitem', { name: say('editor.export.docx') }).click()
      },
    },
    'invitations.write': {
      act: say('members.invite.save'),
      async reach() {
        await page.keyboard.press('Control+7')
        await press('members.invite')
      },
    },
    'adoption.check': {
      decided: 'final',
      act: say('adoption.check.choose'),
      async reach() {
        await page.keyboard.press('Control+4')
        await page.locator('.table-row').first().click()
        await press('adoption.begin')
        await press('adoption.check.title')
      },
    },
    'circles.bring': {
      circle: 'Safety',
      act: /^Add /,
      async reach() {
        await page.keyboard.press('Control+7')
        await press('members.circles.openName', { name: 'Safety' })
      },
    },
    'secretariat.give': {
      decided: 'final',
      act: say('secretariat.act', { name: 'V.S.' }),
      async reach() {
        await page.keyboard.press('Control+4')
        await page.locator('.table-row').first().click()
        await press('secretariat.begin')
        await page.getByText(say('secretariat.readers')).first().waitFor()
      },
    },
    'consents.put': {
      consents: true,
      act: say('consents.act'),
      async reach() {
        await page.keyboard.press('Control+2')
        await press('documents.acts', {
          title: 'Strategy of support for women human rights defenders: recommendations',
        })
        await page.getByRole('menuitem', { name: say('documents.consents.menu') }).click()
        await page.getByRole('button', { name: `${say('consents.say')} R4` }).click()
        await page.getByLabel(say('consents.code'), { exact: true }).waitFor()
      },
    },
    'exchange.write': {
      act: say('members.exchange.save'),
      async reach() {
        await page.keyboard.press('Control+7')
        await page
          .getByRole('button', { name: say('members.exchange') })
          .first()
          .click()
      },
    },
    'exchange.read': {
      act: say('members.exchange.choose'),
      async reach() {
        await page.keyboard.press('Control+7')
        await page
          .getByRole('button', { name: say('members.exchange') })
          .first()
          .click()
      },
    },
    'exports.ask': {
      decided: 'final',
      look: {},
      act: say('second-look.ask'),
      async reach() {
        await page.keyboard.press('Control+4')
        await page.locator('.table-row').first().click()
        await press('secretariat.begin')
        await page.getByText(say('secretariat.as.docx'), { exact: true }).click()
        await page.getByText(say('secretariat.look')).waitFor()
      },
    },
    'figures.keep': {
      act: say('figures.insert.act'),
      async reach() {
        await page.keyboard.press('Control+2')
        await page.locator('.table-row').first().press('Enter')
        await page.locator('.page-text:focus').waitFor()
        await willChoose(page, 'map.png', png({ width: 4, height: 3 }))
        await page.keyboard.press('Control+Shift+G')
        await press('figures.choose')
        await page.getByRole('dialog').getByRole('img').waitFor()
        await page.getByRole('dialog').getByRole('textbox').fill('A map.')
      },
    },
  }

test.each(Object.entries(dialogs))(
  '%s: the dialog stays until the refusal',
  async (call, { reach, act, ...options }) => {
    const refused = { fail: { [call]: 'not-permitted' }, hang: [call] } as FakeOptions
    page = await pages.open({ ...options, ...refused })
    await reach()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: act }).first().click()
    await expect.poll(async () => (await inputsOf(page, call)).length).toBe(1)
    const ways = await dialog.getByRole('button', { name: /^(Close|Cancel)$/ }).all()
    for (const way of ways) await way.press('Enter')
    await page.keyboard.press('Escape')
    await page.evaluate(() => (window as unknown as FakeWindow).fake.answerHanging())
    await dialog
      .getByRole('alert')
      .filter({ hasText: say('failure.notPermitted') })
      .waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await inputsOf(page, call)).toHaveLength(1)
  },
)
