// Hostile Markdown: 100,000 letters of signs that a careless reader goes through again and again.
import { readMarkdown } from '../src/core/files/markdown/index.ts'
import { verdict } from './measure.ts'

const length = 100_000
const goal = 200
const rounds = 5

const times = (text: string): string => text.repeat(Math.floor(length / text.length))
/** In paragraphs that are read for their signs: a longer one is not. */
const paragraphs = (sign: string, most = 16_000): string =>
  times(`${sign.repeat(Math.floor(most / sign.length))}\n\n`)

const hostile: Record<string, string> = {
  brackets: paragraphs('[[[[[[a]]]]]]'),
  pictures: paragraphs('![![a](b)](c)'),
  links: paragraphs('[a](<b'),
  emphasis: paragraphs('**x *a '),
  underscores: paragraphs('_a__b'),
  'quotes in quotes': times('> '),
  'lists in lists': Array.from({ length: 440 }, (_, at) => `${' '.repeat(at)}- x`).join('\n'),
  'comments without an end': times('<!--'),
  'a table of 3,000 columns': `${'|a'.repeat(3000)}\n${'|-'.repeat(3000)}\n${'|\n'.repeat(30_000)}`,
}

export const markdown = (): Promise<void> => {
  for (const [what, source] of Object.entries(hostile)) {
    const bytes = new TextEncoder().encode(source)
    let least = Number.POSITIVE_INFINITY
    for (let round = 0; round < rounds; round++) {
      const begun = performance.now()
      readMarkdown(bytes)
      least = Math.min(least, performance.now() - begun)
    }
    const judged = verdict(`hostile Markdown, ${what}`, `${goal} ms`, least <= goal)
    console.log(`hostile Markdown, ${what}: ${least.toFixed(1)} ms, ${judged}`)
  }
  return Promise.resolve()
}
