// The list of files to import, for the whole window: files come from the dialog or are let go over
// the window, and the list stays while another screen is shown.
import { useEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react'
import { FileInput } from 'lucide-react'
import type { GroupSummary } from '#shared/contract'
import { requiredContext } from '../../ui/required-context.ts'
import { useCore, useShell } from '../../shell/core-client.ts'
import { useGo } from '../../shell/router.ts'
import { Icon, say } from '../../ui/index.ts'
import { codeOf, sentenceOf, useWords } from '../../words/index.ts'
import {
  keptRemarks,
  mostFiles,
  openImports,
  type ChosenFile,
  type ImportList,
  type Imports,
} from './import-list.ts'
import { useDrop } from './use-drop.ts'
import './import.css'

type ImportsOfWindow = Imports & {
  /** Asks for files; they come into the list, and its screen is shown. */
  choose(): void
}
export const [ImportsContext, useImports] = requiredContext<ImportsOfWindow>('imports')

export const useImportList = (): ImportList => {
  const imports = useImports()
  return useSyncExternalStore(imports.onChange, imports.get)
}

type ImportsProviderProps = {
  group: GroupSummary
  /** Whether this group can have documents yet. */
  isOn: boolean
  children: ReactNode
}

export function ImportsProvider({ group, isOn, children }: ImportsProviderProps) {
  const core = useCore()
  const shell = useShell()
  const go = useGo()
  const words = useWords()
  const [imports] = useState(() => openImports(core))
  const value = useMemo(() => {
    const take = (files: readonly ChosenFile[]): void => {
      if (files.length === 0) return
      const becomes = { kind: 'statement', language: group.language, choice: keptRemarks } as const
      const last = imports.get().entries.at(-1)
      const added = imports.add(files, last ?? becomes)
      if (added < files.length) say(words('import.most', { most: mostFiles }))
      go({ screen: 'import' })
    }
    return {
      ...imports,
      take,
      choose: () =>
        void shell.call('dialog.openMany', { type: 'import' }).then(take, (error: unknown) => {
          say(words(sentenceOf(codeOf(error))))
        }),
    }
  }, [imports, shell, group.language, go, words])
  const { take } = value
  useEffect(() => shell.on('dropped', ({ files }) => take(files)), [shell, take])
  const isOver = useDrop(isOn)
  return (
    <ImportsContext value={value}>
      {children}
      {isOver ? (
        <div className="import-drop" aria-hidden>
          <div className="import-drop-words">
            <Icon of={FileInput} />
            <b>{words('import.drop')}</b>
            <span className="small">{words('import.drop.text')}</span>
          </div>
        </div>
      ) : null}
    </ImportsContext>
  )
}
