// A pack is checked by nothing but its files and the card of a group: each changed byte is named by its
// file, and where the signed list of lines allows it by its paragraph.
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { unzipSync } from 'fflate'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  cardOf,
  cardWords,
  checkFiles,
  packCrypto,
  packFiles,
  readCard,
  readContainer,
  signFiles,
  writeContainer,
  type Checked,
  type Files,
  type GroupCard,
} from '#core/deliberation/adoption'
import { fromHex, newDeviceKeys, sha256, signPlain, toHex, utf8, type Bytes } from '#core/keys'
import { isConsistent, readStatement, sumsOf, writeLines } from '#shared/adoption'
import { temporaryDirectory } from '#tests/archive'
import { diceFrom } from '#tests/documents'
import { adopted, cardFor, packOf, pairOf, signedFiles, type Adopted } from '#tests/packs'
import { readVectors } from '#tests/graph-vectors'
import { makePackVectors } from '#tests/pack-vectors'

let scene: Adopted
let files: Files
let pack: Bytes
let card: GroupCard
beforeAll(() => {
  scene = adopted()
  files = signedFiles(scene)
  pack = packOf(scene)
  card = cardIn(cardFor(scene.parties.slice(0, 2)))
})

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
const cardIn = (bytes: Bytes): GroupCard => {
  const read = readCard(bytes)
  if ('refused' in read) throw new Error(read.refused.why)
  return read.value
}
const checked = (bytes: Bytes, by: GroupCard | null = card): Checked | { refused: string } => {
  const read = readContainer(bytes)
  if ('refused' in read) return { refused: read.refused.why }
  return checkFiles(read.value.files, by, read.value.damaged)
}
const whole = (bytes: Bytes, by?: GroupCard | null): Checked => {
  const found = checked(bytes, by)
  if ('refused' in found) throw new Error(found.refused)
  return found
}
/** Files with others in their places; null takes one out. */
const withFiles = (changes: Record<string, Bytes | null>, of: Files = files): Files =>
  new Map(
    [...new Map([...of, ...Object.entries(changes)])].flatMap(([name, bytes]) =>
      bytes ? [[name, bytes]] : [],
    ),
  )
const problemsOf = (of: Files, by: GroupCard | null = card) =>
  checkFiles(of, by).problems.map(({ code, file }) => `${code} ${file}`)
/** As officers would sign other files: the sums fit, whatever they list. */
const signedAnew = (changes: Record<string, Bytes | null>): Files => {
  const unsigned = new Map(
    [...withFiles(changes)].filter(([name]) => !name.startsWith('SHA256SUMS')),
  )
  unsigned.set('SHA256SUMS', sumsOf(unsigned, packCrypto))
  return scene.parties
    .slice(0, 2)
    .reduce<Files>((to, party) => signFiles(to, pairOf(party)), unsigned)
}

test('the vectors are made again: the same', () => {
  expect(makePackVectors()).toEqual(readVectors('pack.json'))
})

test('a pack is whole, signed by the group of the card and by more than half of the seats', () => {
  const found = whole(pack)
  expect(found.problems).toEqual([])
  expect(found).toMatchObject({
    verdict: 'valid',
    officers: { known: 2, needs: 2, strangers: 0 },
    members: { valid: 6, seats: 9 },
    statement: { outcome: 'agreed', counts: { support: 8, reservations: 1 } },
  })
  expect(found.files.map(({ name }) => name)).toEqual([
    ...['adoption.txt', 'amendments.jsonl', 'files/Annex.pdf', 'how-to-check.txt', 'lines.jsonl'],
    ...['names.jsonl', 'printed/text.en.html', 'record.jsonl', 'signatures.jsonl'],
    ...['text.ar.jsonl', 'text.en.jsonl'],
  ])
})

test('a count of a statement is below zero, a fraction or in another form: refused', () => {
  const statement = text(scene.source.adoption)
  for (const count of ['-1', '8.5', '08', '1e+21', 'NaN', 'Infinity', '']) {
    const changed = statement.replace(/^support .*$/m, `support ${count}`)
    expect(changed).not.toBe(statement)
    expect([count, readStatement(utf8(changed))]).toMatchObject([count, { refused: {} }])
  }
})

test('the same acts give the same bytes, in whatever order two officers sign', () => {
  expect(packOf(adopted())).toEqual(pack)
  const other = [...scene.parties.slice(0, 2)].reverse()
  const signed = other.reduce((to, party) => signFiles(to, pairOf(party)), packFiles(scene.source))
  expect(writeContainer(signed)).toEqual(pack)
  expect(writeContainer(signFiles(signed, pairOf(other[0]!)))).toEqual(pack)
})

test('the container is a ZIP with stored files in byte order and one fixed time', () => {
  const entries = unzipSync(pack)
  expect(Object.keys(entries)).toEqual([...files.keys()].toSorted())
  for (const [name, bytes] of files) expect(entries[name]).toEqual(new Uint8Array(bytes))
})

test('400 changed bytes: none is missed, and each is named by its file', () => {
  const dice = diceFrom(400)
  const read = readContainer(pack)
  if ('refused' in read) throw new Error('no pack')
  const contents = [...read.value.files].map(([name, bytes]) => {
    const from = bytes.byteOffset - pack.byteOffset
    return { name, from, to: from + bytes.length }
  })
  const missed: unknown[] = []
  const paragraphs = new Set<string>()
  for (let at = 0; at < 400; at++) {
    const place = dice.below(pack.length)
    const bad = pack.with(place, pack[place]! ^ (1 + dice.below(255)))
    const within = contents.find(({ from, to }) => place >= from && place < to)?.name
    const found = checked(bad)
    if ('refused' in found) {
      if (within !== undefined || !/pack|file/.test(found.refused)) missed.push([place, found])
      continue
    }
    const named = found.problems.map(({ file }) => file)
    const isNamed = within === undefined ? named.length > 0 : named.includes(within)
    if (found.verdict !== 'changed' || !isNamed) missed.push([place, within, found.problems])
    if (within?.startsWith('text.') || within === 'record.jsonl') {
      if (found.differences.length === 0) missed.push([place, within, 'no line'])
      for (const { what, kind, place: cited } of found.differences)
        paragraphs.add(`${what} ${kind} ${cited}`)
    }
  }
  expect(missed).toEqual([])
  expect([...paragraphs]).toContain(`differs block ${scene.place}`)
})

/** A byte in the middle of words, in the file of that name. */
const changedIn = (name: string, words: string): Files => {
  const bytes = Buffer.from(files.get(name)!)
  const at = bytes.indexOf(words)
  if (at < 0) throw new Error('no such words')
  const copy = new Uint8Array(bytes)
  copy[at]! ^= 1
  return withFiles({ [name]: copy })
}
const differencesOf = (of: Files) =>
  checkFiles(of, card).differences.map(({ file, what, kind, place, behind }) =>
    [file, what, kind, place, behind].join(' '),
  )
const linesIn = (name: string): string[] => text(files.get(name)!).trimEnd().split('\n')
const fileWith = (name: string, lines: readonly string[]): Files =>
  withFiles({ [name]: utf8(lines.map(line => `${line}\n`).join('')) })

describe('a changed text is named', () => {
  const at = (words: string): number =>
    linesIn('text.en.jsonl').findIndex(line => line.includes(words))

  test('by the paragraph, the footnote or the title that differs', () => {
    const { place } = scene
    expect(problemsOf(changedIn('text.en.jsonl', 'Asks for'))).toEqual([
      'file-changed text.en.jsonl',
    ])
    expect(differencesOf(changedIn('text.en.jsonl', 'Asks for'))).toHaveLength(1)
    expect(differencesOf(changedIn('text.en.jsonl', 'See the'))).toEqual([
      expect.stringMatching(/^text\.en\.jsonl differs note 1 /),
    ])
    expect(differencesOf(changedIn('text.en.jsonl', 'Title in'))).toEqual([
      'text.en.jsonl differs head  ',
    ])
    expect(place).toMatch(/^\d+$/)
  })

  test('by a paragraph that is missing, was added, or changed places', () => {
    const lines = linesIn('text.en.jsonl')
    const [second, third] = [at('to act'), at('Asks')]
    const places = [second, third].map(index =>
      (JSON.parse(lines[index]!) as string[])[3]!.replace('.', ''),
    )
    expect(differencesOf(fileWith('text.en.jsonl', lines.toSpliced(third, 1)))).toEqual([
      `text.en.jsonl missing block ${places[1]} ${places[0]}`,
    ])
    const added = lines.toSpliced(third, 0, lines[third]!.replace('Asks', 'Begs'))
    expect(differencesOf(fileWith('text.en.jsonl', added))).toEqual([
      `text.en.jsonl added   ${places[0]}`,
    ])
    const swapped = lines.with(second, lines[third]!).with(third, lines[second]!)
    expect(
      differencesOf(fileWith('text.en.jsonl', swapped)).map(line => line.split(' ')[3]),
    ).toEqual(places)
  })

  test('by the file alone, where the list of lines was changed too', () => {
    const both = withFiles({ 'lines.jsonl': utf8('') }, changedIn('text.en.jsonl', 'Asks for'))
    expect(problemsOf(both)).toEqual(['file-changed lines.jsonl', 'file-changed text.en.jsonl'])
    expect(differencesOf(both)).toEqual([])
  })
})

describe('a reservation that is left out is named', () => {
  const without = (words: string): Bytes =>
    utf8(
      linesIn('record.jsonl')
        .filter(line => !line.includes(words))
        .map(line => `${line}\n`)
        .join(''),
    )

  test('when a stranger takes it out, with its paragraph', () => {
    const bad = withFiles({ 'record.jsonl': without('narrowly') })
    expect(problemsOf(bad)).toEqual(['file-changed record.jsonl'])
    expect(differencesOf(bad)).toEqual([`record.jsonl missing reservation ${scene.place} `])
  })

  test('when officers sign the pack without it, since members signed the record', () => {
    const record = without('narrowly')
    const lines = utf8(writeLines([]))
    expect(problemsOf(signedAnew({ 'record.jsonl': record, 'lines.jsonl': lines }))).toEqual([
      'not-in-pack record.jsonl',
    ])
    const bare = signedAnew({ 'record.jsonl': without('reservation'), 'lines.jsonl': lines })
    expect(problemsOf(bare)).toEqual([
      'not-in-pack record.jsonl',
      'reservation-missing record.jsonl',
    ])
  })

  test('when officers change the statement too, since then no member signed it', () => {
    const record = without('reservation')
    const adoption = utf8(
      text(files.get('adoption.txt')!)
        .replace(/^record .*$/m, `record ${toHex(sha256(record))}`)
        .replace('support 8\nreservations 1', 'support 9\nreservations 0'),
    )
    const changes = { 'record.jsonl': record, 'adoption.txt': adoption, 'lines.jsonl': utf8('') }
    const found = checkFiles(signedAnew(changes), card)
    expect(found).toMatchObject({ verdict: 'changed', members: { valid: 0, seats: 9 } })
    expect(found.problems.map(({ code }) => code)).toEqual(Array(6).fill('member-wrong'))
  })
})

describe('a pack does not fit together', () => {
  const cases: [string, () => Files, string[]][] = [
    ['without a text', () => signedAnew({ 'text.ar.jsonl': null }), ['not-in-pack text.ar.jsonl']],
    [
      'with another text',
      () => signedAnew({ 'text.fr.jsonl': files.get('text.en.jsonl')!.slice(1) }),
      ['not-adopted text.fr.jsonl', 'no-form text.fr.jsonl'],
    ],
    [
      'with a file that nobody decided',
      () => signedAnew({ 'files/More.pdf': utf8('more') }),
      ['not-adopted files/More.pdf'],
    ],
    [
      'without a decided file',
      () => signedAnew({ 'files/Annex.pdf': null }),
      ['not-in-pack files/ '],
    ],
    [
      'with an outcome that does not follow',
      () =>
        signedAnew({
          'adoption.txt': utf8(text(files.get('adoption.txt')!).replace('object 0', 'object 1')),
        }),
      ['inconsistent adoption.txt'],
    ],
    [
      'with a file that is not listed',
      () => withFiles({ 'text.fr.jsonl': utf8('x') }),
      ['file-not-listed text.fr.jsonl'],
    ],
    [
      'without a listed file',
      () => withFiles({ 'how-to-check.txt': null }),
      ['file-missing how-to-check.txt'],
    ],
    ['without its list', () => withFiles({ SHA256SUMS: null }), ['file-missing SHA256SUMS']],
    [
      'without a signature of an officer',
      () => withFiles({ 'SHA256SUMS.1.sig': null, 'SHA256SUMS.2.sig': null }),
      ['not-signed SHA256SUMS'],
    ],
    [
      'with a wrong signature of an officer',
      () =>
        withFiles({
          'SHA256SUMS.2.sig': signFiles(new Map(), pairOf(scene.parties[1]!)).get(
            'SHA256SUMS.1.sig',
          )!,
        }),
      ['officer-wrong SHA256SUMS.2.sig'],
    ],
    [
      'with more signatures than seats',
      () => {
        const { adoption } = scene.source
        const signatures = Array.from({ length: 10 }, () => {
          const { public: key, secret } = newDeviceKeys().signing
          return { key, signature: signPlain(adoption, secret) }
        })
        return signedFiles({ ...scene, source: { ...scene.source, signatures } })
      },
      ['too-many-members signatures.jsonl'],
    ],
    [
      'with a reservation on a line that no text has',
      () => {
        const line = toHex(sha256(utf8('another line')))
        const record = utf8(
          text(files.get('record.jsonl')!).replace(/(?<="reservation","\w+",")\w+/, line),
        )
        const adoption = text(files.get('adoption.txt')!)
        return signedAnew({
          'record.jsonl': record,
          'adoption.txt': utf8(adoption.replace(/^record .*$/m, `record ${toHex(sha256(record))}`)),
        })
      },
      ['reservation-unplaced record.jsonl'],
    ],
    [
      'with a key twice',
      () =>
        signedAnew({ 'signatures.jsonl': utf8(`${linesIn('signatures.jsonl')[0]}\n`.repeat(2)) }),
      ['no-form signatures.jsonl'],
    ],
  ]
  test.each(cases)('%s', (_, make, expected) => {
    const found = problemsOf(make())
    for (const problem of expected)
      expect(
        found.some(each => each.startsWith(problem)),
        `${problem} in ${found.join()}`,
      ).toBe(true)
    expect(checkFiles(make(), card).verdict).toBe('changed')
  })
})

describe('the card decides who signed', () => {
  test('when it is of another group, the group is unknown, though all is whole', () => {
    const foreign = cardIn(cardFor(scene.parties.slice(4, 6)))
    expect(whole(pack, foreign)).toMatchObject({
      verdict: 'unknown-group',
      problems: [],
      officers: { known: 0, needs: 2, strangers: 2 },
    })
    expect(whole(pack, null).verdict).toBe('no-card')
  })

  test('when one of two officers signed, or two devices of one, that is too few', () => {
    const [alice, bob, carol] = scene.parties.map(party => pairOf(party)) as [
      ReturnType<typeof pairOf>,
      ReturnType<typeof pairOf>,
      ReturnType<typeof pairOf>,
    ]
    const unsigned = packFiles(scene.source)
    const one = signFiles(unsigned, alice)
    expect(checkFiles(one, card)).toMatchObject({
      verdict: 'too-few-officers',
      officers: { known: 1 },
    })
    const devices = cardIn(
      cardOf({
        group: 'Advisory Group',
        level: 'country',
        officers: [[alice.public, carol.public], [bob.public]],
      })!,
    )
    const twice = signFiles(one, carol)
    expect(checkFiles(twice, devices)).toMatchObject({
      verdict: 'too-few-officers',
      officers: { known: 1 },
    })
    expect(checkFiles(signFiles(twice, bob), devices).verdict).toBe('valid')
  })

  test('when half of the seats signed, the adoption is not final', () => {
    const signatures = scene.source.signatures.slice(0, 4)
    const source = { ...scene.source, signatures }
    expect(whole(packOf({ ...scene, source })).verdict).toBe('not-final')
  })

  test('when it has another form, it is refused', () => {
    const good = text(cardFor(scene.parties.slice(0, 2)))
    const [, , , first = '', second = ''] = good.split('\n')
    const wrong = [
      '',
      good.trimEnd(),
      good.replace('needs 2', 'needs 3'),
      good.replace('card 1', 'card 2'),
      good.replace('(country)', '(planet)'),
      good.replace('key-2.1', 'key-3.1'),
      good.replace(first, second),
      good.replace('baraza-pack', 'file'),
      good.replace('ssh-ed25519', 'ssh-rsa'),
      good.replace(`${second}\n`, ''),
      `${good}# more\n`,
      good.replaceAll('\n', '\r\n'),
    ]
    expect(wrong.filter(each => 'value' in readCard(utf8(each)))).toEqual([])
    expect(cardIn(utf8(good))).toMatchObject({ group: 'Advisory Group', needs: 2 })
    const named = cardOf({
      group: 'Two\nlines\u2028e\u0301',
      level: 'global',
      officers: [[newDeviceKeys().signing.public]],
    })!
    expect(cardIn(named)).toMatchObject({ group: 'Two lines \u00e9', needs: 1 })
    const [one, other] = [newDeviceKeys().signing.public, newDeviceKeys().signing.public]
    const holding = { group: 'x', level: 'global' } as const
    expect(cardOf({ ...holding, officers: [[], [one]] })).toBeNull()
    expect(cardIn(cardOf({ ...holding, officers: [[], [one], [other]] })!).needs).toBe(2)
    expect(cardOf({ group: 'x', level: 'global', officers: [[]] })).toBeNull()
  })

  test('when two people compare its six words, another card has others', () => {
    const slowly = (secret: Bytes): Bytes => secret
    const [own, other] = [
      cardFor(scene.parties.slice(0, 2)),
      cardFor(scene.parties.slice(0, 2), 'Other'),
    ].map(bytes => cardWords(bytes, 'en', slowly))
    expect(own!.words).toHaveLength(6)
    expect(own!.words).not.toEqual(other!.words)
  })
})

describe('a ZIP is never trusted', () => {
  const refusals: [string, () => Bytes][] = [
    ['nothing', () => new Uint8Array()],
    ['no ZIP', () => utf8('no pack at all, but long enough to hold a header of a file')],
    ['a path', () => writeContainer(new Map([['../adoption.txt', utf8('x')]]))],
    ['an absolute path', () => writeContainer(new Map([['/etc/passwd', utf8('x')]]))],
    ['a folder of another name', () => writeContainer(new Map([['more/x', utf8('x')]]))],
    ['a name of a device', () => writeContainer(new Map([['files/CON', utf8('x')]]))],
    [
      'a file twice',
      () => {
        const one = writeContainer(new Map([['adoption.txt', utf8('x')]]))
        const local = one.slice(0, 30 + 'adoption.txt'.length + 1)
        return new Uint8Array([...local, ...one])
      },
    ],
    [
      'too many files',
      () =>
        writeContainer(new Map(Array.from({ length: 201 }, (_, at) => [`files/${at}`, utf8('')]))),
    ],
    ['a size beyond the end', () => pack.with(20, 0xff).with(21, 0xff)],
    ['a cut file', () => pack.slice(0, 200)],
  ]
  test.each(refusals)('%s is refused', (_, make) => {
    expect(readContainer(make())).toHaveProperty('refused')
  })

  test('bytes behind its end, or a comment, are named', () => {
    expect(whole(new Uint8Array([...pack, 0]))).toMatchObject({
      verdict: 'changed',
      problems: [{ code: 'zip-changed', file: '' }],
    })
  })
})

test('the statement of the vectors is read, and a statement that does not add up is seen', () => {
  const { adoption } = readVectors('decision.json') as { adoption: string }
  const read = readStatement(utf8(adoption))
  if ('refused' in read) throw new Error('no statement')
  expect(isConsistent(read.value)).toBe(true)
  const counts = { ...read.value.counts, quorum: 9 }
  expect(isConsistent({ ...read.value, counts })).toBe(false)
  expect(readStatement(utf8(adoption.replace('seats ', 'seats 0')))).toHaveProperty('refused')
  expect(readStatement(utf8(`${adoption}more 1\n`))).toHaveProperty('refused')
})

test('no pack has an id of a member, a device, the group, a head or an act', () => {
  const { world, parties } = scene
  const [alice] = parties as [(typeof parties)[number]]
  const ids = [
    world.audience,
    world.document,
    ...parties.flatMap(({ member, device }) => [member, device]),
    ...alice.records,
    ...alice.acts.map(({ id }) => id),
  ]
  expect(ids.length).toBeGreaterThan(30)
  const bytes = Buffer.from(pack)
  const found = ids.filter(
    id =>
      bytes.includes(id) ||
      bytes.includes(Buffer.from(fromHex(id))) ||
      bytes.includes(Buffer.from(fromHex(id)).toString('base64').slice(0, 40)),
  )
  expect(found).toEqual([])
  const forwarded = packFiles({ ...scene.source, names: null })
  expect([...forwarded.values()].some(each => text(each).includes('Network of Defenders'))).toBe(
    false,
  )
})

const installed = (program: string): boolean => {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
/** The pack as files on a disk, and the card beside them. */
const unpacked = (of: Files): string => {
  const folder = temporaryDirectory()
  for (const [name, bytes] of of) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), bytes)
  }
  writeFileSync(join(folder, 'card'), cardFor(scene.parties.slice(0, 2)))
  return folder
}
const runs = (folder: string, command: string): boolean => {
  try {
    execFileSync('sh', ['-c', command], { cwd: folder, stdio: 'pipe' })
    return true
  } catch {
    return false
  }
}

describe('other programs check it', () => {
  const sums = 'sha256sum --strict -c SHA256SUMS'
  const signed =
    'ssh-keygen -Y verify -f card -I group -n baraza-pack -s SHA256SUMS.1.sig < SHA256SUMS && ' +
    'ssh-keygen -Y verify -f card -I group -n baraza-pack -s SHA256SUMS.2.sig < SHA256SUMS'

  test.skipIf(!installed('sha256sum'))('when sha256sum checks the files', () => {
    expect(runs(unpacked(files), sums)).toBe(true)
    expect(runs(unpacked(changedIn('text.en.jsonl', 'Asks for')), sums)).toBe(false)
  })

  test.skipIf(!installed('ssh-keygen'))('when ssh-keygen checks the signatures of the card', () => {
    expect(runs(unpacked(files), signed)).toBe(true)
    expect(runs(unpacked(changedIn('SHA256SUMS', 'text.en')), signed)).toBe(false)
    const strangers = scene.parties
      .slice(4, 6)
      .reduce<Files>((to, party) => signFiles(to, pairOf(party)), packFiles(scene.source))
    expect(runs(unpacked(strangers), signed)).toBe(false)
  })

  test.skipIf(!installed('openssl'))('when openssl checks the signature of a member', () => {
    const folder = unpacked(files)
    const [key = '', signature = ''] = JSON.parse(linesIn('signatures.jsonl')[0]!) as string[]
    writeFileSync(join(folder, 'key.der'), fromHex(`302a300506032b6570032100${key}`))
    writeFileSync(join(folder, 'one.sig'), fromHex(signature))
    const verify = (file: string): string =>
      `openssl pkeyutl -verify -pubin -keyform DER -inkey key.der -rawin -in ${file} -sigfile one.sig`
    expect(runs(folder, verify('adoption.txt'))).toBe(true)
    expect(runs(folder, verify('record.jsonl'))).toBe(false)
  })
})
