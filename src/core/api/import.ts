// Answers about importing a text: a document from a file.
import type { Answers, ApiContext } from './api-context.ts'
import { openImports } from '#core/drafting/imports'
import { mustBeIn } from '#core/drafting'
import type { Tasks } from './tasks.ts'

export type ImportCalls = `documents.${'readFile' | 'forgetFile' | 'importRead' | 'importedFile'}`

export const importAnswers = (context: ApiContext, tasks: Tasks): Pick<Answers, ImportCalls> => {
  const { profile } = context
  const imports = openImports(context)
  const steering = () => tasks.steering('documents.import')
  return {
    async 'documents.readFile'(wanted) {
      // Only while a profile is open.
      profile()
      return imports.read(wanted, steering())
    },
    'documents.forgetFile': ({ file }) => imports.forget(file),
    async 'documents.importRead'(wanted) {
      mustBeIn(profile(), wanted.group)
      return imports.store(profile, wanted, steering())
    },
    'documents.importedFile'({ document }) {
      const row = profile().archive.importedFiles.get({ document })
      return row ? { file: row.file, at: row.at, ...row.report } : null
    },
  }
}
