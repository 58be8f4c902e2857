// A text in which the device of M.S. signed two wordings for one place: two copies of its profile began the same feed,
// and wrote apart.
import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openProfile } from '#core/archive'
import { composeProfile } from '../../src/core/profile/open-profile.ts'
import { exampleNow, groupSeed, openDevice } from './advisory-group.ts'
import { passphrase } from './archive.ts'
import { give, type Device } from './cores.ts'
import { textIn } from './documents.ts'
import { readFile } from './restricted-seed.ts'
import { seedOf } from './seeds.ts'

const begins = 'The group'
const ends = ' the draft recommendations on shelters.'
/** The words that differ, and the text with them. */
export const wordings = { adopts: `${begins} adopts${ends}`, rejects: `${begins} rejects${ends}` }

const written = groupSeed(['K.W.', 'M.S.', 'C.R.', 'L.H.'], async made => {
  const document = await made.share('recommendations', 'Shelters', [
    { new: begins + ends, after: 0, kind: 'paragraph' },
    { remove: 2 },
  ])
  await made.meet('K.W.', 'M.S.', 'C.R.', 'L.H.')
  const of = (handle: 'M.S.' | 'C.R.' | 'L.H.') => made.device(handle).directory
  return { group: made.group, document, forked: of('M.S.'), member: of('C.R.'), other: of('L.H.') }
})

type Written = Awaited<ReturnType<typeof written>>['seeded']

/** The same bytes at each start. */
const counted = (): ((length: number) => Uint8Array<ArrayBuffer>) => {
  let drawn = 0
  return length => new Uint8Array(length).fill(++drawn % 256)
}

/** The path of a file of that device, which wrote the words. */
const writeApart = async (
  home: string,
  { forked, group, document }: Written,
  words: keyof typeof wordings,
): Promise<string> => {
  const [directory, file] = [join(home, words), join(home, `${words} file`)]
  cpSync(forked, directory, { recursive: true })
  const now = (): number => exampleNow
  const { documents, sync, close } = await composeProfile({
    archive: openProfile(directory, passphrase, { now }),
    ...{ now, offline: true, lan: {}, random: counted(), emit: () => {} },
    onDefect(error) {
      throw error
    },
  })
  await documents.editAs(document, doc => textIn(doc, 0).insert(begins.length, ` ${words}`))
  await documents.flush()
  const { bytes } = await sync.writeFile({ group, members: [], everything: true })
  writeFileSync(file, bytes)
  await close()
  return file
}

/** Each member hears one wording first; then all meet. L.H. says which one is to stay. */
const meetWith = async (home: string, seeded: Written, chair: string, now: number) => {
  const { group, document } = seeded
  const opened = async (handle: string, from: string): Promise<Device> => {
    const directory = join(home, handle)
    cpSync(from, directory, { recursive: true })
    const device = openDevice(directory, { now })
    await device.core.answers['profile.unlock']({ passphrase })
    return device
  }
  const own = await opened('K.W.', chair)
  const member = await opened('C.R.', seeded.member)
  const other = await opened('L.H.', seeded.other)
  const meet = async (): Promise<void> => {
    for (const from of [own, other, member])
      for (const to of [own, other, member]) if (from !== to) await give(from, to, group, home)
  }
  await readFile(own.core, await writeApart(home, seeded, 'adopts'))
  await readFile(other.core, await writeApart(home, seeded, 'rejects'))
  await meet()
  await meet()
  const { answers } = other.core
  const [found] = await answers['wordings.list']({ document })
  const of = found!.wordings[0]!.branch
  const compared = await answers['wordings.compare']({ document, of })
  const rejects = compared.find(({ paragraphs }) =>
    paragraphs.some(({ pieces }) => pieces.some(({ text }) => text.includes('rejects'))),
  )
  await answers['wordings.keep']({ document, keeps: rejects!.branch, of })
  await meet()
  for (const { core } of [own, member, other]) await core.close()
  return { own: own.directory, member: member.directory }
}

/** The profile of the chair. `member`: the folder of C.R. Both know that L.H. is for the wording "rejects". */
export const wordingsSeed = seedOf(async home => {
  const { directory: chair, now, seeded } = await written()
  const { own, member } = await meetWith(home, seeded, chair, now)
  return { directory: own, now, seeded: { document: seeded.document, member } }
})

/** The profile of C.R., who has no office. */
export const memberWordingsSeed: typeof wordingsSeed = async () => {
  const { now, seeded } = await wordingsSeed()
  return { directory: seeded.member, now, seeded }
}
