// A long text without buttons takes the focus itself, so that arrow keys scroll it (WCAG 2.1.1).
import type { ReactNode } from 'react'

export type ScrollRegionProps = {
  /** Its name, as a screen reader says on the way in. */
  label: string
  className: string
  children: ReactNode
}

export function ScrollRegion({ label, className, children }: ScrollRegionProps) {
  return (
    <div className={className} role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  )
}
