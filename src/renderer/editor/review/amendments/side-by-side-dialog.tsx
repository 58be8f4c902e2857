// The text of a paragraph as it is now and, beside it, what each open amendment to it would make of it:
// whole, so that several are read against each other before one is settled.
import type { Amendment } from '#document/review/amendments'
import { Dialog, ScrollRegion, WordChanges } from '../../../ui/index.ts'
import { useWords } from '../../../words/index.ts'

export type SideBySideDialogProps = {
  /** Open ones to the same paragraph; at least one. */
  amendments: readonly Amendment[]
  /** The paragraph as it reads now, and as it is cited; empty where it has no number. */
  now: string
  place: string
  titleOf: (amendment: Amendment) => string
  onClose: () => void
}

export function SideBySideDialog({
  amendments,
  now,
  place,
  titleOf,
  onClose,
}: SideBySideDialogProps) {
  const words = useWords()
  const title =
    place === '' ? words('amendments.beside.title') : words('amendments.beside.place', { place })
  return (
    <Dialog isOpen size="large" title={title} onClose={onClose}>
      <ScrollRegion className="beside" label={title}>
        <section>
          <h3>{words('amendments.beside.now')}</h3>
          <WordChanges before={now} after={now} isWhole />
        </section>
        {amendments.map(amendment => (
          <section key={amendment.id}>
            <h3>
              <bdi>{titleOf(amendment)}</bdi>
            </h3>
            <WordChanges before={now} after={amendment.result} isWhole />
          </section>
        ))}
      </ScrollRegion>
    </Dialog>
  )
}
