// The content of a window, to be compared with another: without the editor's state for the next
// letter, empty states, and the seams between words with equal formats.
import { isDeepStrictEqual } from 'node:util'
import { editorJson, type EditorPeer } from '../editor-peer.ts'

type Node = {
  $?: Record<string, unknown>
  text?: string
  children?: Node[]
  [name: string]: unknown
}
type Run = { text: string; look: unknown }

const statesOf = ({ $ = {} }: Node): Record<string, unknown> =>
  Object.fromEntries(Object.entries($).filter(([, value]) => value !== '' && value !== undefined))

const runsOf = (nodes: readonly Node[]): Run[] => {
  const runs: Run[] = []
  for (const node of nodes) {
    const { text = '', children, ...rest } = node
    const look = { ...rest, $: statesOf(node), children: children && runsOf(children) }
    const last = runs.at(-1)
    if (last && isDeepStrictEqual(last.look, look)) last.text += text
    else runs.push({ text, look })
  }
  return runs
}

export const shownIn = (peer: EditorPeer): unknown[] => {
  const { root } = editorJson(peer) as { root: Node }
  return (root.children ?? []).map(block => ({
    type: block['type'],
    direction: block['direction'],
    states: statesOf(block),
    runs: runsOf(block.children ?? []),
  }))
}
