// The gate: the verdict on an update before a document changes. It depends on the message and on
// the text that it builds on. A missing part makes it wait, and only a fault of its own makes it
// refused.
import { genesisClient } from '#document/templates'
import * as Y from 'yjs'
import type { Bytes } from '#core/keys'
import { causesOf, type Causes } from './causes.ts'
import {
  byteChecks,
  deleteChecks,
  everyCheck,
  placeChecks,
  structChecks,
  updateChecks,
  type CheckName,
  type Checks,
  type Rules,
} from './checks.ts'
import { agreesWithKnown } from './known.ts'
import { mostAttributes, mostOverOnePlace, mostSteps } from './limits.ts'
import { isPlain, plainLetters } from './plain.ts'
import { openSchemaCheck } from './newer-schema.ts'
import { openPlaces, type Container, type Place } from './places.ts'
import { liesBetweenNeighbours } from './order.ts'
import { placeOn } from './placing.ts'
import { openSeen } from './seen.ts'
import { openStretches } from './stretches.ts'
import { scanUpdate, type Id, type Range, type Scan, type Section, type Struct } from './scan.ts'

/**
 * `waits`: it builds on something that is not here yet, or was written by a newer version of the
 * app. `refused`, with the broken rule, is final.
 */
export type Verdict = 'ok' | 'waits' | { refused: CheckName }

type Found = CheckName | null

type Holds<Arguments extends unknown[]> = (...given: Arguments) => boolean

/** The first rule of `group` that does not hold. */
const brokenIn = <Arguments extends unknown[]>(
  group: Partial<Record<CheckName, Holds<Arguments>>>,
): ((checks: Checks, ...given: Arguments) => Found) => {
  // Computed once, not for every struct of every keystroke.
  const rules = Object.entries(group) as [CheckName, Holds<Arguments>][]
  return (checks, ...given) => {
    for (const [name, holds] of rules) if (checks.has(name) && !holds(...given)) return name
    return null
  }
}
const brokenOfBytes = brokenIn<[Bytes, Rules]>(byteChecks)
const brokenOfUpdate = brokenIn<[Scan, Rules]>(updateChecks)
const brokenOfStruct = brokenIn<[Struct]>(structChecks)
const brokenOfDelete = brokenIn<[Range]>(deleteChecks)
const brokenOfPlace = brokenIn<[Struct, Place, Rules]>(placeChecks)

const firstOf = <T>(items: readonly T[], find: (item: T) => Found): Found => {
  for (const item of items) {
    const found = find(item)
    if (found) return found
  }
  return null
}

const clockOf = ({ structs }: Section): number => structs[0]?.clock ?? 0
const endOf = ({ clock, length }: Struct): number => clock + length
const reachOf = ({ structs }: Section): number => structs.reduce((_, struct) => endOf(struct), 0)

const structIn = ({ structs }: Section, clock: number): Struct | null => {
  let [low, high] = [0, structs.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const struct = structs[middle]
    if (!struct) break
    if (clock < struct.clock) high = middle - 1
    else if (clock >= endOf(struct)) low = middle + 1
    else return struct
  }
  return null
}

/** One update against one document. */
const openCase = (doc: Y.Doc, scan: Scan, rules: Rules, checks: Checks) => {
  const sections = new Map(scan.sections.map(section => [section.client, section]))
  const structs = scan.sections.flatMap(section => section.structs)
  const known = (client: number): number => Y.getState(doc.store, client)
  const newAt = (id: Id): Struct | null => {
    const section = id.clock < known(id.client) ? undefined : sections.get(id.client)
    return section ? structIn(section, id.clock) : null
  }
  const places = openPlaces(doc, newAt)
  const unless = (holds: boolean, name: CheckName): Found =>
    holds || !checks.has(name) ? null : name

  /** Genesis may come along in a state: its client id stands for nothing else, ever. */
  const isOwn = (section: Section): boolean =>
    rules.allowed(section.client) ||
    (section.client === genesisClient && reachOf(section) <= known(genesisClient))
  const clients = (): Found =>
    firstOf(scan.sections, section => unless(isOwn(section), 'own-client'))

  const isOfNewerSchema = openSchemaCheck(doc, structs, newAt, places.itemAt)

  const clocks = (): Found =>
    firstOf(scan.sections, section =>
      unless(clockOf(section) <= known(section.client), 'own-clocks-in-a-row'),
    ) ?? firstOf(structs, struct => unless(agreesWithKnown(doc, struct), 'same-as-known'))

  /** Deletions that reach further than the clocks that are known with this update. */
  const early = scan.deletes.filter(({ client, clock, length }) => {
    const section = sections.get(client)
    return clock + length > Math.max(known(client), section ? reachOf(section) : 0)
  })
  const deletes = (): Found =>
    firstOf(scan.deletes, range => brokenOfDelete(checks, range)) ??
    firstOf(early, ({ client }) =>
      unless(client !== genesisClient && !rules.allowed(client), 'deletes-what-is'),
    )

  const idText = (id: Id | null): string => (id === null ? '' : `${id.client} ${id.clock}`)
  const gaps = new Set<string>()
  /** A struct in a gap closes it; thousands in one gap would keep Yjs busy for minutes. */
  const isFirstInGap = ({ client, origin, rightOrigin, parent, key }: Struct): boolean => {
    const at = typeof parent === 'string' ? parent : idText(parent)
    const before = gaps.size
    gaps.add(`${client}/${idText(origin)}/${idText(rightOrigin)}/${at}/${key ?? ''}`)
    return gaps.size > before
  }

  const stretches = openStretches(newAt, places.startOf, places.isNew)
  const attributes = new Map<Container, number>()
  const placed = (struct: Struct): Found => {
    const { kind } = struct.content
    if (endOf(struct) <= known(struct.client) || kind === 'skip' || kind === 'gc') return null
    const { place, together } = places.resolve(struct)
    if (!place) return unless(false, 'parent-is-a-type')
    stretches.add(struct, place)
    const isAttribute = place.key !== null && place.container.kind !== 'map'
    const count = (attributes.get(place.container) ?? 0) + (isAttribute ? 1 : 0)
    attributes.set(place.container, count)
    return (
      unless(together, 'neighbours-together') ??
      unless(isFirstInGap(struct), 'one-in-a-gap') ??
      brokenOfPlace(checks, struct, place, rules) ??
      unless(count <= mostAttributes, 'few-attributes')
    )
  }
  const fresh = (): Struct[] => structs.filter(struct => endOf(struct) > known(struct.client))
  /** The places that the structs get, computed before anything changes. */
  const order = (): Found => {
    const isCounted = rules.isState === true && checks.has('placed-in-few-steps')
    const isAsked = checks.has('between-its-neighbours')
    if (!isCounted && !isAsked) return null
    const most = mostSteps.least + mostSteps.perStruct * structs.length
    const sketch = placeOn(doc, scan.sections, places, rules.isState ? most : Infinity)
    if (!sketch) return unless(false, 'placed-in-few-steps')
    const lies = (): boolean => liesBetweenNeighbours(sketch, fresh(), openSeen(doc, scan.sections))
    return unless(!isAsked || lies(), 'between-its-neighbours')
  }
  return {
    clients,
    form: (): Found =>
      brokenOfUpdate(checks, scan, rules) ??
      firstOf(structs, struct => brokenOfStruct(checks, struct)),
    isOfNewerSchema,
    clocks,
    deletes,
    causes: (): Causes => causesOf(doc, scan, rules.allowed),
    isEarly: early.length > 0,
    placed,
    spread: (): Found =>
      unless(
        rules.isState === true || stretches.most(mostOverOnePlace) <= mostOverOnePlace,
        'few-over-one-place',
      ),
    order,
  }
}

const verdictOn = (
  update: ReturnType<typeof openCase>,
  rules: Rules,
  checks: Checks,
): CheckName | 'waits' | null => {
  const on = (name: CheckName): boolean => checks.has(name)
  const foreign = update.clients()
  if (foreign) return foreign
  // This version does not judge text of a newer one.
  if (update.isOfNewerSchema()) return 'waits'
  const wrong = update.form() ?? update.clocks() ?? update.deletes()
  if (wrong) return wrong
  const causes = update.causes()
  if (causes.isCircular && on('refers-to-what-is')) return 'refers-to-what-is'
  if (causes.isMissing || update.isEarly)
    return rules.isWhole && on('stands-alone') ? 'stands-alone' : 'waits'
  return firstOf(causes.ordered, update.placed) ?? update.spread() ?? update.order()
}

/** The first rule that the bytes break by themselves, for any content and any document. */
export const wrongForm = (
  update: Bytes,
  rules: Rules,
  checks: Checks = everyCheck,
): CheckName | null => {
  const tooLarge = brokenOfBytes(checks, update, rules)
  if (tooLarge) return tooLarge
  const scan = scanUpdate(update, rules.limits.things)
  if (scan === 'overfull') return 'few-structs'
  if (scan === 'undecodable') return 'decodable'
  const structs = scan.sections.flatMap(section => section.structs)
  return (
    brokenOfUpdate(checks, scan, rules) ??
    firstOf(structs, struct => brokenOfStruct(checks, struct)) ??
    firstOf(scan.deletes, range => brokenOfDelete(checks, range))
  )
}

/**
 * `structs`: those of the update that the document does not have yet. `isPlain`: it took the short
 * way (`plain.ts`).
 */
export type Examined = { verdict: Verdict; structs: Struct[]; isPlain?: true }

export const examine = (doc: Y.Doc, update: Bytes, rules: Rules, checks: Checks): Examined => {
  const letters = checks === everyCheck ? plainLetters(doc, update, rules) : null
  if (letters) return { verdict: 'ok', structs: [letters], isPlain: true }
  const refused = (name: CheckName) => ({ verdict: { refused: name }, structs: [] })
  const tooLarge = brokenOfBytes(checks, update, rules)
  if (tooLarge) return refused(tooLarge)
  const scan = scanUpdate(update, checks.has('few-structs') ? rules.limits.things : Infinity)
  if (scan === 'overfull') return refused('few-structs')
  // Without its rule, nothing more can be checked of such bytes.
  if (scan === 'undecodable')
    return checks.has('decodable') ? refused('decodable') : { verdict: 'ok', structs: [] }
  if (checks === everyCheck && isPlain(doc, scan, rules))
    return { verdict: 'ok', structs: scan.sections[0]?.structs ?? [], isPlain: true }
  const found = verdictOn(openCase(doc, scan, rules, checks), rules, checks)
  if (found !== null && found !== 'waits') return refused(found)
  const structs = scan.sections.flatMap(section => section.structs)
  return {
    verdict: found ?? 'ok',
    structs: structs.filter(struct => endOf(struct) > Y.getState(doc.store, struct.client)),
  }
}

/**
 * Changes nothing. `doc` must hold genesis and its roots (`newReplica`). Time grows with the update
 * and its repetition of known clocks. Where others wrote between the neighbours that it names, time
 * also grows with how often writers of the document built on each other.
 */
export const checkUpdate = (
  doc: Y.Doc,
  update: Bytes,
  rules: Rules,
  checks: Checks = everyCheck,
): Verdict => examine(doc, update, rules, checks).verdict
