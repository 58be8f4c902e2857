// Beside the page: which of its paragraphs are referred to, and from where.
import { Link } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { type PageReference, usePage, usePageState } from '../page/page-state.ts'
import './cross-references.css'

/** Paragraphs that are listed, and ways for each of them. */
const [most, mostWays] = [200, 24]

const byTarget = (list: readonly PageReference[]): PageReference[][] => {
  const found = new Map<string, PageReference[]>()
  for (const each of list) {
    const { standing } = each.reading
    // Lost references have nothing in common.
    const key = standing === 'there' ? each.to.block : each.key
    found.set(key, [...(found.get(key) ?? []), each])
  }
  const places = [...found.values()]
  return places.toSorted((a, b) => (a[0]?.reading.index ?? 0) - (b[0]?.reading.index ?? 0))
}

export function ReferencesList() {
  const words = useWords()
  const page = usePageState()
  const list = usePage(({ references }) => references)
  if (list.length === 0) return null
  return (
    <section aria-label={words('referring.list')}>
      <h2 className="reference-list-title">{words('referring.list')}</h2>
      <ul className="cited-list">
        {byTarget(list)
          .slice(0, most)
          .map(([first, ...others]) =>
            first ? (
              <li key={first.key} className="cited-here">
                <span className="strong grow">
                  {first.reading.standing === 'there' ? (
                    <Link onPress={() => void page.goTo(first.to.block)}>{first.title}</Link>
                  ) : (
                    <>
                      <bdi className="lost-reference">{first.reading.words}</bdi>{' '}
                      <span className="muted">
                        {words('referring.was', {
                          words: first.to.was || words('referring.unknown'),
                        })}
                      </span>
                    </>
                  )}
                </span>
                <span className="cited-places small">
                  {[first, ...others].slice(0, mostWays).map(({ key, from }) => (
                    <Link key={key} onPress={() => void page.goTo(from.id)}>
                      {from.place === ''
                        ? words('citing.inText', { text: from.text.slice(0, 32) })
                        : words('referring.from', { place: from.place })}
                    </Link>
                  ))}
                </span>
              </li>
            ) : null,
          )}
      </ul>
    </section>
  )
}
