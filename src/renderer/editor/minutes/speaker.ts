// A speaker on the page: one character that names a member, there as a whole or not at all. Its words are
// drawn over it (`show-lines.ts`), so one choice changes them all.
import { noteSign } from '#document/model'
import { MemberId } from '#shared/ids'
import {
  $createTextNode,
  $getState,
  $isTextNode,
  $setState,
  createCommand,
  createState,
  type LexicalCommand,
  type LexicalNode,
  type TextNode,
} from 'lexical'
import * as v from 'valibot'
import { $noteOf } from '../notes/reference.ts'
import { $toOf } from '../cross-references/paragraph-reference.ts'

/** Asks which member speaks, to put the speaker at the cursor. */
export const ASK_SPEAKER_COMMAND: LexicalCommand<undefined> = createCommand('ASK_SPEAKER_COMMAND')

const whoState = createState('who', {
  parse: (value: unknown): MemberId | '' => {
    const read = v.safeParse(MemberId, value)
    return read.success ? read.output : ''
  },
})

/** The member whom this text names; null for words, and for a reference to a note or a paragraph. */
export const $whoOf = (node: LexicalNode): MemberId | null => {
  if (!$isTextNode(node) || node.getTextContent() !== noteSign) return null
  const who = $getState(node, whoState)
  return who === '' || $noteOf(node) !== null || $toOf(node) !== null ? null : who
}

export const $createSpeaker = (who: MemberId): TextNode =>
  $setState($createTextNode(noteSign).setMode('token'), whoState, who)
