// Answers about action items and recommendations.
import {
  actionsIn,
  assignAction,
  fileReply,
  mustFile,
  recommendationsIn,
  replyIn,
  sayAnswered,
  sayProgress,
  sayReview,
  saySent,
} from '#core/deliberation/follow-up'
import { random } from '#core/keys'
import { followUpPorts } from '#core/drafting'
import { recommendationTable } from '#core/exports'
import type { AnswersOn, ApiContext } from './api-context.ts'
import { bringFile } from '#core/drafting/files'

export const followUpAnswers = ({
  allow,
  files,
  now,
  profile,
}: ApiContext): AnswersOn<'actions' | 'recommendations'> => {
  const ports = () => followUpPorts(profile())
  const writing = () => ({ now: now(), random })
  return {
    'actions.list'({ group }) {
      profile().groups.get(group)
      return actionsIn(ports(), group, now())
    },
    'actions.progress': given => sayProgress(ports(), given, writing()),
    'actions.assign': given => assignAction(ports(), given, now()),
    'recommendations.list'({ group }) {
      profile().groups.get(group)
      return recommendationsIn(profile(), group, now())
    },
    'recommendations.sent': given => saySent(profile(), given, writing()),
    async 'recommendations.file'({ reply, ...given }) {
      const { document } = given
      const other = reply.what === 'document' ? reply.document : null
      mustFile(profile(), { ...given, reply: other }, now())
      if (reply.what === 'document') {
        const named = { file: null, document: reply.document }
        return { reply: await fileReply(profile(), { ...given, reply: named }, writing()) }
      }
      const brought =
        reply.what === 'file'
          ? { name: files.name(reply.file), bytes: await files.read(reply.file) }
          : { name: reply.name, bytes: new TextEncoder().encode(reply.text) }
      const { hash } = await bringFile(profile(), document, brought, now())
      const named = { file: hash, document: null }
      return { reply: await fileReply(profile(), { ...given, reply: named }, writing()) }
    },
    'recommendations.reply': given => ({ paragraphs: replyIn(profile(), given, now()) }),
    'recommendations.answered': given => sayAnswered(profile(), given, writing()),
    async 'recommendations.export'({ document, file }) {
      const { group, title } = recommendationTable(profile(), document, now())
      await allow({ act: 'export-table', group, text: title })
      // While the person was asked, words may have been restricted, or a consent withdrawn.
      await files.write(file, recommendationTable(profile(), document, now()).bytes)
    },
    'recommendations.review': given => sayReview(profile(), given, writing()),
  }
}
