// The moments of meetings, minutes, decisions and follow-up that a mockup shows. A moment has the name of its mockup. Steps work in every language.
import type { Page } from 'playwright-core'
import type { Core } from '#core'
import type { CorePages } from '#tests/core-pages'
import { decisionMoments } from '#tests/decision-moments'
import { decisionSeed, signedSeed } from '#tests/decision-seed'
import { exportSeed, exportTitles, lookTwice } from '#tests/export-seed'
import { emptySeed, followUpSeed } from '#tests/follow-up-seed'
import { handOverSeed, recordQuestion } from '#tests/hand-over-seed'
import { homeSeed } from '#tests/home-seed'
import { type ImportFile, importFile } from '#tests/import-files'
import { meetingWords } from '#tests/meeting-session'
import { meetingsSeed, sessionSeed } from '#tests/meetings-seed'
import { correctionSeed, minutesSeed, minutesTitle } from '#tests/minutes-seed'
import { leavePage, type Look, settled } from '#tests/renderer-pages'
import { packSeed } from '#tests/pack-seed'
import type { Seed } from '#tests/seeds'
import { sayIn } from '#tests/screen-states'
import type { Say, Step } from '#tests/screen-steps'

/** `files`: those that a person imports there. `before`: gets the opened profile. */
export type Moment = {
  name: string
  seed: Seed<unknown>
  files?: ImportFile[]
  before?: (core: Core) => Promise<void>
  step: Step
}

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

const meeting = (name: string, seed: Seed<unknown>, step: Step = async () => {}): Moment => ({
  name,
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
  before?: Moment['before'],
  seed: Seed<unknown> = decisionSeed,
): Moment => ({
  name,
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
const exported = (name: string, title: string, way: number): Moment => ({
  name,
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
/** The minutes that are a draft. */
const openMinutes: Step = async (page, say) => {
  await inArea(page, 2)
  const row = page
    .locator('.table .table-row', { hasText: minutesTitle })
    .filter({ hasText: say('ui.status.draft') })
  await row.focus()
  await page.keyboard.press('Enter')
  await settledAt(page, '.page-text > *')
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
  { name: '14-minutes', seed: minutesSeed, step: openMinutes },
  {
    name: '14b-minutes-corrected',
    seed: correctionSeed,
    async step(page, say) {
      await openMinutes(page, say)
      await pressNamed(page, say('minutes.corrects.show'))
      await settledAt(page, '.minutes-version[data-shown]')
    },
  },
  {
    name: '15-decision-prepare',
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
    seed: packSeed,
    async step(page, say) {
      await inArea(page, 7)
      await pressNamed(page, say('adoption.card.open'))
      await settledAt(page, '.group-card-code svg')
    },
  },
  { name: '20-action-items', seed: followUpSeed, step: inFollowUp(0) },
  {
    name: '20b-recommendations',
    seed: followUpSeed,
    async step(page, say) {
      await inFollowUp(1)(page, say)
      await press(page, '.tracker-text:has-text("A/RES/68/181")')
    },
  },
  { name: '20c-hand-over', seed: handOverSeed, step: inFollowUp(2) },
  {
    name: '21-import',
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
    seed: packSeed,
    async step(page, say) {
      await inArea(page, 4)
      await press(page, '.table-row')
      await settledAt(page, '.decision-screen h1')
      await pressNamed(page, say('adoption.begin'))
      await settledAt(page, '.pack-screen')
    },
  },
  { name: '23-home', seed: homeSeed, step: page => settled(page) },
  {
    name: '24-forward',
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

/** A page at that moment, in `language`. Leave it with `leavePage`. */
export async function openAt(
  pages: CorePages,
  moment: Moment,
  language: 'en' | 'ar' = 'en',
  look: Look = {},
): Promise<{ page: Page; say: Say }> {
  const say = sayIn(language)
  const theme = look.scheme ?? 'light'
  const appearance = { language, theme, size: 100 } as const
  const { seed, step, files = [], before = async () => {} } = moment
  const chosen = files.map(importFile)
  const { page } = await pages.open(seed, { appearance, look, chosen, before })
  try {
    await settled(page)
    await step(page, say)
  } catch (error) {
    await leavePage(page)
    throw error
  }
  return { page, say }
}
