// The export of a PDF says how far it is. After a person ends the export, no file is there.
import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { PDFDocument, PDFName } from '@cantoo/pdf-lib'
import { expect, test } from 'vitest'
import type { Printable, PrintPage } from '#core/paper'
import { Failure } from '#shared/failure'
import { temporaryDirectory } from '#tests/archive'
import { foundingOf, grantOf } from '#tests/core'
import { device } from '#tests/cores'
import { laterRefusal } from '#tests/refusal'

/** A print of forty pages with a structure, as the engine makes them: only such pages are gone through. */
const fortyPages: PrintPage = async () => {
  const print = await PDFDocument.create()
  const { context, catalog } = print
  const pages = Array.from({ length: 40 }, () => print.addPage([100, 100]))
  const top = context.register(context.obj({ Type: 'StructTreeRoot', K: [] }))
  const paragraphs = pages.map(({ ref }) =>
    context.register(context.obj({ Type: 'StructElem', S: 'P', P: top, Pg: ref, K: 0 })),
  )
  context.assign(top, context.obj({ Type: 'StructTreeRoot', K: paragraphs }))
  catalog.set(PDFName.of('StructTreeRoot'), top)
  print.setTitle('Print')
  return print.save({ useObjectStreams: false })
}

const scene = async (print?: PrintPage) => {
  const { core } = await device(print && { print })
  const group = await core.answers['groups.create'](foundingOf())
  const document = await core.answers['documents.create']({
    ...({ group, kind: 'statement', language: 'en', title: 'Statement' } as const),
  })
  const path = join(temporaryDirectory(), 'statement.pdf')
  const told: number[] = []
  core.onEvent((name, detail) => {
    if (name !== 'progress') return
    const { task, done, total } = detail as { task: string; done: number; total: number }
    if (task === 'paper.export') told.push((100 * done) / total)
  })
  const save = (paper: 'a4' | 'letter' = 'a4'): Promise<string | null> =>
    laterRefusal(
      Promise.resolve(
        core.answers['paper.export']({ document, format: 'pdf', paper, file: grantOf(core, path) }),
      ),
    )
  return { core, path, told, save }
}

test('the export of a PDF says how far it is from the start, and the PDF is on the chosen paper', async () => {
  const pages: Printable[] = []
  const { path, told, save } = await scene((page, over) => {
    pages.push(page)
    return fortyPages(page, over)
  })
  expect(await save('letter')).toBeNull()
  expect(existsSync(path)).toBe(true)
  expect(told[0]).toBe(0)
  expect(told.length).toBeGreaterThan(40)
  expect(told).toEqual(told.toSorted((a, b) => a - b))
  expect(pages[0]?.body).toContain('data-paper="letter"')
})

test('a person stops the export while the text prints: the print ends, and no file is there', async () => {
  const { core, path, told, save } = await scene(async (_, over) => {
    const ended = new Promise<never>((_resolve, reject) => {
      over.addEventListener('abort', () => reject(new Failure('cancelled')))
    })
    void core.answers['tasks.cancel']({ task: 'paper.export' })
    return ended
  })
  expect(await save()).toBe('cancelled')
  expect(told).toEqual([0])
  expect(readdirSync(dirname(path))).toEqual([])
})

test('a person stops the export while the PDF is finished: no file is there, and the next export works', async () => {
  const { core, path, told, save } = await scene(fortyPages)
  const stop = core.onEvent(() => {
    if ((told.at(-1) ?? 0) >= 60) void core.answers['tasks.cancel']({ task: 'paper.export' })
  })
  expect(await save()).toBe('cancelled')
  expect(Math.max(...told)).toBeLessThan(70)
  expect(readdirSync(dirname(path))).toEqual([])
  stop()
  expect(await save()).toBeNull()
  expect(existsSync(path)).toBe(true)
})

test('a person stops the export, and the print gives bytes that are no PDF: the export is stopped', async () => {
  const { core, path, save } = await scene(async () => {
    await core.answers['tasks.cancel']({ task: 'paper.export' })
    return new Uint8Array()
  })
  expect(await save()).toBe('cancelled')
  expect(readdirSync(dirname(path))).toEqual([])
})

test('a person stops another task: the export goes on', async () => {
  const { core, path, save } = await scene((page, over) => {
    void core.answers['tasks.cancel']({ task: 'documents.import' })
    return over.aborted ? Promise.reject(new Failure('cancelled')) : fortyPages(page, over)
  })
  expect(await save()).toBeNull()
  expect(existsSync(path)).toBe(true)
})

test('a core without a window makes no PDF', async () => {
  const { path, save } = await scene()
  expect(await save()).toBe('invalid-input')
  expect(existsSync(path)).toBe(false)
})
