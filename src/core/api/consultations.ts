// Answers about consultation rounds. Signed messages say what members did.
import {
  beginConsultation,
  endConsultation,
  roundsIn,
  tableOfRound,
  takeInReply,
} from '#core/exports'
import { toTriageTable } from '#core/paper'
import { draftFor, sayTriage, takeUpWording } from '#core/drafting/consultation'
import type { AnswersOn, ApiContext } from './api-context.ts'

export const consultationAnswers = ({
  files,
  now,
  profile,
}: ApiContext): AnswersOn<'consultations'> => {
  const ports = { now, profile }
  return {
    'consultations.list': ({ document }) => ({
      rights: [...profile().documents.rightsNow(document)],
      rounds: roundsIn(profile(), document),
    }),
    async 'consultations.begin'({ file, ...wanted }) {
      return { round: await beginConsultation(ports, wanted, page => files.write(file, page)) }
    },
    'consultations.import': ({ document, file }) =>
      takeInReply(ports, document, () => files.read(file)),
    'consultations.end': wanted => endConsultation(ports, wanted),
    async 'consultations.table'({ document, round, file }) {
      const bytes = await toTriageTable(() => tableOfRound(profile(), { document, round }, now()))
      await files.write(file, bytes)
    },
    'consultations.triage': wanted => sayTriage(profile(), wanted, now()),
    'consultations.draft': wanted => draftFor(profile(), wanted),
    async 'consultations.takeUp'(wanted) {
      return { amendment: await takeUpWording(profile(), wanted, now()) }
    },
  }
}
