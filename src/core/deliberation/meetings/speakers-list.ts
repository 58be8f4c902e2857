// The list of speakers: as they asked, and a suggestion that balances it. Nobody is moved by the suggestion;
// the chair decides.
import type { Meeting, Speaker } from '#shared/contract'
import type { FloorRequest } from '#document/meetings/log'
import type { MemberId } from '#shared/ids'
import type { OpenMeeting } from './open-meeting.ts'

/** Points of order and motions come before the next speaker. */
const first: readonly Speaker['what'][] = ['order', 'motion']

/** The floor that an officer gave last, until its member was timed or taken off. Times are claims. */
const givenIn = ({
  log,
  people,
  state,
}: OpenMeeting): { wish: FloorRequest; at: number } | null => {
  if (state.is !== 'open') return null
  const given = log.floors.flatMap(wish => {
    const first = wish.spoke.find(({ by }) => people.officers.has(by))
    return first ? [{ wish, at: first.at }] : []
  })
  const [last] = given.toSorted(
    (a, b) => b.at - a.at || (a.wish.entry.id < b.wish.entry.id ? -1 : 1),
  )
  return last && last.wish.seconds === 0 && !last.wish.isOver ? last : null
}

export const speakersOf = (meeting: OpenMeeting): Meeting['speakers'] => {
  const { floors, present } = meeting.log
  const regionOf = (member: MemberId): string => present.get(member)?.entry.region ?? ''
  const spoken = new Map<MemberId, number>()
  const languageOf = (member: MemberId): string => present.get(member)?.entry.language ?? ''
  const regions = new Map<string, number>()
  const languages = new Map<string, number>()
  for (const { by, seconds } of floors) {
    if (seconds === null) continue
    spoken.set(by, (spoken.get(by) ?? 0) + seconds)
    regions.set(regionOf(by), (regions.get(regionOf(by)) ?? 0) + seconds)
    languages.set(languageOf(by), (languages.get(languageOf(by)) ?? 0) + seconds)
  }
  const waiting = floors.filter(({ isOver, seconds }) => !isOver && seconds === null)
  const shown = ({ entry, by }: FloorRequest): Speaker => ({
    id: entry.id,
    member: by,
    item: entry.item,
    what: entry.what,
    text: entry.text,
    at: entry.at,
    region: regionOf(by),
    language: languageOf(by),
    seconds: spoken.get(by) ?? 0,
    isFirst: !spoken.has(by),
  })
  const speakers = waiting.map(shown)
  const asked = speakers.filter(({ what }) => !first.includes(what))
  const given = givenIn(meeting)
  return {
    speaking: given && { speaker: shown(given.wish), since: given.at },
    orders: speakers.filter(({ what }) => first.includes(what)),
    asked,
    balanced: balanced(asked, { regions, languages }),
    regions: [...regions].map(([region, seconds]) => ({ region, seconds })),
  }
}

/**
 * One after the other: members who did not speak yet come first, then the region that was heard least, then
 * the language, then the member who spoke least, then the one who asked first. A member who comes next counts
 * as heard for those behind, with region and language.
 */
const balanced = (
  asked: readonly Speaker[],
  heard: Record<'regions' | 'languages', ReadonlyMap<string, number>>,
): Speaker['id'][] => {
  const left = [...asked]
  const turns = new Map<string, number>()
  const order: Speaker['id'][] = []
  const weigh = ({ member, region, language, seconds, isFirst }: Speaker): readonly number[] => [
    turns.get(member) ?? 0,
    isFirst ? 0 : 1,
    turns.get(`region ${region}`) ?? 0,
    heard.regions.get(region) ?? 0,
    turns.get(`language ${language}`) ?? 0,
    heard.languages.get(language) ?? 0,
    seconds,
  ]
  const isBefore = (a: Speaker, b: Speaker): boolean => {
    const [x, y] = [weigh(a), weigh(b)]
    const at = x.findIndex((value, index) => value !== y[index])
    return at >= 0 && (x[at] ?? 0) < (y[at] ?? 0)
  }
  while (left.length > 0) {
    const next = left.reduce((best, each) => (isBefore(each, best) ? each : best))
    left.splice(left.indexOf(next), 1)
    order.push(next.id)
    for (const name of [next.member, `region ${next.region}`, `language ${next.language}`])
      turns.set(name, (turns.get(name) ?? 0) + 1)
  }
  return order
}
