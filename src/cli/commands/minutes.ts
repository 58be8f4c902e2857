// Minutes of a meeting: how speakers read, circulating, and corrections of approved minutes.
import { SpeakerNaming } from '#shared/contract'
import { BlockId } from '#shared/ids'
import { type Command, optional, text } from '../command.ts'
import { dayOrNull, oneOf } from '../names.ts'
import { onDocument } from './documents.ts'

export const ofMinutes: Command[] = [
  onDocument(
    'meeting circulate',
    'gives minutes to all who read them, for corrections by --until',
    (context, minutes) => {
      const until = dayOrNull(context, 'until')
      return context.core.answers['minutes.circulate']({ minutes, until })
    },
    '[--until 2018-09-22]',
  ),
  onDocument(
    'meeting correct',
    'begins the next version of approved minutes, from the text that was approved',
    ({ core }, minutes) => core.answers['minutes.correct']({ minutes }),
  ),
  onDocument(
    'meeting corrects',
    'shows the paragraphs in which the next version of minutes differs from those approved',
    ({ core }, minutes) => core.answers['minutes.corrects']({ minutes }),
  ),
  onDocument(
    'meeting circulated',
    'shows by whom and when minutes were circulated, and the draft of each time',
    async ({ core }, minutes) => (await core.answers['minutes.circulated']({ minutes })).times,
  ),
  onDocument(
    'meeting name',
    'says how speakers read in minutes: named, role or none; --line for one paragraph',
    (context, minutes) => {
      const naming = oneOf(SpeakerNaming, text(context, 'naming'))
      const line = optional(context, 'line')
      return context.core.answers['minutes.name'](
        line === undefined
          ? { what: 'minutes', minutes, naming }
          : { what: 'line', minutes, naming, block: oneOf(BlockId, line) },
      )
    },
    '--naming named|role|none [--line BLOCK]',
  ),
]
