// Whole cores of three members who exchange files: Amina and Bola are in a circle, Carol is in the
// group only. The contents of a device are searched value by value.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openCore, typedByPerson, type Core } from '#core'
import type { ExportFormat } from '#shared/contract'
import { blockText } from '#document/model'
import type { BlockId, DocumentId, GroupId, MemberId } from '#shared/ids'
import { cheapCost, passphrase } from './archive.ts'
import type { Device } from './cores.ts'
import { grantOf } from './core.ts'
import { foundIn } from './phrases.ts'
import { plainCopy } from './plain-copy.ts'
import { laterRefusal } from './refusal.ts'

const formats: ExportFormat[] = ['docx', 'odt', 'html', 'md', 'txt', 'akn', 'json']

export type CircleCores = Awaited<ReturnType<typeof openCircleCores>>

export const openCircleCores = async () => {
  const home = mkdtempSync(join(tmpdir(), 'baraza-restricted-'))
  let files = 0
  const newFile = (): string => join(home, `file ${++files}`)

  const coreIn = (directory: string): Core =>
    openCore({
      allow: typedByPerson,
      directory,
      now: () => 1_700_000_000_000,
      offline: true,
      cost: cheapCost,
      onDefect: error => {
        throw error
      },
    })
  const deviceNamed = async (name: string): Promise<Device> => {
    const directory = join(home, name)
    const core = coreIn(directory)
    await core.answers['profile.create']({ passphrase })
    return { core, directory }
  }
  const [amina, bola, carol] = [
    await deviceNamed('amina'),
    await deviceNamed('bola'),
    await deviceNamed('carol'),
  ]
  const group = await amina.core.answers['groups.create']({
    name: 'Advisory Group',
    handle: 'A.D.',
    level: 'country',
    language: 'en',
  })

  /** Everything that `from` has of a group or circle, by a file. */
  const give = async (from: Device, to: Device, space: GroupId): Promise<void> => {
    const path = newFile()
    await from.core.answers['exchange.write']({
      group: space,
      for: [],
      file: grantOf(from.core, path),
    })
    await to.core.answers['exchange.read']({ file: grantOf(to.core, path) })
  }
  const comesIn = async ({ core }: Device, handle: string): Promise<void> => {
    const [invitation, asked] = [newFile(), newFile()]
    const file = grantOf(amina.core, invitation)
    await amina.core.answers['invitations.write']({ group, role: 'member', file })
    await core.answers['joining.ask']({
      file: grantOf(core, invitation),
      handle,
      reply: grantOf(core, asked),
    })
    const { reply } = await amina.core.answers['joining.readReply']({
      file: grantOf(amina.core, asked),
    })
    await amina.core.answers['joining.admit']({ group, reply })
  }
  await comesIn(bola, 'B.O.')
  await comesIn(carol, 'C.R.')
  await give(amina, carol, group)

  const memberOf = async (handle: string): Promise<MemberId> => {
    const { memberList } = await amina.core.answers['groups.get']({ group })
    const found = memberList.find(each => each.handle === handle)
    if (!found) throw new TypeError('no such member')
    return found.id
  }
  /** A circle of Amina and Bola. */
  const newCircle = async (name: string): Promise<GroupId> => {
    const circle = await amina.core.answers['circles.create']({ group, name })
    await amina.core.answers['circles.bring']({ circle, member: await memberOf('B.O.') })
    await give(amina, bola, group)
    // Bola is asked first.
    await laterRefusal(give(amina, bola, circle))
    await bola.core.answers['circles.take']({ group, circle })
    return circle
  }
  /** Everything for all, and then everything for the circle. */
  const giveAll = async (circle: GroupId, from: Device = amina): Promise<void> => {
    for (const to of [amina, bola, carol]) if (to !== from) await give(from, to, group)
    for (const to of [amina, bola]) if (to !== from) await give(from, to, circle)
  }

  const newText = async (...lines: string[]): Promise<DocumentId> => {
    const document = await amina.core.answers['documents.create']({
      group,
      kind: 'brief',
      template: 'none',
      title: 'Working paper',
      language: 'en',
    })
    for (const [at, text] of lines.entries())
      await amina.core.edit(document, [{ new: text, after: at, kind: 'num1' }])
    return document
  }
  const blockOf = (document: DocumentId, text: string): BlockId => {
    const found = amina.core.page(document).blocks.find(block => blockText(block) === text)
    if (!found?.id) throw new TypeError('no such paragraph')
    return found.id
  }

  /** Everything that this device keeps, as it lies in its archive. */
  const kept = async (who: Device): Promise<Buffer> => {
    const path = newFile()
    await who.core.close()
    await plainCopy(who.directory, passphrase, path)
    who.core = coreIn(who.directory)
    await who.core.answers['profile.unlock']({ passphrase })
    return readFileSync(path)
  }
  /** A file of the document in each format. */
  const exportsOf = async (
    { core }: Device,
    document: DocumentId,
    restricted?: boolean,
  ): Promise<Map<ExportFormat, Buffer>> => {
    const made = new Map<ExportFormat, Buffer>()
    for (const format of formats) {
      const path = newFile()
      await core.answers['paper.export']({
        document,
        format,
        file: grantOf(core, path),
        ...(restricted !== undefined && { restricted }),
      })
      made.set(format, readFileSync(path))
    }
    return made
  }
  return {
    group,
    amina,
    bola,
    carol,
    newFile,
    give,
    memberOf,
    newCircle,
    giveAll,
    newText,
    blockOf,
    kept,
    exportsOf,
    /** The `words` that are anywhere in this device's archive. */
    keptBy: async (who: Device, words: readonly string[]): Promise<Set<string>> =>
      foundIn(words, await kept(who)),
    /** The `words` that are in a file of the document, in any format. */
    async exported(
      who: Device,
      document: DocumentId,
      words: readonly string[],
      restricted?: boolean,
    ): Promise<string[]> {
      const files = await exportsOf(who, document, restricted)
      return [...new Set([...files.values()].flatMap(bytes => [...foundIn(words, bytes)]))]
    },
    async hits({ core }: Device, text: string): Promise<number> {
      return (await core.answers['search.query']({ text })).total
    },
    async close(): Promise<void> {
      for (const { core } of [amina, bola, carol]) await core.close()
      rmSync(home, { recursive: true, force: true })
    },
  }
}
