// The versions of a document in other languages, as all parts of its screen see them: which there are,
// how far each is, and whether the original is shown beside this one.
import { useMemo, useState } from 'react'
import type { Languages } from '#shared/contract'
import type { FailureCode } from '#shared/failure'
import type { DocumentId } from '#shared/ids'
import { requiredContext } from '../../ui/required-context.ts'
import { useAnswer } from '../../shell/core-client.ts'

/** Milliseconds: every question reads whole texts. */
const pause = 4000

export type Versions = {
  /** Undefined until core has answered. */
  languages: Languages | undefined
  failure: FailureCode | undefined
  again: () => void
  isVersion: boolean
  /** The original of this translation, where this device has it. */
  original: Languages['original']
  /** The original is shown beside this version. */
  beside: boolean
  showBeside: (on: boolean) => void
  /** A new version is being asked for. */
  isAdding: boolean
  add: (on: boolean) => void
}

export function useVersions(document: DocumentId, wanted: boolean): Versions {
  const [beside, showBeside] = useState(wanted)
  const [isAdding, add] = useState(false)
  const {
    value: languages,
    failure,
    again,
  } = useAnswer('languages.list', { document }, ['documents.changed'], { pause })
  return useMemo(() => {
    const isVersion = languages !== undefined && languages.original?.document !== document
    const original = isVersion ? languages.original : null
    return {
      languages,
      failure,
      again,
      isVersion,
      original,
      beside: beside && original !== null,
      showBeside,
      isAdding,
      add,
    }
  }, [languages, failure, again, document, beside, isAdding])
}

export const [VersionsContext, useVersionsHere] = requiredContext<Versions>('document')
