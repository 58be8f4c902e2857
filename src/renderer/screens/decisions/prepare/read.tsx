// The question as members will read it, before it is opened.
import { useWords } from '../../../words/index.ts'
import { Panel } from '../panel.tsx'
import { type Purpose, ruleSentence } from '../rule-words.ts'
import { type Question, untilOf } from './use-question.ts'

type ReadProps = { question: Question; purpose: Purpose; seats: number }

/** The sentence that members will read, written from the choices. */
export function Read({ question, purpose, seats }: ReadProps) {
  const words = useWords()
  const until = untilOf(question)
  return (
    <Panel title={words('decisions.read')}>
      <p className="decided-sentence">
        {words('decisions.read.asked', {
          seats,
          day: until === null ? 'none' : words.date(until),
          until: until === null ? 'none' : 'some',
        })}
        {words.gap}
        {ruleSentence(question.rule, seats, purpose, words)}
      </p>
      <p className="small quiet">{words('decisions.read.generated')}</p>
    </Panel>
  )
}
