// Pages on one text, over a real core: the text of the mockups, or an empty one.
import type { Page } from 'playwright-core'
import * as Y from 'yjs'
import { blockText, type Block } from '#document/model'
import { blockElements, textsIn } from '#document/tree'
import type { FromCore, FromWindow } from '#shared/document-port'
import type { DocumentId } from '#shared/ids'
import { type CoreOptions, type CorePage, corePages } from './core-pages.ts'
import { longBlocks } from '../renderer/editor/harness/example-text.ts'
import type { Seed } from './seeds.ts'
import {
  beginText,
  openText,
  stepsOf,
  textSeed,
  textSeedOf,
  type TextSeeded,
  windowOn,
} from './text-seed.ts'

/** The conversation of the page with core about the text that was opened last; each page has it as `textPort` on its window. */
export type TextPort = {
  heard: FromWindow[]
  /** The messages of core so far, by their kinds. */
  came: FromCore['kind'][]
  /** The page hears this as if core had said it. */
  say(message: FromCore): void
}
export type PortWindow = Window & { textPort: TextPort }

/** For what core says in a race alone, or from the network: the page hears it now. Bytes do not pass. */
export const sayTo = (page: Page, message: FromCore): Promise<void> =>
  page.evaluate(said => (window as unknown as PortWindow).textPort.say(said), message)

/** A page that shows the text and takes keys. */
export type TextPage = CorePage & {
  seeded: TextSeeded
  page: Page
  document: DocumentId
  /** The text, as core has it. */
  blocks(): readonly Block[]
  /** The words of each block, as core has them. */
  texts(): string[]
}

/** `device`: that of the member, if left out. `color`: 1 to 6. */
type Caret = { handle: string; device?: string; color?: number }

/**
 * The member has the caret in block `index`, and selected characters `from` to `to` of it; without a place, the member
 * says goodbye. No socket of a test says so.
 */
export const presentAt = async (
  { page, core, document, seeded }: TextPage,
  { handle, device = handle, color = 4 }: Caret,
  ...[index, from, to = from]: [] | [index: number, from: number, to?: number]
): Promise<void> => {
  const { doc } = await windowOn(core, document)
  const place = (at = 0): unknown => {
    const words = textsIn(blockElements(doc)[index ?? 0]!)[0]!
    return Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(words, at))
  }
  const presence = index === undefined ? null : { anchor: place(from), focus: place(to) }
  const { memberList } = await core.answers['groups.get'](seeded)
  const member = memberList.find(each => each.handle === handle)!.id
  await sayTo(page, { kind: 'presence', device, member, handle, color, presence })
}

/**
 * Waits until the text has the focus, and the caret stands in an element like this. A dialog gives the
 * focus back a moment before the caret goes into what the dialog put in.
 */
export const caretIn = (page: Page, selector: string): Promise<unknown> =>
  page.waitForFunction(sought => {
    const { anchorNode } = getSelection() ?? {}
    const at = anchorNode instanceof Element ? anchorNode : anchorNode?.parentElement
    return document.activeElement?.matches('.page-text') === true && at?.closest(sought) != null
  }, selector)

/** The editor of the page fails, and the text is loaded again. */
export async function failPage(page: Page): Promise<void> {
  await page.evaluate(() => {
    type Failing = Element & { __lexicalEditor: { update(work: () => void): void } }
    const editor = (document.querySelector('.page-text') as Failing).__lexicalEditor
    editor.update(() => {
      throw new Error('planted')
    })
  })
  await page.getByText('Something went wrong on this page.').waitFor()
}

/** `as`: the member whose profile it is; the chair, if left out. `seed`: another group with the same text. */
type Options = CoreOptions<TextSeeded> & { as?: 'M.S.' | 'L.H.'; seed?: Seed<TextSeeded> }
type Begin = (opened: CorePage & { seeded: TextSeeded }) => Promise<DocumentId>

/** A private text with so many paragraphs. */
export const withParagraphs =
  (count: number): Begin =>
  opened =>
    beginText(opened, 'recommendations', stepsOf(longBlocks(count)))

export type TextPages = {
  open(options?: Options): Promise<TextPage>
  /** On a text that is begun first: where it is not said how, a private one with one empty paragraph. */
  openOwn(begin?: Begin, options?: Options): Promise<TextPage>
  close(): Promise<void>
  /** The number of results of the browser's own search in the page that was opened last. */
  found(text: string): Promise<number>
}

export async function textPages(): Promise<TextPages> {
  const pages = await corePages()
  type Opened = Awaited<ReturnType<typeof pages.open<TextSeeded>>>
  const shown = async (opened: Opened, document: DocumentId): Promise<TextPage> => {
    await openText(opened.page, document)
    const blocks = () => opened.core.page(document).blocks
    return { ...opened, document, blocks, texts: () => blocks().map(block => blockText(block)) }
  }
  const seedFor = ({ as, seed = textSeed }: Options) => (as ? textSeedOf(as) : seed)
  return {
    async open(options = {}) {
      const opened = await pages.open(seedFor(options), options)
      return shown(opened, opened.seeded.document)
    },
    async openOwn(begin = opened => beginText(opened), options = {}) {
      const opened = await pages.open(seedFor(options), options)
      return shown(opened, await begin(opened))
    },
    close: pages.close,
    found: pages.found,
  }
}
