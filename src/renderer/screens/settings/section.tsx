// One group of settings: its name at the side, its controls beside it.
import type { ReactNode } from 'react'
import { useWords } from '../../words/index.ts'
import { headingOf, type SettingsPart } from './parts.ts'

export function Section({ part, children }: { part: SettingsPart; children: ReactNode }) {
  const words = useWords()
  const id = headingOf(part)
  return (
    <section className="settings-section" aria-labelledby={id}>
      <h2 id={id} tabIndex={-1}>
        {words(`settings.${part}`)}
      </h2>
      <div className="settings-controls">{children}</div>
    </section>
  )
}
