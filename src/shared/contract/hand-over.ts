// The hand-over of open matters: who takes each, written as owners of action items and as a note to all
// members.
import * as v from 'valibot'
import { BlockId, DocumentId, GroupId, MemberId } from '../ids.ts'
import { Language, Title } from '../vocabulary.ts'
import { answers, call } from '../rpc.ts'

const line = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(4000))
const Day = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/))

export const Matter = v.object({
  words: line,
  owner: MemberId,
  due: v.nullable(Day),
  /** The action item that it is; null for a decision, a meeting or a review. */
  item: v.nullable(v.object({ document: DocumentId, block: BlockId })),
})
export type Matter = v.InferOutput<typeof Matter>

export const handOverCalls = {
  /**
   * Writes a note to all members, with an action item for each matter; an action item whose minutes may
   * still change gets its new owner there. Failure `invalid-input` for an owner who is no member, and for an item that
   * is no action item of minutes that the group reads.
   */
  'handOver.write': call(
    {
      group: GroupId,
      title: Title,
      language: Language,
      lead: line,
      heading: line,
      matters: v.pipe(v.array(Matter), v.minLength(1), v.maxLength(200)),
      lists: v.pipe(
        v.array(v.object({ heading: line, lines: v.pipe(v.array(line), v.maxLength(500)) })),
        v.maxLength(10),
      ),
      /** Said of an action item that goes on in the note. */
      goesOn: line,
    },
    answers<{ document: DocumentId }>(),
  ),
} as const
