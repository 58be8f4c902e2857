// Answers about texts that go to the Secretariat.
import { finalTextFor, giveFinalText, saveFinalText } from '#core/exports'
import type { AnswersOn, ApiContext } from './api-context.ts'
import type { Tasks } from './tasks.ts'

export const secretariatAnswers = (context: ApiContext, tasks: Tasks): AnswersOn<'secretariat'> => {
  const { allow, files, now, print, profile } = context
  const ports = { allow, now, print, profile, steering: tasks.steering }
  return {
    'secretariat.prepare': wanted => finalTextFor(profile(), wanted, now),
    'secretariat.give': wanted => giveFinalText(ports, wanted),
    'secretariat.save': ({ file, ...wanted }) =>
      saveFinalText(ports, wanted, bytes => files.write(file, bytes)),
  }
}
