// A question or a form above the window. The screen behind it is out of reach until it closes; Esc
// closes it and returns focus to where it was.
import {
  createContext,
  useCallback,
  useContext,
  useLayoutEffect,
  useRef,
  useState,
  type ReactNode,
} from 'react'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { X } from 'lucide-react'
import { useWords } from '../words/index.ts'
import { Button, type ButtonProps, IconButton } from './button.tsx'
import { ReturnsFocus } from './return-focus.tsx'
import { useScrollFocus } from './scroll-focus.ts'
import './dialog.css'

export type DialogProps = {
  isOpen: boolean
  onClose: () => void
  title: string
  /** One or two sentences under the title. */
  lead?: ReactNode
  children?: ReactNode
  /** Buttons, the act last. */
  foot?: ReactNode
  /** 440, 540, 640 or 760 pixels. */
  size?: 'small' | 'medium' | 'wide' | 'large'
  /** Before the title: whom it is about. */
  mark?: ReactNode
  role?: 'dialog' | 'alertdialog'
  /**
   * Its act runs: it stays until the answer, which may be a refusal to be read here. The lock, whose
   * keys main hears, is the way out of a call without an answer.
   */
  busy?: boolean
}

/** Closes the dialog around; null while its act runs. */
const Closing = createContext<(() => void) | null>(null)

/** Counts the acts of its parts that run. */
const Holding = createContext<((change: 1 | -1) => void) | null>(null)

/** The dialog around, if there is one, stays while an act of a part of it runs. */
export function useHoldsDialog(busy: boolean): void {
  const hold = useContext(Holding)
  useLayoutEffect(() => {
    if (!busy || !hold) return
    hold(1)
    return () => hold(-1)
  }, [busy, hold])
}

export function Dialog(props: DialogProps) {
  const { isOpen, onClose, title, lead, children, foot, mark } = props
  const { size = 'medium', role = 'dialog' } = props
  const words = useWords()
  const [held, setHeld] = useState(0)
  const hold = useCallback((change: 1 | -1) => setHeld(count => count + change), [])
  const busy = props.busy === true || held > 0
  const close = busy ? null : onClose
  return (
    <ModalOverlay
      className="scrim"
      isOpen={isOpen}
      onOpenChange={next => {
        if (!next) close?.()
      }}
      isDismissable={role === 'dialog'}
    >
      <Modal className="modal" data-size={size}>
        <ReturnsFocus />
        <AriaDialog className="dialog" role={role}>
          <div className="dialog-head">
            {mark}
            <div className="grow">
              <Heading slot="title">{title}</Heading>
              {lead === undefined ? null : <p className="dialog-lead">{lead}</p>}
            </div>
            {role === 'dialog' ? (
              <IconButton
                icon={X}
                label={words('ui.close')}
                aria-disabled={busy}
                onPress={() => close?.()}
              />
            ) : null}
          </div>
          <Closing value={close}>
            {children === undefined ? null : (
              <Holding value={hold}>
                <Body title={title}>{children}</Body>
              </Holding>
            )}
            {foot === undefined ? null : <div className="dialog-foot">{foot}</div>}
          </Closing>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

/** The button in the foot that changes nothing. */
export function CloseButton(props: Pick<ButtonProps, 'variant' | 'autoFocus' | 'children'>) {
  const close = useContext(Closing)
  return <Button {...props} aria-disabled={close === null} onPress={() => close?.()} />
}

function Body({ title, children }: Required<Pick<DialogProps, 'title' | 'children'>>) {
  const body = useRef<HTMLDivElement>(null)
  const takesFocus = useScrollFocus(body)
  return (
    <div
      className="dialog-body scroll"
      ref={body}
      {...(takesFocus && { tabIndex: 0, role: 'group', 'aria-label': title })}
    >
      {children}
    </div>
  )
}

export type AlertDialogProps = {
  isOpen: boolean
  title: string
  /** The consequences: people affected, data kept, losses that cannot be undone. */
  children: ReactNode
  /** The act, repeated: "Delete the draft", never "OK". */
  act: string
  onAct: () => void
  onClose: () => void
  /** Words on the safe button, which has the focus. */
  safe?: string
  danger?: boolean
  busy?: boolean
  /** `onClose` stops the act that runs. */
  mayStop?: boolean
  /** Why the act cannot be done now. */
  unavailable?: string | undefined
}

export function AlertDialog(props: AlertDialogProps) {
  const { isOpen, title, children, act, onAct, onClose, safe, danger = false, busy = false } = props
  const { unavailable, mayStop = false } = props
  const words = useWords()
  return (
    <Dialog
      role="alertdialog"
      size="small"
      isOpen={isOpen}
      onClose={onClose}
      busy={busy && !mayStop}
      title={title}
      foot={
        <>
          <span className="grow" />
          {/* The safe choice has the focus when a question opens. */}
          <CloseButton autoFocus>{safe ?? words('ui.cancel')}</CloseButton>
          <Button
            variant={danger ? 'danger' : 'primary'}
            busy={busy}
            unavailable={unavailable}
            onPress={onAct}
          >
            {act}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  )
}
