// A text that a group adopted through whole cores, and the packs and cards that its devices make.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Environment } from '#core'
import { checkFiles, readCard, readContainer, type Checked } from '#core/deliberation/adoption'
import type { Level } from '#shared/contract'
import type { ActId, BlockId, DocumentId, GroupId } from '#shared/ids'
import { askingOf } from './deciding.ts'
import { temporaryDirectory } from './archive.ts'
import { foundingOf, grantOf } from './core.ts'
import { admit, device, give, type Device } from './cores.ts'
import { laterRefusal } from './refusal.ts'

export type Scene = { group: GroupId; id: DocumentId; decision: ActId; all: Device[] }

export const meet = async (group: GroupId, all: readonly Device[]): Promise<void> => {
  for (const from of all) for (const to of all) if (from !== to) await give(from, to, group)
}

export type Asked = Pick<Scene, 'decision' | 'all'> & { block: BlockId }

/**
 * A chair, a rapporteur and a member; a text that two of them signed. `before`: what is said before the close.
 * `special`: the environments of the two officers' cores. `first`: what happens before the text is asked about.
 */
export const scene = async (
  before: (asked: Asked) => Promise<void> = async () => {},
  special: readonly Partial<Environment>[] = [],
  level: Level = 'global',
  first: (begun: Omit<Scene, 'decision'>) => Promise<void> = async () => {},
): Promise<Scene> => {
  const all = [await device(special[0]), await device(special[1]), await device()]
  const [chair, bea, cleo] = all as [Device, Device, Device]
  const group = await chair.core.answers['groups.create']({ ...foundingOf(), level })
  const id = await chair.core.answers['documents.create']({
    ...({ group, kind: 'statement', title: 'Statement', language: 'en' } as const),
  })
  await chair.core.edit(id, [{ new: 'We call on the State.', after: 0, kind: 'num1' }])
  await chair.core.answers['documents.share']({ document: id })
  await admit(chair, bea, group, 'Beatrix')
  await admit(chair, cleo, group, 'Cleopatra')
  const { memberList } = await chair.core.answers['groups.get']({ group })
  const member = memberList.find(({ handle }) => handle === 'Beatrix')!.id
  await chair.core.answers['members.setRole']({ group, member, role: 'rapporteur' })
  await meet(group, all)
  await first({ group, id, all })
  await meet(group, all)
  const { decision } = await chair.core.answers['decisions.ask'](
    askingOf(id, { edition: 'Rev.1' }, 2),
  )
  await meet(group, all)
  const block = chair.core.page(id).blocks.find(({ kind }) => kind === 'num1')!.id!
  const support = { decision, choice: 'support' as const, reason: '', reservations: [] }
  await bea.core.answers['decisions.position'](support)
  await before({ decision, all, block })
  const words = 'Not the whole State.'
  await cleo.core.answers['decisions.position']({
    ...support,
    choice: 'reservations',
    reservations: [{ block, words, as: 'Region 2' }],
  })
  await meet(group, all)
  await chair.core.answers['decisions.close']({ decision })
  await chair.core.answers['decisions.declare']({ decision, number: '2026/4' })
  await meet(group, all)
  await bea.core.answers['decisions.sign']({ decision, as: 'Network of Defenders' })
  await cleo.core.answers['decisions.sign']({ decision, as: '' })
  await meet(group, all)
  return { group, id, decision, all }
}

export const at = (name: string): string => join(temporaryDirectory(), name)

export const packBy = async ({ core }: Device, decision: ActId, names = true, pdf = false) => {
  const path = at('pack.zip')
  const officers = await core.answers['adoption.pack']({
    decision,
    names,
    pdf,
    file: grantOf(core, path),
  })
  return { path, ...officers }
}
export const signedBy = async ({ core }: Device, decision: ActId, pack: string) => {
  const path = at('pack.zip')
  const [from, file] = [grantOf(core, pack), grantOf(core, path)]
  return { path, ...(await core.answers['adoption.sign']({ decision, pack: from, file })) }
}
export const cardBy = async ({ core }: Device, group: GroupId) => {
  const [path, page] = [at('card'), at('verify.html')]
  const made = await core.answers['adoption.card']({
    group,
    file: grantOf(core, path),
    page: grantOf(core, page),
  })
  return { ...made, bytes: readFileSync(path), html: readFileSync(page, 'utf8') }
}
/** The card of both officers: the first one is told to wait for the key of the other. */
export const cardOfBoth = async ({ group, all }: Pick<Scene, 'group' | 'all'>) => {
  const [chair, bea] = all as [Device, Device]
  const refused = await laterRefusal(cardBy(chair, group))
  if (refused !== 'other-key-missing') throw new Error(`The first card: ${refused}`)
  await meet(group, all)
  const made = await cardBy(bea, group)
  await meet(group, all)
  return made
}
export const filesIn = (path: string) => {
  const read = readContainer(new Uint8Array(readFileSync(path)))
  if ('refused' in read) throw new Error(read.refused.why)
  return read.value.files
}
export const checked = (path: string, card: Uint8Array): Checked => {
  const read = readCard(new Uint8Array(card))
  if ('refused' in read) throw new Error(read.refused.why)
  return checkFiles(filesIn(path), read.value)
}
