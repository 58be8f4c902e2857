// Beside the file that a person exports: who looks at it before it leaves, and the request for that.
import {
  isToAskAgain,
  type AskedFile,
  type ExportStanding,
  type FileChoices,
} from '#shared/contract'
import { type Act, useAct, useAnswer, useCore } from '../../shell/core-client.ts'
import type { People } from '../decisions/people.ts'
import { Button, FailureNotice, Notice, say } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { calm, requestEvents } from './asked-file.ts'
import { LookPanel } from './people-list.tsx'

/** Whether the file of these choices may be saved; `choices`: null where there is none yet. */
export function useStanding(choices: FileChoices | null) {
  return useAnswer('exports.standing', choices, requestEvents, calm)
}

/** Whether the next step is to ask. */
export const isToAsk = ({ isNeeded, request }: ExportStanding): boolean =>
  isNeeded && (request === null || isToAskAgain(request))

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

export function useAskForLook(): Act<[FileChoices]> {
  const words = useWords()
  const core = useCore()
  return useAct(async (choices: FileChoices) => {
    await core.call('exports.ask', choices)
    say(words('second-look.asked'))
  })
}

type AskButtonProps = {
  ask: Act<[FileChoices]>
  choices: FileChoices
  standing: ExportStanding
  reason: string | undefined
}

export function AskButton({ ask, choices, standing, reason }: AskButtonProps) {
  const words = useWords()
  return (
    <>
      <FailureNotice of={ask.failure} />
      <Button
        variant="primary"
        busy={ask.busy}
        unavailable={reason}
        onPress={() => void ask.run(choices)}
      >
        {words(standing.request === null ? 'second-look.ask' : 'second-look.again')}
      </Button>
    </>
  )
}

type LookProps = { standing: ExportStanding; people: People }

/** An earlier request that was not used and does not let this file out. */
const leftOf = ({ isNeeded, request, earlier }: ExportStanding): AskedFile | null =>
  isNeeded && request === null && earlier?.writtenAt === null ? earlier : null

function Withdraw({ request }: { request: AskedFile }) {
  const words = useWords()
  const core = useCore()
  const withdraw = useAct(async () => {
    await core.call('exports.withdraw', { request: request.id })
    say(words('second-look.withdrawn'))
  })
  return (
    <>
      <FailureNotice of={withdraw.failure} />
      <Button size="small" busy={withdraw.busy} onPress={() => void withdraw.run()}>
        {words('second-look.withdraw')}
      </Button>
    </>
  )
}

/** Above the list, where it is read before anyone asks again. */
export function LeftRequest({ standing }: Pick<LookProps, 'standing'>) {
  const words = useWords()
  const left = leftOf(standing)
  if (left === null) return null
  return (
    <Notice tone="warning" action={<Withdraw request={left} />}>
      {words(left.isTextChanged ? 'second-look.void' : 'second-look.otherFile')}
    </Notice>
  )
}

export function ExportLook({ standing, people }: LookProps) {
  const words = useWords()
  const { request } = standing
  if (!standing.isNeeded) return null
  return (
    <LookPanel people={people} request={request}>
      {isToAsk(standing) && !standing.mayAsk ? (
        <Notice>{words('second-look.mayNot')}</Notice>
      ) : null}
      {request?.state === 'asked' ? (
        <div className="look-acts">
          <Withdraw request={request} />
        </div>
      ) : null}
    </LookPanel>
  )
}
