// Sessions of a body that a text names in full, as United Nations documents write them: "the sixty-second
// session of the Commission on the Status of Women", "妇女地位委员会第六十二届会议". The number is in words or in
// figures and stands right beside the body's name: a session of no body that is named there is none. The
// names are looked for first, so that a text without them costs one look.
import { foldText } from '#shared/text-folding'

/** The prefix of a session's name everywhere here. */
type Body = 'CSW' | 'HRC'

/** The first to the ninety-ninth in words, by how a language writes them; in small letters. */
type Ordinals = ReadonlyMap<string, number>

const numbered = (entries: Iterable<readonly [string, number]>): Ordinals => new Map(entries)
const words = (list: string): string[] => list.split(' ')
const tens = [2, 3, 4, 5, 6, 7, 8, 9]

const english = (): Ordinals => {
  const units = words('first second third fourth fifth sixth seventh eighth ninth')
  const teens = words(
    'tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth',
  )
  const stems = words('twent thirt fort fift sixt sevent eight ninet')
  return numbered([
    ...units.map((unit, at) => [unit, at + 1] as const),
    ...teens.map((teen, at) => [teen, at + 10] as const),
    ...tens.flatMap((ten, at) => [
      [`${stems[at]}ieth`, ten * 10] as const,
      ...units.map((unit, one) => [`${stems[at]}y-${unit}`, ten * 10 + one + 1] as const),
    ]),
  ])
}

const french = (): Ordinals => {
  const units = words(
    'unième deuxième troisième quatrième cinquième sixième septième huitième neuvième',
  )
  const teens = words(
    'dixième onzième douzième treizième quatorzième quinzième seizième dix-septième dix-huitième dix-neuvième',
  )
  const found: [string, number][] = [['première', 1]]
  units.forEach((unit, at) => at > 0 && found.push([unit, at + 1]))
  teens.forEach((teen, at) => found.push([teen, at + 10]))
  const [whole, stems] = [
    words('vingtième trentième quarantième cinquantième soixantième'),
    words('vingt trente quarante cinquante soixante'),
  ]
  whole.forEach((ten, at) => {
    found.push([ten, (at + 2) * 10], [`${stems[at]} et unième`, (at + 2) * 10 + 1])
    units.forEach(
      (unit, one) => one > 0 && found.push([`${stems[at]}-${unit}`, (at + 2) * 10 + one + 1]),
    )
  })
  teens.forEach((teen, at) => {
    found.push([`soixante${at === 1 ? ' et ' : '-'}${teen}`, 70 + at])
    found.push([`quatre-vingt-${teen}`, 90 + at])
  })
  found.push(['quatre-vingtième', 80])
  units.forEach((unit, one) => found.push([`quatre-vingt-${unit}`, 81 + one]))
  return numbered(found)
}

const russian = (): Ordinals => {
  const endings = ['ая', 'ой', 'ую']
  const stems = words('перв втор четверт пят шест седьм восьм девят')
  const values = [1, 2, 4, 5, 6, 7, 8, 9]
  const units = [
    ...stems.flatMap((stem, at) =>
      endings.map(ending => [`${stem}${ending}`, values[at] ?? 0] as const),
    ),
    ...words('третья третьей третью').map(third => [third, 3] as const),
  ]
  const teens = words(
    'десят одиннадцат двенадцат тринадцат четырнадцат пятнадцат шестнадцат семнадцат восемнадцат девятнадцат',
  )
  const whole = words('двадцат тридцат сороков пятидесят шестидесят семидесят восьмидесят девяност')
  const before = words(
    'двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто',
  )
  return numbered([
    ...units,
    ...teens.flatMap((stem, at) => endings.map(ending => [`${stem}${ending}`, at + 10] as const)),
    ...tens.flatMap((ten, at) => [
      ...endings.map(ending => [`${whole[at]}${ending}`, ten * 10] as const),
      ...units.map(([unit, value]) => [`${before[at]} ${unit}`, ten * 10 + value] as const),
    ]),
  ])
}

const arabic = (): Ordinals => {
  const alone = words(
    'الأولى الثانية الثالثة الرابعة الخامسة السادسة السابعة الثامنة التاسعة العاشرة',
  )
  const joined = ['الحادية', ...alone.slice(1, 9)]
  const whole = words('عشر ثلاث أربع خمس ست سبع ثمان تسع')
  return numbered([
    ...alone.map((unit, at) => [unit, at + 1] as const),
    ...joined.map((unit, at) => [`${unit} عشرة`, at + 11] as const),
    ...tens.flatMap((ten, at) =>
      ['ون', 'ين'].flatMap(ending => [
        [`ال${whole[at]}${ending}`, ten * 10] as const,
        ...joined.map(
          (unit, one) => [`${unit} وال${whole[at]}${ending}`, ten * 10 + one + 1] as const,
        ),
      ]),
    ),
  ])
}

const chinese = (): Ordinals => {
  const digits = Array.from('一二三四五六七八九')
  return numbered([
    ...digits.map((digit, at) => [digit, at + 1] as const),
    ...['', ...digits].map((digit, at) => [`十${digit}`, 10 + at] as const),
    ...tens.flatMap(ten =>
      ['', ...digits].map((digit, at) => [`${digits[ten - 1]}十${digit}`, ten * 10 + at] as const),
    ),
  ])
}

/** The words around the name of a body, `#` for the number. Spaces may be wide ones. */
type Form = {
  bodies: Record<Body, string>
  ordinals: Ordinals
  /** The number in figures. */
  figures: string
  /** Text that ends where the name begins. */
  before: string | null
  /** Text that begins where the name ends. */
  after: string
}

const forms: readonly Form[] = [
  {
    bodies: { CSW: 'Commission on the Status of Women', HRC: 'Human Rights Council' },
    ordinals: english(),
    figures: String.raw`\d{1,2}(?:st|nd|rd|th)`,
    before: '# session of the ',
    after: "(?:,? (?:at|during|in) its|[’']s?) # session",
  },
  {
    bodies: {
      CSW: 'Commission de la condition de la femme',
      HRC: "Conseil des droits de l[’']homme",
    },
    ordinals: french(),
    figures: String.raw`\d{1,2}(?:e|ème)`,
    before: '# session (?:de la|du) ',
    after: ',? (?:à|lors de|pendant) sa # session',
  },
  {
    // United Nations documents in Spanish number their sessions in figures.
    bodies: {
      CSW: 'Comisión de la Condición Jurídica y Social de la Mujer',
      HRC: 'Consejo de Derechos Humanos',
    },
    ordinals: new Map(),
    figures: String.raw`\d{1,2}[º°]`,
    before: '# período de sesiones (?:de la|del) ',
    after: ',? en su # período de sesiones',
  },
  {
    bodies: {
      CSW: 'Комисси(?:я|и|ю|ей) по положению женщин',
      HRC: 'Совет(?:а|у|ом|е)? по правам человека',
    },
    ordinals: russian(),
    figures: String.raw`\d{1,2}-(?:я|й|ю|ой|ую)`,
    before: '# сесси(?:я|и|ю|ей) ',
    after: ' на (?:своей|ее|его) # сессии',
  },
  {
    bodies: { CSW: 'لجنة وضع المرأة', HRC: 'مجلس حقوق الإنسان' },
    ordinals: arabic(),
    figures: String.raw`(?:ال)?\p{Nd}{1,2}`,
    before: String.raw`\p{sc=Arabic}{0,3}دورة # ل`,
    after: ' في دورت(?:ها|ه) #',
  },
  {
    bodies: { CSW: '妇女地位委员会', HRC: '人权理事会' },
    ordinals: chinese(),
    figures: String.raw`\d{1,2}`,
    before: null,
    after: '的?第 ?# ?届会议',
  },
]

/** UTF-16 units on each side of a name: more than any form takes. */
const reach = 80

const spaced = (pattern: string): string => pattern.replaceAll(' ', '[ \\u00a0]')

/** The longest first, so that "sixty-second" is not read as "second". */
const numberIn = ({ ordinals, figures }: Form): string => {
  const written = [...ordinals.keys()].toSorted((a, b) => b.length - a.length)
  return `(?<number>${[...written, figures].join('|')})`
}

type Reader = { body: Body; form: Form; before: RegExp | null; after: RegExp }

const bodies = ['CSW', 'HRC'] as const
/** Letters of alphabets that put a space between words and nothing else before one. */
const spacing = String.raw`\p{sc=Latin}\p{sc=Cyrillic}`

const readersOf = (form: Form): Reader[] => {
  const number = numberIn(form)
  const filled = (pattern: string): string => spaced(pattern.replace('#', number))
  const before =
    form.before === null
      ? null
      : new RegExp(String.raw`(?<![${spacing}\p{N}])(?:${filled(form.before)})$`, 'iu')
  const after = new RegExp(
    String.raw`^(?:${filled(form.after)})(?![${spacing}\p{sc=Arabic}\p{N}])`,
    'iu',
  )
  return bodies.map(body => ({ body, form, before, after }))
}

/** Made when the first text is read. */
let known: { readers: Reader[]; anyName: RegExp; names: RegExp } | null = null
const open = () => {
  const readers = forms.flatMap(readersOf)
  const plain = readers.map(({ body, form }) => spaced(form.bodies[body]))
  const names = plain.map(
    (name, at) => `(?<![${spacing}])(?<at${at}>${name})(?![${spacing}\\p{sc=Arabic}])`,
  )
  return {
    readers,
    // One without a look at what is beside it passes over a text forty times as fast.
    anyName: new RegExp(plain.join('|'), 'u'),
    names: new RegExp(names.join('|'), 'gu'),
  }
}

const valueOf = ({ ordinals }: Form, written: string): number =>
  ordinals.get(written.toLowerCase().replaceAll('\u00a0', ' ')) ??
  Number(/\d+/.exec(foldText(written))?.[0] ?? 0)

export type NamedSession = { from: number; to: number; instrument: string }

/** Sessions of the bodies above that `text` names in full, in its order. */
export const namedSessions = (text: string): NamedSession[] => {
  known ??= open()
  const { readers, anyName, names } = known
  if (!anyName.test(text)) return []
  return [...text.matchAll(names)].flatMap(({ 0: name, index, groups = {} }) => {
    const reader = readers.find((_, at) => groups[`at${at}`] !== undefined)
    if (!reader) return []
    const { body, form, before, after } = reader
    const end = index + name.length
    const ahead = before?.exec(text.slice(Math.max(0, index - reach), index))
    const behind = after.exec(text.slice(end, end + reach))
    const session = valueOf(form, ahead?.groups?.['number'] ?? behind?.groups?.['number'] ?? '')
    if (session === 0) return []
    const from = ahead ? index - ahead[0].length : index
    return [
      { from, to: ahead ? end : end + (behind?.[0].length ?? 0), instrument: `${body}${session}` },
    ]
  })
}
