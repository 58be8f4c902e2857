// The answer of a reply to one paragraph: which paragraph of which reply, in its words. Members quote; the words
// can be changed after they are filled in.
import type { FiledReply, ReplyAnswer, ReplyParagraph } from '#shared/contract'
import { useState } from 'react'
import { useAct, useAnswer, useCore } from '../../shell/core-client.ts'
import { useTyped } from '../../shell/typed/use-typed.ts'
import { FormDialog, RadioChoice, say, Select, TextField } from '../../ui/index.ts'
import { useWords } from '../../words/index.ts'
import { answers } from './answers.ts'
import { dayInWords } from './days.ts'
import { Seen, type RowFormProps } from './recommendation-forms.tsx'

/** Most units of the words that a member quotes. */
const mostWords = 4000

/** The reply that is quoted: as the answer says, else the last one. */
const firstReply = ({ text: { replies }, row }: RowFormProps): FiledReply | undefined =>
  replies.find(({ id }) => id === row.in) ?? replies.at(-1)

export function AnswerOf(props: RowFormProps) {
  const { text, row, onClose } = props
  const words = useWords()
  const core = useCore()
  const { document, replies } = text
  const { block } = row
  const first = {
    answer: row.answer ?? '',
    text: row.reply,
    place: row.place,
    reply: firstReply(props)?.id ?? '',
  }
  const { fields, type, forget } = useTyped(document, `answered-${block}`, first)
  const answer: ReplyAnswer | undefined = answers.find(each => each === fields.answer)
  const reply = replies.find(({ id }) => id === fields.reply)
  const place = useAct(async () => {
    if (!answer) return
    await core.call('recommendations.answered', {
      document,
      block,
      answer,
      text: fields.text,
      in: reply?.id ?? null,
      place: fields.place,
    })
    forget()
    say(words('follow-up.answerNoted', { place: row.number }))
    onClose()
  })
  return (
    <FormDialog
      title={words('follow-up.form.answerOf', { place: row.number })}
      lead={<span dir="auto">{row.words}</span>}
      act={words('follow-up.note.act')}
      reason={answer ? undefined : words('follow-up.answer.missing')}
      work={place}
      onClose={onClose}
    >
      <RadioChoice
        label={words('follow-up.column.answer')}
        columns={2}
        value={fields.answer}
        onChange={next => type({ answer: next })}
        ways={answers.map(id => ({ id, title: words(`follow-up.answer.${id}`) }))}
      />
      {replies.length > 0 ? (
        <ReplyOf replies={replies} value={fields.reply} onChange={id => type({ reply: id })} />
      ) : null}
      {reply ? (
        <ParagraphOf
          document={document}
          reply={reply}
          onChoose={({ place: number, words: quoted }) =>
            type({ place: number, text: quoted.slice(0, mostWords) })
          }
        />
      ) : null}
      {reply ? (
        <TextField
          label={words('follow-up.answer.place')}
          maxLength={60}
          value={fields.place}
          onChange={next => type({ place: next })}
        />
      ) : null}
      <TextField
        label={words('follow-up.column.reply')}
        hint={words('follow-up.replyHint')}
        rows={3}
        maxLength={mostWords}
        value={fields.text}
        onChange={next => type({ text: next })}
      />
      <Seen />
    </FormDialog>
  )
}

type ReplyOfProps = {
  replies: readonly FiledReply[]
  value: string
  onChange: (id: string) => void
}

function ReplyOf({ replies, value, onChange }: ReplyOfProps) {
  const words = useWords()
  const [now] = useState(() => Date.now())
  return (
    <Select
      label={words('follow-up.answer.in')}
      value={value}
      onChange={onChange}
      choices={[
        ...replies.map(({ id, day, name }) => ({
          id: id as string,
          text: words('follow-up.reply', { day: dayInWords(day, now, words) }),
          hint: name,
        })),
        { id: '', text: words('follow-up.answer.inNone') },
      ]}
    />
  )
}

type ParagraphProps = {
  document: RowFormProps['text']['document']
  reply: FiledReply
  onChoose: (paragraph: ReplyParagraph) => void
}

/** Only a document and plain text have paragraphs that Baraza can read. */
function ParagraphOf({ document, reply, onChoose }: ParagraphProps) {
  const words = useWords()
  const { id, isHere } = reply
  const input = isHere ? { document, reply: id } : null
  const { value } = useAnswer('recommendations.reply', input, [])
  const [chosen, setChosen] = useState('')
  const paragraphs = value?.paragraphs ?? []
  if (paragraphs.length === 0) return null
  return (
    <Select
      label={words('follow-up.answer.from')}
      hint={words('follow-up.answer.fromHint')}
      value={chosen}
      onChange={next => {
        setChosen(next)
        const paragraph = paragraphs[Number(next)]
        if (next !== '' && paragraph) onChoose(paragraph)
      }}
      choices={[
        { id: '', text: words('follow-up.answer.fromNone') },
        ...paragraphs.map((paragraph, at) => ({
          id: `${at}`,
          text: paragraph.words,
          ...(paragraph.place !== '' && {
            hint: words('follow-up.replyPlace', { place: paragraph.place }),
          }),
        })),
      ]}
    />
  )
}
