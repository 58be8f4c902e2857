// The text that would be asked about, and the checks that it passes or does not.
import { Check, CircleX, FileText, GitMerge, MessageSquareText } from 'lucide-react'
import type { DocumentSummary, Language } from '#shared/contract'
import { ownNames } from '#shared/vocabulary'
import { useAnswer } from '../../../shell/core-client.ts'
import { EmptyLines } from '../../export/empty-lines.tsx'
import { useGo } from '../../../shell/router.ts'
import { Checkbox, Icon, Link } from '../../../ui/index.ts'
import { useWords } from '../../../words/index.ts'
import type { Prepared } from './use-question.ts'

type ExactChoiceProps = {
  document: DocumentSummary
  prepared: Prepared
  languages: readonly Language[]
  onLanguages: (languages: Language[]) => void
}

const checks = ['bracket-open', 'suggestion-open', 'amendment-open'] as const

export function ExactChoice(props: ExactChoiceProps) {
  const { document, prepared, languages, onLanguages } = props
  const words = useWords()
  const go = useGo()
  const { blockers, texts, openComments } = prepared
  const chosen = texts.filter(({ language }) => languages.includes(language))
  const [first] = texts
  return (
    <div className="card exact-choice">
      <div className="row">
        <Icon of={FileText} />
        <div className="grow">
          <div className="strong">
            <bdi>{document.title}</bdi>
          </div>
          <div className="small muted">
            {words('decisions.exact.size', {
              paragraphs: first?.paragraphs ?? 0,
              languages: words.list(chosen.map(({ language }) => ownNames[language])),
            })}
          </div>
        </div>
      </div>
      {texts.length > 1
        ? texts.map(({ language, paragraphs }) => (
            <Checkbox
              key={language}
              isSelected={languages.includes(language)}
              onChange={is =>
                onLanguages(
                  texts
                    .map(each => each.language)
                    .filter(each => (each === language ? is : languages.includes(each))),
                )
              }
              after={<span className="small quiet">{words.number(paragraphs)}</span>}
            >
              <bdi>{ownNames[language]}</bdi>
            </Checkbox>
          ))
        : null}
      <ul className="exact-checks">
        {checks.map(code => {
          const open = blockers.filter(each => each.code === code)
          const labels = open.flatMap(each => each.labels ?? [])
          return (
            <li key={code} data-fault={open.length > 0 || undefined}>
              <Icon of={open.length > 0 ? CircleX : Check} size="small" />
              {words(open.length > 0 ? `decisions.exact.${code}.open` : `decisions.exact.${code}`, {
                count: Math.max(open.length, labels.length),
                labels: words.list(labels),
              })}
            </li>
          )
        })}
        {openComments > 0 ? (
          <li className="muted">
            <Icon of={MessageSquareText} size="small" />
            {words('decisions.exact.comments', { count: openComments })}
          </li>
        ) : null}
        <UnreadMerges document={document.id} />
      </ul>
      {chosen.map(text => (
        <EmptyLines
          key={text.language}
          empty={text.empty}
          before="asking"
          language={chosen.length > 1 ? ownNames[text.language] : undefined}
          onOpen={at =>
            go({ screen: 'document', document: text.document, ...(at && { block: at }) })
          }
        />
      ))}
    </div>
  )
}

/** Places that were merged and that this member has not read: they stop no decision. */
function UnreadMerges({ document }: { document: DocumentSummary['id'] }) {
  const words = useWords()
  const go = useGo()
  const { value: merges = [] } = useAnswer('documents.merges', { document }, ['documents.changed'])
  const count = new Set(merges.map(({ block }) => block)).size
  if (count === 0) return null
  return (
    <li data-fault>
      <Icon of={GitMerge} size="small" />
      <Link onPress={() => go({ screen: 'document', document })}>
        {words('decisions.exact.merges', { count })}
      </Link>
    </li>
  )
}
