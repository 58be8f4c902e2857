// Joining by a typed code over the local network, on real sockets: from sixteen letters to a member
// with the group's texts, and the callers who must not get that far.
import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { askToJoin, readInvitation, secretOfCode } from '#core/group'
import { newDeviceKeys, random } from '#core/keys'
import { openBeacons, writeBeacon } from '../../../src/core/sync/lan/beacon.ts'
import { initiate, openSeen, respond } from '../../../src/core/sync/lan/handshake.ts'
import {
  joiningKey,
  writeAnswer,
  writeAsking,
  type Answer,
} from '../../../src/core/sync/lan/joining-frames.ts'
import { tcpLink } from '../../../src/core/sync/lan/tcp-link.ts'
import { temporaryArchive } from '#tests/archive'
import { loopbackNetwork, patience, recorderBefore, swift, typedNetwork } from '#tests/lan'
import { newcomer } from '#tests/newcomer'
import { aliceWithSync, joined, until, type Device } from '#tests/sync'

const slowly = { ...typedNetwork, looking: 1_000_000 }
const addressOf = (device: Device): string => device.sync.lan.status().addresses[0] ?? ''

const aliceWhoInvites = async (later = swift) => {
  const a = aliceWithSync(later, typedNetwork)
  const page = a.notebook.create()
  a.notebook.share(page)
  a.notebook.write(page, 'before the joining')
  await a.sync.lan.start()
  const invited = a.group.invite({ role: 'member' })
  return { a, page, address: addressOf(a), ...invited }
}

const refusal = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? 'defect',
  )

const stateOf = ({ group }: Device): string | undefined => group.invitations()[0]?.state

test('sixteen letters are typed: the inviter is found by beacon, and the member has the texts in the end', async () => {
  const network = { ...(await loopbackNetwork()), looking: 3_000_000 }
  const a = aliceWithSync(swift, network)
  const page = a.notebook.create()
  a.notebook.share(page)
  a.notebook.write(page, 'before the joining')
  await a.sync.lan.start()
  const { code } = a.group.invite({ role: 'member' })
  const n = await newcomer(swift, network)

  const file = await n.read(code.toLowerCase().replaceAll('-', ' '))
  expect(readInvitation(file)).toMatchObject({
    name: 'Advisory group',
    role: 'member',
    group: a.group.id,
    inviter: { handle: 'Alice', device: a.group.self.device },
  })
  expect(stateOf(a)).toBe('open')
  const { heard, done } = n.ask(file, code)
  await heard
  expect(stateOf(a)).toBe('asked')
  const [request] = a.group.requests()
  expect(request).toMatchObject({ handle: 'Nia', kind: 'member' })
  expect(a.group.replyWords(request?.reply ?? ('' as never))).toEqual(n.group().joinWords())

  a.group.admit(request?.reply ?? ('' as never))
  await done
  expect(n.group().entry().state).toBe('active')
  expect(n.notebook.lines(page)).toEqual(['before the joining'])
  // From here on they are two members like any others, and find each other like those.
  await until(() => a.sync.peers().length === 1 && n.sync.peers().length === 1)
  a.notebook.write(page, 'and after')
  await until(() => n.notebook.lines(page)?.includes('and after') ?? false)
  expect(a.group.openInvitations()).toEqual([])
  expect(a.defects).toEqual([])
})

test('a member adds one more device: it comes in the same way', async () => {
  const { a, address, page } = await aliceWhoInvites()
  const { code } = a.group.inviteDevice({})
  const n = await newcomer(swift, slowly)
  const file = await n.read(code, address)
  const { heard, done } = n.ask(file, code, address)
  await heard
  const [request] = a.group.requests()
  expect(request?.kind).toBe('device')
  a.group.admit(request?.reply ?? ('' as never))
  await done
  expect(n.group().self.member).toBe(a.group.self.member)
  expect(n.notebook.lines(page)).toEqual(['before the joining'])
})

test('a code is wrong, ended or withdrawn: no answer comes', async () => {
  const { a, address, code, invitation } = await aliceWhoInvites()
  const n = await newcomer(swift, slowly)
  const wrong = code.replace(/^./, first => (first === 'A' ? 'B' : 'A'))
  expect(await refusal(n.read(wrong, address))).toBe('code-unanswered')
  const before = a.clock.time
  a.clock.time = before + 8 * 24 * 60 * 60 * 1000
  expect(await refusal(n.read(code, address))).toBe('code-unanswered')
  a.clock.time = before
  expect(await refusal(n.read(code, address))).toBe('done')
  a.group.cancel(invitation)
  expect(await refusal(n.read(code, address))).toBe('code-unanswered')
  expect(a.group.requests()).toEqual([])
  expect(() => secretOfCode('ABCD-EFGH-JKLM-NPQ')).toThrow('invalid-input')
  expect(() => secretOfCode('ABCD-EFGH-JKLM-NPQ0')).toThrow('invalid-input')
})

test('no beacon carries the code: the search ends by itself or on request', async () => {
  const network = { ...(await loopbackNetwork()), looking: 10_000 }
  const n = await newcomer(swift, network)
  expect(await refusal(n.read('ABCD-EFGH-JKLM-NPQR'))).toBe('code-unanswered')
  const cancelled = refusal(n.read('ABCD-EFGH-JKLM-NPQR'))
  n.stop.abort()
  expect(await cancelled).toBe('cancelled')
  const other = await newcomer(swift, network)
  const stopped = refusal(other.read('ABCD-EFGH-JKLM-NPQR'))
  other.sync.lan.stop()
  expect(await stopped).toBe('cancelled')
  expect(await refusal(other.read('ABCD-EFGH-JKLM-NPQR'))).toBe('network-off')
})

test('a second person has the same code: it learns that the code was used; a second reply is shown, and the words decide', async () => {
  const { a, address, code, page } = await aliceWhoInvites()
  const n = await newcomer(swift, slowly)
  const second = await newcomer(swift, slowly)
  const file = await n.read(code, address)
  const same = await second.read(code, address)
  const { heard, done } = n.ask(file, code, address)
  await heard
  expect(await refusal(second.read(code, address))).toBe('invitation-used')
  expect(a.group.requests()).toHaveLength(1)
  // The other one had read the invitation before: the member who compares the words sees two
  // replies to one invitation.
  const other = second.ask(same, code, address)
  await other.heard
  const [first, next] = a.group.requests()
  expect(next?.invitation).toBe(first?.invitation)
  const { numbers } = second.group().joinWords()
  const hers = a.group
    .requests()
    .find(({ reply }) => a.group.replyWords(reply).numbers.join() === numbers.join())
  a.group.admit(hers?.reply ?? ('' as never))
  await other.done
  expect(await refusal(done)).toBe('invitation-ended')
  expect(second.notebook.lines(page)).toEqual(['before the joining'])
  expect(a.group.requests()).toEqual([])
  expect(await refusal(second.read(code, address))).toBe('code-unanswered')
})

test('the words differ: the newcomer learns that the joining is over, and the code is void', async () => {
  const { a, address, code } = await aliceWhoInvites()
  const n = await newcomer(swift, slowly)
  const { heard, done } = n.ask(await n.read(code, address), code, address)
  await heard
  a.group.refuse(a.group.requests()[0]?.reply ?? ('' as never))
  expect(await refusal(done)).toBe('invitation-ended')
  expect(await refusal(n.read(code, address))).toBe('code-unanswered')
})

test('the link is cut at any moment: the newcomer returns with the same reply, and is admitted even while away', async () => {
  const { a, address, code, page } = await aliceWhoInvites()
  const wire = await recorderBefore(address)
  const n = await newcomer(swift, slowly)
  const file = await n.read(code, wire.address)
  const { heard, done } = n.ask(file, code, wire.address)
  await heard
  const before = wire.connections()
  wire.cut()
  await until(() => wire.connections() > before)
  wire.cut()
  a.group.admit(a.group.requests()[0]?.reply ?? ('' as never))
  await done
  expect(a.group.requests()).toEqual([])
  expect(n.notebook.lines(page)).toEqual(['before the joining'])
})

test('the traffic is recorded: it opens nothing, and shows nothing of the group', async () => {
  const { a, address, code, file } = await aliceWhoInvites()
  const wire = await recorderBefore(address)
  const n = await newcomer(swift, slowly)
  await n.read(code, wire.address)
  const passed = wire.passed()
  for (const said of ['Advisory', 'Alice', Buffer.from(readInvitation(file).secret)])
    expect(passed.includes(said)).toBe(false)
  // The same first message gets no answer a second time.
  const [host = '', port = ''] = address.split(':')
  const replayed = connect(Number(port), host)
  replayed.write(passed.subarray(0, 48))
  let heard = 0
  replayed.on('data', chunk => (heard += (chunk as Buffer).length))
  await once(replayed, 'close')
  expect(heard).toBe(0)
  expect(a.defects).toEqual([])
})

/** A holder of the code, with another program. */
const knocking = async (address: string, code: string) => {
  const [host = '', port = ''] = address.split(':')
  const socket = connect(Number(port), host)
  await once(socket, 'connect')
  const key = joiningKey(secretOfCode(code))
  const secured = await initiate(socket, newDeviceKeys().signing, key, () => true, 'join')
  if (!secured) return null
  return tcpLink(socket, secured, { keepAlive: 5_000, silence: 15_000 }, swift)
}

test('a caller with the code breaks the protocol: it is cut off, and the next one is served', async () => {
  const time = patience()
  const { a, address, code, file } = await aliceWhoInvites(time.later)
  const asked = askToJoin(temporaryArchive(), { bytes: file, handle: 'Eve' }, { now: () => 0 })
  const hostile: Uint8Array[] = [
    new Uint8Array([0]),
    random(300),
    writeAnswer({ kind: 'begins', length: 1 << 26 }),
    writeAsking({ kind: 'done' }),
    writeAsking({ kind: 'ask', reply: random(200) }),
    writeAsking({ kind: 'ask', reply: new Uint8Array(70_000) }),
    writeAsking({ kind: 'ask', reply: asked.reply.map(byte => byte ^ 1) }),
    new Uint8Array(1 << 20),
  ]
  for (const frame of hostile) {
    const link = await knocking(address, code)
    expect(link).not.toBeNull()
    const closed = new Promise<void>(resolve => link?.onClose(resolve))
    link?.onFrame(() => {})
    void link?.send(frame)
    await closed
  }
  // A silent caller holds the only link for as long as a handshake may take.
  const silent = await knocking(address, code)
  let isClosed = false
  silent?.onClose(() => {
    isClosed = true
  })
  silent?.onFrame(() => {})
  await until(() => {
    time.end()
    return isClosed
  })
  expect(a.group.requests()).toEqual([])
  const n = await newcomer(swift, slowly)
  expect(await n.read(code, address)).toEqual(file)
  expect(a.defects).toEqual([])
})

test('a caller asks and then talks on: it is cut off, and its reply still waits for the words', async () => {
  const { a, address, code, file } = await aliceWhoInvites()
  const asked = askToJoin(temporaryArchive(), { bytes: file, handle: 'Eve' }, { now: () => 0 })
  const link = await knocking(address, code)
  const closed = new Promise<void>(resolve => link?.onClose(resolve))
  link?.onFrame(() => {})
  void link?.send(writeAsking({ kind: 'ask', reply: asked.reply }))
  void link?.send(writeAsking({ kind: 'read' }))
  await closed
  expect(a.group.requests()).toMatchObject([{ handle: 'Eve' }])
})

test('an answer carries another invitation than the code names: refused', async () => {
  const { a, address } = await aliceWhoInvites()
  const { code } = a.group.invite({ role: 'chair' })
  const other = a.group.invite({ role: 'member' }).file
  const real = a.group.openInvitations
  a.group.openInvitations = () => real().map(each => ({ ...each, file: other }))
  const n = await newcomer(swift, slowly)
  expect(await refusal(n.read(code, address))).toBe('file-damaged')
})

/** Another device than the inviter's, whose owner overheard the code: it gives each caller this answer, and is silent. */
const answering = async (code: string, answer: Answer) => {
  const discovery = joiningKey(secretOfCode(code))
  const { signing: keys } = newDeviceKeys()
  const way = { discovery, keys, accepts: () => true, purpose: 'join', is: null } as const
  const seen = openSeen()
  const met = { calls: 0, frames: 0 }
  const server = createServer(socket => {
    met.calls++
    socket.on('error', () => {})
    onTestFinished(() => void socket.destroy())
    const talk = async (): Promise<void> => {
      const secured = await respond(socket, [way], seen).catch(() => null)
      if (!secured) return void socket.destroy()
      const link = tcpLink(socket, secured, { keepAlive: 5_000, silence: 15_000 }, swift)
      link.onFrame(() => {
        met.frames++
        void link.send(writeAnswer(answer))
      })
    }
    void talk()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  return { met, port, discovery }
}

test.each<Answer>([{ kind: 'heard' }, { kind: 'refused', code: 'already-member' }])(
  'another device with the code answers $kind to a reply: it gets no word of it, and the inviter does',
  async answer => {
    const network = { ...(await loopbackNetwork()), looking: 3_000_000 }
    const a = aliceWithSync(swift, network)
    const { code, file } = a.group.invite({ role: 'member' })
    const n = await newcomer(swift, network)
    const { met, port, discovery } = await answering(code, answer)
    const { multicast, interfaces } = network
    const beacons = openBeacons({
      multicast: multicast!,
      interfaces: interfaces!,
      later: swift,
      beacons: () => [writeBeacon(random, port, [discovery])],
      hear: () => 0,
    })
    onTestFinished(beacons.close)
    const { heard, done } = n.ask(file, code)
    void done.catch(() => {})
    await until(() => met.calls > 0)
    await a.sync.lan.start()
    await heard
    expect(met.frames).toBe(0)
    expect(a.group.requests()).toMatchObject([{ handle: 'Nia' }])
  },
)

test("another device with the code is at the typed address: its answer does not count as the inviter's", async () => {
  const { code, file } = await aliceWhoInvites()
  const { met, port } = await answering(code, { kind: 'heard' })
  const n = await newcomer(swift, slowly)
  const { heard, done } = n.ask(file, code, `127.0.0.1:${port}`)
  void done.catch(() => {})
  expect(await refusal(heard)).toBe('code-unanswered')
  expect(met).toEqual({ calls: 1, frames: 0 })
})

test('an address makes a minute full of guesses: its callers are not tried further', async () => {
  const { a, address, code } = await aliceWhoInvites()
  const [host = '', port = ''] = address.split(':')
  const guess = async (): Promise<void> => {
    const socket = connect(Number(port), host)
    socket.write(random(48))
    socket.resume()
    await once(socket, 'close')
  }
  for (let tries = 0; tries < 60; tries++) await guess()
  const n = await newcomer(swift, slowly)
  expect(await refusal(n.read(code, address))).toBe('code-unanswered')
  a.clock.time += 60_000
  expect(await refusal(n.read(code, address))).toBe('done')
})

test('a device left the group: it answers for no invitation', async () => {
  const { a, address, code } = await aliceWhoInvites()
  const b = await joined('Bob', a, swift, typedNetwork)
  b.group.shutOut(a.group.self.device)
  a.group.addRecords(b.group.recordsBeyond([]))
  const n = await newcomer(swift, slowly)
  expect(await refusal(n.read(code, address))).toBe('code-unanswered')
})
