// Beside the file that a person exports: who looks at it before it leaves, and the request for that.
import { isAnswered, type ExportStanding, type FileChoices } from '#shared/contract'
import { useAct, useAnswer, useCore } from '../core-client.ts'
import type { People } from '../decisions/people.ts'
import { Button, FailureNotice, Notice, say } from '../ui/index.ts'
import { useWords } from '../words/index.ts'
import { LookPanel } from './people-list.tsx'

/** The file is made again to compare it, at most twice a second. */
const calm = { pause: 500 }

/** Whether the file of these choices may be saved; `choices`: null where there is none yet. */
export function useStanding(choices: FileChoices | null) {
  return useAnswer(
    'exports.standing',
    choices,
    ['documents.changed', 'decisions.changed', 'groups.changed'],
    calm,
  )
}

/** Whether the next step is to ask. */
export const isToAsk = ({ isNeeded, request }: ExportStanding): boolean =>
  isNeeded && (request === null || (request.state === 'declined' && isAnswered(request)))

/** Why the file cannot be saved, or not be asked about; undefined where it can. */
export function useLookReason(standing: ExportStanding | undefined): string | undefined {
  const words = useWords()
  if (!standing) return words('second-look.reason.comparing')
  if (!standing.isNeeded) return undefined
  if (isToAsk(standing)) return standing.mayAsk ? undefined : words('second-look.mayNot')
  const state = standing.request?.state
  if (state === 'confirmed') return undefined
  return words(state === 'declined' ? 'second-look.reason.declined' : 'second-look.reason.asked')
}

type AskButtonProps = { choices: FileChoices; standing: ExportStanding; reason: string | undefined }

export function AskButton({ choices, standing, reason }: AskButtonProps) {
  const words = useWords()
  const core = useCore()
  const ask = useAct(async () => {
    await core.call('exports.ask', choices)
    say(words('second-look.asked'))
  })
  return (
    <>
      <FailureNotice of={ask.failure} />
      <Button variant="primary" busy={ask.busy} unavailable={reason} onPress={() => void ask.run()}>
        {words(standing.request === null ? 'second-look.ask' : 'second-look.again')}
      </Button>
    </>
  )
}

export function ExportLook({ standing, people }: { standing: ExportStanding; people: People }) {
  const words = useWords()
  const core = useCore()
  const { request, earlier } = standing
  const left = request === null && earlier?.writtenAt === null ? earlier : null
  const toWithdraw = request?.state === 'asked' ? request : left
  const withdraw = useAct(async () => {
    if (toWithdraw === null) return
    await core.call('exports.withdraw', { request: toWithdraw.id })
    say(words('second-look.withdrawn'))
  })
  if (!standing.isNeeded) return null
  return (
    <LookPanel people={people} request={request}>
      {isToAsk(standing) && !standing.mayAsk ? (
        <Notice>{words('second-look.mayNot')}</Notice>
      ) : null}
      {left === null ? null : (
        <Notice tone="warning">
          {words(left.isTextChanged ? 'second-look.void' : 'second-look.otherFile')}
        </Notice>
      )}
      <FailureNotice of={withdraw.failure} />
      {toWithdraw === null ? null : (
        <div className="look-acts">
          <Button size="small" busy={withdraw.busy} onPress={() => void withdraw.run()}>
            {words('second-look.withdraw')}
          </Button>
        </div>
      )}
    </LookPanel>
  )
}
