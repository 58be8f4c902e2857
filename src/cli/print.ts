// One value on stdout: as JSON, or as lines that a person reads.
const line = (value: unknown): string =>
  value !== null && typeof value === 'object' ? JSON.stringify(value) : String(value)

const lines = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(line).join('\n')
  if (value === null || typeof value !== 'object') return String(value)
  return Object.entries(value)
    .map(([name, part]) => `${name}: ${line(part)}`)
    .join('\n')
}

export const print = (value: unknown, json: boolean): void => {
  const text = json ? JSON.stringify(value ?? {}) : lines(value ?? {})
  if (text !== '') process.stdout.write(`${text}\n`)
}
