// An example group: members with devices of their own who joined, wrote, deliberated and exchanged
// files. It is made again each time, in a folder that is deleted when the app ends, and never uses the
// network.
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { suggestPassphrase } from '#core/keys'
import { type DocumentId, FileGrant, type GroupId } from '#shared/ids'
import { DocumentKind } from '#shared/contract'
import * as v from 'valibot'
import story from '#resources/demo/group.json' with { type: 'json' }
import { type Core, openCore, typedByPerson } from '../index.ts'
import { addAction, answerBoth, askForDecision, callMeeting, type Example } from './deliberation.ts'

type Person = { handle: string; core: Core }

/** The story of the group names what it has. */
const found = <T>(value: T | undefined): T => {
  if (value === undefined) throw new TypeError('the story names nothing of that kind')
  return value
}

/** Fills `core`, whose profile in `directory` does not exist yet, and leaves it open. */
export const openDemo = async (core: Core, directory: string): Promise<void> => {
  const folder = await mkdtemp(join(directory, 'made-up-'))
  const path = (name: string) => join(folder, name)
  const grantTo = ({ core: to }: Person, name: string): FileGrant => {
    const file = v.parse(FileGrant, randomBytes(16).toString('hex'))
    to.grant(file, path(name), 'typed')
    return file
  }
  const chair: Person = { handle: story.self, core }
  const others = story.members.map(handle => ({
    handle,
    core: openCore({ directory: path(handle), now: Date.now, offline: true, allow: typedByPerson }),
  }))
  const everyone = [chair, ...others]
  const personNamed = (handle: string): Person =>
    found(everyone.find(each => each.handle === handle))

  const admit = async (group: GroupId, person: Person): Promise<void> => {
    await core.answers['invitations.write']({
      group,
      role: 'member',
      file: grantTo(chair, 'invitation'),
    })
    await person.core.answers['joining.ask']({
      file: grantTo(person, 'invitation'),
      handle: person.handle,
      reply: grantTo(person, 'reply'),
    })
    const { reply } = await core.answers['joining.readReply']({ file: grantTo(chair, 'reply') })
    await core.answers['joining.admit']({ group, reply })
    await give(group, chair, person)
  }
  const give = async (group: GroupId, from: Person, to: Person): Promise<void> => {
    await from.core.answers['exchange.write']({ group, for: [], file: grantTo(from, 'locked') })
    await to.core.answers['exchange.read']({ file: grantTo(to, 'locked') })
  }
  const addDocument = async (
    group: GroupId,
    author: Person,
    { kind, title, share, markdown }: (typeof story.documents)[number],
  ): Promise<DocumentId> => {
    const name = `${title.slice(0, 20)}.md`
    await writeFile(path(name), markdown)
    const { answers } = author.core
    const file = grantTo(author, name)
    await answers['documents.readFile']({ kind: v.parse(DocumentKind, kind), file })
    const files = [{ file, language: 'en' as const }]
    const [made] = await answers['documents.importRead']({ group, files })
    const { document } = found(made)
    await answers['documents.rename']({ document, title })
    if (share) await answers['documents.share']({ document })
    return document
  }

  try {
    for (const person of everyone) {
      await person.core.answers['profile.create']({ passphrase: suggestPassphrase() })
    }
    const group = await core.answers['groups.create']({
      name: story.group,
      handle: story.self,
      level: 'global',
      language: 'en',
    })
    for (const person of others) await admit(group, person)
    const documents = new Map<string, DocumentId>()
    for (const each of story.documents)
      documents.set(each.title, await addDocument(group, personNamed(each.by), each))
    const { memberList } = await core.answers['groups.get']({ group })
    const example: Example = {
      now: Date.now(),
      group,
      core: handle => personNamed(handle).core,
      member: handle => found(memberList.find(each => each.handle === handle)).id,
      document: title => found(documents.get(title)),
    }
    await addAction(example)
    for (const person of others) await give(group, person, chair)
    const asked = { agenda: await callMeeting(example), decision: await askForDecision(example) }
    // The last one has not been connected.
    const connected = others.slice(0, -1)
    for (const person of connected) {
      await give(group, chair, person)
      await answerBoth(example, person.handle, asked)
      await give(group, person, chair)
    }
    for (const person of connected) {
      await give(group, chair, person)
      await give(group, person, chair)
    }
  } finally {
    await Promise.all(others.map(person => person.core.close()))
    await rm(folder, { recursive: true, force: true })
  }
}
