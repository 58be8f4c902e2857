// Answers about files that leave the group: writing one, and the look of a second member before that.
import { listRequests } from '#shared/contract'
import {
  exportRuleIn,
  neededToEnd,
  setExportRule,
  declineFile,
  findRequest,
  requestsIn,
  shownRequest,
  withdrawRequest,
} from '#core/exports/second-look'
import { isOfficer } from '#core/drafting/adoption'
import type { Answers, ApiContext } from './api-context.ts'
import {
  noteWritten,
  askAbout,
  confirmRequest,
  mustStillMayLeave,
  fileToWrite,
  standingOf,
  checkOf,
} from '#core/exports'
import type { Tasks } from './tasks.ts'

type Calls = Extract<keyof Answers, 'paper.export' | `exports.${string}`>

export const exportAnswers = (context: ApiContext, tasks: Tasks): Pick<Answers, Calls> => {
  const { files, now, profile } = context
  return {
    async 'paper.export'({ file, paper = 'a4', ...choices }) {
      const { bytes, leaves } = await fileToWrite(context, tasks.steering('paper.export'), {
        ...choices,
        paper,
      })
      mustStillMayLeave(profile(), choices.document, leaves, now())
      await files.write(file, bytes)
      noteWritten(profile, leaves.request)
    },
    'exports.rule'({ group }) {
      const mayChange = isOfficer(profile(), group)
      return { ...exportRuleIn(profile(), group), needed: neededToEnd(profile(), group), mayChange }
    },
    'exports.setRule': ({ group, isNeeded }) => setExportRule(profile(), group, isNeeded),
    'exports.standing': choices => standingOf(profile(), choices, now()),
    async 'exports.ask'(choices) {
      return { request: await askAbout(profile, choices, now) }
    },
    'exports.list': ({ group }) =>
      listRequests(requestsIn(profile(), group).map(found => shownRequest(profile(), found))),
    async 'exports.get'({ request: id }) {
      const request = shownRequest(profile(), findRequest(profile(), id))
      return { request, check: await checkOf(profile(), request, now()) }
    },
    async 'exports.confirm'({ request }) {
      return { state: await confirmRequest(profile, request, now) }
    },
    'exports.decline': ({ request, reason }) =>
      declineFile(profile(), findRequest(profile(), request), reason),
    'exports.withdraw': ({ request }) =>
      withdrawRequest(profile(), findRequest(profile(), request)),
  }
}
