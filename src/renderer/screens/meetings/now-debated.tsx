// The item that is debated now, and how it ends.
import {
  Check,
  ChevronDown,
  CircleCheck,
  CircleMinus,
  CornerUpRight,
  FileText,
  Info,
  Megaphone,
  Scale,
} from 'lucide-react'
import type { AgendaItem, DecisionSummary, Meeting } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import { useGo } from '../../shell/router.ts'
import { Button, Icon, Menu } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { useItemEnd } from './end-item.tsx'
import { itemEnds } from './item-ends.ts'
import { decisionsAt, ItemDecisions } from './item-decisions.tsx'
import { isSamePlace, nameOfPaper } from './item-names.ts'

const glyphs = {
  decided: CircleCheck,
  deferred: CornerUpRight,
  dropped: CircleMinus,
  noted: Info,
} as const

export const nowDebated = ({ list, debated }: Meeting): AgendaItem | undefined =>
  list.find(item => isSamePlace(item, debated))

type NowDebatedProps = {
  meeting: Meeting
  item: AgendaItem | undefined
  decisions: readonly DecisionSummary[]
}

export function NowDebated({ meeting, item, decisions }: NowDebatedProps) {
  const words = useWords()
  const go = useGo()
  const { acts } = meeting
  const end = useItemEnd(meeting)
  if (!item)
    return (
      <section className="now-debated" data-none aria-labelledby="now-debated">
        <h2 id="now-debated">{words('meetings.debated.none')}</h2>
        {acts.includes('item') ? (
          <p className="small muted">{words('meetings.debated.how')}</p>
        ) : null}
      </section>
    )
  const { number } = item
  return (
    <section className="now-debated" aria-labelledby="now-debated">
      <div className="row">
        <span className="now-label small">
          <Icon of={Megaphone} size="small" />
          {words('meetings.debated')}
        </span>
        {number === '' ? null : (
          <span className="small muted">{words('meetings.debated.item', { number })}</span>
        )}
        {item.minutes === null ? null : (
          <span className="small muted end">
            {words('meetings.minutes', { minutes: item.minutes })}
          </span>
        )}
      </div>
      <h2 id="now-debated" dir="auto">
        {item.title}
      </h2>
      {item.ask === '' ? null : (
        <p className="now-ask" dir="auto">
          {item.ask}
        </p>
      )}
      <ItemDecisions decisions={decisionsAt(decisions, item)} />
      <div className="now-acts">
        {item.papers.map(({ document, ...paper }) => (
          <Button
            key={document}
            size="small"
            icon={FileText}
            onPress={() => go({ screen: 'document', document })}
          >
            <bdi>{nameOfPaper(paper, words)}</bdi>
          </Button>
        ))}
        {acts.includes('item') ? <AskAt meeting={meeting} item={item} /> : null}
        <span className="grow" />
        {acts.includes('item') ? (
          <Menu
            label={words('meetings.debated.end')}
            groups={[
              {
                acts: itemEnds.map(state => ({
                  id: state,
                  text: words(`meetings.itemState.${state}`),
                  hint: words(`meetings.itemEnd.${state}`),
                  icon: glyphs[state],
                  onAct: () => end.put(item, state),
                })),
              },
            ]}
          >
            <Button size="small" icon={Check} iconAfter={ChevronDown} busy={end.busy}>
              {number === ''
                ? words('meetings.debated.end')
                : words('meetings.debated.endItem', { number })}
            </Button>
          </Menu>
        ) : null}
      </div>
      {end.shown}
    </section>
  )
}

/** Asks about the paper of the item, or about one of them; about the item itself where it has none. */
function AskAt({ meeting, item }: { meeting: Meeting; item: AgendaItem }) {
  const words = useWords()
  const go = useGo()
  const { agenda, block } = item
  const at = { agenda, block, meeting: meeting.agenda, title: meeting.title }
  const papers = item.papers.filter(({ title }) => title !== null)
  const ask = (document: DocumentId): void => go({ screen: 'ask', document, at })
  const [only] = papers
  if (papers.length < 2)
    return (
      <Button
        size="small"
        icon={Scale}
        onPress={() =>
          only ? ask(only.document) : go({ screen: 'ask', document: agenda, block, at })
        }
      >
        {words('meetings.debated.ask')}
      </Button>
    )
  return (
    <Menu
      label={words('meetings.debated.ask')}
      groups={[
        {
          acts: papers.map(({ document, ...paper }) => ({
            id: document,
            text: nameOfPaper(paper, words),
            icon: FileText,
            onAct: () => ask(document),
          })),
        },
      ]}
    >
      <Button size="small" icon={Scale} iconAfter={ChevronDown}>
        {words('meetings.debated.ask')}
      </Button>
    </Menu>
  )
}
