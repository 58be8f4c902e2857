// Circles that this member was added to: by whom, with which role and members. The member accepts
// or declines each; no one is told which.
import type { CircleOffer, Group } from '#shared/contract'
import type { MemberId } from '#shared/ids'
import { useAct, useAnswer, useCore } from '../../shell/core-client.ts'
import { Button, Notice, say, FailureNotice } from '../../ui/index.ts'
import { sentenceOf, useWords } from '../../words/index.ts'
import './circles.css'

const handleIn = (group: Group, id: MemberId): string =>
  [...group.memberList, ...group.pastMembers].find(member => member.id === id)?.handle ?? '?'

export function CircleOffers({ group }: { group: Group }) {
  const words = useWords()
  const core = useCore()
  const answer = useAnswer('circles.offers', { group: group.id }, ['groups.changed'])
  const { offers = [], declined = 0 } = answer.value ?? {}
  const again = useAct(async () => {
    await core.call('circles.askAgain', { group: group.id })
    say(words('members.circles.askedAgain'))
  })
  return (
    <>
      {offers.map(offer => (
        <OneOffer key={offer.id} group={group} offer={offer} />
      ))}
      {declined > 0 ? (
        <div className="row">
          <span className="small muted grow">
            {words('members.circles.declined', { declined })}
          </span>
          <Button size="small" variant="quiet" busy={again.busy} onPress={() => void again.run()}>
            {words('members.circles.askAgain')}
          </Button>
        </div>
      ) : null}
      <FailureNotice of={again.failure} />
    </>
  )
}

function OneOffer({ group, offer }: { group: Group; offer: CircleOffer }) {
  const words = useWords()
  const core = useCore()
  const { id: circle, name, by, role, members, follows } = offer
  const take = useAct(async () => {
    const { isHere } = await core.call('circles.take', { group: group.id, circle })
    say(words(isHere ? 'members.circles.accepted' : 'members.circles.acceptedLater', { name }))
  })
  const decline = useAct(async () => {
    await core.call('circles.decline', { group: group.id, circle })
    say(words('members.circles.refused', { name }))
  })
  const failure = take.failure ?? decline.failure
  return (
    <Notice title={words('members.circles.offer', { by: handleIn(group, by), name })}>
      <p>{words(`members.circles.offer.${role}`)}</p>
      <ul className="circle-people" aria-label={words('members.circles.listOf', { name })}>
        {members.map(each => (
          <li key={each.member}>
            <bdi>{handleIn(group, each.member)}</bdi>{' '}
            <span className="quiet">{words(`members.circles.role.${each.role}`)}</span>
          </li>
        ))}
      </ul>
      {follows ? <p>{words('members.circles.offer.addsNew')}</p> : null}
      <p className="small">{words('members.circles.untilAccepted')}</p>
      <div className="circle-answer">
        <Button
          size="small"
          busy={take.busy}
          aria-label={words('members.circles.acceptName', { name })}
          onPress={() => void take.run()}
        >
          {words('members.circles.accept')}
        </Button>
        <Button
          size="small"
          variant="quiet"
          busy={decline.busy}
          aria-label={words('members.circles.declineName', { name })}
          onPress={() => void decline.run()}
        >
          {words('members.circles.decline')}
        </Button>
      </div>
      {failure ? <p role="alert">{words(sentenceOf(failure))}</p> : null}
    </Notice>
  )
}
