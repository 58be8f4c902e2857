// Pages on one text, over a real core: the text of the mockups, or an empty one.
import type { Page } from 'playwright-core'
import { blockText, type Block } from '#document/model'
import type { DocumentId } from '#shared/ids'
import { type CoreOptions, type CorePage, corePages } from './core-pages.ts'
import { beginText, openText, textSeed, type TextSeeded } from './text-seed.ts'

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
type Options = CoreOptions<TextSeeded>

export type TextPages = {
  open(options?: Options): Promise<TextPage>
  /** On a private text with one empty paragraph. */
  openEmpty(options?: Options): Promise<TextPage>
  close(): Promise<void>
}

export async function textPages(): Promise<TextPages> {
  const pages = await corePages()
  type Opened = Awaited<ReturnType<typeof pages.open<TextSeeded>>>
  const shown = async (opened: Opened, document: DocumentId): Promise<TextPage> => {
    await openText(opened.page, document)
    const blocks = () => opened.core.page(document).blocks
    return { ...opened, document, blocks, texts: () => blocks().map(block => blockText(block)) }
  }
  return {
    async open(options = {}) {
      const opened = await pages.open(textSeed, options)
      return shown(opened, opened.seeded.document)
    },
    async openEmpty(options = {}) {
      const opened = await pages.open(textSeed, options)
      return shown(opened, await beginText(opened))
    },
    close: pages.close,
  }
}
