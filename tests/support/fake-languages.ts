// The fake core's answers about versions in other languages: one original with an Arabic version that is
// partly translated, kept in memory.
import type { ComparedVersion, CoreContract, LanguagePair } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { BlockId, DocumentId, MemberId } from '#shared/ids'
import type { Handlers } from '#shared/rpc'

type Calls = Extract<keyof CoreContract['calls'], `languages.${string}`>

export type FakeLanguages = {
  now: number
  self: MemberId
  /** Shown as the version, and as its original. */
  version: DocumentId
  original: DocumentId
}

const side = (number: string, text: string, direction: 'rtl' | null = null) => ({
  ...{ number, text, direction },
  kind: number === '' ? ('paragraph' as const) : ('num1' as const),
})

const examplePairs = ({ now, self }: FakeLanguages): LanguagePair[] => {
  const said = [{ by: self, at: now - 3 * 86_400_000 }]
  const pair = (at: number, fields: Partial<LanguagePair>): LanguagePair => ({
    ...{ block: `aaaaaaaaa${'bcdefgh'[at]}` as BlockId, standing: 'unchecked', digest: String(at) },
    ...{ source: null, version: null, said: [], since: null, ...fields },
  })
  const one = 'Women human rights defenders work tirelessly to uphold the human rights of women.'
  const two = 'States should investigate every threat against them without delay.'
  return [
    pair(0, {
      ...{ standing: 'current', said },
      source: side('1.', one),
      version: side('1 -', 'تعمل المدافعات عن حقوق الإنسان بلا كلل من أجل حقوق المرأة.', 'rtl'),
    }),
    pair(1, {
      ...{ standing: 'stale', said },
      source: side('2.', two),
      version: side('2 -', 'ينبغي للدول أن تحقق في كل تهديد.', 'rtl'),
      since: [
        { kind: 'kept', text: 'States should investigate every threat against them' },
        { kind: 'added', text: ' without delay' },
        { kind: 'kept', text: '.' },
      ],
    }),
    pair(2, {
      source: side('3.', 'Their families too.'),
      version: side('3 -', 'Their families too.'),
    }),
    pair(3, { standing: 'missing', source: side('4.', 'Offices that receive them stay open.') }),
    pair(4, { standing: 'added', version: side('', 'ملاحظة من المترجمة.', 'rtl') }),
  ]
}

export const fakeLanguages = ({
  get,
  changed,
}: {
  get: () => FakeLanguages | null
  changed: (document: DocumentId) => void
}): Pick<Handlers<CoreContract>, Calls> => {
  let pairs: LanguagePair[] | null = null
  const example = (): { given: FakeLanguages; pairs: LanguagePair[] } => {
    const given = get()
    if (!given) throw new Failure('not-found')
    pairs ??= examplePairs(given)
    return { given, pairs }
  }
  const compared = (): ComparedVersion => {
    const { given, pairs: all } = example()
    return {
      original: { document: given.original, title: 'Statement', language: 'en' },
      version: { document: given.version, title: 'Statement', language: 'ar' },
      ...{ writes: true, pairs: all },
    }
  }
  return {
    'languages.list'({ document }) {
      if (get() === null) return { original: { document, title: '', language: 'en' }, versions: [] }
      const { original, version, pairs: all } = compared()
      const count = (...standings: string[]): number =>
        all.filter(({ standing }) => standings.includes(standing)).length
      return {
        original,
        versions: [
          {
            ...version,
            paragraphs: count('current', 'stale', 'unchecked', 'missing'),
            ...{ checked: count('current'), stale: count('stale') },
          },
        ],
      }
    },
    'languages.add': ({ document }) => document,
    'languages.compare': () => compared(),
    'languages.confirm'({ document, paragraphs }) {
      const { given, pairs: all } = example()
      const wanted = new Set(paragraphs.map(({ block }) => block))
      pairs = all.map(pair =>
        pair.block && wanted.has(pair.block)
          ? { ...pair, standing: 'current', since: null, said: [{ by: given.self, at: given.now }] }
          : pair,
      )
      changed(document)
      return { confirmed: paragraphs.length, left: [] }
    },
    'languages.bring'({ document }) {
      const { pairs: all } = example()
      const missing = all.filter(({ standing }) => standing === 'missing').length
      pairs = all.map(pair =>
        pair.standing === 'missing'
          ? { ...pair, standing: 'unchecked', version: pair.source }
          : pair,
      )
      changed(document)
      return missing
    },
  }
}
