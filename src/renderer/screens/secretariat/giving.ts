// The choices of a text that goes to the Secretariat, each with its default, and what core says about them.
import { useState } from 'react'
import {
  type CoreContract,
  type Decision,
  type FileChoices,
  type GivenFormat,
  Language,
} from '#shared/contract'
import type { MemberId } from '#shared/ids'
import type { Output } from '#shared/rpc'
import { useAnswer } from '../../shell/core-client.ts'
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
  const refusedInPack = choices === null ? (pack.value?.refused ?? []) : []
  const files = choices === null ? (pack.value?.files ?? []) : []
  return {
    count: named && new Set(named.map(({ as }) => as)).size,
    reservations: choices === null ? (pack.value?.reservations ?? 0) : 0,
    isAmended: files.some(({ name }) => name === 'amendments.jsonl'),
    isRefused: refusedInPack.length > 0 || (file.value?.refused.length ?? 0) > 0,
    refusedInPack,
    failure: pack.failure ?? file.failure,
  }
}

export function useGiving(decision: Decision) {
  const languages = languagesOf(decision)
  const [chosenLanguage, setLanguage] = useState<Language | null>(null)
  const language = chosenLanguage ?? languages[0] ?? 'en'
  const prepared = useAnswer('secretariat.prepare', { decision: decision.id, language }, events)
  const { value } = prepared
  // The first answer gives the defaults. A choice that is gone later is no other one, and no file.
  const [first, setFirst] = useState<Output<CoreContract, 'secretariat.prepare'> | null>(null)
  if (value && first === null) setFirst(value)
  const [chosenTo, setTo] = useState<To | null>(null)
  const [chosenFormat, setFormat] = useState<GivenFormat | null>(null)
  const to: To = chosenTo ?? first?.recipients[0]?.member ?? 'outside'
  const recipient = value?.recipients.find(({ member }) => member === to)
  const isGone = to !== 'outside' && !recipient
  const format: GivenFormat = chosenFormat ?? (first?.mayMakePack === true ? 'pack' : 'docx')
  const choices: FileChoices | null =
    value && format !== 'pack' ? { document: value.document, format, paper: 'a4' } : null
  const names = useNames(decision, choices)
  const standing = useStanding(choices)
  const lookReason = useLookReason(standing.value)
  return {
    ...{
      languages,
      language,
      setLanguage,
      format,
      setFormat,
      to,
      setTo,
      isGone,
      recipient,
      choices,
    },
    isApart: choices !== null && value?.isApart === true,
    ...{ prepared: value, names, standing: choices === null ? undefined : standing.value },
    lookReason: choices === null ? undefined : lookReason,
    failure: prepared.failure ?? names.failure ?? standing.failure,
  }
}
