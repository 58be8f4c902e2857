// Alternatives do not count: "[14.]" is followed by "[14 bis.]" and "[14 ter.]", and the next
// paragraph is 15 however many there are. The first version that stands in the page has the number;
// when it goes, the next one has it.
import type { Language } from '#shared/vocabulary'
import type { Block } from '#document/model'

type Numbered = Pick<Block, 'kind' | 'bracket'>

/**
 * For each block in order: 0 if it counts, n if it is the n-th alternative beside the first version of
 * its set. Only one of the first version's kind is: another kind has its own place in the numbering.
 */
export const ranksOf = (
  blocks: readonly Numbered[],
  hasNumber: (kind: Block['kind']) => boolean,
): number[] => {
  const sets = new Map<string, { first: string; kind: Block['kind']; rank: number; last: string }>()
  return blocks.map(({ kind, bracket }) => {
    if (!bracket) return 0
    const { set, version } = bracket
    const known = sets.get(set)
    if (!known) {
      sets.set(set, { first: version, kind, rank: 0, last: version })
      return 0
    }
    if (version === known.first || kind !== known.kind) return 0
    // Without numbers the name stands once, where the alternative begins.
    if (!hasNumber(kind) && version === known.last) return 0
    known.last = version
    return ++known.rank
  })
}

const latin =
  'bis ter quater quinquies sexies septies octies nonies decies undecies duodecies'.split(' ')
const arabic = [
  'مكررا',
  ...'ثانيا ثالثا رابعا خامسا سادسا سابعا ثامنا تاسعا عاشرا'.split(' ').map(n => `مكررا ${n}`),
]
const chinese = '二三四五六七八九十'.split('').map(n => `之${n}`)

/** Beyond the last of them a figure, so that no two are called the same. */
const wordFor = (rank: number, language: Language): string => {
  const words = language === 'ar' ? arabic : language === 'zh' ? chinese : latin
  return words[rank - 1] ?? `${rank + 1}`
}

/** "14." and 1 give "14 bis."; "(a)" gives "(a bis)"; no number gives "bis.". */
export const besideNumber = (number: string, rank: number, language: Language): string => {
  const word = wordFor(rank, language)
  if (number === '') return `${word}.`
  const [, before = '', after = ''] = /^(.*?)( -|[.)’]*)$/u.exec(number) ?? []
  return `${before}${language === 'zh' ? '' : ' '}${word}${after}`
}
