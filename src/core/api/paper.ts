// Answers about files for people outside the group, before one is written, and about many in one ZIP file.
import { changesIn, emptyLinesIn, exportMany, leavingIn } from '#core/exports'
import type { Answers, ApiContext } from './api-context.ts'
import type { Tasks } from './tasks.ts'

type Calls = `paper.${'empty' | 'leaving' | 'preview' | 'exportMany'}`

export const paperAnswers = (context: ApiContext, tasks: Tasks): Pick<Answers, Calls> => {
  const { files, now, profile } = context
  return {
    'paper.empty': ({ document, restricted }) => emptyLinesIn(profile(), document, { restricted }),
    'paper.leaving': ({ document, ...choices }) => leavingIn(profile(), document, choices, now()),
    'paper.preview': ({ document, ...choices }) => changesIn(profile, document, choices, now),
    'paper.exportMany': ({ file, paper = 'a4', ...wanted }) =>
      exportMany(context, tasks.steering('paper.exportMany'), { ...wanted, paper }, zip =>
        files.write(file, zip),
      ),
  }
}
