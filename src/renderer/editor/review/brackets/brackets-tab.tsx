// In the panel: everything in brackets in the order of the page, and what went when it was settled,
// with the way back.
import { Brackets as BracketsIcon, FileText } from 'lucide-react'
import type { DocumentSummary, Member } from '#shared/contract'
import type { Quotation } from '#document/log'
import { Button, EmptyState, Icon, Link, MemberMark } from '../../../ui/index.ts'
import { useWords } from '../../../words/index.ts'
import { authorIn } from '../comments/author.tsx'
import { useMembersOf } from '../comments/use-authors.ts'
import { usePage, usePageState } from '../../page/page-state.ts'
import { useBracketsNow, usePuttingBack } from './brackets-state.ts'

type BracketsTabProps = { summary: DocumentSummary; writable: boolean }

export function BracketsTab({ summary, writable }: BracketsTabProps) {
  const words = useWords()
  const putBack = usePuttingBack()
  const page = usePageState()
  const blocks = usePage(each => each.blocks)
  const { sets, gone } = useBracketsNow()
  const versions = sets.flatMap(set => set.versions)
  const memberOf = useMembersOf(summary.id, [
    ...versions.flatMap(({ client }) => client ?? []),
    ...gone.map(({ by }) => by),
  ])
  const by = (client: number | null): Member | undefined =>
    client === null ? undefined : memberOf(client)
  return (
    <div className="panel-list scroll">
      {versions.length === 0 ? (
        <EmptyState icon={BracketsIcon} title={words('brackets.tab.none')}>
          {writable ? words('brackets.tab.how') : null}
        </EmptyState>
      ) : null}
      {versions.map(version => {
        const block = blocks[version.blocks[0] ?? version.words[0]?.index ?? -1]
        return (
          <article className="thread" key={version.id} data-version={version.id}>
            <div className="thread-place">
              <Link onPress={() => void (block && page.goTo(block.id))}>
                {block?.place
                  ? words('comments.place', { place: block.place })
                  : words('comments.inText')}
              </Link>
            </div>
            <By member={by(version.client)} quoted={version.quoted} />
            <p className="suggested" dir="auto">
              [{version.text}]
            </p>
          </article>
        )
      })}
      {gone.length === 0 ? null : <h2 className="thread-place">{words('brackets.tab.gone')}</h2>}
      {gone.map(each => (
        <article className="thread" key={`${each.settled.id} ${each.version} ${each.block}`}>
          <p className="suggested" dir="auto">
            {each.text}
          </p>
          <span className="quiet small">
            {words('brackets.tab.goneBy', {
              who: by(each.by)?.handle ?? words('brackets.someone'),
            })}
          </span>
          {writable ? (
            <div className="comment-acts">
              <Button size="small" onPress={() => putBack(each)}>
                {words('brackets.tab.back')}
              </Button>
            </div>
          ) : null}
        </article>
      ))}
    </div>
  )
}

type ByProps = { member: Member | undefined; quoted: Quotation | undefined }

function By({ member, quoted }: ByProps) {
  const words = useWords()
  if (quoted)
    return (
      <div className="said-by">
        <Icon of={FileText} size="small" />
        <span>
          {words('brackets.tab.by', { who: authorIn({ author: undefined, quoted }, words) })}
        </span>
      </div>
    )
  return (
    <div className="said-by">
      {member ? <MemberMark handle={member.handle} color={member.color} size="small" /> : null}
      <span>{words('brackets.tab.by', { who: member?.handle ?? words('brackets.someone') })}</span>
    </div>
  )
}
