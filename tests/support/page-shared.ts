// A group whose members all have one shared page, each on a device without links.
import type { Archive } from '#core/archive'
import type { DocumentId } from '#shared/ids'
import { readPack } from '../../src/core/sync/packs/pack.ts'
import { founder, joiner, meet, type Person } from './group.ts'
import { deviceOf, type Device } from './writing-device.ts'

export const turn = (): Promise<void> => new Promise(setImmediate)

export type Cast = { devices: Device[]; page: DocumentId }

/** A new group of as many as there are archives. The first of them began the page. */
export const cast = async (
  archives: readonly Archive[],
  open: (person: Person) => Device = deviceOf,
): Promise<Cast> => {
  const [first, ...others] = archives
  if (!first) throw new TypeError('nobody')
  const host = founder('Alice', { archive: first })
  const people = [host, ...others.map((archive, at) => joiner(`Member ${at}`, host, { archive }))]
  for (const person of people) meet(host, person)
  const devices = people.map(person => open(person))
  const [alice, ...rest] = devices
  if (!alice) throw new TypeError('nobody')
  const page = await alice.documents.create({
    group: host.group.id,
    kind: 'statement',
    title: 'Working paper',
    language: 'en',
    blocks: ['First', 'Second', 'Third'].map(text => ({ kind: 'paragraph', runs: [{ text }] })),
  })
  await alice.documents.share(page)
  await turn()
  alice.replica.prepare()
  await turn()
  for (const { person, replica } of rest) {
    const given = [...alice.replica.handover(person.group.self.device)]
    replica.receive(given.map(({ bytes }) => readPack(bytes)!))
  }
  return { devices, page }
}
