// Every state of the screens of this scope, and the steps to reach it over a real core. Steps name controls by message
// id, so that they work in every language.
import process from 'node:process'
import { createIntl } from 'react-intl'
import type { Core } from '#core'
import { compiled, type Locale } from '../../scripts/messages.ts'
import { formats } from '../../src/renderer/words/formats.ts'
import type { MessageId } from '../../src/renderer/words/ids.ts'
import { wordsOf } from '../../src/renderer/words/words.ts'
import { archiveSeed, templatesSeed } from './archive-seed.ts'
import { grantOf } from './core.ts'
import { decisionStates } from './decision-states.ts'
import { emptySeed } from './follow-up-seed.ts'
import { homeSeed } from './home-seed.ts'
import type { ImportFile } from './import-files.ts'
import { typedNetwork } from './lan.ts'
import { askedSeed, connectedSeed } from './members-seed.ts'
import { outsideSeed, outsideTitles } from './outside-seed.ts'
import { attachAbsent } from './retire-seed.ts'
import {
  answering,
  keys,
  networkOn,
  press,
  type Say,
  type ScreenState,
  see,
  type Step,
} from './screen-steps.ts'
import { unlockedCopy } from './unlocked-copy.ts'
import { wayInStates } from './way-in-states.ts'

/** Messages as `locale` shows them. */
export const sayIn = (locale: Locale): Say => {
  const intl = createIntl({
    locale: formats[locale],
    messages: compiled(locale),
    onError: () => {},
  })
  const words = wordsOf(intl)
  return (id, values = {}) => words(id as MessageId, values)
}

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
/** M.S. is on the same network. */
const inReach = async (core: Core): Promise<void> => {
  const { group, others } = (await connectedSeed()).seeded
  const near = await unlockedCopy(others[0]!, { offline: false, lan: typedNetwork })
  const { addresses } = await near.listen()
  await networkOn(core)
  await core.answers['network.dial']({ group, address: addresses[0]! })
}
const openGroups: Step = async (page, say) => {
  await page.locator('.group-button, .rail-group').filter({ visible: true }).click()
  await page.getByRole('menuitem', { name: say('app.group.create') }).waitFor()
}

const workStates: ScreenState[] = [
  { name: 'home', seed: homeSeed },
  { name: 'home of a new group', seed: emptySeed },
  {
    name: 'home with members in reach',
    seed: connectedSeed,
    network: typedNetwork,
    before: inReach,
  },
  {
    name: 'home with somebody who asks',
    seed: askedSeed,
    async before(core) {
      const { path } = (await askedSeed()).seeded.reply
      await core.answers['joining.readReply']({ file: grantOf(core, path) })
    },
    step: (page, say) => see(page, say('home.waiting.check')),
  },
  {
    name: 'a full disk and missing edits',
    seed: archiveSeed,
    before: answering({
      'archive.saving': () => ({ state: 'disk-full' }),
      'archive.missing': () => ({ edits: 3 }),
    }),
    step: async (page, say) => {
      await see(page, say('app.saving.diskFull'))
      await see(page, say('app.missing.title', { edits: 3 }))
    },
  },
  {
    name: 'a replaced file',
    seed: archiveSeed,
    before: answering({ 'archive.saving': () => ({ state: 'archive-replaced' }) }),
    step: async (page, say) => {
      await see(page, say('app.saving.replaced'))
      await see(page, say('app.reach.notSaved'))
    },
  },
  { name: 'groups', seed: archiveSeed, step: openGroups },
  {
    name: 'another group',
    seed: archiveSeed,
    step: async (page, say) => {
      await openGroups(page, say)
      await page.getByRole('menuitem', { name: say('app.group.create') }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'another group by invitation',
    seed: archiveSeed,
    step: async (page, say) => {
      await openGroups(page, say)
      await page.getByRole('menuitem', { name: say('app.group.join') }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  { name: 'documents', seed: archiveSeed, step: page => keys(page, 'Control+2') },
  { name: 'no documents', seed: emptySeed, step: page => keys(page, 'Control+2') },
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
    seed: emptySeed,
    files: someFiles,
    hold: ['documents.readFile'],
    step: async (page, say) => {
      await press(page, say('documents.import.button'))
      await page.getByRole('progressbar').first().waitFor()
    },
    async meanwhile({ page, tell }, say) {
      tell('progress', { task: 'documents.import', done: 64, total: 100 })
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
  { name: 'settings', seed: archiveSeed, step: settings },
  {
    name: 'settings, archive checked',
    seed: archiveSeed,
    step: async (page, say) => {
      await settings(page, say)
      await press(page, say('settings.archiveCheck'))
      await see(page, say('settings.archiveWhole'))
    },
  },
  {
    name: 'commands',
    seed: archiveSeed,
    step: async page => {
      await keys(page, 'Control+k')
      await page.getByRole('option').first().waitFor()
    },
  },
  {
    name: 'commands, found',
    seed: archiveSeed,
    step: async (page, say) => {
      await keys(page, 'Control+k')
      await page.getByRole('combobox').fill('statement')
      await see(page, say('commands.searchAll', { text: 'statement' }))
    },
  },
  {
    name: 'shortcuts',
    seed: archiveSeed,
    step: async page => {
      await keys(page, 'Control+/')
      await page.getByRole('dialog').waitFor()
    },
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
