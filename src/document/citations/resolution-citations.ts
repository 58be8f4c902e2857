// Resolutions that a text names by their organ and number, as United Nations documents write them:
// "General Assembly resolution 68/181", "大会第68/181号决议". The organ stands right beside the number: the
// same figures are another text of each organ, so a number without one is none, and so is one of another
// body's assembly or council.

export type NamedResolution = { from: number; to: number; instrument: string }

/** Organs that number their resolutions, by what stands before the number in the symbol. */
const organs = ['A/RES/', 'S/RES/', 'A/HRC/RES/', 'E/RES/'] as const
type Organ = (typeof organs)[number]

/** A resolution's number as each organ has it. The Assembly counts by session since the thirty-first. */
const numbers: Record<Organ, string> = {
  'A/RES/': String.raw`(?:E?S-\d\d?|3[1-9]|[4-9]\d|1[0-4]\d)/\d{1,3}`,
  // With its year, or alone where it cannot be a year itself.
  'S/RES/': String.raw`(?:\d{1,4}[ \u00a0]?[(（](?:19|20)\d\d[)）]|(?!19[4-9]\d|20\d\d)[1-9]\d{2,3})`,
  'A/HRC/RES/': String.raw`(?:S-)?[1-9]\d?/\d{1,3}`,
  'E/RES/': String.raw`(?:19|20)\d\d/\d{1,3}`,
}

/** In `pattern`, `organ` is an organ's name as the form has it and `#` the number. Spaces may be no-break ones. */
type Form = { names: Record<Organ, string>; pattern: string }

const apart = String.raw`(?<![\p{L}\p{M}\p{N}_\\@/.\-])`
const ended = String.raw`(?![\p{L}\p{M}\p{N}_\\@%]|[/.,\-](?:\p{L}|\p{N}))`

const named = (
  assembly: string,
  security: string,
  rights: string,
  social: string,
): Record<Organ, string> => ({
  'A/RES/': assembly,
  'S/RES/': security,
  'A/HRC/RES/': rights,
  'E/RES/': social,
})

const english = named(
  'General Assembly',
  'Security Council',
  'Human Rights Council',
  'Economic and Social Council',
)

const forms: readonly Form[] = [
  {
    names: english,
    pattern: `${apart}(?<!(?:OAS|National|Peace and) )organ [Rr]esolution #${ended}`,
  },
  {
    names: english,
    pattern: `${apart}[Rr]esolution # of the organ${ended}(?! of the (?!United Nations))`,
  },
  {
    names: named(
      "de l[’']Assemblée générale",
      'du Conseil de sécurité',
      "du Conseil des droits de l[’']homme",
      'du Conseil économique et social',
    ),
    pattern:
      `${apart}[Rr]ésolution # organ${ended}` +
      String.raw`(?! (?:de la |de l[’']|des |du (?!\d))(?!Organisation des Nations Unies|ONU|Nations Unies))`,
  },
  {
    names: named(
      'de la Asamblea General',
      'del Consejo de Seguridad',
      'del Consejo de Derechos Humanos',
      'del Consejo Económico y Social',
    ),
    pattern:
      `${apart}[Rr]esolución # organ${ended}` +
      String.raw`(?! (?:de la |de los |del (?!\d))(?!Organización de las Naciones Unidas|ONU))`,
  },
  {
    names: named(
      'الجمعية العامة(?: للأمم المتحدة)?',
      'مجلس الأمن',
      'مجلس حقوق الإنسان',
      'المجلس الاقتصادي والاجتماعي',
    ),
    pattern: `${apart}[وفبلك]{0,2}قرار organ #${ended}`,
  },
  {
    names: named(
      'Генеральной Ассамблеи',
      'Совета Безопасности',
      'Совета по правам человека',
      'Экономического и Социального Совета',
    ),
    pattern:
      `${apart}[Рр]езолюци(?:я|и|ю|ей) # organ${ended}` +
      '(?! (?:ОАГ|Организации (?!Объедин[её]нных Наций)))',
  },
  {
    // Other assemblies and councils are called so with a word before, which no space tells apart.
    names: named(
      String.raw`(?<=联合国|回顾|重申|根据|按照|依照|遵照|铭记|见|和|及|与|(?<!\p{sc=Han}))大会`,
      '(?<!国家|和平与|和平和)(?:安全理事会|安理会)',
      '(?<!国家)人权理事会',
      '(?<!国家)(?:经济及社会理事会|经社理事会)',
    ),
    pattern: String.raw`organ(?:(?:19|20)\d\d年\d{1,2}月\d{1,2}日)?第 ?# ?号决议(?!草案)`,
  },
]

/** Made when the first text is read. */
let known: { reader: RegExp; organ: Organ }[] | null = null
const open = () =>
  forms.flatMap(({ names, pattern }) =>
    organs.map(organ => {
      const filled = pattern.replace('organ', () => names[organ]).replace('#', () => '(#)')
      const source = filled.replaceAll(' ', '[ \\u00a0]').replace('#', () => numbers[organ])
      return { reader: new RegExp(source, 'gu'), organ }
    }),
  )

/** One of these words is in every form: a text without them costs one look. */
const word = /esolution|ésolution|esolución|قرار|езолюци|决议/u

/** Resolutions that `text` names by organ and number; form by form. */
export const namedResolutions = (text: string): NamedResolution[] => {
  if (!word.test(text)) return []
  known ??= open()
  return known.flatMap(({ reader, organ }) =>
    [...text.matchAll(reader)].map(({ 0: written, 1: number = '', index }) => ({
      from: index,
      to: index + written.length,
      instrument: `${organ}${number.replace(/[ \u00a0]?[(（].*$/u, '')}`,
    })),
  )
}
