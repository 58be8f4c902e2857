// The text of the mockups on the device of the chair, and another member who writes in it on another device.
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import * as Y from 'yjs'
import type { Core } from '#core'
import type { NewBlock } from '#document/blocks'
import { applyOpened } from '#document/tree'
import type { DocumentKind } from '#shared/contract'
import type { FromWindow } from '#shared/document-port'
import type { DocumentId, GroupId } from '#shared/ids'
import type { TemplateName } from '#shared/vocabulary'
import { exampleBlocks } from '../renderer/editor/harness/example-text.ts'
import {
  type AdvisoryGroup,
  exampleNow,
  type Founding,
  groupSeed,
  type Handle,
} from './advisory-group.ts'
import { passphrase, temporaryDirectory } from './archive.ts'
import { lockedCore } from './core.ts'
import type { CorePage } from './core-pages.ts'
import { give } from './cores.ts'
import type { Seed } from './seeds.ts'

export const textTitle = 'Strategy of support for women human rights defenders: recommendations'

/** The steps that write these paragraphs in an empty text. */
export const stepsOf = (blocks: readonly NewBlock[]): object[] => [
  ...blocks.map(({ kind, runs }, after) => ({
    ...{ new: runs.map(({ text }) => text).join(''), after, kind },
  })),
  { remove: blocks.length + 1 },
]
/** The steps for the text of the mockups. */
export const exampleSteps = stepsOf(exampleBlocks)

/** The folder of the profile of each of these members. */
export const profilesOf = <H extends Handle>(
  made: AdvisoryGroup,
  among: readonly H[],
): Readonly<Record<H, string>> =>
  Object.fromEntries(among.map(handle => [handle, made.device(handle).directory])) as Record<
    H,
    string
  >

/** The profile of the chair. `profiles`: the folders of all, the chair first. */
const sharedAmong = <H extends Handle>(among: readonly H[], founding: Founding = {}) =>
  groupSeed(
    among,
    async made => {
      made.before(2)
      const document = await made.share('recommendations', textTitle, exampleSteps)
      await made.meet(...among)
      return { group: made.group, document, profiles: profilesOf(made, among) }
    },
    founding,
  )

/** All members: the chair, a member and a reviewer. */
export const textSeed = sharedAmong(['K.W.', 'M.S.', 'L.H.'], { roles: { 'L.H.': 'reviewer' } })
/** With two members who write beside the chair. */
export const writersSeed = sharedAmong(['K.W.', 'M.S.', 'C.R.'])
export type TextSeeded = {
  group: GroupId
  document: DocumentId
  profiles: Readonly<Record<string, string>>
}

/** The profile of a member who is not the chair. */
export const textSeedOf =
  (whose: 'M.S.' | 'L.H.'): Seed<TextSeeded> =>
  async () => {
    const { now, seeded } = await textSeed()
    return { directory: seeded.profiles[whose], now, seeded }
  }

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

/** A private text of the chair, which is empty without these steps and a template. */
export const beginText = async (
  { core, seeded: { group } }: Pick<CorePage, 'core'> & { seeded: Pick<TextSeeded, 'group'> },
  kind: DocumentKind = 'statement',
  steps: readonly object[] = [],
  template: TemplateName | 'none' = 'none',
): Promise<DocumentId> => {
  const wanted = { group, kind, title: 'Working paper', language: 'en' } as const
  const document = await core.answers['documents.create']({ ...wanted, template })
  await editText(core, document, steps)
  return document
}

/** A window on a text: its document stays level with core, which takes in what changes here. */
type TextWindow = {
  doc: Y.Doc
  /** Resolves when core has it on the disk. */
  change(work: (doc: Y.Doc) => void): Promise<void>
}

export const windowOn = async (core: Core, document: DocumentId): Promise<TextWindow> => {
  const doc = new Y.Doc({ gc: false })
  const opened = Promise.withResolvers<void>()
  const edits: PromiseWithResolvers<void>[] = []
  let tell = (_message: FromWindow): void => {}
  core.attach(document, {
    onMessage: listen => (tell = listen),
    post(message) {
      if (message.kind === 'opened') {
        doc.clientID = message.clientId
        applyOpened(doc, message)
        opened.resolve()
      }
      if (message.kind === 'changed') Y.applyUpdate(doc, message.update)
      if (message.kind === 'durable') edits.slice(0, message.number).forEach(edit => edit.resolve())
      if (message.kind === 'refused')
        edits[message.number - 1]?.reject(new Error(`Refused: ${message.code}`))
    },
  })
  tell({ kind: 'open', stateVector: new Uint8Array() })
  await opened.promise
  return {
    doc,
    change(work) {
      const edit = Promise.withResolvers<void>()
      edits.push(edit)
      doc.once('update', (update: Uint8Array) =>
        tell({ kind: 'edit', number: edits.length, update }),
      )
      doc.transact(() => work(doc))
      return edit.promise
    },
  }
}

/** Another member, who has what the seed has. */
export type OtherMember = {
  core: Core
  /** The person at the page has it at once. */
  edit(...steps: object[]): Promise<void>
  /** As `edit`, by a window, for what no step says. */
  change(work: (doc: Y.Doc) => void): Promise<void>
  /** The person at the page gets what the other wrote. */
  tell(space?: GroupId): Promise<void>
  /** The other gets what the page wrote. */
  hear(): Promise<void>
}

/** A text of a group, and the folders of the profiles of members who have it. */
type Shared = Pick<TextSeeded, 'group' | 'document'> & {
  profiles: Readonly<Record<string, string>>
}

/** Each act of another member is a millisecond later than the one before: lists go by time. */
let clock = exampleNow - 3_600_000

export const otherMember = async (
  opened: Pick<CorePage, 'core'> & { seeded: Shared },
  whose = 'M.S.',
): Promise<OtherMember> => {
  const { group, document, profiles } = opened.seeded
  const profile = profiles[whose]
  if (profile === undefined) throw new TypeError(`no profile of ${whose}`)
  const directory = join(temporaryDirectory(), 'other')
  cpSync(profile, directory, { recursive: true })
  const core = lockedCore(directory, { now: () => ++clock })
  await core.answers['profile.unlock']({ passphrase })
  let window: TextWindow | undefined
  const [own, theirs] = [
    { core: opened.core, directory: '' },
    { core, directory },
  ]
  const tell = async (space = group): Promise<void> => void (await give(theirs, own, space))
  return {
    core,
    tell,
    hear: async () => void (await give(own, theirs, group)),
    async edit(...steps) {
      await editText(core, document, steps)
      await tell()
    },
    async change(work) {
      window ??= await windowOn(core, document)
      await window.change(work)
      await tell()
    },
  }
}
