// Draws what is computed on lines of minutes: the words of speakers, and owner and day below an action
// item. A line is looked at when it changed; a page without such lines has nothing to draw.
import { speakerBehind, type SpeakerNaming } from '#shared/document'
import type { MemberId } from '#shared/ids'
import { $getRoot, mergeRegister, type LexicalEditor, type NodeKey } from 'lexical'
import { $isBlockNode, type BlockNode } from '../block-node.ts'
import { $isWithheld, $kindOf, $meetingOf } from '../block-state.ts'
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
}

type Speaker = { key: NodeKey; who: MemberId; before: string }
type Line = {
  naming?: SpeakerNaming
  speakers: Speaker[]
  action?: { owner?: MemberId; due?: string }
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

const partOf = (name: string, text: string): HTMLElement => {
  const part = document.createElement(name)
  part.textContent = text
  return part
}

/** Returns its undo. */
export const showLines = (editor: LexicalEditor, look: LinesLook): (() => void) => {
  const lines = new Map<NodeKey, Line>()
  let told = ''

  const $lineOf = (block: BlockNode): Line | null => {
    if ($isWithheld(block)) return null
    const { naming, owner, due } = $meetingOf(block)
    const speakers = $speakersOf(block, who => look.read(who, naming ?? look.naming))
    const isAction = $kindOf(block) === 'action'
    if (speakers.length === 0 && !isAction) return null
    return {
      speakers,
      ...(naming && { naming }),
      ...(isAction && { action: { ...(owner && { owner }), ...(due && { due }) } }),
    }
  }
  const paintFacts = (key: NodeKey, { naming, action }: Line): void => {
    const space = editor.getElementByKey(key)?.querySelector<HTMLElement>(':scope > .capture-facts')
    if (!space) return
    const { owner: member } = action ?? {}
    const owner = member
      ? speakerBehind('', look.read(member, naming ?? look.naming))
      : look.noOwner
    const parts = [partOf('b', owner), partOf('span', look.due(action?.due))]
    const is = parts.map(part => part.outerHTML).join('')
    if (space.dataset['is'] === is) return
    space.dataset['is'] = is
    if (look.change === null) return space.replaceChildren(...parts)
    const button = document.createElement('button')
    Object.assign(button, { type: 'button', className: 'capture-change', title: look.change })
    button.append(...parts)
    // The editor takes no key and no press that is for the button.
    button.addEventListener('keydown', event => event.stopPropagation())
    button.addEventListener('mousedown', event => event.preventDefault())
    button.addEventListener('click', () => look.onChange(key))
    space.replaceChildren(button)
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
    if (line.action) paintFacts(key, line)
  }
  const $look = (keys: Iterable<NodeKey>): void => {
    const nodes = editor.getEditorState()._nodeMap
    for (const key of keys) {
      const node = nodes.get(key)
      const line = $isBlockNode(node) && node.isAttached() ? $lineOf(node) : null
      if (line) lines.set(key, line)
      else if (lines.delete(key)) forget(key)
    }
  }
  const forget = (key: NodeKey): void => {
    const space = editor.getElementByKey(key)?.querySelector<HTMLElement>(':scope > .capture-facts')
    space?.replaceChildren()
    delete space?.dataset['is']
  }
  const tell = (): void => {
    const all = [...lines.values()].flatMap(({ speakers, action }) => [
      ...speakers.map(({ who }) => who),
      ...(action?.owner ? [action.owner] : []),
    ])
    const members = [...new Set(all)].toSorted()
    if (members.join() === told) return
    told = members.join()
    look.onMembers(members)
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
      for (const key of lines.keys()) forget(key)
    },
  )
}
