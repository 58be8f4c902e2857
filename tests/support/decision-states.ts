// The states of the screens of decisions.
import { decisionMoments } from './decision-moments.ts'
import {
  decisionSeed,
  nextTitle,
  noFileSeed,
  noSeatSeed,
  signedSeed,
  silenceSeed,
  twoPositionsSeed,
  voidSeatSeed,
} from './decision-seed.ts'
import { emptySeed } from './follow-up-seed.ts'
import { choosing, packSeed } from './pack-seed.ts'
import { keys, press, type ScreenState, see, type Step } from './screen-steps.ts'

/** The first decision of the list. */
const openDecision: Step = async page => {
  await keys(page, 'Control+4')
  await page.locator('.table-row').first().click()
  await page.locator('.decision-screen h1').waitFor()
}
/** Then the buttons with these names, one after the other. */
const inDecision =
  (...ids: string[]): Step =>
  async (page, say) => {
    await openDecision(page, say)
    for (const id of ids) await press(page, say(id))
  }
const chosen =
  (choice: string): Step =>
  async (page, say) => {
    await openDecision(page, say)
    await page
      .locator('.radio-row', { hasText: say(`decisions.choice.${choice}`) })
      .first()
      .click()
  }
const askAbout: Step = async (page, say) => {
  await keys(page, 'Control+4')
  await press(page, say('decisions.ask'))
  await page.getByRole('option', { name: nextTitle }).click()
  await page.getByRole('heading', { name: say('decisions.rule') }).waitFor()
}

/** `first`: the buttons before the pack is chosen. */
const checkedPack =
  (answer: string, ...first: string[]): Step =>
  async (page, say) => {
    await inDecision('adoption.begin', 'adoption.check.title', ...first)(page, say)
    if (first.length > 0) await page.getByText('Checked with the card in').waitFor()
    await press(page, say('adoption.check.choose'))
    await see(page, say(answer))
  }

export const decisionStates: ScreenState[] = [
  { name: 'no decisions', seed: emptySeed, step: page => keys(page, 'Control+4') },
  { name: 'decisions, one waits', seed: decisionSeed, step: page => keys(page, 'Control+4') },
  {
    name: 'a position with reservations, half written',
    seed: decisionSeed,
    step: chosen('reservations'),
  },
  {
    name: 'the exact text with a table',
    seed: decisionSeed,
    before: decisionMoments.withTable,
    step: async (page, say) => {
      await chosen('reservations')(page, say)
      await press(page, say('decisions.text.all', { paragraphs: 8 }))
      await page.locator('.cell-table').waitFor()
    },
  },
  {
    name: 'a position given',
    seed: decisionSeed,
    before: decisionMoments.given,
    step: openDecision,
  },
  { name: 'positions that differ', seed: twoPositionsSeed, step: openDecision },
  {
    name: 'a position that was heard',
    seed: decisionSeed,
    before: decisionMoments.heard,
    step: openDecision,
  },
  {
    name: 'denying what was heard',
    seed: decisionSeed,
    before: decisionMoments.heard,
    step: inDecision('decisions.heard.deny'),
  },
  {
    name: 'a position on the earlier text',
    seed: decisionSeed,
    before: decisionMoments.askedAgain,
    step: openDecision,
  },
  { name: 'no seat in the decision', seed: noSeatSeed, step: openDecision },
  {
    name: 'the exact text has not arrived',
    seed: noFileSeed,
    step: async (page, say) => {
      await openDecision(page, say)
      await see(page, say('decisions.text.missing'))
    },
  },
  {
    name: 'closing the decision',
    seed: decisionSeed,
    before: decisionMoments.given,
    step: inDecision('decisions.close.button'),
  },
  {
    name: 'writing down what was said',
    seed: decisionSeed,
    step: inDecision('decisions.hear.button'),
  },
  {
    name: 'withdrawing the question',
    seed: decisionSeed,
    step: inDecision('decisions.withdraw.button'),
  },
  {
    name: 'a position under the rule of silence',
    seed: silenceSeed,
    step: async (page, say) => {
      await openDecision(page, say)
      await page.locator('.position-none', { hasText: 'M.S.' }).waitFor()
    },
  },
  {
    name: 'closed twice',
    seed: decisionSeed,
    before: decisionMoments.twoCloses,
    step: openDecision,
  },
  {
    name: 'a position not counted',
    seed: decisionSeed,
    before: decisionMoments.notCounted,
    step: openDecision,
  },
  {
    name: 'void seats',
    seed: voidSeatSeed,
    step: async (page, say) => {
      await openDecision(page, say)
      const outcome = say('decisions.short.agreed', { purpose: 'adopt', reservations: 0 })
      await see(page, say('decisions.void', { seats: 1, outcome }))
    },
  },
  { name: 'open again', seed: decisionSeed, before: decisionMoments.reopened, step: openDecision },
  {
    name: 'declaring the outcome',
    seed: decisionSeed,
    before: decisionMoments.closed,
    step: inDecision('decisions.declare.button'),
  },
  { name: 'signing the adoption', seed: signedSeed, step: inDecision('decisions.sign.button') },
  {
    name: 'the symbol of the secretariat',
    seed: packSeed,
    step: inDecision('decisions.register.button'),
  },
  {
    name: 'the pack of an adopted text',
    seed: packSeed,
    step: async (page, say) => {
      await inDecision('adoption.begin')(page, say)
      await see(page, say('adoption.contents'))
    },
  },
  { name: 'a pack that was checked', seed: choosing('both'), step: checkedPack('verify.valid') },
  { name: 'a changed pack', seed: choosing('changed'), step: checkedPack('verify.changedHint') },
  {
    name: 'a pack of an unknown group',
    seed: choosing('card', 'both'),
    step: checkedPack('verify.unknown', 'adoption.check.card'),
  },
  {
    name: 'the group card',
    seed: packSeed,
    step: async (page, say) => {
      await keys(page, 'Control+7')
      await press(page, say('adoption.card.open'))
      await see(page, say('adoption.card.how'))
    },
  },
  {
    name: 'a withdrawn question',
    seed: decisionSeed,
    before: decisionMoments.withdrawn,
    step: openDecision,
  },
  {
    name: 'putting a text to a decision',
    seed: decisionSeed,
    before: decisionMoments.emptyLines,
    step: askAbout,
  },
  {
    name: 'a text that cannot be decided yet',
    seed: decisionSeed,
    before: decisionMoments.openBrackets,
    step: askAbout,
  },
]
