// Plain text to our blocks: one per line, typed numbers recognised as in foreign markup.
import { cleanText, nothingLeftOut, type Pasted, type PastedBlock } from './pasted.ts'
import { nothingAbove, typedMark, withoutStart, type Above } from './typed-marks.ts'

/** Lines that hold nothing are dropped; a single line keeps the kind of where it lands. */
export function readText(text: string): Pasted {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029\v]/)
  if (lines.length === 1)
    return {
      blocks: [{ kind: null, runs: [{ text: cleanText(text) }] }],
      leftOut: nothingLeftOut(),
    }
  let above: Above = nothingAbove
  const blocks: PastedBlock[] = []
  for (const line of lines) {
    const runs = [{ text: cleanText(line).trim() }]
    const content = runs[0]?.text ?? ''
    if (content === '') continue
    const mark = typedMark(content, above)
    above = { letter: mark?.letter ?? above.letter }
    blocks.push({ kind: mark?.kind ?? null, runs: mark ? withoutStart(runs, mark.length) : runs })
  }
  return { blocks, leftOut: nothingLeftOut() }
}
