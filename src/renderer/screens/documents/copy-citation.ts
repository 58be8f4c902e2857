// A document as it is cited elsewhere: group, title, reference, the paragraphs that are meant, and how it stands.
import type { DocumentSummary } from '#shared/contract'
import { hasStatus } from '#shared/has-status'
import { useCore, useShell } from '../../shell/core-client.ts'
import { say } from '../../ui/index.ts'
import { statusWordOf } from '../../ui/status-word.ts'
import { codeOf, sentenceOf, useWords } from '../../words/index.ts'

export type CitedDocument = Pick<
  DocumentSummary,
  'group' | 'title' | 'kind' | 'reference' | 'status' | 'changedAt'
> & {
  /** As the text has them, "3." or "3 (b)." */
  numbers?: readonly string[]
}

/** "3 (b)." is cited as "3 (b)". */
export const bareNumber = (number: string): string => number.replace(/\.$/u, '')

/** Copies the citation in the language of the window, and says what was copied. */
export function useCopyCitation(): (cited: CitedDocument) => Promise<void> {
  const words = useWords()
  const core = useCore()
  const shell = useShell()
  const copy = async ({ numbers = [], ...cited }: CitedDocument): Promise<void> => {
    const groups = await core.call('groups.list')
    const text = words('documents.cite.text', {
      group: groups.find(({ id }) => id === cited.group)?.name ?? '',
      title: cited.title || words('editor.export.untitled'),
      isReferred: cited.reference === '' ? 'no' : 'yes',
      reference: cited.reference,
      count: numbers.length,
      numbers: words.list(numbers.map(bareNumber)),
      hasStatus: hasStatus(cited) ? 'yes' : 'no',
      status: words(statusWordOf(cited)),
      date: words.date(cited.changedAt),
    })
    await shell.call('clipboard.copy', { text })
    say(words('documents.cite.done', { citation: text }))
  }
  return cited => copy(cited).catch(error => say(words(sentenceOf(codeOf(error)))))
}
