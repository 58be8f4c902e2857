// One subject beside a decision.
import { useId, type ReactNode } from 'react'

type PanelProps = { title: string; end?: ReactNode; children: ReactNode; tone?: 'plain' | 'stop' }

export function Panel({ title, end, children, tone = 'plain' }: PanelProps) {
  const id = useId()
  return (
    <section className="card decision-panel" data-tone={tone} aria-labelledby={id}>
      <div className="row">
        <h2 id={id}>{title}</h2>
        {end === undefined ? null : <span className="end smallest quiet">{end}</span>}
      </div>
      {children}
    </section>
  )
}
