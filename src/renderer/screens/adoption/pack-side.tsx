// Beside the contents of a pack: the names in it, the officers who sign it, and the card that a reader needs.
import { IdCard, KeyRound, PackageCheck, UserRoundX } from 'lucide-react'
import type { PackPreview } from '#shared/contract'
import { Panel } from '../decisions/panel.tsx'
import type { People } from '../decisions/people.ts'
import { useGo } from '../../shell/router.ts'
import { Button, Checkbox, Icon, Link, MemberMark, RadioChoice } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'

type PackSideProps = {
  preview: PackPreview | undefined
  people: People
  isNamed: boolean
  onNamed: (isNamed: boolean) => void
  isPrinted: boolean
  onPrinted: (isPrinted: boolean) => void
  onCheck: () => void
}

const named = ['named', 'unnamed'] as const

export function PackSide(props: PackSideProps) {
  const { preview, people, isNamed, onNamed, isPrinted, onPrinted, onCheck } = props
  const words = useWords()
  const go = useGo()
  return (
    <aside className="decision-side" aria-label={words('adoption.side')} data-area="panel">
      <Panel title={words('adoption.names')}>
        <RadioChoice
          look="rows"
          label={words('adoption.names')}
          labelUnseen
          value={isNamed ? 'named' : 'unnamed'}
          onChange={id => onNamed(id === 'named')}
          ways={named.map(id => ({
            id,
            title: words(`adoption.names.${id}`),
            hint: words(`adoption.names.${id}Hint`),
          }))}
        />
        {preview ? <Named preview={preview} /> : null}
        <div className="panel-part">
          <Checkbox isSelected={isPrinted} onChange={onPrinted}>
            {words('adoption.pdf')}
          </Checkbox>
          <p className="smallest quiet">{words('adoption.pdfHint')}</p>
        </div>
      </Panel>
      {preview ? <Officers preview={preview} people={people} /> : null}
      <Panel title={words('adoption.reader')}>
        <p className="small muted">{words('adoption.reader.text')}</p>
        <div className="panel-buttons">
          <Button icon={IdCard} onPress={() => go({ screen: 'card' })}>
            {words('adoption.card.open')}
          </Button>
          <Button icon={PackageCheck} onPress={onCheck}>
            {words('adoption.check.title')}
          </Button>
        </div>
      </Panel>
    </aside>
  )
}

function Named({ preview }: { preview: PackPreview }) {
  const words = useWords()
  const wheres = Map.groupBy(preview.named, ({ as }) => as)
  if (wheres.size === 0)
    return (
      <p className="row small">
        <Icon of={UserRoundX} size="small" />
        {words('adoption.namesNobody')}
      </p>
    )
  return (
    <>
      <ul className="pack-named" aria-label={words('adoption.named')}>
        {[...wheres].map(([as, all]) => (
          <li key={as}>
            <bdi className="named-as">{words('decisions.quoted', { words: as })}</bdi>
            <span className="small muted">
              {words.list(
                [...new Set(all.map(({ where }) => where))].map(where =>
                  words(`adoption.where.${where}`),
                ),
              )}
            </span>
          </li>
        ))}
      </ul>
      <p className="smallest quiet">{words('adoption.namesElse')}</p>
    </>
  )
}

function Officers({ preview, people }: { preview: PackPreview; people: People }) {
  const words = useWords()
  const go = useGo()
  const { officers, needs } = preview
  const lacks = officers.some(({ hasKey }) => !hasKey)
  return (
    <Panel title={words('adoption.officers')} end={words('adoption.officers.needs', { needs })}>
      <ul className="pack-officers">
        {officers.map(({ member, hasKey }) => (
          <li key={member} className="row">
            <MemberMark
              handle={people.handle(member)}
              color={people.of(member)?.color ?? 0}
              size="small"
            />
            <span className="grow">
              <bdi>{people.handle(member)}</bdi>
              {people.self?.id === member ? ` ${words('members.you')}` : null}
            </span>
            <span className="row small muted">
              <Icon of={KeyRound} size="small" />
              {words(hasKey ? 'adoption.officers.key' : 'adoption.officers.noKey')}
            </span>
          </li>
        ))}
      </ul>
      <p className="small muted">{words('adoption.officers.text')}</p>
      {lacks ? (
        <p className="small">
          {words('adoption.officers.lacks')}
          {words.gap}
          <Link onPress={() => go({ screen: 'card' })}>{words('adoption.card.open')}</Link>
        </p>
      ) : null}
    </Panel>
  )
}
