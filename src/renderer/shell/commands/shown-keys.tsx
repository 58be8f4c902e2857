// A chord as it stands on the keys, beside the words for what it does.
import { type KeyName, keysOf } from './keys.ts'

export function Keys({ of }: { of: KeyName }) {
  return (
    <>
      {keysOf(of).map(key => (
        <kbd key={key}>{key}</kbd>
      ))}
    </>
  )
}
