// The authors of words, on the page itself, by the browser's own highlights: each member has a
// colour and a line, the initials stand in the margin and the names below. Words without a provable
// author stay as they are. Core computes them on request, and again after changes, not by key.
import { useEffect, useState } from 'react'
import type { ComparedParagraph, DocumentSummary, Group } from '#shared/contract'
import type { MemberId } from '#shared/ids'
import { useCore } from '../../shell/core-client.ts'
import { initialsOf, MemberMark, Notice } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import type { Bound } from '../page/use-binding.ts'
import type { WindowReplica } from '../replica/window-replica.ts'
import { memberIn } from './names.ts'
import { settled } from './settled.ts'
import { useGroupHere } from '../stable-summary.ts'
import './author-colours.css'

const supported = typeof Highlight !== 'undefined' && 'highlights' in CSS
const colours = [1, 2, 3, 4, 5, 6]
/** Milliseconds between two looks. */
const pause = 3000

type Writing = readonly ComparedParagraph[]

function useWriting({ id }: DocumentSummary, replica: WindowReplica): Writing {
  const core = useCore()
  const [writing, setWriting] = useState<Writing>([])
  useEffect(() => {
    let isHere = true
    let isDue = true
    let isBusy = false
    const look = async (): Promise<void> => {
      if (!isDue || isBusy) return
      isDue = false
      isBusy = true
      try {
        await settled(replica)
        const found = await core.call('history.compare', { document: id, from: 'start', to: 'now' })
        // The title and footnotes bear no colour.
        if (isHere) setWriting(found.filter(({ what }) => what === undefined))
      } catch {
        // Called off together with another comparison, or refused: asked again.
        isDue = true
      }
      isBusy = false
    }
    const stop = core.on('documents.changed', ({ document }) => {
      if (document === id) isDue = true
    })
    void look()
    const timer = setInterval(() => void look(), pause)
    return () => {
      isHere = false
      stop()
      clearInterval(timer)
    }
  }, [core, id, replica])
  return writing
}

/** The text of a block without words that only wait to be taken in. */
const textNodesOf = (block: Element): Text[] => {
  const walker = block.ownerDocument.createTreeWalker(block, NodeFilter.SHOW_TEXT)
  const nodes: Text[] = []
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
    if (node instanceof Text && !node.parentElement?.closest('.text-inserted')) nodes.push(node)
  return nodes
}

const rangesOver = (nodes: readonly Text[], from: number, to: number): Range[] => {
  let start = 0
  return nodes.flatMap(node => {
    const [first, last] = [Math.max(from - start, 0), Math.min(to - start, node.length)]
    start += node.length
    if (first >= last) return []
    const range = node.ownerDocument.createRange()
    range.setStart(node, first)
    range.setEnd(node, last)
    return [range]
  })
}

const rawOf = ({ raw, text }: ComparedParagraph['pieces'][number]): string => raw ?? text

const clear = (root: Element): void => {
  for (const colour of colours) CSS.highlights.delete(`author-${colour}`)
  for (const block of root.querySelectorAll<HTMLElement>(':scope > [data-authors]'))
    delete block.dataset['authors']
}

const draw = (root: Element, writing: Writing, group: Group | undefined): void => {
  clear(root)
  const blocks = new Map(
    [...root.querySelectorAll<HTMLElement>(':scope > [data-bid]')].map(block => [
      block.dataset['bid'],
      block,
    ]),
  )
  const ranges = new Map<number, Range[]>()
  for (const { block: id, pieces } of writing) {
    const block = blocks.get(id ?? '')
    if (!block) continue
    const nodes = textNodesOf(block)
    const text = pieces.map(rawOf).join('')
    // It was changed since core looked; it is looked at again soon.
    if (nodes.map(node => node.data).join('') !== text) continue
    const initials = new Set<string>()
    let at = 0
    for (const piece of pieces) {
      const member = memberIn(group, piece.by[0] ?? null)
      if (member) {
        const own = ranges.get(member.color) ?? []
        own.push(...rangesOver(nodes, at, at + rawOf(piece).length))
        ranges.set(member.color, own)
        initials.add(initialsOf(member.handle))
      }
      at += rawOf(piece).length
    }
    if (initials.size > 0) block.dataset['authors'] = [...initials].join(' ')
  }
  for (const [colour, own] of ranges) CSS.highlights.set(`author-${colour}`, new Highlight(...own))
}

const writersIn = (writing: Writing): MemberId[] => [
  ...new Set(writing.flatMap(({ pieces }) => pieces.flatMap(({ by }) => by[0] ?? []))),
]

type AuthorColoursProps = { summary: DocumentSummary; replica: WindowReplica; bound: Bound }

export function AuthorColours({ summary, replica, bound }: AuthorColoursProps) {
  const group = useGroupHere()
  const words = useWords()
  const writing = useWriting(summary, replica)
  const { editor } = bound
  useEffect(() => {
    const root = editor.getRootElement()
    if (!root || !supported) return
    draw(root, writing, group)
    return () => clear(root)
  }, [editor, writing, group])
  const members = writersIn(writing).flatMap(id => memberIn(group, id) ?? [])
  return (
    <Notice title={words('history.colour.title')}>
      {members.length === 0 ? words('history.colour.none') : null}
      <span className="author-names">
        {members.map(({ id, handle, color }) => (
          <span key={id} className="author-name">
            <MemberMark handle={handle} color={color} size="small" />
            <bdi data-author={color}>{handle}</bdi>
          </span>
        ))}
      </span>
    </Notice>
  )
}
