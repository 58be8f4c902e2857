// A long text without buttons takes the focus itself, so that arrow keys scroll it.
import type { ReactNode } from 'react'

export type ScrollRegionProps = {
  /** Its name, as a screen reader says on the way in. */
  label: string
  className: string
  children: ReactNode
}

export function ScrollRegion({ label, className, children }: ScrollRegionProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- WCAG 2.1.1: without it no key scrolls
    <div className={className} role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  )
}
