// The content of a sheet for the file of a word processor: as it stands, or with what changed in it.
import { withLeads, type Sheet } from '../sheet.ts'
import { changedContent } from './changed-content.ts'
import type { FileNumber } from './numbers.ts'
import { contentOf, type FilePart } from './parts.ts'
import { Version } from './version.ts'

/** The earlier text as a sheet of its own. */
const earlierSheet = (sheet: Sheet): Sheet | null => {
  const { since, comments: _comments, ...rest } = sheet
  return since ? { ...rest, page: since.page } : null
}

/** `numbers`: of the blocks of the text as it stands. */
export type Content = { content: FilePart[]; numbers: readonly FileNumber[] }

export const contentOfSheet = (plain: Sheet): Content => {
  const sheet = withLeads(plain)
  const [version, earlier] = [new Version(sheet), earlierSheet(sheet)]
  const content =
    earlier && sheet.since
      ? changedContent(new Version(earlier), version, sheet.since)
      : contentOf(version)
  return { content, numbers: version.numbers }
}
