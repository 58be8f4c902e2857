// Open work of this person: decisions, devices to check, members who have not heard of a removal, proposals to
// answer, blocked devices, and unread paragraphs that were changed on both sides.
import {
  CircleDot,
  Crown,
  FileDiff,
  type LucideIcon,
  RadioTower,
  Scale,
  ShieldAlert,
  ShieldX,
  UserPlus,
  Users,
} from 'lucide-react'
import type { CircleOffer, DecisionSummary, DocumentSummary, Group } from '#shared/contract'
import { useAnswer } from '../core-client.ts'
import { askedOf } from '../decisions/asked.ts'
import { useDecisionList } from '../decisions/decision-list.tsx'
import { useNow } from '../decisions/now.ts'
import { lacksChair } from '../members/chairs.ts'
import { type Route, useGo } from '../router.ts'
import { Button, Card, Icon } from '../ui/index.ts'
import { useWords, type Words } from '../words/index.ts'

type Item = { id: string; icon: LucideIcon; title: string; hint: string; act: string; place: Route }

const members: Route = { screen: 'members' }

const handleOf = (group: Group, id: string): string =>
  [...group.memberList, ...group.pastMembers].find(member => member.id === id)?.handle ?? '?'

function itemsOf(group: Group, documents: readonly DocumentSummary[], words: Words): Item[] {
  const requests = group.requests.map(({ reply, handle }): Item => ({
    id: reply,
    icon: ShieldAlert,
    title: words('home.waiting.request', { handle }),
    hint: words('home.waiting.requestHint', { handle }),
    act: words('home.waiting.check'),
    place: members,
  }))
  const shutOuts = group.acts.includes('remove')
    ? group.shutOuts.map(({ shutOut, by }): Item => ({
        id: shutOut,
        icon: ShieldX,
        title: words('home.waiting.shutOut', { by: handleOf(group, by) }),
        hint: words('home.waiting.shutOutHint'),
        act: words('home.waiting.look'),
        place: members,
      }))
    : []
  const proposals = group.proposals
    .filter(({ mayAgree, aboutSelf, mine, aside }) => (mayAgree || (aboutSelf && !mine)) && !aside)
    .map(({ proposal, by, mayAgree }): Item => {
      const named = { by: handleOf(group, by) }
      return {
        id: proposal,
        icon: Users,
        title: words(mayAgree ? 'home.waiting.proposal' : 'home.waiting.proposalAbout', named),
        hint: words(mayAgree ? 'home.waiting.proposalHint' : 'home.waiting.proposalAboutHint'),
        act: words('home.waiting.look'),
        place: members,
      }
    })
  const merged = documents
    .filter(({ toRead }) => toRead > 0)
    .map(({ id, title, toRead }): Item => ({
      id,
      icon: FileDiff,
      title: words('home.waiting.merged', { title }),
      hint: words('home.waiting.mergedHint', { paragraphs: toRead }),
      act: words('home.waiting.read'),
      place: { screen: 'document', document: id },
    }))
  const unheard = group.unheard.map(({ of, members: unaware }): Item => {
    const what = group.pastMembers.some(({ id }) => id === of) ? 'member' : 'device'
    const count = unaware.length
    const people = words.list(unaware.map(id => handleOf(group, id)))
    const values = { count, people, handle: handleOf(group, of) }
    return {
      id: `unheard/${of}`,
      icon: RadioTower,
      title: words(`home.waiting.unheard.${what}`, values),
      hint: words('home.waiting.unheardHint', values),
      act: words('home.waiting.look'),
      place: members,
    }
  })
  return [...requests, ...unheard, ...shutOuts, ...proposals, ...merged]
}

const offersOf = (group: Group, offers: readonly CircleOffer[], words: Words): Item[] =>
  offers.map(({ id, by, name }) => ({
    id: `circle/${id}`,
    icon: CircleDot,
    title: words('home.waiting.circle', { by: handleOf(group, by), name }),
    hint: words('home.waiting.circleHint'),
    act: words('home.waiting.look'),
    place: members,
  }))

const decisionsOf = (all: readonly DecisionSummary[], now: number, words: Words): Item[] =>
  all.flatMap(decision => {
    const asked = askedOf(decision, now)
    if (asked === null) return []
    return [
      {
        id: `decision/${decision.id}`,
        icon: Scale,
        title: decision.words,
        hint: words(`decisions.asks.${asked}`),
        act: words('home.waiting.look'),
        place: { screen: 'decision', decision: decision.id } as const,
      },
    ]
  })

export function Waiting({ group }: { group: Group }) {
  const words = useWords()
  const go = useGo()
  const documents = useAnswer('documents.list', { group: group.id }, ['documents.changed'])
  const circles = useAnswer('circles.offers', { group: group.id }, ['groups.changed'])
  const now = useNow()
  const { value: decided } = useDecisionList()
  const items = [
    ...itemsOf(group, documents.value ?? [], words),
    ...decisionsOf(decided?.decisions ?? [], now, words),
    ...offersOf(group, circles.value?.offers ?? [], words),
  ]
  if (lacksChair(group))
    items.push({
      id: 'chair',
      icon: Crown,
      title: words('members.noChair.title'),
      hint: words('home.waiting.noChairHint'),
      act: words('home.waiting.look'),
      place: members,
    })
  if (group.memberList.length === 1 && group.requests.length === 0)
    items.push({
      id: 'alone',
      icon: UserPlus,
      title: words('home.waiting.alone'),
      hint: words('home.waiting.aloneHint'),
      act: words('home.waiting.invite'),
      place: members,
    })
  const count = items.length
  return (
    <Card title={words('home.waiting')} count={count > 0 ? words.number(count) : undefined}>
      {items.map(({ id, icon, title, hint, act, place }, index) => (
        <div className="card-line" key={id}>
          <span className="waiting-mark">
            <Icon of={icon} />
          </span>
          <div className="grow">
            <div className="strong">
              <bdi>{title}</bdi>
            </div>
            <div className="small muted">{hint}</div>
          </div>
          <Button
            size="small"
            variant={index === 0 && group.requests.length > 0 ? 'primary' : 'plain'}
            onPress={() => go(place)}
          >
            {act}
          </Button>
        </div>
      ))}
      {count === 0 ? (
        <div className="card-line small muted">{words('home.waiting.nothing')}</div>
      ) : null}
    </Card>
  )
}
