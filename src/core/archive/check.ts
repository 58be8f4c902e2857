// Reads the whole database and counts what is wrong with it; changes nothing.
import { Failure } from '#shared/failure'
import { asFailure, type Database } from './database.ts'
import type { CheckReport } from './rows.ts'

const manyProblems = 1000

const countProblems = (database: Database): number => {
  const rows = database.pragma(`integrity_check(${manyProblems})`)
  if (!Array.isArray(rows)) return 1
  const first: unknown = Object.values(rows[0] ?? {})[0]
  return rows.length === 1 && first === 'ok' ? 0 : rows.length
}

/** Damaged pages that cannot be read at all count as one problem. */
export const checkDatabase = (database: Database): Omit<CheckReport, 'missing'> => {
  const count = (table: 'documents' | 'messages'): number =>
    Number(database.prepare(`SELECT count(*) FROM ${table}`).pluck().get())
  try {
    const damaged = countProblems(database)
    for (const index of ['page_titles', 'page_words']) {
      database.exec(`INSERT INTO ${index} (${index}, rank) VALUES ('integrity-check', 0)`)
    }
    const packed = Number(
      database.prepare('SELECT coalesce(sum(last - first + 1), 0) FROM packs').pluck().get(),
    )
    return { documents: count('documents'), messages: count('messages') + packed, damaged }
  } catch (error) {
    const failure = asFailure(error)
    if (failure instanceof Failure && failure.code === 'archive-damaged') {
      return { documents: 0, messages: 0, damaged: 1 }
    }
    throw failure
  }
}
