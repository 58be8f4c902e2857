// Short facts in one line, each in the direction of its own script.
import { Fragment } from 'react'
import { useWords } from '../../words/index.ts'

export function Parts({ of }: { of: readonly string[] }) {
  const words = useWords()
  return of.map((part, at) => (
    <Fragment key={part}>
      {at > 0 ? words('meetings.left.between') : null}
      <bdi>{part}</bdi>
    </Fragment>
  ))
}
