// Encrypted files, the local network, and the archive's own health.
import { MemberId } from '#shared/ids'
import { type Command, optional, text } from '../command.ts'
import { idIn } from '../names.ts'
import { groupOrOnly } from './groups.ts'
import { mailboxAddress } from './mailbox.ts'

const members = (list: string | undefined, all: readonly { id: MemberId }[]): MemberId[] =>
  list === undefined ? [] : list.split(',').map(prefix => idIn(prefix.trim(), all))

export const exchange: Command[] = [
  {
    name: 'file write',
    summary:
      'writes an encrypted file for chosen members, or for all; --new leaves out parts that they have',
    usage: '[--group G] --out F [--for M,…] [--new]',
    async run(context) {
      const group = await groupOrOnly(context)
      const { memberList } = await context.core.answers['groups.get']({ group })
      context.watch('exchange.write')
      return context.core.answers['exchange.write']({
        group,
        for: members(optional(context, 'for'), memberList),
        file: context.file(text(context, 'out')),
        everything: context.values['new'] !== true,
      })
    },
  },
  {
    name: 'file read',
    summary: 'reads an encrypted file; reading it twice changes nothing',
    usage: 'F',
    async run(context) {
      context.watch('exchange.read')
      return context.core.answers['exchange.read']({ file: context.file(context.rest[0] ?? '') })
    },
  },
  {
    name: 'serve',
    summary: 'answers members on the network until ended',
    usage: '[--listen HOST:PORT] [--lan]',
    network: ({ listen, lan }) => {
      const [, host, port] = /^(.*):(\d{1,5})$/.exec(typeof listen === 'string' ? listen : '') ?? []
      return {
        ...(host !== undefined && { host: host.replace(/^\[|\]$/g, ''), port: Number(port) }),
        // Without --lan it answers callers and does not say where it is.
        beacon: lan === true,
      }
    },
    async run(context) {
      const { addresses } = await context.core.listen()
      context.progress(JSON.stringify({ event: 'listening', addresses }))
      const stop = context.core.onEvent((name, detail) =>
        context.progress(JSON.stringify({ event: name, detail })),
      )
      await context.ended
      stop()
    },
  },
  {
    name: 'sync',
    summary: 'connects to one device or a group mailbox and ends when both have the same',
    usage: '[--group G] --to HOST:PORT|MAILBOX-URL|@FILE [--once]',
    async run(context) {
      const group = await groupOrOnly(context)
      const to = await mailboxAddress(text(context, 'to'))
      if (/^wss?:/.test(to)) await context.core.meetMailbox(group, to)
      else {
        await context.core.answers['network.dial']({ group, address: to })
        await context.core.level(group)
      }
      if (context.values['once'] !== true) await context.ended
      return context.core.answers['network.status'](undefined)
    },
  },
  {
    name: 'check',
    summary: 'checks the archive, journal head, feeds and digests',
    async run({ core }) {
      return core.answers['archive.check'](undefined)
    },
  },
]
