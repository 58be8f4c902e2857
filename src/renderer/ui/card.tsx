// A panel with a heading: one subject on a screen that shows several.
import { useId, type ReactNode } from 'react'
import './card.css'

export type CardProps = {
  title: string
  /** Beside the title, quiet: usually a count. */
  count?: ReactNode
  /** At the end of the heading line. */
  end?: ReactNode
  children: ReactNode
}

export function Card({ title, count, end, children }: CardProps) {
  const id = useId()
  return (
    <section className="card" aria-labelledby={id}>
      <div className="card-head">
        <h2 id={id}>{title}</h2>
        {count === undefined ? null : <span className="quiet small">{count}</span>}
        {end === undefined ? null : <div className="end">{end}</div>}
      </div>
      {children}
    </section>
  )
}
