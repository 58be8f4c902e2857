// States of a block that meetings give it: of an item of an agenda, of a line of minutes. Each is an
// attribute of its own, so that changes of two people merge, and an older program keeps them all.
// A value of another shape reads as none.
import * as v from 'valibot'
import type * as Y from 'yjs'
import { ActId, BlockId, DocumentId, MemberId } from '#shared/ids'
import {
  speakerNamings,
  type MeetingStates,
  type SpeakerNaming,
  Day,
  type Attributes,
} from '#document/model'
import { attributesOf, setAttribute } from './layout.ts'

type Name = keyof MeetingStates

export const longestPresenter = 120
export const mostPapers = 20
const longestTime = 1440

/** Values that two people set apart must be compared as they are, so each is a plain one. */
const joined = <Part extends string>(part: v.GenericSchema<string, Part>, most: number) =>
  v.pipe(
    v.string(),
    v.transform(text => (text === '' ? [] : text.split(' '))),
    v.pipe(v.array(part), v.maxLength(most)),
  )

const readers: { [N in Name]: v.GenericSchema<unknown, NonNullable<MeetingStates[N]>> } = {
  time: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(longestTime)),
  by: v.pipe(
    v.string(),
    v.minLength(1),
    v.maxLength(longestPresenter),
    v.regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]*$/u),
  ),
  papers: v.pipe(joined(DocumentId, mostPapers), v.minLength(1)),
  carried: v.pipe(
    v.string(),
    v.transform(text => {
      const [document, block, ...more] = text.split(' ')
      return more.length === 0 ? { document, block } : null
    }),
    v.object({ document: DocumentId, block: BlockId }),
  ),
  place: v.literal(true),
  item: BlockId,
  question: ActId,
  owner: MemberId,
  due: Day,
  off: v.literal(true),
  naming: v.picklist(speakerNamings),
}
export const meetingStateNames = Object.keys(readers) as Name[]

/** The state as it is stored. */
export const meetingKey = (name: Name): string => `s_${name}`

/** As a value of one attribute; null where there is none. */
const stored = (states: MeetingStates, name: Name): unknown => {
  const value = states[name]
  if (value === undefined) return null
  if (name === 'papers') return states.papers?.join(' ') ?? null
  if (name === 'carried' && states.carried)
    return `${states.carried.document} ${states.carried.block}`
  return value
}

/** Undefined for a block without any. */
export const meetingStatesIn = (attributes: Attributes): MeetingStates | undefined => {
  const found: Record<string, unknown> = {}
  for (const name of meetingStateNames) {
    const value = attributes[meetingKey(name)]
    if (value === undefined || value === null) continue
    const read = v.safeParse(readers[name], value)
    if (read.success) found[name] = read.output
  }
  return Object.keys(found).length === 0 ? undefined : found
}

export const attributesOfMeeting = (states: MeetingStates | undefined): Attributes =>
  Object.fromEntries(
    states === undefined
      ? []
      : meetingStateNames.flatMap(name => {
          const value = stored(states, name)
          return value === null ? [] : [[meetingKey(name), value]]
        }),
  )

/** Sets the states that are named; null takes one away, and equal ones are not written again. */
export const setMeetingStates = (
  block: Y.XmlElement,
  states: { [N in Name]?: MeetingStates[N] | null },
): void => {
  const attributes = attributesOf(block)
  for (const name of meetingStateNames) {
    if (!(name in states)) continue
    const value = states[name] === null ? null : stored(states as MeetingStates, name)
    const key = meetingKey(name)
    if (value !== null && attributes[key] !== value) setAttribute(block, key, value)
    // The editor stores a state that goes as an empty one.
    if (value === null && (attributes[key] ?? '') !== '') setAttribute(block, key, '')
  }
}

/** The states of a second half: what was off the record, or not to be named, stays so in both. */
const ofBothHalves: readonly Name[] = ['off', 'naming']

const isOfBothHalves = (key: string): boolean => ofBothHalves.some(name => meetingKey(name) === key)

export const statesOfHalf = (attributes: Attributes): Attributes =>
  Object.fromEntries(Object.entries(attributes).filter(([key]) => isOfBothHalves(key)))

const read = (attributes: Attributes): MeetingStates => meetingStatesIn(attributes) ?? {}

/**
 * The naming of two lines that become one: never wider than one of them was. A line without its own
 * follows the minutes, which can be narrower than by role.
 */
const namingOfBoth = (a: MeetingStates, b: MeetingStates): SpeakerNaming | undefined => {
  const both = [a.naming, b.naming]
  if (both.includes('none')) return 'none'
  if (both.includes(undefined)) return both.includes('role') ? 'none' : undefined
  return both.includes('role') ? 'role' : 'named'
}

/**
 * The attributes that the block which stays gets from the one that goes, where two are joined. It keeps
 * its own; what was off the record, or not to be named, stays so.
 */
export const statesOfJoined = (stays: Attributes, goes: Attributes): Attributes => {
  const [a, b] = [read(stays), read(goes)]
  const taken: Attributes = {}
  for (const name of meetingStateNames) {
    if (isOfBothHalves(meetingKey(name)) || a[name] !== undefined || b[name] === undefined) continue
    taken[meetingKey(name)] = goes[meetingKey(name)]
  }
  if (b.off && !a.off) taken[meetingKey('off')] = true
  const naming = namingOfBoth(a, b)
  if (naming !== a.naming) taken[meetingKey('naming')] = naming ?? ''
  return taken
}

/** The states that a text keeps in another group: they name no member, document or act. */
export const statesForOthers = (states: MeetingStates): MeetingStates | undefined => {
  const names = ['time', 'place', 'due', 'off', 'naming'] as const
  const kept = names.filter(name => states[name] !== undefined)
  return kept.length === 0 ? undefined : Object.fromEntries(kept.map(name => [name, states[name]]))
}

const placeKey = meetingKey('place')

/** The states of a restricted block in the group's text: they say nothing about its words. */
export const keptRestricted = ({ [placeKey]: place }: Attributes): Attributes => ({
  [placeKey]: place,
})

/** Takes the others away, when a block is restricted. */
export const clearRestricted = (block: Y.XmlElement): void => {
  const attributes = attributesOf(block)
  for (const key of meetingStateNames.map(meetingKey))
    if (key !== placeKey && (attributes[key] ?? '') !== '') setAttribute(block, key, '')
}
