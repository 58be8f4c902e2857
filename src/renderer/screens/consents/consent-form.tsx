// Records the consent of one respondent. It counts until someone records another.
import { useState } from 'react'
import type { ConsentItem } from '#shared/contract'
import { consentScopes, longestConsent, type ConsentScope } from '#document/consultation'
import type { DocumentId } from '#shared/ids'
import type { Act } from '../../shell/core-client.ts'
import { Button, Notice, Select, TextField, useReason } from '../../ui/index.ts'
import { useTyped } from '../../shell/typed/use-typed.ts'
import { sentenceOf, useWords } from '../../words/index.ts'

export type GivenConsent = { code: string; scope: ConsentScope; until: string | null; what: string }

export type ConsentFormProps = {
  document: DocumentId
  /** The consent to change; null to record one for a typed code. */
  item: ConsentItem | null
  save: Act<[GivenConsent]>
  onDone: () => void
}

export function ConsentForm({ document, item, save, onDone }: ConsentFormProps) {
  const words = useWords()
  const [scope, setScope] = useState<ConsentScope>(item?.scope ?? 'outside')
  const { fields, type, forget } = useTyped(document, `consent/${item?.code ?? ''}`, {
    code: item?.code ?? '',
    until: item?.until ?? '',
    what: item?.what.join('\n').slice(0, longestConsent) ?? '',
  })
  const { code, until, what } = fields
  const put = async (): Promise<void> => {
    const day = until.trim() === '' ? null : until.trim()
    if (!(await save.run({ code: code.trim(), scope, until: day, what }))) return
    forget()
    onDone()
  }
  const reason =
    code.trim() === ''
      ? words('consents.codeNeeded')
      : until.trim() !== '' && !/^\d{4}-\d\d-\d\d$/.test(until.trim())
        ? words('consents.dayNeeded')
        : undefined
  const { onSubmit, notice } = useReason(reason, () => void put())
  return (
    <form className="consent-form" onSubmit={onSubmit}>
      <h3 className="consent-form-title">{words('consents.form')}</h3>
      <div className="consent-fields">
        <TextField
          label={words('consents.code')}
          value={code}
          onChange={next => type({ code: next })}
          maxLength={12}
        />
        <Select
          label={words('consents.scope')}
          value={scope}
          onChange={setScope}
          choices={consentScopes.map(id => ({ id, text: words(`consents.scope.${id}`) }))}
        />
        <TextField
          label={words('consents.until')}
          hint={words('consents.untilHint')}
          value={until}
          onChange={next => type({ until: next })}
          maxLength={10}
        />
      </div>
      <TextField
        label={words('consents.what')}
        hint={words('consents.whatHint')}
        value={what}
        onChange={next => type({ what: next })}
        maxLength={longestConsent}
      />
      {save.failure === undefined ? null : (
        <Notice tone="error">
          {words(
            save.failure === 'invalid-input' ? 'consents.codeWrong' : sentenceOf(save.failure),
          )}
        </Notice>
      )}
      {notice}
      <div className="row">
        <span className="grow" />
        <Button type="submit" variant="primary" busy={save.busy} unavailable={reason}>
          {words('consents.act')}
        </Button>
      </div>
    </form>
  )
}
