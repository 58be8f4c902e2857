// Every state of the screens of this scope, and the steps to reach it over the fake core. Steps
// name controls by message id, so that they work in every language.
import process from 'node:process'
import type { Page } from 'playwright-core'
import { createIntl } from 'react-intl'
import type { Core } from '#core'
import { compiled, type Locale } from '../../scripts/messages.ts'
import { formats } from '../../src/renderer/words/formats.ts'
import type { MessageId } from '../../src/renderer/words/ids.ts'
import { wordsOf } from '../../src/renderer/words/words.ts'
import { archiveSeed, templatesSeed } from './archive-seed.ts'
import type { FakeCore, FakeOptions } from './fake-core.ts'
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
import type { ImportFile } from './import-files.ts'
import { outsideSeed, outsideTitles } from './outside-seed.ts'
import { choosing, packSeed } from './pack-seed.ts'
import { attachAbsent } from './retire-seed.ts'
import type { Seed } from './seeds.ts'

/** A message as `locale` shows it. */
export type Say = (id: string, values?: Record<string, string | number>) => string

export const sayIn = (locale: Locale): Say => {
  const intl = createIntl({
    locale: formats[locale],
    messages: compiled(locale),
    onError: () => {},
  })
  const words = wordsOf(intl)
  return (id, values = {}) => words(id as MessageId, values)
}

export type FakeWindow = Window & { fake: FakeCore; violations: string[] }
export type Step = (page: Page, say: Say) => Promise<void>
/**
 * `seed`: of a state over a real core, which takes no options. `before`: gets the opened profile. `files`: those that a
 * person imports there.
 */
export type ScreenState = {
  name: string
  options?: FakeOptions
  seed?: Seed<unknown>
  before?: (core: Core) => Promise<void>
  files?: readonly ImportFile[]
  step?: Step
}

const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).first().click()
const see = (page: Page, text: string): Promise<void> => page.getByText(text).first().waitFor()
const keys = (page: Page, chord: string): Promise<void> => page.keyboard.press(chord)

const offered = 'harbour lantern cotton seven mango'
const fresh: FakeOptions = { state: 'new', content: 'none' }
/** The document that is still private in the example group. */
const privateTitle = outsideTitles.asked

/** One file of that text that is here and one that has not arrived. */
const attachFiles = async (core: Core): Promise<void> => {
  const [{ id: group } = {}] = await core.answers['groups.list'](undefined)
  if (!group) throw new Error('There is no group')
  const documents = await core.answers['documents.list']({ group })
  const { id: document } = documents.find(({ title }) => title === privateTitle)!
  const bytes = new Uint8Array(182_400)
  await core.answers['attachments.bring']({ document, name: 'Terms of reference.docx', bytes })
  await attachAbsent(core, document, 'Report.pdf')
}

const openMenu: Step = async (page, say) => {
  await keys(page, 'Control+2')
  await press(page, say('documents.acts', { title: privateTitle }))
  await page.getByRole('menu').waitFor()
}
const choose =
  (act: 'rename' | 'groupReference' | 'duplicate' | 'share' | 'delete'): Step =>
  async (page, say) => {
    await openMenu(page, say)
    await page.getByRole('menuitem', { name: say(`documents.${act}.menu`) }).click()
    await page.getByRole(act === 'share' || act === 'delete' ? 'alertdialog' : 'dialog').waitFor()
  }
/** A step on the first document, which the group shares. */
const shared =
  (act: 'template' | 'noTemplate' | 'consents'): Step =>
  async (page, say) => {
    await keys(page, 'Control+2')
    const title = outsideTitles.assessment
    await press(page, say('documents.acts', { title }))
    await page.getByRole('menuitem', { name: say(`documents.${act}.menu`) }).click()
    await page.getByRole(act === 'consents' ? 'dialog' : 'alertdialog').waitFor()
  }
const consents: Step = async (page, say) => {
  await shared('consents')(page, say)
  await see(page, say('consents.standing.unknown'))
}
const consult: Step = async (page, say) => {
  await openMenu(page, say)
  await page.getByRole('menuitem', { name: say('consultation.menu') }).click()
  await page.getByRole('heading', { name: say('consultation.title') }).waitFor()
}
const triage: Step = async (page, say) => {
  await consult(page, say)
  await see(page, say('consultation.apart'))
}
const search =
  (text: string): Step =>
  async page => {
    await keys(page, 'Control+6')
    await page.getByRole('searchbox').fill(text)
  }
const found: Step = async (page, say) => {
  await search('safe and enabling environment')(page, say)
  await page.getByRole('option').first().waitFor()
}
const importing: Step = async (page, say) => {
  await press(page, say('documents.import.button'))
  await page.locator('.import-found').waitFor()
}
/** Files that are read, with remarks, refused, and of several kinds. */
const someFiles: readonly ImportFile[] = [
  'Advice_draft_v7_FINAL.docx',
  'Minutes_12_June.docx',
  'Annex_countries.docx',
  'statement.html',
  'Budget_2018.docm',
  'Terms_locked.docx',
  'Report_2003.doc',
  'Scan_2009.pdf',
]
/** Whole when the last of its answers is there. */
const settings: Step = async (page, say) => {
  await page.getByLabel(say('app.settings')).click()
  await see(page, say('settings.travel.state.not-asked'))
}
const emit = (page: Page, name: string, detail: unknown): Promise<void> =>
  page.evaluate(
    ([event, what]) => (window as unknown as FakeWindow).fake.emit(event as never, what as never),
    [name, detail] as const,
  )
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

const wayInStates: ScreenState[] = [
  { name: 'first run', options: fresh },
  {
    name: 'first run, five words typed',
    options: fresh,
    step: async (page, say) => {
      await page.getByLabel(say('start.passphrase.label'), { exact: true }).fill(offered)
      await see(page, say('start.strength.offered'))
    },
  },
  {
    name: 'first run, own words that differ',
    options: fresh,
    step: async (page, say) => {
      await page.getByLabel(say('start.passphrase.label'), { exact: true }).fill(`${offered} oxide`)
      await page.getByLabel(say('start.passphrase.again'), { exact: true }).fill('others')
      await keys(page, 'Tab')
      await see(page, say('start.passphrase.differs'))
    },
  },
  {
    name: 'limits of the app',
    options: fresh,
    step: async (page, say) => {
      await page.getByText(say('start.limits.link')).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'languages',
    options: fresh,
    step: async page => {
      await page.locator('.language-choice').click()
      await page.getByRole('menu').waitFor()
    },
  },
  { name: 'create a group', options: { content: 'none' }, step: begin('create') },
  {
    name: 'a group that could not be created',
    options: { content: 'none', fail: { 'groups.create': 'disk-full' } },
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
    options: { content: 'none' },
    step: async (page, say) => {
      await begin('join')(page, say)
      await press(page, say('start.join.choose'))
      await see(page, 'example.baraza')
    },
  },
  {
    name: 'an invitation by code',
    options: { content: 'none' },
    step: async (page, say) => {
      await begin('join')(page, say)
      await page.getByLabel(say('start.join.code')).fill('K7M4-PLQM-92QD-R6VE')
      await press(page, say('start.join.lookOn'))
      await see(page, say('start.join.nextHere'))
    },
  },
  {
    name: 'a code that is looked for',
    options: { content: 'none', settings: { localNetwork: true }, hang: ['invitations.byCode'] },
    step: async (page, say) => {
      await begin('join')(page, say)
      await page.getByLabel(say('start.join.code')).fill('K7M4-PLQM-92QD-R6VE')
      await keys(page, 'Enter')
      await see(page, say('start.join.looking'))
    },
  },
  {
    name: 'a code that nobody answers to',
    options: { content: 'none', settings: { localNetwork: true } },
    step: async (page, say) => {
      await begin('join')(page, say)
      await page.getByLabel(say('start.join.code')).fill('ABCD EFGH JKLM NPQR')
      await press(page, say('start.join.look'))
      await see(page, say('failure.codeUnanswered'))
    },
  },
  {
    name: 'an invitation that has ended',
    options: { content: 'none', fail: { 'invitations.read': 'invitation-ended' } },
    step: async (page, say) => {
      await begin('join')(page, say)
      await press(page, say('start.join.choose'))
      await see(page, say('failure.invitationEnded'))
    },
  },
  { name: 'locked', options: { state: 'locked' } },
  { name: 'locked, a wrong passphrase', options: { state: 'locked' }, step: wrong },
  {
    name: 'locked, forgotten',
    options: { state: 'locked' },
    step: async (page, say) => {
      await page.getByText(say('start.unlock.forgotten')).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  { name: 'open elsewhere', options: { state: 'in-use' } },
  { name: 'a newer archive', options: { state: 'newer' } },
  { name: 'a damaged archive', options: { state: 'damaged' } },
  { name: 'an example on the test runtime', options: { demo: true, testRuntime: true } },
]

const workStates: ScreenState[] = [
  { name: 'home' },
  { name: 'home of a new group', options: { content: 'empty' } },
  {
    name: 'home with members in reach',
    options: { network: { on: true, changesToGo: 0, peers: [] } },
  },
  {
    name: 'home with somebody who asks',
    step: async (page, say) => {
      await page.evaluate(() => {
        const { fake } = window as unknown as FakeWindow
        const [group] = fake.groups
        if (!group) return
        const reply = 'f'.repeat(64) as never
        const asked = { handle: 'L.H.', at: 0, kind: 'member', device: '' } as const
        const comes = { role: 'member', member: null, outside: false } as const
        group.requests.push({ reply, invitation: reply, ...asked, ...comes })
        group.warnings.push('archive-exists-twice')
        const [, theirs, others] = group.memberList.map(({ devices }) => devices[0])
        if (theirs) theirs.stopped = true
        if (others) Object.assign(others, { refused: 3, heldUp: true, crowds: true })
        fake.emit('groups.changed', { group: group.id })
      })
      await see(page, say('home.waiting.check'))
    },
  },
  {
    name: 'a full disk and missing edits',
    step: async (page, say) => {
      await emit(page, 'saving.changed', { state: 'disk-full' })
      await emit(page, 'archive.missing', { edits: 3 })
      await see(page, say('app.saving.diskFull'))
    },
  },
  {
    name: 'a replaced file',
    step: async (page, say) => {
      await emit(page, 'saving.changed', { state: 'archive-replaced' })
      await see(page, say('app.saving.replaced'))
      await see(page, say('app.reach.notSaved'))
    },
  },
  {
    name: 'groups',
    step: async (page, say) => {
      await page.locator('.group-button, .rail-group').filter({ visible: true }).click()
      await page.getByRole('menuitem', { name: say('app.group.create') }).waitFor()
    },
  },
  {
    name: 'another group',
    step: async (page, say) => {
      await page.locator('.group-button, .rail-group').filter({ visible: true }).click()
      await page.getByRole('menuitem', { name: say('app.group.create') }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'another group by invitation',
    step: async (page, say) => {
      await page.locator('.group-button, .rail-group').filter({ visible: true }).click()
      await page.getByRole('menuitem', { name: say('app.group.join') }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  { name: 'documents', seed: archiveSeed, step: page => keys(page, 'Control+2') },
  { name: 'no documents', options: { content: 'empty' }, step: page => keys(page, 'Control+2') },
  {
    name: 'no document of that title',
    seed: archiveSeed,
    step: async (page, say) => {
      await keys(page, 'Control+2')
      await page.getByRole('searchbox').fill('zzz')
      await see(page, say('documents.filter.none'))
    },
  },
  { name: 'the menu of a document', seed: archiveSeed, step: openMenu },
  {
    name: 'new document',
    seed: archiveSeed,
    step: async page => {
      await keys(page, 'Control+n')
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'new document from a template',
    seed: templatesSeed,
    step: async (page, say) => {
      await keys(page, 'Control+n')
      await see(page, say('documents.template.section.own'))
      await page.locator('.radio-card').first().click()
      await page.locator('.new-language').waitFor()
    },
  },
  { name: 'a template, before it is one', seed: archiveSeed, step: shared('template') },
  { name: 'a template, before it is withdrawn', seed: templatesSeed, step: shared('noTemplate') },
  { name: 'consents', seed: outsideSeed, step: consents },
  {
    name: 'a consent recorded',
    seed: outsideSeed,
    step: async (page, say) => {
      await consents(page, say)
      await press(page, `${say('consents.say')} R4`)
      await press(page, say('consents.act'))
      await see(page, say('consents.done', { code: 'R4' }))
    },
  },
  {
    name: 'a code that is none',
    seed: outsideSeed,
    step: async (page, say) => {
      await consents(page, say)
      await page.getByLabel(say('consents.code'), { exact: true }).fill('Amina')
      await press(page, say('consents.act'))
      await see(page, say('consents.codeWrong'))
    },
  },
  { name: 'import', seed: emptySeed, files: someFiles, step: importing },
  {
    name: 'a file that is not read',
    seed: emptySeed,
    files: someFiles,
    step: async (page, say) => {
      await importing(page, say)
      await page.getByText('Budget_2018.docm').click()
      await see(page, say('failure.fileHasProgram'))
    },
  },
  {
    name: 'files that are read',
    options: { files: someFiles, hang: ['documents.readFile'] },
    step: async (page, say) => {
      await press(page, say('documents.import.button'))
      await page.getByRole('progressbar').first().waitFor()
      await emit(page, 'progress', { task: 'documents.import', done: 64, total: 100 })
      await see(page, say('import.state.readingAt', { percent: 64 }))
    },
  },
  {
    name: 'the report about an imported file',
    seed: emptySeed,
    files: someFiles.slice(0, 1),
    step: async (page, say) => {
      await importing(page, say)
      await press(page, say('import.act', { files: 1 }))
      await page.locator('.import').waitFor({ state: 'detached' })
    },
  },
  { name: 'rename', seed: archiveSeed, step: choose('rename') },
  { name: 'group reference', seed: archiveSeed, step: choose('groupReference') },
  {
    name: 'duplicate, with files',
    seed: archiveSeed,
    before: attachFiles,
    step: async (page, say) => {
      await choose('duplicate')(page, say)
      await see(page, 'Terms of reference.docx')
      await see(page, 'Report.pdf')
    },
  },
  { name: 'share', seed: archiveSeed, step: choose('share') },
  { name: 'delete', seed: archiveSeed, step: choose('delete') },
  {
    name: 'renamed',
    seed: archiveSeed,
    step: async (page, say) => {
      await choose('rename')(page, say)
      await page.getByRole('dialog').getByRole('textbox').fill('Another title')
      await keys(page, 'Enter')
      await see(page, say('documents.rename.done'))
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    },
  },
  {
    name: 'people outside, before anybody is asked',
    seed: archiveSeed,
    step: async (page, say) => {
      await consult(page, say)
      await see(page, say('consultation.empty.title'))
      await press(page, say('consultation.begin'))
      await page.getByRole('dialog').waitFor()
    },
  },
  { name: 'people outside, what they answered', seed: outsideSeed, step: triage },
  { name: 'archive', seed: archiveSeed, step: page => keys(page, 'Control+6') },
  { name: 'archive, found', seed: archiveSeed, step: found },
  {
    name: 'archive, narrowed',
    seed: archiveSeed,
    step: async (page, say) => {
      await found(page, say)
      await page.locator('.facets .checkbox').nth(1).click()
      await page.locator('.archive-tag').waitFor()
    },
  },
  {
    name: 'archive, nothing found',
    seed: archiveSeed,
    step: async (page, say) => {
      await search('zzz')(page, say)
      await see(page, say('archive.none.text'))
    },
  },
  {
    name: 'archive, what cites an instrument',
    seed: archiveSeed,
    step: async (page, say) => {
      await search('A/RES/68/181')(page, say)
      await press(page, say('citing.only', { instrument: 'A/RES/68/181' }))
      await page.locator('.archive-tag').waitFor()
    },
  },
  { name: 'settings', step: settings },
  {
    name: 'settings, archive checked',
    step: async (page, say) => {
      await settings(page, say)
      await press(page, say('settings.archiveCheck'))
      await see(page, say('settings.archiveWhole'))
    },
  },
  {
    name: 'commands',
    step: async page => {
      await keys(page, 'Control+k')
      await page.getByRole('option').first().waitFor()
    },
  },
  {
    name: 'commands, found',
    step: async (page, say) => {
      await keys(page, 'Control+k')
      await page.getByRole('combobox').fill('statement')
      await see(page, say('commands.searchAll', { text: 'statement' }))
    },
  },
  {
    name: 'shortcuts',
    step: async page => {
      await keys(page, 'Control+/')
      await page.getByRole('dialog').waitFor()
    },
  },
]

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

const allStates = [...wayInStates, ...workStates, ...decisionStates]

/** The states of these names: `few`, or under `npm run prove` all of `many`. */
export function statesOf(
  few: readonly string[],
  many: readonly string[] = allStates.map(({ name }) => name),
): ScreenState[] {
  const names = process.env['BARAZA_PROVE'] === '1' ? many : few
  const chosen = allStates.filter(({ name }) => names.includes(name))
  if (chosen.length !== names.length) throw new Error('A state is named that there is not')
  return chosen
}
