// The head of the page as it would stand on paper. A group's own reference is called that: only the
// secretariat gives a symbol.
import type { DocumentSummary, Language } from '#shared/contract'
import { directionOf } from '../languages/names.ts'
import { useVersionsHere } from '../languages/versions-state.ts'
import { useWords, WordsIn } from '../../words/index.ts'
import { useGroupHere } from '../stable-summary.ts'

type MastheadProps = { summary: DocumentSummary }

/** In the language of the text, as a file has it. */
export function Masthead(props: MastheadProps) {
  return (
    <header className="masthead">
      <WordsIn language={props.summary.language}>
        <Head {...props} />
      </WordsIn>
    </header>
  )
}

function Head({ summary }: MastheadProps) {
  const group = useGroupHere()
  const words = useWords()
  const { isVersion, original } = useVersionsHere()
  const { reference, readers, changedAt, language, status } = summary
  // An adopted text may have left the group as a file.
  const isDecided = status === 'adopted' || status === 'replaced'
  // The words are those of the window until those of the text are loaded.
  const lang = words.locale.slice(0, 2) as Language
  return (
    <div className="masthead-words" lang={lang} dir={directionOf(lang)}>
      <p className="masthead-group">
        <bdi>{group?.name}</bdi>
      </p>
      <div className="masthead-facts">
        {reference === '' ? null : (
          <p className="masthead-reference">{words('editor.masthead.reference', { reference })}</p>
        )}
        {isDecided ? null : (
          <p>
            {readers.kind === 'circle'
              ? words('editor.masthead.circle', { name: readers.name })
              : words(
                  readers.kind === 'group' ? 'editor.masthead.group' : 'editor.masthead.onlyYou',
                )}
          </p>
        )}
        <p>
          {isVersion && !original
            ? words.date(changedAt)
            : words('editor.masthead.original', {
                date: words.date(changedAt),
                language: words(`editor.language.${original?.language ?? language}`),
              })}
        </p>
      </div>
    </div>
  )
}
