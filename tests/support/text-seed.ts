// The text of the mockups on the device of the chair, and another member who writes in it on another device.
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { Core } from '#core'
import type { DocumentKind } from '#shared/contract'
import type { DocumentId, GroupId } from '#shared/ids'
import { exampleBlocks } from '../renderer/editor/harness/example-text.ts'
import { exampleNow, groupSeed } from './advisory-group.ts'
import { passphrase, temporaryDirectory } from './archive.ts'
import { lockedCore } from './core.ts'
import type { CorePage } from './core-pages.ts'
import { give } from './cores.ts'

export const textTitle = 'Strategy of support for women human rights defenders: recommendations'

/** The steps that write the text of the mockups in an empty text. */
export const exampleSteps = [
  ...exampleBlocks.map(({ kind, runs }, after) => ({
    ...{ new: runs.map(({ text }) => text).join(''), after, kind },
  })),
  { remove: exampleBlocks.length + 1 },
]

/** The profile of the chair. `other`: the folder of the profile of M.S. */
export const textSeed = groupSeed(['K.W.', 'M.S.', 'L.H.'], async made => {
  made.before(2)
  const document = await made.share('recommendations', textTitle, exampleSteps)
  await made.meet('K.W.', 'M.S.', 'L.H.')
  return { group: made.group, document, other: made.device('M.S.').directory }
})
export type TextSeeded = { group: GroupId; document: DocumentId; other: string }

export const openText = async (page: Page, document: DocumentId): Promise<void> => {
  await page.keyboard.press('Control+2')
  await page.locator(`.table-row[data-row="${document}"]`).press('Enter')
  // Keys pressed while the text is shown and has no focus yet go nowhere.
  await page.locator('.page-text:focus').waitFor()
}

/** Throws where a step is refused. Steps as edit-script.ts reads them. */
export const editText = async (
  core: Core,
  document: DocumentId,
  steps: readonly object[],
): Promise<void> => {
  const { refused } = await core.edit(document, steps)
  if (refused.length > 0) throw new Error(`Refused: ${JSON.stringify(refused)}`)
}

/** A private text of the chair, which is empty without these steps. */
export const beginText = async (
  { core, seeded: { group } }: Pick<CorePage, 'core'> & { seeded: Pick<TextSeeded, 'group'> },
  kind: DocumentKind = 'statement',
  steps: readonly object[] = [],
): Promise<DocumentId> => {
  const wanted = { group, kind, title: 'Working paper', language: 'en' } as const
  const document = await core.answers['documents.create']({ ...wanted, template: 'none' })
  await editText(core, document, steps)
  return document
}

/** M.S., who has what the seed has. */
export type OtherMember = {
  core: Core
  /** The chair has it at once. */
  edit(...steps: object[]): Promise<void>
  /** The chair gets what M.S. wrote. */
  tell(): Promise<void>
  /** M.S. gets what the window wrote. */
  hear(): Promise<void>
}

export const otherMember = async (
  opened: CorePage & { seeded: TextSeeded },
): Promise<OtherMember> => {
  const { group, document, other } = opened.seeded
  const directory = join(temporaryDirectory(), 'other')
  cpSync(other, directory, { recursive: true })
  const core = lockedCore(directory, { now: () => exampleNow })
  await core.answers['profile.unlock']({ passphrase })
  const [own, theirs] = [
    { core: opened.core, directory: '' },
    { core, directory },
  ]
  const tell = async (): Promise<void> => void (await give(theirs, own, group))
  return {
    core,
    tell,
    hear: async () => void (await give(own, theirs, group)),
    async edit(...steps) {
      await editText(core, document, steps)
      await tell()
    },
  }
}
