// Plain text to our blocks: one per line, typed numbers recognised as in foreign markup.
import { cleanText, nothingLeftOut, type Pasted, type PastedBlock } from './pasted.ts'
import { nothingAbove, withoutMark } from './typed-marks.ts'

/**
 * Lines that hold nothing are dropped; a single line keeps the kind of where it lands. `isOff`: the words were off the
 * record where they were copied.
 */
export function readText(text: string, isOff = false): Pasted {
  const wasOff = isOff ? ({ wasOff: true } as const) : {}
  const lines = text.split(/\r\n|[\n\r\u2028\u2029\v]/)
  if (lines.length === 1)
    return {
      blocks: [{ kind: null, runs: [{ text: cleanText(text) }], ...wasOff }],
      leftOut: nothingLeftOut(),
    }
  let above = nothingAbove
  const blocks: PastedBlock[] = []
  for (const line of lines) {
    const content = cleanText(line).trim()
    if (content === '') continue
    const { block, letter } = withoutMark({ kind: null, runs: [{ text: content }] }, above)
    above = { letter }
    blocks.push({ ...block, ...wasOff })
  }
  return { blocks, leftOut: nothingLeftOut() }
}
