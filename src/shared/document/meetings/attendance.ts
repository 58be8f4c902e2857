// The attendance in the head of minutes: one paragraph, at which members put what the meeting has. Words that a member
// wrote there by hand are never taken away.
import type * as Y from 'yjs'
import type { Random } from '../block-id.ts'
import { insertBlock } from '../edit-blocks.ts'
import { putRuns } from '../edit-text.ts'
import { blockNamed } from '../layout.ts'
import { readMeta } from '../meta.ts'
import type { Block, Run } from '../page.ts'
import { readPage } from '../read-page.ts'
import { newBlockElement } from '../write-blocks.ts'

/** Whether the words are those of an attendance, whole and without others. */
type IsAttendance = (runs: readonly Run[]) => boolean

/** The blocks before the part of the first item. */
const headOf = (blocks: readonly Block[]): readonly Block[] => {
  const first = blocks.findIndex(({ meeting }) => meeting?.item !== undefined)
  return first < 0 ? blocks : blocks.slice(0, first)
}

const isPlain = ({ label, bracket }: Block): boolean => label === undefined && !bracket

/** The paragraph with the attendance of earlier; null before there is one. */
export const attendanceIn = (blocks: readonly Block[], is: IsAttendance): Block | null =>
  headOf(blocks).find(block => isPlain(block) && is(block.runs)) ?? null

/** Puts these words over those of earlier, into the empty paragraph that asks for them, or into a new one. */
export const putAttendance = (
  doc: Y.Doc,
  { runs, is }: { runs: readonly Run[]; is: IsAttendance },
  random: Random,
): void => {
  const { blocks } = readPage(doc)
  const head = headOf(blocks)
  const asked = head.find(({ prompt }) => prompt === 'minutes-attendance')
  const isEmpty = asked?.runs.length === 0 && isPlain(asked)
  const place = attendanceIn(blocks, is) ?? (isEmpty ? asked : null)
  const there = place?.id && blockNamed(doc, place.id)
  if (there) return putRuns(there, runs)
  const behind = asked ?? head[0]
  const { language } = readMeta(doc)
  const block = newBlockElement({ kind: 'num1', runs: [...runs] }, { language, random })
  insertBlock(doc, (behind?.id && blockNamed(doc, behind.id)) || null, block)
}
