// Minutes of a meeting: how speakers read, circulating, and corrections of approved minutes.
import { SpeakerNaming } from '#shared/contract'
import { Failure } from '#shared/failure'
import { BlockId } from '#shared/ids'
import { type Command, optional, text } from '../command.ts'
import { oneOf } from '../names.ts'
import { documentOf } from './documents.ts'

/** A day as `2018-09-22`, in UTC milliseconds. */
const dayOf = (value: string): number => {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(value) : Number.NaN
  if (Number.isNaN(time) || time < 0) throw new Failure('invalid-input')
  return time
}

export const ofMinutes: Command[] = [
  {
    name: 'meeting circulate',
    summary: 'gives minutes to all who read them, for corrections by --until',
    usage: 'meeting circulate --document D [--until 2018-09-22]',
    options: ['until'],
    required: ['document'],
    async run(context) {
      const minutes = await documentOf(context)
      const until = optional(context, 'until')
      const day = until === undefined ? null : dayOf(until)
      return context.core.answers['minutes.circulate']({ minutes, until: day })
    },
  },
  {
    name: 'meeting correct',
    summary: 'begins the next version of approved minutes, from the text that was approved',
    usage: 'meeting correct --document D',
    required: ['document'],
    async run(context) {
      return context.core.answers['minutes.correct']({ minutes: await documentOf(context) })
    },
  },
  {
    name: 'meeting corrects',
    summary:
      'shows the paragraphs in which the next version of minutes differs from those approved',
    usage: 'meeting corrects --document D',
    required: ['document'],
    async run(context) {
      return context.core.answers['minutes.corrects']({ minutes: await documentOf(context) })
    },
  },
  {
    name: 'meeting circulated',
    summary: 'shows by whom and when minutes were circulated, and the draft of each time',
    usage: 'meeting circulated --document D',
    required: ['document'],
    async run(context) {
      const minutes = await documentOf(context)
      return (await context.core.answers['minutes.circulated']({ minutes })).times
    },
  },
  {
    name: 'meeting name',
    summary: 'says how speakers read in minutes: named, role or none; --line for one paragraph',
    usage: 'meeting name --document D --naming named|role|none [--line BLOCK]',
    options: ['line'],
    required: ['document', 'naming'],
    async run(context) {
      const minutes = await documentOf(context)
      const naming = oneOf(SpeakerNaming, text(context, 'naming'))
      const line = optional(context, 'line')
      await context.core.answers['minutes.name'](
        line === undefined
          ? { what: 'minutes', minutes, naming }
          : { what: 'line', minutes, naming, block: oneOf(BlockId, line) },
      )
    },
  },
]
