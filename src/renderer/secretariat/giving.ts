// The choices of a text that goes to the Secretariat, each with its default, and what core says about them.
import { useState } from 'react'
import { type Decision, type FileChoices, type GivenFormat, Language } from '#shared/contract'
import type { MemberId } from '#shared/ids'
import { useAnswer } from '../core-client.ts'
import { useLookReason, useStanding } from '../second-look/export-look.tsx'

const events = ['decisions.changed', 'documents.changed', 'groups.changed'] as const

/** `outside`: a file for a person outside the group. */
export type To = MemberId | 'outside'

export type Giving = ReturnType<typeof useGiving>

const languagesOf = ({ texts }: Decision): Language[] =>
  texts.flatMap(text => Language.options.filter(each => each === text.language))

/** The names that the chosen file shows; undefined until they are known. */
const useNames = (decision: Decision, choices: FileChoices | null) => {
  const pack = useAnswer(
    'adoption.preview',
    choices === null ? { decision: decision.id, names: true } : null,
    events,
  )
  const leaving = choices === null ? null : { document: choices.document }
  const file = useAnswer('paper.leaving', leaving, events)
  const named = choices === null ? pack.value?.named : file.value?.named
  return {
    count: named && new Set(named.map(({ as }) => as)).size,
    needs: choices === null ? (pack.value?.needs ?? 0) : 0,
    isRefused: (file.value?.refused.length ?? 0) > 0,
    failure: pack.failure ?? file.failure,
  }
}

export function useGiving(decision: Decision) {
  const languages = languagesOf(decision)
  const [chosenLanguage, setLanguage] = useState<Language | null>(null)
  const language = chosenLanguage ?? languages[0] ?? 'en'
  const prepared = useAnswer('secretariat.prepare', { decision: decision.id, language }, events)
  const { value } = prepared
  const [chosenTo, setTo] = useState<To | null>(null)
  const [chosenFormat, setFormat] = useState<GivenFormat | null>(null)
  const recipient = value?.recipients.find(({ member }, at) =>
    chosenTo === null ? at === 0 : member === chosenTo,
  )
  const format: GivenFormat = chosenFormat ?? (value?.mayMakePack === true ? 'pack' : 'docx')
  const choices: FileChoices | null =
    value && format !== 'pack' ? { document: value.document, format, paper: 'a4' } : null
  const names = useNames(decision, choices)
  const standing = useStanding(choices)
  const lookReason = useLookReason(standing.value)
  return {
    ...{ languages, language, setLanguage, format, setFormat, setTo, recipient, choices },
    ...{ prepared: value, names, standing: choices === null ? undefined : standing.value },
    lookReason: choices === null ? undefined : lookReason,
    failure: prepared.failure ?? names.failure ?? standing.failure,
  }
}
