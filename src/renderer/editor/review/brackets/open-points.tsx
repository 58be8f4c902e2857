// The open points of a text that keep it from being adopted: a quiet line above the page, which
// goes to each in turn, and opens the list of suggestions for one of these.
import { useRef } from 'react'
import { Brackets as BracketsIcon } from 'lucide-react'
import { useOffer } from '../../../shell/commands/offered.ts'
import { Link } from '../../../ui/index.ts'
import { useWords } from '../../../words/index.ts'
import { useComments } from '../comments/comments-state.ts'
import { usePage, usePageState } from '../../page/page-state.ts'
import { useBracketsNow } from './brackets-state.ts'

/** How many brackets, and how many suggestions, in words; empty when nothing is open. */
function useOpenWords(): string {
  const words = useWords()
  const { open } = useBracketsNow().adoption
  const count = (code: string): number => open.filter(each => each.code === code).length
  const [brackets, waiting] = [count('bracket-open'), count('suggestion-open')]
  return words.list([
    ...(brackets > 0 ? [words('brackets.openCount', { count: brackets })] : []),
    ...(waiting > 0 ? [words('brackets.waitCount', { count: waiting })] : []),
  ])
}

export function OpenPoints() {
  const words = useWords()
  const page = usePageState()
  const comments = useComments()
  const blocks = usePage(each => each.blocks)
  const { open } = useBracketsNow().adoption
  const what = useOpenWords()
  const next = useRef(0)
  const go = (): void => {
    const point = open[next.current % open.length]
    next.current++
    const block = point && blocks[point.index]
    if (block) page.goTo(block.id)
    if (point?.code === 'suggestion-open') comments.bring({ shown: 'suggested', current: null })
  }
  const name = words('brackets.goNext', { what })
  useOffer({
    acts: () =>
      what === '' ? [] : [{ id: 'open-point', text: name, icon: BracketsIcon, act: go }],
  })
  if (what === '') return null
  return (
    <span className="bar-words" data-open-points>
      <Link onPress={go} aria-label={name}>
        {what}
      </Link>
    </span>
  )
}

/** The same among the counts of the outline. */
export function OpenCounts() {
  const what = useOpenWords()
  return what === '' ? null : <p className="outline-counts">{what}</p>
}
