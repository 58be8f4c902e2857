// The list of files to import, without a window: what is read, in which order, and what is asked of core.
import { expect, test } from 'vitest'
import type { FileReport } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DocumentId, FileGrant, GroupId } from '#shared/ids'
import type { Core } from '../../src/renderer/shell/core-client.ts'
import {
  countsOf,
  keptRemarks,
  mostFiles,
  openImports,
  type Becomes,
} from '../../src/renderer/screens/import/import-list.ts'

const becomes: Becomes = { kind: 'statement', language: 'en', choice: keptRemarks }
const fileOf = (name: string) => ({ file: name as FileGrant, name })
const report: FileReport = {
  title: null,
  paragraphs: 1,
  words: 1,
  notes: [],
  findings: [],
  people: [],
}

type Asked = { name: string; input: unknown }

/** A core that answers readings one by one, when the test says so. */
const waitingCore = () => {
  const asked: Asked[] = []
  const readings: PromiseWithResolvers<FileReport>[] = []
  let tell: (detail: { task: string; done: number; total: number }) => void = () => {}
  const core = {
    call(name: string, input: unknown): Promise<unknown> {
      asked.push({ name, input })
      if (name !== 'documents.readFile')
        return Promise.resolve(
          name === 'documents.importRead' ? [{ document: 'd' as DocumentId }] : undefined,
        )
      const reading = Promise.withResolvers<FileReport>()
      readings.push(reading)
      return reading.promise
    },
    on(_: string, listen: typeof tell) {
      tell = listen
      return () => {}
    },
  } as unknown as Core
  return {
    core,
    asked: (name: string) => asked.filter(each => each.name === name).map(({ input }) => input),
    /** Answers the reading with this number. */
    async read(at: number, failure?: Failure) {
      if (failure) readings[at]?.reject(failure)
      else readings[at]?.resolve(report)
      await new Promise(setImmediate)
    },
    progress: (done: number) => tell({ task: 'documents.import', done, total: 100 }),
  }
}

const statesOf = (imports: ReturnType<typeof openImports>) =>
  imports.get().entries.map(({ state }) => state.is)

test('files are read one after another, and a refused one keeps its reason', async () => {
  const { core, asked, read, progress } = waitingCore()
  const imports = openImports(core)
  imports.add(['a', 'b', 'c'].map(fileOf), becomes)
  expect(statesOf(imports)).toEqual(['reading', 'waiting', 'waiting'])
  progress(64)
  expect(imports.get().entries[0]?.state).toEqual({ is: 'reading', percent: 64 })
  await read(0)
  await read(1, new Failure('file-has-password'))
  expect(statesOf(imports)).toEqual(['read', 'refused', 'reading'])
  expect(imports.get().entries[1]?.state).toEqual({ is: 'refused', code: 'file-has-password' })
  await read(2)
  expect(countsOf(imports.get().entries)).toMatchObject({ all: 3, read: 2, refused: 1, open: 0 })
  expect(asked('documents.importRead')).toEqual([])
})

test('another choice reads a file again, also while it is read, and keeps its last report', async () => {
  const { core, asked, read } = waitingCore()
  const imports = openImports(core)
  imports.add([fileOf('a')], becomes)
  imports.change('a' as FileGrant, { kind: 'minutes' })
  await read(0)
  expect(asked('documents.readFile')).toMatchObject([{ kind: 'statement' }, { kind: 'minutes' }])
  expect(statesOf(imports)).toEqual(['reading'])
  await read(1)
  imports.change('a' as FileGrant, { choice: { changes: 'rejected', comments: 'threads' } })
  expect(imports.get().entries[0]?.report).toEqual(report)
  expect(asked('documents.readFile')[2]).toMatchObject({ changes: 'rejected' })
  await read(2)
  // The language of a document changes nothing of what is read.
  imports.change('all', { language: 'fr' })
  expect(statesOf(imports)).toEqual(['read'])
})

test('reading is stopped for one file and for all, and the answer that comes late is of no use', async () => {
  const { core, asked, read } = waitingCore()
  const imports = openImports(core)
  imports.add(['a', 'b', 'c'].map(fileOf), becomes)
  imports.stop('a' as FileGrant)
  await read(0)
  expect(statesOf(imports)).toEqual(['stopped', 'reading', 'waiting'])
  imports.stop('all')
  await read(1, new Failure('cancelled'))
  expect(statesOf(imports)).toEqual(['stopped', 'stopped', 'stopped'])
  expect(asked('documents.forgetFile')).toEqual(['a', 'b', 'c'].map(file => ({ file })))
  expect(await imports.store('g' as GroupId)).toEqual([])
  expect(asked('documents.importRead')).toEqual([])
})

test('files that are read are stored, and the others stay in the list', async () => {
  const { core, asked, read } = waitingCore()
  const imports = openImports(core)
  imports.add(['a', 'b'].map(fileOf), becomes)
  await read(0)
  await imports.store('g' as GroupId)
  expect(asked('documents.importRead')).toEqual([
    { group: 'g', files: [{ file: 'a', language: 'en' }] },
  ])
  expect(imports.get()).toMatchObject({ entries: [{ name: 'b' }], shown: 'b', storing: null })
  let isSettled = false
  const settling = imports.settled().then(() => (isSettled = true))
  expect(isSettled).toBe(false)
  await read(1)
  await settling
  imports.remove('b' as FileGrant)
  expect(imports.get()).toMatchObject({ entries: [], shown: null })
})

test('no more files are taken than core keeps', () => {
  const imports = openImports(waitingCore().core)
  const many = Array.from({ length: mostFiles + 5 }, (_, at) => fileOf(`f${at}`))
  expect(imports.add(many, becomes)).toBe(mostFiles)
  expect(imports.add(many, becomes)).toBe(0)
})
