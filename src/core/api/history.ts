// Answers about the history of a document. Signed messages say who named or wrote something.
import { wasMember } from '#core/group'
import { speakerWords } from '#core/paper'
import type { Moment as MomentOf } from '#core/documents'
import type { Moment } from '#shared/contract'
import type { SpeakerWords } from '#document/history/compare'
import { namingOf, narrowerNaming } from '#document/meetings'
import type { EntryId } from '#document/ids'
import type { BlockId, DeviceId, DocumentId, MemberId } from '#shared/ids'
import type { SpeakerNaming } from '#document/model'
import type { Deliberation, Spaces, Texts } from '#core/drafting'
import { peopleIn } from '#core/drafting/members'
import { restoreVersion } from '#core/drafting/minutes'
import type { Emit } from '#core/profile'
import type { AnswersOn, ApiContext } from './api-context.ts'

/** The contract checked its form. */
const momentOf = (moment: Moment): MomentOf => moment as MomentOf

const memberIn = ({ archive, membersOf }: Texts & Spaces, document: DocumentId) => {
  const group = archive.documents.get(document)?.group
  const state = group && membersOf(group)
  return (device: DeviceId | null): MemberId | null =>
    (device && state && wasMember(state, device)?.id) ?? null
}

/** As the minutes name members, and a line now: not more openly than it did. Most texts have no speaker. */
const speakerIn = (ports: Deliberation, document: DocumentId): SpeakerWords => {
  const read = () => {
    const people = peopleIn(ports, document)
    const { meta, blocks } = ports.documents.page(document)
    const namings = new Map<BlockId, SpeakerNaming>()
    for (const block of blocks) {
      if (block.id === null) continue
      const own = namingOf(block, people.naming)
      namings.set(block.id, narrowerNaming(own, namings.get(block.id) ?? own))
    }
    return { people, namings, language: meta.language }
  }
  let known: ReturnType<typeof read> | null = null
  return (who, block) => {
    known ??= read()
    const { people, namings, language } = known
    const own = namingOf(block, people.naming)
    const naming = narrowerNaming(own, (block.id && namings.get(block.id)) ?? own)
    return speakerWords(language, people.find(who), naming)
  }
}

const task = 'history.compare'

export const historyAnswers = ({ profile, now }: ApiContext, emit: Emit): AnswersOn<'history'> => {
  /** Ends work that began before it was cancelled. */
  let era = 0
  return {
    async 'history.list'({ document }) {
      const { documents } = profile()
      const stretches = await documents.history.list(document)
      const memberOf = memberIn(profile(), document)
      return stretches.map(({ version, sittings }) => ({
        version: version && {
          id: version.id,
          name: version.name,
          at: version.at,
          standing: version.standing,
          by: memberOf(documents.authorOf(document, version.client)),
        },
        sittings: sittings.map(({ device, feed, seen, paragraphs }) => ({
          feed,
          seen,
          paragraphs,
          by: memberOf(device),
        })),
      }))
    },
    'history.name': ({ document, name }) => profile().documents.history.name(document, name),
    async 'history.compare'({ document, from, to }) {
      const begun = era
      const moments = { from: momentOf(from), to: momentOf(to) }
      const steering = {
        progress: (done: number) =>
          emit('progress', { task, done: Math.round(done * 100), total: 100 }),
        isCancelled: () => begun !== era,
      }
      const { history } = profile().documents
      const speaker = speakerIn(profile(), document)
      const compared = await history.compare(document, moments, steering, speaker)
      return compared.map(each => ({
        ...each,
        deeds: [...each.deeds],
        by: [...each.by],
        pieces: each.pieces.map(piece => ({ ...piece, by: [...piece.by] })),
      }))
    },
    'history.cancel': () => void era++,
    'history.restore': ({ document, version }) =>
      restoreVersion(profile(), { document, version: version as EntryId, now: now() }),
    'history.unread': ({ document }) => profile().documents.history.unread(document),
    'history.markRead': ({ document }) => profile().documents.history.markRead(document),
  }
}
