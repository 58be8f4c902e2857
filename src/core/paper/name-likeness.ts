// Words that look like a person: names that people have in the group, initials, addresses of mail, telephone numbers,
// and words behind a form of address. A hint for a reader, and no promise: a name may look like any other word.
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

const initials = /(?<![\p{L}\p{N}/])\p{Lu}\.[ \u00a0]?(?:-?\p{Lu}\.)+/u
// An address begins behind a space or a bracket. A search that begins at each letter takes minutes in a long text
// without spaces.
const mail = /(?<![^\s@<>()])[^\s@<>()]+@[^\s@<>()]+\.\p{L}{2,}/u
const telephone = /(?<![\p{N}/.-])\+?\p{Nd}(?:[ \u00a0().-]?\p{Nd}){8,14}(?![\p{N}/-])/u
// English, French, Spanish, Arabic, Russian.
const titles = [
  ...(['Ms', 'Mr', 'Mrs', 'Mx', 'Dr', 'Prof', 'Mme', 'Mlle', 'MM?', 'Sra?', 'Dra?'] as const),
  ...(['السيدة', 'السيد', 'الدكتورة', 'الدكتور', 'الأستاذة', 'الأستاذ'] as const),
  ...(['г-жа', 'г-н', 'госпожа', 'господин'] as const),
]
const addressed = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${titles.join('|')})\.?[ \u00a0](?:\p{Lu}|\p{Lo})`,
  'u',
)

/** Shorter names are words of many texts. */
const shortestName = 3

/** Whether a text says one of these names. */
export const saysName = (names: readonly string[]): ((text: string) => boolean) => {
  const known = [...new Set(names.map(name => name.trim()))].filter(
    name => name.length >= shortestName,
  )
  const typed =
    known.length === 0
      ? null
      : new RegExp(`(?<![\\p{L}\\p{N}])(?:${known.map(escaped).join('|')})(?![\\p{L}\\p{N}])`, 'u')
  return text => typed?.test(text) ?? false
}

/** Whether a text has such words; `names` are those that people have in the group. */
export const looksLikeName = (names: readonly string[]): ((text: string) => boolean) => {
  const says = saysName(names)
  return text => says(text) || [initials, mail, telephone, addressed].some(each => each.test(text))
}
