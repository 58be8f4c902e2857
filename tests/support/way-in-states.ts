// The states of the window before a group is open.
import type { Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import type { Core } from '#core'
import { Failure } from '#shared/failure'
import { exampleNow, openDevice } from './advisory-group.ts'
import { passphrase } from './archive.ts'
import { archiveSeed } from './archive-seed.ts'
import { grantOf } from './core.ts'
import { typedNetwork } from './lan.ts'
import { endedSeed, invitedSeed, newcomerSeed } from './members-seed.ts'
import { damagedSeed, newerSeed, newSeed } from './safety-seed.ts'
import {
  answering,
  keys,
  networkOn,
  press,
  type ScreenState,
  see,
  type Step,
} from './screen-steps.ts'

const begin =
  (start: 'create' | 'join'): Step =>
  async (page, say) => {
    if (start === 'join') await see(page, say('start.join.title'))
    if (start === 'join') await page.getByText(say('start.join.title')).click()
    await press(page, say('start.continue'))
  }
const wrong: Step = async (page, say) => {
  await page.getByLabel(say('start.unlock.passphrase'), { exact: true }).fill('x')
  await press(page, say('start.unlock.act'))
  await see(page, say('failure.wrongPassphrase'))
}

const offeredWords = async (page: Page): Promise<string> => {
  const words = page.locator('.offered-words', { hasText: /\w/ })
  return words.innerText()
}
const firstRun = { seed: newSeed, isLocked: true }
const locked = { seed: archiveSeed, isLocked: true }

/** Another process has the profile open. */
const openElsewhere: ScreenState['before'] = async (_core, _seeded, profile) => {
  const { core } = openDevice(profile, { now: exampleNow })
  onTestFinished(() => core.close())
  await core.answers['profile.unlock']({ passphrase })
}
const refusesGroups = answering({ 'groups.create': () => Promise.reject(new Failure('disk-full')) })
/** The network finds the invitation that the person could choose as a file. */
const findsInvitation = async (core: Core): Promise<void> => {
  const { invitation } = (await invitedSeed()).seeded
  Object.assign(core.answers, { 'invitations.byCode': () => ({ file: grantOf(core, invitation) }) })
}
const typeCode: Step = async (page, say) => {
  await begin('join')(page, say)
  await page.getByLabel(say('start.join.code')).fill('K7M4-PLQM-92QD-R6VE')
  await keys(page, 'Enter')
}

export const wayInStates: ScreenState[] = [
  { name: 'first run', ...firstRun },
  {
    name: 'first run, five words typed',
    ...firstRun,
    step: async (page, say) => {
      const offered = await offeredWords(page)
      await page.getByLabel(say('start.passphrase.label'), { exact: true }).fill(offered)
      await see(page, say('start.strength.offered'))
    },
  },
  {
    name: 'first run, own words that differ',
    ...firstRun,
    step: async (page, say) => {
      const offered = await offeredWords(page)
      await page.getByLabel(say('start.passphrase.label'), { exact: true }).fill(`${offered} oxide`)
      await page.getByLabel(say('start.passphrase.again'), { exact: true }).fill('others')
      await keys(page, 'Tab')
      await see(page, say('start.passphrase.differs'))
    },
  },
  {
    name: 'limits of the app',
    ...firstRun,
    step: async (page, say) => {
      await page.getByText(say('start.limits.link')).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'languages',
    ...firstRun,
    step: async page => {
      await page.locator('.language-choice').click()
      await page.getByRole('menu').waitFor()
    },
  },
  { name: 'create a group', seed: newcomerSeed, step: begin('create') },
  {
    name: 'a group that could not be created',
    seed: newcomerSeed,
    before: refusesGroups,
    step: async (page, say) => {
      await begin('create')(page, say)
      await page.getByLabel(say('start.create.name')).fill('Group')
      await page.getByLabel(say('start.handle')).fill('K.W.')
      await press(page, say('start.create.act'))
      await see(page, say('failure.diskFull'))
    },
  },
  {
    name: 'join a group',
    seed: invitedSeed,
    step: async (page, say) => {
      await begin('join')(page, say)
      await press(page, say('start.join.choose'))
      await see(page, 'invitation.baraza')
    },
  },
  {
    name: 'an invitation by code',
    seed: newcomerSeed,
    network: typedNetwork,
    before: findsInvitation,
    step: async (page, say) => {
      await begin('join')(page, say)
      await page.getByLabel(say('start.join.code')).fill('K7M4-PLQM-92QD-R6VE')
      await press(page, say('start.join.lookOn'))
      await see(page, say('start.join.nextHere'))
    },
  },
  {
    name: 'a code that is looked for',
    seed: newcomerSeed,
    network: typedNetwork,
    before: networkOn,
    hold: ['invitations.byCode'],
    step: async (page, say) => {
      await typeCode(page, say)
      await see(page, say('start.join.looking'))
    },
  },
  {
    name: 'a code that nobody answers to',
    seed: newcomerSeed,
    network: { ...typedNetwork, looking: 100 },
    before: networkOn,
    step: async (page, say) => {
      await typeCode(page, say)
      await see(page, say('failure.codeUnanswered'))
    },
  },
  {
    name: 'an invitation that has ended',
    seed: endedSeed,
    step: async (page, say) => {
      await begin('join')(page, say)
      await press(page, say('start.join.choose'))
      await see(page, say('failure.invitationEnded'))
    },
  },
  { name: 'locked', ...locked },
  { name: 'locked, a wrong passphrase', ...locked, step: wrong },
  {
    name: 'locked, forgotten',
    ...locked,
    step: async (page, say) => {
      await page.getByText(say('start.unlock.forgotten')).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  { name: 'open elsewhere', ...locked, before: openElsewhere },
  { name: 'a newer archive', seed: newerSeed, isLocked: true },
  { name: 'a damaged archive', seed: damagedSeed, isLocked: true },
  {
    name: 'an example on the test runtime',
    seed: archiveSeed,
    runtime: { demo: true, test: true },
  },
]
