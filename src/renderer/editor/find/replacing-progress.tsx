// How far replacing has come, "123 of 480", for who sees it and who hears it.
import { useWords } from '../../words/index.ts'
import type { Running } from './use-replace-all.ts'

export function ReplacingProgress({ running }: { running: Running | null }) {
  const words = useWords()
  return (
    <>
      {running ? (
        <span
          className="find-count"
          role="progressbar"
          aria-label={words('finding.replacing')}
          aria-valuemin={0}
          aria-valuemax={running.total}
          aria-valuenow={running.done}
          aria-valuetext={words('finding.progress', running)}
        >
          {words('finding.progress', running)}
        </span>
      ) : null}
      <span className="unseen" role="status">
        {running ? words('finding.replacing') : ''}
      </span>
    </>
  )
}
