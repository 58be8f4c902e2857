// In the panel of minutes: the version that is shown with each paragraph that it corrects, and the approved one
// before it.
import type { DocumentSummary } from '#shared/contract'
import { useGo } from '../../router.ts'
import { Button, Link, WordChanges } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { usePageState } from '../page/page-state.ts'
import { useCorrected, versionIn } from './corrected.ts'

export function VersionsTab({ summary }: { summary: DocumentSummary }) {
  const words = useWords()
  const go = useGo()
  const page = usePageState()
  const corrected = useCorrected(summary.id)
  if (corrected === undefined) return null
  if (corrected === null)
    return <p className="panel-list small muted">{words('minutes.versions.none')}</p>
  const { document, number, changes } = corrected
  const version = versionIn(corrected)
  return (
    <div className="panel-list minutes-versions scroll">
      <section className="minutes-version" aria-labelledby="version-shown" data-shown>
        <div className="row">
          <h2 id="version-shown" className="grow">
            {words('minutes.versions.version', { version })}
          </h2>
          <span className="tag" data-tone="accent">
            {words('minutes.versions.shown')}
          </span>
        </div>
        <p className="small muted">
          {words('minutes.versions.differs', { count: changes.length, before: version - 1 })}
        </p>
        <ul className="plain-list corrected-lines" aria-label={words('minutes.corrects.changes')}>
          {changes.map(({ block, place, before, now }) => (
            <li key={block}>
              <Link onPress={() => void page.goTo(block)}>
                {place === ''
                  ? words('decisions.place.one')
                  : words('decisions.place.paragraph', { number: place })}
              </Link>
              <WordChanges before={before ?? ''} after={now ?? ''} />
            </li>
          ))}
        </ul>
      </section>
      <section className="minutes-version" aria-labelledby="version-approved">
        <h2 id="version-approved">{words('minutes.versions.version', { version: version - 1 })}</h2>
        <p className="small muted">
          {words('minutes.versions.approved', { number, numbered: number === '' ? 'no' : 'yes' })}
        </p>
        <div>
          <Button size="small" onPress={() => go({ screen: 'document', document })}>
            {words('minutes.corrects.see')}
          </Button>
        </div>
      </section>
    </div>
  )
}
