// A program that reads one file from outside, as core does, and prints result, time and memory as one line of JSON.
// The arguments are the path, the format and the name of the file.
import { readFileSync } from 'node:fs'
import process from 'node:process'
import { readApart } from '#core/files'
import { Failure } from '#shared/failure'

type Task = Parameters<typeof readApart>[0]

const [path = '', format = 'text', file = ''] = process.argv.slice(2)
const bytes = readFileSync(path)
const [before, start] = [process.memoryUsage.rss(), process.cpuUsage()]

const codeOf = async (): Promise<string | null> => {
  const wanted = { as: 'suggestions', comments: 'threads', kind: 'statement', file } as const
  const task = { format: format as Task['format'], bytes, ...wanted }
  try {
    await readApart(task, { isCancelled: () => false, progress: () => {} })
    return null
  } catch (error) {
    if (error instanceof Failure) return error.code
    throw error
  }
}

const code = await codeOf()
const { user, system } = process.cpuUsage(start)
// The answer to `getrusage` includes the memory of the process that started this one.
const [, kibibytes = '0'] =
  /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
const most = Number(kibibytes) * 1024
console.log(
  JSON.stringify({
    code,
    seconds: (user + system) / 1e6,
    mebibytes: Math.max(0, most - before) / 2 ** 20,
  }),
)
