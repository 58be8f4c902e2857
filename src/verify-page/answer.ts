// The answer at the top of the page: one sentence, and one that explains it.
import type { Checked, Difference } from '#shared/adoption'
import { element, icon, type Icon } from './elements.ts'
import type { Say } from './spoken.ts'

/** Whether the typed words are those of the card; null before six are typed and compared. */
export type Compared = boolean | null

export type Looked = {
  checked: Checked | null
  /** The file that was chosen is no pack. */
  isRefused: boolean
  isReading: boolean
  hasCard: boolean
  compared: Compared
}

/** Words that are not those of the card: its group is unknown, whatever the card in the page says. */
export const isUnknown = ({ checked, compared }: Looked): boolean =>
  compared === false || (compared === true && checked?.officers.known === 0)

const countsText = ({ statement, members }: Checked, say: Say): string => {
  if (!statement) return ''
  const { support, reservations, abstain, aside, object, seats, quorum } = statement.counts
  const gave = support + reservations + abstain + aside + object
  const values = { gave, seats, quorum, reservations, valid: members.valid }
  return `${say(`outcome.${statement.outcome}`)} ${say('counts', values)}`
}

/** One paragraph and nothing else: the answer names it. */
const onlyParagraph = ({ problems, differences }: Checked): Difference | null => {
  const [only, ...more] = differences
  const isOne = problems.length === 1 && problems[0]?.code === 'file-changed' && more.length === 0
  return isOne && only?.what === 'differs' && only.kind === 'block' && only.place !== ''
    ? only
    : null
}

type Answer = { look: 'ok' | 'bad' | 'unknown' | 'plain'; icon: Icon; title: string; hint: string }

const bad = (title: string, hint: string): Answer => ({ look: 'bad', icon: 'stop', title, hint })
const doubt = (title: string, hint: string): Answer => ({
  look: 'unknown',
  icon: 'shield',
  title,
  hint,
})

const ofWhole = (looked: Looked & { checked: Checked }, say: Say): Answer => {
  const { checked, hasCard, compared } = looked
  const { officers, members } = checked
  if (isUnknown(looked)) return doubt(say('unknown'), say('unknownHint'))
  if (compared === null) {
    const hint = say(hasCard ? 'selfWords' : 'selfCard')
    return { look: 'plain', icon: 'none', title: say('self'), hint }
  }
  if (checked.verdict === 'too-few-officers') return doubt(say('few'), say('fewHint', officers))
  if (checked.verdict === 'not-final') return doubt(say('notFinal'), say('notFinalHint', members))
  return { look: 'ok', icon: 'seal', title: say('valid'), hint: countsText(checked, say) }
}

const answerOf = (looked: Looked, say: Say): Answer => {
  const { checked, isRefused, isReading } = looked
  if (isReading) return { look: 'plain', icon: 'none', title: say('reading'), hint: '' }
  if (isRefused) return bad(say('refused'), say('refusedHint'))
  if (!checked) return { look: 'plain', icon: 'none', title: say('start'), hint: say('startHint') }
  if (checked.verdict !== 'changed') return ofWhole({ ...looked, checked }, say)
  const only = onlyParagraph(checked)
  return only
    ? bad(say('changedParagraph', { place: only.place }), say('changedHint'))
    : bad(say('changed'), say('changedHint'))
}

export const answerView = (looked: Looked, say: Say): HTMLElement => {
  const { look, icon: name, title, hint } = answerOf(looked, say)
  return element(
    'section',
    { class: `answer ${look}`, role: 'status', 'aria-labelledby': 'answer' },
    icon(name, 36),
    element(
      'div',
      {},
      element('h1', { id: 'answer' }, title),
      hint === '' ? null : element('p', {}, hint),
    ),
  )
}
