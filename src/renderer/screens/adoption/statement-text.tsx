// The statement that members sign, word by word, so that nobody signs or hands over what was not read.
import type { Decision } from '#shared/contract'
import { useWords } from '../../words/index.ts'
import './adoption.css'

export function StatementText({ statement }: { statement: NonNullable<Decision['statement']> }) {
  const words = useWords()
  return (
    <section className="card statement" aria-label={words('adoption.statement')}>
      <div className="card-head">
        <h2>{words('adoption.statement')}</h2>
        <span className="end small quiet">{words('adoption.statement.whole')}</span>
      </div>
      <div className="statement-text">
        <pre dir="ltr" translate="no">
          {statement.text}
        </pre>
      </div>
      <p className="small muted">{words('adoption.statement.hint')}</p>
    </section>
  )
}
