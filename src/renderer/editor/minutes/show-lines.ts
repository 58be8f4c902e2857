// Draws what is computed on lines of minutes: the words of speakers, owner and day below an action item, and
// what came out below a decision. A line is looked at when it changed; a page without such lines has nothing
// to draw.
import { speakerBehind } from '#document/meetings'
import type { SpeakerNaming } from '#document/model'
import type { ActId, BlockId, MemberId } from '#shared/ids'
import { $getRoot, mergeRegister, type LexicalEditor, type NodeKey } from 'lexical'
import { $isBlockNode, type BlockNode } from '../blocks/block-node.ts'
import { $idOf, $isWithheld, $kindOf, $meetingOf } from '../blocks/block-state.ts'
import { paintDecision, paintFacts, unpaint, type DecisionFacts } from './line-facts.ts'
import { $whoOf } from './speaker.ts'

export type LinesLook = {
  /** The choice for these minutes. */
  naming: SpeakerNaming
  read(member: MemberId, naming: SpeakerNaming): string
  due(day: string | undefined): string
  noOwner: string
  /** The name of the button that changes both; null where they cannot be changed. */
  change: string | null
  /** The members that are named, whenever they change. */
  onMembers(members: readonly MemberId[]): void
  onChange(key: NodeKey): void
  /** The facts below a decision; null for nothing. `question`: null where the line names none. */
  decision(block: BlockId, question: ActId | null): DecisionFacts | null
  /** The questions that lines name, whenever they change. */
  onQuestions(questions: readonly ActId[]): void
}

type Speaker = { key: NodeKey; who: MemberId; before: string }
type Line = {
  naming?: SpeakerNaming
  speakers: Speaker[]
  action?: { owner?: MemberId; due?: string }
  decision?: { block: BlockId; question: ActId | null }
}

const $speakersOf = (block: BlockNode, read: (who: MemberId) => string): Speaker[] => {
  const found: Speaker[] = []
  let before = ''
  for (const node of block.getChildren()) {
    const who = $whoOf(node)
    if (who !== null) found.push({ key: node.getKey(), who, before })
    before += who === null ? node.getTextContent() : read(who)
  }
  return found
}

/** Returns its undo. */
export const showLines = (editor: LexicalEditor, look: LinesLook): (() => void) => {
  const lines = new Map<NodeKey, Line>()
  let [toldMembers, toldQuestions] = ['', '']

  const $lineOf = (block: BlockNode): Line | null => {
    if ($isWithheld(block)) return null
    const { naming, owner, due, question = null } = $meetingOf(block)
    const speakers = $speakersOf(block, who => look.read(who, naming ?? look.naming))
    const isAction = $kindOf(block) === 'action'
    const decided = $kindOf(block) === 'decision' ? $idOf(block) : null
    if (speakers.length === 0 && !isAction && decided === null) return null
    return {
      speakers,
      ...(naming && { naming }),
      ...(isAction && { action: { ...(owner && { owner }), ...(due && { due }) } }),
      ...(decided !== null && { decision: { block: decided, question } }),
    }
  }
  const paintAction = (key: NodeKey, { naming, action }: Line): void => {
    const { owner: member } = action ?? {}
    const owner = member
      ? speakerBehind('', look.read(member, naming ?? look.naming))
      : look.noOwner
    const press =
      look.change === null ? null : { title: look.change, act: () => look.onChange(key) }
    paintFacts(editor.getElementByKey(key), [owner, look.due(action?.due)], press)
  }
  const paint = (key: NodeKey): void => {
    const line = lines.get(key)
    if (!line) return
    for (const { key: text, who, before } of line.speakers) {
      const element = editor.getElementByKey(text)
      const words = speakerBehind(before, look.read(who, line.naming ?? look.naming))
      element?.classList.add('text-speaker')
      if (element && element.dataset['words'] !== words) element.dataset['words'] = words
    }
    if (line.action) paintAction(key, line)
    if (line.decision) {
      const { block, question } = line.decision
      paintDecision(editor.getElementByKey(key), look.decision(block, question))
    }
  }
  const $look = (keys: Iterable<NodeKey>): void => {
    const nodes = editor.getEditorState()._nodeMap
    for (const key of keys) {
      const node = nodes.get(key)
      const line = $isBlockNode(node) && node.isAttached() ? $lineOf(node) : null
      if (line) lines.set(key, line)
      else if (lines.delete(key)) unpaint(editor.getElementByKey(key))
    }
  }
  const tell = (): void => {
    const all = [...lines.values()].flatMap(({ speakers, action }) => [
      ...speakers.map(({ who }) => who),
      ...(action?.owner ? [action.owner] : []),
    ])
    const members = [...new Set(all)].toSorted()
    if (members.join() !== toldMembers) look.onMembers(members)
    toldMembers = members.join()
    const questions = [...lines.values()].flatMap(({ decision }) => decision?.question ?? [])
    const asked = [...new Set(questions)].toSorted()
    if (asked.join() !== toldQuestions) look.onQuestions(asked)
    toldQuestions = asked.join()
  }
  const readAll = (): void => {
    lines.clear()
    editor.getEditorState().read(() => $look($getRoot().getChildrenKeys()))
    for (const key of lines.keys()) paint(key)
    tell()
  }
  return mergeRegister(
    editor.registerRootListener(readAll),
    editor.registerUpdateListener(({ dirtyElements, editorState }) => {
      if (dirtyElements.size === 0) return
      editorState.read(() => $look(dirtyElements.keys()))
      for (const key of dirtyElements.keys()) paint(key)
      tell()
    }),
    () => {
      for (const key of lines.keys()) unpaint(editor.getElementByKey(key))
    },
  )
}
