// How far a task has come, as a bar. The words for it stand beside it, or are read aloud only.
import './progress-bar.css'

/** `done` of `all`; null while it is not known. */
export type ProgressBarProps = { done: number | null; all?: number } & (
  | { label: string; labelledBy?: never }
  | { label?: never; labelledBy: string }
)

export function ProgressBar({ done, all = 100, label, labelledBy }: ProgressBarProps) {
  const percent = all === 0 ? 0 : Math.floor((100 * (done ?? 0)) / all)
  return (
    <div
      className="progress-bar"
      role="progressbar"
      aria-label={label}
      aria-labelledby={labelledBy}
      aria-valuemin={0}
      aria-valuemax={all}
      {...(done === null ? {} : { 'aria-valuenow': done })}
    >
      <div style={{ inlineSize: `${percent}%` }} />
    </div>
  )
}
