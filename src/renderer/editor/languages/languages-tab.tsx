// In the panel: each translation with what waits in it, opened from here alone or beside its
// original.
import { Columns2, FileText, Languages as LanguagesIcon, Plus } from 'lucide-react'
import type { LanguageVersion } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import { useGo } from '../../shell/router.ts'
import { Button, EmptyState, Notice } from '../../ui/index.ts'
import { sentenceOf, useWords } from '../../words/index.ts'
import { ownNames } from '#shared/vocabulary'
import { countsOf, sayCounts } from './version-bar.tsx'
import { useVersionsHere } from './versions-state.ts'
import './languages.css'

export function LanguagesTab({ document }: { document: DocumentId }) {
  const words = useWords()
  const go = useGo()
  const { languages, failure, again, add } = useVersionsHere()
  const { original = null, versions = [] } = languages ?? {}
  return (
    <div className="languages-tab">
      {original ? (
        <div className="panel-choice">
          <Button size="small" icon={Plus} onPress={() => add(true)}>
            {words('languages.add')}
          </Button>
        </div>
      ) : null}
      <div className="panel-list scroll" aria-busy={!languages && failure === undefined}>
        {failure === undefined ? null : (
          <Notice
            tone="error"
            action={
              <Button size="small" onPress={again}>
                {words('languages.again')}
              </Button>
            }
          >
            {words(sentenceOf(failure))}
          </Notice>
        )}
        {languages && !original ? <Notice>{words('languages.notHere')}</Notice> : null}
        {original && versions.length === 0 ? (
          <EmptyState icon={LanguagesIcon} title={words('languages.none')}>
            {words('languages.none.how')}
          </EmptyState>
        ) : null}
        {original && versions.length > 0 ? (
          <article className="version-card" aria-label={ownNames[original.language]}>
            <h2>
              <bdi lang={original.language}>{ownNames[original.language]}</bdi>{' '}
              <span className="quiet">{words('languages.side.original')}</span>
            </h2>
            <p dir="auto">{original.title}</p>
            {original.document === document ? null : (
              <div className="language-acts">
                <Button
                  size="small"
                  icon={FileText}
                  onPress={() => go({ screen: 'document', document: original.document })}
                >
                  {words('languages.open')}
                </Button>
              </div>
            )}
          </article>
        ) : null}
        {versions.map(version => (
          <VersionCard
            key={version.document}
            version={version}
            isHere={version.document === document}
            isAlone={original === null}
          />
        ))}
      </div>
    </div>
  )
}

type VersionCardProps = { version: LanguageVersion; isHere: boolean; isAlone: boolean }

function VersionCard({ version, isHere, isAlone }: VersionCardProps) {
  const words = useWords()
  const go = useGo()
  const { beside, showBeside } = useVersionsHere()
  const { document, language, title } = version
  const name = ownNames[language]
  const openBeside = (): void =>
    isHere ? showBeside(!beside) : go({ screen: 'document', document, beside: true })
  return (
    <article className="version-card" aria-label={name} data-current={isHere || undefined}>
      <h2>
        <bdi lang={language}>{name}</bdi>
      </h2>
      <p dir="auto">{title}</p>
      <p className="muted small">{sayCounts(countsOf(version), words)}</p>
      <div className="language-acts">
        {isAlone ? null : (
          <Button
            size="small"
            icon={Columns2}
            {...(!isHere && { 'aria-label': words('languages.openBeside.of', { language: name }) })}
            onPress={openBeside}
          >
            {words(isHere && beside ? 'languages.alone.command' : 'languages.openBeside')}
          </Button>
        )}
        {isHere ? null : (
          <Button
            size="small"
            variant="quiet"
            aria-label={words('languages.open.of', { language: name })}
            onPress={() => go({ screen: 'document', document })}
          >
            {words('languages.open')}
          </Button>
        )}
      </div>
    </article>
  )
}
