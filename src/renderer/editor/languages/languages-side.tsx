// In the outline: the languages of this text, and how far each is. Choosing one goes to it.
import { Check, CircleDashed, Languages as LanguagesIcon, Plus } from 'lucide-react'
import type { LanguageVersion } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import { useGo } from '../../shell/router.ts'
import { Button, Icon } from '../../ui/index.ts'
import { useWords, type Words } from '../../words/index.ts'
import { ownNames } from '#shared/vocabulary'
import { useVersionsHere } from './versions-state.ts'
import './languages.css'

const progress = ({ paragraphs, checked, stale }: LanguageVersion, words: Words): string =>
  checked + stale === 0
    ? words('languages.side.begun')
    : words('languages.side.checked', {
        percent: paragraphs === 0 ? 100 : Math.floor((100 * checked) / paragraphs),
      })

export function LanguagesSide({ document }: { document: DocumentId }) {
  const words = useWords()
  const go = useGo()
  const { languages, add } = useVersionsHere()
  if (!languages) return null
  const { original, versions } = languages
  return (
    <section className="languages-side" aria-labelledby="languages-side-title">
      <h3 className="outline-title" id="languages-side-title">
        {words('languages.title')}
      </h3>
      <ul>
        {original ? (
          <li>
            <button
              type="button"
              className="language-line"
              aria-current={original.document === document ? 'page' : undefined}
              onClick={() => go({ screen: 'document', document: original.document })}
            >
              <Icon of={Check} size="small" />
              <span className="language-name" lang={original.language}>
                {ownNames[original.language]}
              </span>
              <span className="language-state">{words('languages.side.original')}</span>
            </button>
          </li>
        ) : null}
        {versions.map(version => (
          <li key={version.document}>
            <button
              type="button"
              className="language-line"
              aria-current={version.document === document ? 'page' : undefined}
              onClick={() => go({ screen: 'document', document: version.document, beside: true })}
            >
              <Icon
                of={version.checked + version.stale === 0 ? CircleDashed : LanguagesIcon}
                size="small"
              />
              <span className="language-name" lang={version.language}>
                {ownNames[version.language]}
              </span>
              <span className="language-state">{progress(version, words)}</span>
              {version.stale > 0 ? (
                <span className="language-stale">
                  {words('languages.count.stale', { count: version.stale })}
                </span>
              ) : null}
            </button>
          </li>
        ))}
      </ul>
      {original ? (
        <Button variant="quiet" size="small" icon={Plus} onPress={() => add(true)}>
          {words('languages.add.more')}
        </Button>
      ) : null}
    </section>
  )
}
