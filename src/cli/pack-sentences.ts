// The answer about a pack as sentences on a terminal.
import type { Checked, Difference, GroupCard, Problem, Verdict } from '#core/deliberation/adoption'

const counted = (count: number, one: string, more = `${one}s`): string =>
  `${count} ${count === 1 ? one : more}`

const verdicts: Record<Verdict, (checked: Checked) => string> = {
  valid: () => 'The group on the card adopted this text, and nothing in it was changed.',
  changed: () => 'This pack is not as it was signed. Do not use it.',
  'no-card': () => 'The pack is whole. Without a card nobody can say which group signed it.',
  'unknown-group': () =>
    'The pack is whole, and no officer of the card signed it. Its group is unknown to you.',
  'too-few-officers': ({ officers: { known, needs } }) =>
    `Only ${counted(known, 'officer')} of the card signed this pack. The card asks for ${needs}.`,
  'not-final': ({ members: { valid, seats } }) =>
    `${counted(valid, 'member')} signed, and that is not more than half of ${counted(seats, 'seat')}.`,
}

const outcomes = {
  agreed: 'Adopted by consensus',
  'no-objection': 'Adopted without objection',
  'agreed-by-vote': 'Adopted by vote',
} as const

const outcomeText = ({ statement, members }: Checked): string[] => {
  if (!statement || !(statement.outcome in outcomes)) return []
  const { counts, outcome } = statement
  const gave = counts.support + counts.reservations + counts.abstain + counts.aside + counts.object
  const reserved =
    counts.reservations > 0
      ? `, with reservations of ${counted(counts.reservations, 'member')}`
      : ''
  const how = outcomes[outcome as keyof typeof outcomes]
  return [
    `${how}${reserved}. ${gave} of ${counted(counts.seats, 'seat')} gave a position, ${counts.quorum} were needed. ` +
      `${counted(members.valid, 'member')} signed.`,
  ]
}

/** The group that the card is of, and what came out. A pack's own name of its group proves nothing. */
export const answerOf = (checked: Checked, card: GroupCard | null): string[] => [
  verdicts[checked.verdict](checked),
  ...(checked.verdict === 'valid' && card ? [`The card is of ${card.group} (${card.level}).`] : []),
  ...(checked.verdict === 'changed' ? [] : outcomeText(checked)),
]

const problems: Record<Problem['code'], string> = {
  'file-changed': 'is not the file that was listed',
  'file-missing': 'is missing',
  'file-not-listed': 'is not listed in SHA256SUMS',
  'zip-changed': 'is as listed, and the ZIP around it was changed',
  'no-form': 'cannot be read',
  'not-signed': 'is signed by no officer',
  'officer-wrong': 'does not fit a signature of an officer',
  'member-wrong': 'has a signature of a member that does not fit adoption.txt',
  'too-many-members': 'has more signatures than there are seats',
  inconsistent: 'has an outcome that does not follow from its counts',
  'not-in-pack': 'is not the one that members signed',
  'not-adopted': 'is none that members signed',
  'reservation-missing': 'lacks a reservation that members signed',
  'reservation-unplaced': 'has a reservation on a paragraph that no text has',
}

/** With a number, and without one. */
const kinds: Partial<Record<NonNullable<Difference['kind']>, [string, string]>> = {
  head: ['The title', 'The title'],
  note: ['Footnote', 'A footnote'],
  figure: ['Figure', 'A figure'],
  reservation: ['The reservation on paragraph', 'A reservation on the whole text'],
  explanation: ['The explanation on paragraph', 'An explanation on the whole text'],
}

const whats: Record<Difference['what'], string> = {
  differs: 'differs',
  missing: 'is missing',
  added: 'was added',
  moved: 'stands in another place',
}

const differenceText = ({ what, kind, place, behind }: Difference): string => {
  const [cited, bare] = (kind && kinds[kind]) ?? ['Paragraph', 'A paragraph']
  const where = behind === '' ? '' : ` after ${behind}`
  const name = place === '' ? `${bare}${where}` : `${cited} ${place.replace(/^Figure /, '')}`
  return `${name} ${whats[what]}.`
}

/** The fault of a file, and the lines in which it differs. */
export const problemText =
  ({ differences }: Pick<Checked, 'differences'>) =>
  ({ code, file, line }: Problem): string => {
    const within = code === 'file-changed' ? differences.filter(each => each.file === file) : []
    const at = line > 0 ? ` (line ${line})` : ''
    return [
      `${file || 'The end of the ZIP'} ${problems[code]}${at}.`,
      ...within.map(differenceText),
    ].join(' ')
  }
