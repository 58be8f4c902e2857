// A dialog with buttons of its own stays while its act runs, and says the refusal.
import { rmSync } from 'node:fs'
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type CoreOptions, type CorePage, type CorePages, corePages } from '#tests/core-pages'
import type { CallName } from '#tests/core-window'
import type { CoreContract } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { Input } from '#shared/rpc'
import { png } from '#tests/pictures'
import { inputsOf, leavePage } from '#tests/renderer-pages'
import { sayIn } from '#tests/screen-states'
import { finalText, secretariatSeed } from '#tests/secretariat-seed'

const say = sayIn('en')
let pages: CorePages
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => leavePage(page))

const press = (id: string, values = {}): Promise<void> =>
  page.getByRole('button', { name: say(id, values), exact: true }).click()

/** A person who would rather not wait. */
const triedToLeave = async (dialog: Locator): Promise<void> => {
  const ways = await dialog.getByRole('button', { name: /^(Close|Cancel|Change R1)$/ }).all()
  for (const way of ways) await way.press('Enter')
  await page.keyboard.press('Escape')
}

type Refused = {
  /** A pattern: that of the first row, where each row has the act. */
  act: string | RegExp
  reach: (opened: CorePage) => Promise<void>
  /** Core refuses the act after that. */
  meanwhile?: (opened: CorePage & { seeded: Final }) => unknown
  sentence: string
} & Pick<CoreOptions<Final>, 'chosen' | 'before'>
type Final = Awaited<ReturnType<typeof secretariatSeed>>['seeded']

const reachFinalText = async (): Promise<void> => {
  await page.keyboard.press('Control+4')
  await page.locator('.table-row', { hasText: finalText.question }).click()
  await press('secretariat.begin')
  await page.getByText(say('secretariat.readers')).first().waitFor()
}

/** The person loses a role that gives the right. */
const becomes =
  (role: 'guest' | 'observer') =>
  async ({ core: { answers }, seeded: { group } }: CorePage & { seeded: Final }) => {
    const { self } = await answers['groups.get']({ group })
    await answers['members.setRole']({ group, member: self!, role })
  }
const reachExchange = async (): Promise<void> => {
  await page.keyboard.press('Control+7')
  await page
    .getByRole('button', { name: say('members.exchange') })
    .first()
    .click()
}

const dialogs: Partial<Record<CallName, Refused>> = {
  'documents.create': {
    act: say('documents.new.act'),
    async reach() {
      await page.keyboard.press('Control+n')
      await page.locator('[role="dialog"] input:focus').waitFor()
      await page.keyboard.type('Follow-up')
    },
    // Core refuses it only in a group that the device waits to join, in which no dialog opens.
    async before({ answers }) {
      Object.assign(answers, {
        'documents.create': () => Promise.reject(new Failure('not-permitted')),
      })
    },
    sentence: say('failure.notPermitted'),
  },
  'documents.setReference': {
    act: say('documents.groupReference.act'),
    async before({ answers }, { group }) {
      const text = { group, kind: 'statement', title: 'Open letter', language: 'en' } as const
      const document = await answers['documents.create'](text)
      await answers['documents.share']({ document })
    },
    async reach() {
      await page.keyboard.press('Control+2')
      await press('documents.acts', { title: 'Open letter' })
      await page.getByRole('menuitem', { name: say('documents.groupReference.menu') }).click()
      await page.locator('[role="dialog"] input:focus').waitFor()
      await page.keyboard.type('2018/7')
    },
    meanwhile: becomes('observer'),
    sentence: say('failure.notPermitted'),
  },
  'invitations.write': {
    act: say('members.invite.save'),
    async reach() {
      await page.keyboard.press('Control+7')
      await press('members.invite')
    },
    meanwhile: becomes('guest'),
    sentence: say('failure.notPermitted'),
  },
  'exchange.write': {
    act: say('members.exchange.save'),
    reach: reachExchange,
    meanwhile: ({ folder }) => rmSync(folder, { recursive: true }),
    sentence: say('failure.folderNotFound'),
  },
  'exchange.read': {
    act: say('members.exchange.choose'),
    reach: reachExchange,
    chosen: [import.meta.filename],
    sentence: say('failure.fileWrongKind'),
  },
  'figures.keep': {
    act: say('figures.insert.act'),
    async before({ answers }, { group }) {
      const text = { group, kind: 'statement', title: 'Open letter', language: 'en' } as const
      const document = await answers['documents.create'](text)
      await answers['documents.share']({ document })
    },
    async reach({ pictures }) {
      await page.keyboard.press('Control+2')
      await page.locator('.table-row', { hasText: 'Open letter' }).press('Enter')
      await page.locator('.page-text:focus').waitFor()
      pictures.push({ name: 'map.png', bytes: new Uint8Array(png({ width: 4, height: 3 })) })
      await page.keyboard.press('Control+Shift+G')
      await press('figures.choose')
      await page.getByRole('dialog').getByRole('img').waitFor()
      await page.getByRole('dialog').getByRole('textbox').fill('A map.')
    },
    meanwhile: becomes('observer'),
    sentence: say('failure.notPermitted'),
  },
  'circles.bring': {
    act: /^Add /,
    async reach() {
      await page.keyboard.press('Control+7')
      await press('members.circles.openName', { name: 'Safety' })
    },
    async meanwhile({ core }) {
      const [brought] = await inputsOf(page, 'circles.bring')
      await core.answers['circles.bring'](brought as Input<CoreContract, 'circles.bring'>)
    },
    sentence: say('failure.inCircleAlready'),
  },
  'adoption.check': {
    act: say('adoption.check.choose'),
    async reach() {
      await page.keyboard.press('Control+4')
      await page.locator('.table-row', { hasText: finalText.question }).click()
      await press('adoption.begin')
      await press('adoption.check.title')
      await press('adoption.check.card')
      await page.getByText('Checked with the card in').waitFor()
    },
    // Neither is a card or a pack.
    chosen: [import.meta.filename, import.meta.filename],
    sentence: say('failure.fileWrongKind'),
  },
  'consents.put': {
    async before({ answers }, { group }) {
      const document = await answers['documents.create']({
        ...({ group, kind: 'assessment', title: 'Assessment', language: 'en' } as const),
      })
      await answers['documents.share']({ document })
      await answers['consents.put']({
        ...({ document, code: 'R1', scope: 'outside', until: null, what: '' } as const),
      })
    },
    act: say('consents.act'),
    async reach() {
      await page.keyboard.press('Control+2')
      await press('documents.acts', { title: 'Assessment' })
      await page.getByRole('menuitem', { name: say('documents.consents.menu') }).click()
      await page.getByRole('button', { name: `${say('consents.change')} R1` }).click()
      await page.getByLabel(say('consents.code'), { exact: true }).waitFor()
    },
    async meanwhile({ core: { answers }, seeded: { group } }) {
      const { self } = await answers['groups.get']({ group })
      await answers['members.setRole']({ group, member: self!, role: 'observer' })
      // The form goes before the refusal comes.
      const change = page.getByRole('button', { name: `${say('consents.change')} R1` })
      await change.waitFor({ state: 'detached' })
    },
    sentence: say('failure.notPermitted'),
  },
  'secretariat.give': {
    act: say('secretariat.act', { name: 'V.S.' }),
    reach: reachFinalText,
    async meanwhile({ core, seeded: { group, member } }) {
      await core.answers['members.remove']({ group, member: member('V.S.'), reason: 'left' })
    },
    sentence: say('failure.readersChanged'),
  },
  'exports.ask': {
    async before({ answers }, { group }) {
      await answers['exports.setRule']({ group, isNeeded: true })
    },
    act: say('second-look.ask'),
    async reach() {
      await reachFinalText()
      await page.getByText(say('secretariat.as.docx'), { exact: true }).click()
      await page.getByText(say('secretariat.look')).waitFor()
    },
    meanwhile: ({ core, seeded: { document } }) =>
      core.answers['consents.put']({
        ...({ document, code: 'R1', scope: 'withdrawn', until: null, what: '' } as const),
      }),
    sentence: say('failure.consentMissing'),
  },
}

test.each(Object.entries(dialogs))(
  '%s: the dialog stays until core refuses',
  async (name, { act, reach, meanwhile, sentence, ...options }) => {
    const call = name as CallName
    const opened = await pages.open(secretariatSeed, { hold: [call], ...options })
    page = opened.page
    await reach(opened)
    const dialog = page.getByRole('dialog')
    const acts = dialog.getByRole('button', { name: act, exact: true })
    await (act instanceof RegExp ? acts.first() : acts).click()
    await expect.poll(async () => (await inputsOf(page, call)).length).toBe(1)
    await triedToLeave(dialog)
    await meanwhile?.(opened)
    opened.release()
    await dialog.getByRole('alert').filter({ hasText: sentence }).waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await inputsOf(page, call)).toHaveLength(1)
  },
)
