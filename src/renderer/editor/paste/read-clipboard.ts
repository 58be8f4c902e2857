// Our own clipboard format, by allow-list too: whatever claims to be a copied page is data from
// outside. Kinds, formats and links that we know pass; ids and everything else stay behind.
import * as v from 'valibot'
import { Language } from '#shared/contract'
import { MemberId } from '#shared/ids'
import {
  alternativeFrom,
  cellNamed,
  isSafeLink,
  noteSign,
  pictureNamed,
  type MeetingStates,
  type Run,
} from '#document/model'
import { isBlockId } from '#document/ids'
import {
  isBlockKind,
  isNoteId,
  newNoteId,
  joinRuns,
  meetingKey,
  meetingStatesIn,
} from '#document/tree'
import { random } from '../../random.ts'
import { cleanText, nothingLeftOut, type Pasted, type PastedBlock } from './pasted.ts'

/** Characters of JSON, as for markup. */
const clipboardLimit = 1 << 20
const deepest = 8

const Node = v.looseObject({
  type: v.string(),
  text: v.optional(v.string()),
  format: v.optional(v.unknown()),
  direction: v.optional(v.unknown()),
  children: v.optional(v.array(v.unknown())),
  $: v.optional(v.record(v.string(), v.unknown())),
})
type Node = v.InferOutput<typeof Node>
const Page = v.object({ nodes: v.array(v.unknown()) })

// Bits of Lexical's text format.
const bits = {
  bold: 1,
  italic: 2,
  strikethrough: 4,
  underline: 8,
  subscript: 32,
  superscript: 64,
} as const

const stateOf = (node: Node, key: string): unknown => node.$?.[key] ?? node[key]

/** The states of a line that come along; into another text those alone that name no member and no document. */
const copied = ['time', 'due', 'off', 'naming'] as const
const copiedWithin = [...copied, 'by', 'papers', 'owner'] as const

const meetingOf = (node: Node, isOwn: boolean): { meeting?: MeetingStates } => {
  const names = isOwn ? copiedWithin : copied
  const states = names.map(name => [meetingKey(name), stateOf(node, name)])
  const found = meetingStatesIn(Object.fromEntries(states) as Record<string, unknown>)
  const { naming, ...others } = found ?? {}
  // Data from outside names nobody more openly than the minutes here do.
  const meeting = found && (isOwn || naming !== 'named') ? found : others
  return Object.keys(meeting).length > 0 ? { meeting } : {}
}

/** `isOwn`: copied from the document that it comes to. `notes`: footnotes of another text, by their ids there. */
type Source = { isOwn: boolean; notes: Map<string, { id: string; words: string }> }

/** The note that a sign refers to here; undefined where a note of another text came without its words. */
const noteFrom = (note: string, was: unknown, { isOwn, notes }: Source): string | undefined => {
  if (isOwn) return note
  if (typeof was !== 'string') return undefined
  const made = notes.get(note) ?? { id: newNoteId(random), words: cleanText(was) }
  notes.set(note, made)
  return made.id
}

function runOf(node: Node, source: Source): Run {
  const { isOwn } = source
  const run: Run = { text: cleanText(node.text ?? '') }
  const format = typeof node.format === 'number' ? node.format : 0
  for (const [name, bit] of Object.entries(bits))
    if (format & bit) run[name as keyof typeof bits] = true
  const href = stateOf(node, 'href')
  if (isSafeLink(href)) run.href = href
  const [note, to, was] = [stateOf(node, 'fn'), stateOf(node, 'to'), stateOf(node, 'was')]
  if (isNoteId(note) && node.text === noteSign) {
    const own = noteFrom(note, was, source)
    return own === undefined ? { ...run, text: '' } : { ...run, note: own }
  }
  if (isBlockId(to) && node.text === noteSign) {
    const words = typeof was === 'string' ? cleanText(was).slice(0, 80) : ''
    const bare = stateOf(node, 'bare') === true
    if (isOwn) run.to = { block: to, was: words, ...(bare && { bare: true }) }
    else run.text = words
  }
  const who = v.safeParse(MemberId, stateOf(node, 'who'))
  if (who.success && node.text === noteSign && !isBlockId(to)) {
    if (isOwn) run.who = who.output
    else run.text = typeof was === 'string' ? cleanText(was).slice(0, 80) : ''
  }
  return run
}

function runsIn(nodes: readonly unknown[], source: Source, depth = 0): Run[] {
  if (depth > deepest) return []
  return nodes.flatMap(each => {
    const node = v.safeParse(Node, each)
    if (!node.success) return []
    if (node.output.text !== undefined) return [runOf(node.output, source)]
    return runsIn(node.output.children ?? [], source, depth + 1)
  })
}

function blockOf(node: Node, source: Source): PastedBlock | null {
  const { isOwn } = source
  const runs = joinRuns(runsIn(node.children ?? [], source))
  const isFigure = stateOf(node, 'kind') === 'figure'
  const picture = isFigure && isOwn ? pictureNamed(stateOf(node, 'picture')) : undefined
  const alternative = picture ? alternativeFrom(stateOf(node, 'alt')) : ''
  const named = stateOf(node, 'kind') ?? 'paragraph'
  // Its picture lies beside the text that it was copied from, and stays there.
  const kind = isFigure && !picture ? 'paragraph' : named
  const cell = cellNamed(stateOf(node, 'cell'), stateOf(node, 'head'))
  if (runs.length === 0 && kind !== 'pagebreak' && !cell && !picture) return null
  const language = v.safeParse(Language, stateOf(node, 'lang'))
  return {
    kind: isBlockKind(kind) && !cell ? kind : 'paragraph',
    runs,
    ...(language.success && { language: language.output }),
    ...(cell && { cell }),
    ...(picture && { picture }),
    ...(alternative !== '' && { alternative }),
    ...(node.direction === 'rtl' && { direction: 'rtl' as const }),
    ...meetingOf(node, isOwn),
  }
}

/**
 * Null for what is no copied page of ours. Loose text nodes become one paragraph without kind. `isOwn`:
 * it was copied from the document that it comes to, so that references find their paragraphs there, and footnotes are
 * cited again. Footnotes of another text come as new ones.
 */
export function readClipboard(json: string, isOwn = false, isHere = isOwn): Pasted | null {
  if (json.length > clipboardLimit) return null
  let parsed: unknown
  try {
    parsed = JSON.parse(json)
  } catch {
    return null
  }
  const page = v.safeParse(Page, parsed)
  if (!page.success) return null
  const source: Source = { isOwn, notes: new Map() }
  const blocks: PastedBlock[] = []
  let loose: Run[] = []
  let hidden: { meeting?: MeetingStates } = {}
  const gather = (): void => {
    if (loose.length > 0) blocks.push({ kind: null, runs: joinRuns(loose), ...hidden })
    loose = []
    hidden = {}
  }
  for (const each of page.output.nodes) {
    const node = v.safeParse(Node, each)
    if (!node.success) continue
    if (node.output.text !== undefined) {
      loose.push(runOf(node.output, source))
      hidden = { ...hidden, ...meetingOf(node.output, isOwn) }
      continue
    }
    gather()
    const block = blockOf(node.output, source)
    // A break between nothing and nothing breaks nothing.
    if (block && (block.runs.length > 0 || block.cell || block.picture || blocks.length > 0))
      blocks.push(block)
  }
  gather()
  if (blocks.length === 0) return null
  const notes = new Map([...source.notes.values()].map(({ id, words }) => [id, words]))
  if (!isHere) for (const block of blocks) if (block.meeting) block.isForeign = true
  return { blocks, leftOut: nothingLeftOut(), notes }
}
