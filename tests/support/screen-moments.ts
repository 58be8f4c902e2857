// The moments of meetings, minutes, decisions and follow-up that a mockup shows. A moment has the name of its mockup. Steps work in every language.
import type { Page } from 'playwright-core'
import type { Core } from '#core'
import type { EditorOptions } from '#tests/editor-pages'
import type { FakeCore } from '#tests/fake-core'
import { inject } from 'vitest'
import { type CorePages, corePages } from '#tests/core-pages'
import { decisionMoments } from '#tests/decision-moments'
import { decisionSeed, signedSeed } from '#tests/decision-seed'
import { exportSeed, exportTitles, lookTwice } from '#tests/export-seed'
import { emptySeed, followUpSeed } from '#tests/follow-up-seed'
import { handOverSeed, recordQuestion } from '#tests/hand-over-seed'
import { homeSeed } from '#tests/home-seed'
import { type ImportFile, importFile } from '#tests/import-files'
import { meetingWords } from '#tests/meeting-session'
import { meetingsSeed, sessionSeed } from '#tests/meetings-seed'
import {
  leavePage,
  type Look,
  type RendererPages,
  rendererPages,
  settled,
} from '#tests/renderer-pages'
import { packSeed } from '#tests/pack-seed'
import type { Seed } from '#tests/seeds'
import { sayIn } from '#tests/screen-states'
import type { Say, Step } from '#tests/screen-steps'

/** A moment over the fake core. */
type FakedMoment = { name: string; page: 'editor'; options: EditorOptions; step: Step }
/** `files`: those that a person imports there. `before`: gets the opened profile. */
type CoreMoment = {
  name: string
  page: 'core'
  seed: Seed<unknown>
  files?: ImportFile[]
  before?: (core: Core) => Promise<void>
  step: Step
}
export type Moment = FakedMoment | CoreMoment

const settledAt = async (page: Page, selector: string): Promise<void> => {
  await page.locator(selector).first().waitFor()
  await settled(page)
}
const press = async (page: Page, selector: string): Promise<void> => {
  await page.locator(selector).first().click()
  await settled(page)
}
const pressNamed = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name, exact: true }).first().click()
  await settled(page)
}
const inArea = async (page: Page, digit: number): Promise<void> => {
  await settled(page)
  await page.keyboard.press(`Control+${digit}`)
  await settled(page)
}

const meeting = (name: string, seed: Seed<unknown>, step: Step = async () => {}): CoreMoment => ({
  name,
  page: 'core',
  seed,
  async step(page, say) {
    await inArea(page, 3)
    await step(page, say)
  },
})
const agenda: Step = page => press(page, '.next-agenda button')

/** `before`: what the chair does first. */
const decision = (
  name: string,
  step: Step,
  before?: CoreMoment['before'],
  seed: Seed<unknown> = decisionSeed,
): CoreMoment => ({
  name,
  page: 'core',
  seed,
  ...(before && { before }),
  async step(page, say) {
    await inArea(page, 4)
    await press(page, '.table-row')
    await settledAt(page, '.decision-screen h1')
    await step(page, say)
  },
})
const nothing: Step = async () => {}
const chosen =
  (choice: string): Step =>
  (page, say) =>
    press(page, `.radio-row:has-text("${say(`decisions.choice.${choice}`)}")`)
const opens =
  (id: string): Step =>
  async (page, say) => {
    await pressNamed(page, say(id))
    await settledAt(page, '[role=dialog], [role=alertdialog]')
  }

const inFollowUp =
  (tab: number): Step =>
  async page => {
    await inArea(page, 5)
    await page.getByRole('tab').nth(tab).click()
    await settled(page)
  }

const inText = async (page: Page, title: string): Promise<void> => {
  await inArea(page, 2)
  await page.locator('.table .table-row', { hasText: title }).focus()
  await page.keyboard.press('Enter')
  await settledAt(page, '.page-text:focus')
}
/** The list of what leaves with a file of that text; `way`: the way in which it leaves. */
const exported = (name: string, title: string, way: number): CoreMoment => ({
  name,
  page: 'core',
  seed: exportSeed,
  async step(page) {
    await inText(page, title)
    await page.keyboard.press('Control+Shift+E')
    await page.getByRole('menuitem').first().click()
    await settledAt(page, '.export-screen[aria-busy=false]')
    await page.locator('.export-top [role=radio]').nth(way).click()
    await settledAt(page, '.export-screen[aria-busy=false]')
  },
})
const openMinutes: Step = async page => {
  await inArea(page, 2)
  const row = page.locator('.table .table-row', { hasText: 'Minutes, second regular session' })
  await row.focus()
  await page.keyboard.press('Enter')
  await settledAt(page, '.page-text > *')
}
/** The version after the approved minutes, which the past decision of the example fixes. */
const correctMinutes: Step = async (page, say) => {
  await page.evaluate(() => {
    const { fake } = window as unknown as { fake: FakeCore }
    const minutes = fake.documents.find(({ kind }) => kind === 'minutes')
    if (!minutes) throw new Error('There are no minutes')
    Object.assign(minutes, { status: 'adopted' })
    fake.emit('documents.changed', { group: minutes.group, document: minutes.id })
  })
  await openMinutes(page, say)
  await pressNamed(page, say('minutes.correct'))
  await pressNamed(page, say('minutes.corrects.show'))
  await settledAt(page, '.minutes-version[data-shown]')
}

export const moments: readonly Moment[] = [
  meeting('11-meetings', meetingsSeed),
  meeting('11b-meetings-empty', emptySeed),
  meeting('12-prepare', meetingsSeed, async (page, say) => {
    await agenda(page, say)
    await press(page, `[data-item-handle]:has-text("${meetingWords.protocol}")`)
  }),
  meeting('12b-find-a-date', meetingsSeed, async page => {
    await press(page, '.meeting-row button')
    await settledAt(page, '.dates')
  }),
  meeting('13-session', sessionSeed, async (page, say) => {
    await agenda(page, say)
    await pressNamed(page, say('meetings.session.write'))
    await settledAt(page, '.session-writing .page-text:focus')
  }),
  meeting('13b-end-session', sessionSeed, async (page, say) => {
    await agenda(page, say)
    await opens('meetings.session.end')(page, say)
  }),
  meeting('13c-attendance', sessionSeed, async (page, say) => {
    await agenda(page, say)
    // In a small window the panel opens by a button.
    if (!(await page.locator('.session-side').isVisible())) {
      await page.locator('.session-band [aria-expanded]').click()
    }
    await page.getByRole('tab', { name: say('meetings.attendance') }).click()
    await settledAt(page, '.attendance-row')
  }),
  { name: '14-minutes', page: 'editor', options: {}, step: openMinutes },
  {
    name: '14b-minutes-corrected',
    page: 'editor',
    options: { approved: true },
    step: correctMinutes,
  },
  {
    name: '15-decision-prepare',
    page: 'core',
    seed: meetingsSeed,
    async step(page, say) {
      await inArea(page, 4)
      await pressNamed(page, say('decisions.ask'))
      await page.getByRole('option', { name: 'Strategy of support' }).click()
      await settledAt(page, '.rule-choice')
    },
  },
  decision('16-decision-give', chosen('reservations')),
  decision('16b-decision-given', nothing, decisionMoments.given),
  decision('16c-decision-confirm-spoken', nothing, decisionMoments.heard),
  decision('16d-decision-earlier-text', nothing, decisionMoments.askedAgain),
  decision('17-decision-close', opens('decisions.close.button'), decisionMoments.given),
  decision('17b-decision-outcome', nothing, decisionMoments.twoCloses),
  decision('17c-decision-reopened', nothing, decisionMoments.reopenedForObjection),
  decision(
    '18-adoption',
    (page, say) => pressNamed(page, say('decisions.sign.button')),
    undefined,
    signedSeed,
  ),
  {
    name: '18b-group-card',
    page: 'core',
    seed: packSeed,
    async step(page, say) {
      await inArea(page, 7)
      await pressNamed(page, say('adoption.card.open'))
      await settledAt(page, '.group-card-code svg')
    },
  },
  { name: '20-action-items', page: 'core', seed: followUpSeed, step: inFollowUp(0) },
  {
    name: '20b-recommendations',
    page: 'core',
    seed: followUpSeed,
    async step(page, say) {
      await inFollowUp(1)(page, say)
      await press(page, '.tracker-text:has-text("A/RES/68/181")')
    },
  },
  { name: '20c-hand-over', page: 'core', seed: handOverSeed, step: inFollowUp(2) },
  {
    name: '21-import',
    page: 'core',
    seed: emptySeed,
    files: ['Advice_draft_v7_FINAL.docx', 'Annex_countries.docx', 'Budget_2018.docm'],
    async step(page, say) {
      await pressNamed(page, say('documents.import.button'))
      await settledAt(page, '.import-found')
    },
  },
  { ...exported('22-export', exportTitles.minutes, 0), before: lookTwice },
  exported('22b-export-changes', exportTitles.changed, 1),
  {
    name: '22c-decision-pack',
    page: 'core',
    seed: packSeed,
    async step(page, say) {
      await inArea(page, 4)
      await press(page, '.table-row')
      await settledAt(page, '.decision-screen h1')
      await pressNamed(page, say('adoption.begin'))
      await settledAt(page, '.pack-screen')
    },
  },
  { name: '23-home', page: 'core', seed: homeSeed, step: page => settled(page) },
  {
    name: '24-forward',
    page: 'core',
    seed: handOverSeed,
    async step(page, say) {
      await inArea(page, 4)
      await press(page, `.table-row:has-text("${recordQuestion}")`)
      await settledAt(page, '.decision-screen h1')
      await pressNamed(page, say('forwarding.begin'))
      await settledAt(page, '.forward')
    },
  },
]

/** The pages over the made-up core, and those over a real one. */
export type MomentPages = Record<FakedMoment['page'], RendererPages> & { core: CorePages }

/** `built`: the folder of the pages, where no test runs. */
export const momentPages = async (built = inject('builtPages')): Promise<MomentPages> => ({
  editor: await rendererPages('/editor.html', built),
  core: await corePages(built),
})

export async function closeMomentPages({ editor, core }: MomentPages): Promise<void> {
  for (const pages of [editor, core]) await pages.close()
}

/** A page at that moment, in `language`. Leave it with `leavePage`. */
export async function openAt(
  pages: MomentPages,
  moment: Moment,
  language: 'en' | 'ar' = 'en',
  look: Look = {},
): Promise<{ page: Page; say: Say }> {
  const say = sayIn(language)
  const theme = look.scheme ?? 'light'
  const appearance = { language, theme, size: 100 } as const
  const open = async (): Promise<Page> => {
    if (moment.page !== 'core')
      return pages[moment.page].open({ ...moment.options, appearance }, look)
    const { seed, files = [], before = async () => {} } = moment
    const chosen = files.map(importFile)
    return (await pages.core.open(seed, { appearance, look, chosen, before })).page
  }
  const page = await open()
  try {
    await settled(page)
    await moment.step(page, say)
  } catch (error) {
    await leavePage(page)
    throw error
  }
  return { page, say }
}
