// The first paragraphs of a long text, shown until the editor has made its page: the same elements as
// the editor's, in the same look. They are for eyes alone: who listens is told once the page is there.
import type { Block, BlockKind, Run } from '#document/model'
import { isCaptured } from '../minutes/kinds.ts'

const tags: Partial<Record<BlockKind, 'h1' | 'h2' | 'h3' | 'h4' | 'blockquote'>> = {
  h1: 'h1',
  h2: 'h2',
  h3: 'h3',
  h4: 'h4',
  quote: 'blockquote',
}

/** The class that each format has in the editor. */
const formats = {
  bold: 'text-bold',
  italic: 'text-italic',
  underline: 'text-underline',
  strikethrough: 'text-strikethrough',
  superscript: 'text-superscript',
  subscript: 'text-subscript',
} as const
const isFormat = (name: string): name is keyof typeof formats => Object.hasOwn(formats, name)

const classesOf = (run: Run): string | undefined => {
  const names = Object.keys(run).filter(isFormat)
  return names.length === 0 ? undefined : names.map(name => formats[name]).join(' ')
}

function Words({ runs }: { runs: readonly Run[] }) {
  return runs.map((run, at) => (
    <span key={at} className={classesOf(run)}>
      {run.text}
    </span>
  ))
}

export function PreviewBlocks({ blocks }: { blocks: readonly Block[] }) {
  return (
    <div className="page-text" data-look aria-hidden>
      {blocks.map((block, index) => {
        const isLine = isCaptured(block.kind)
        const Tag = isLine ? 'section' : (tags[block.kind] ?? 'p')
        return (
          <Tag
            key={index}
            data-kind={block.kind}
            data-off={block.meeting?.off ? '' : undefined}
            data-number={block.number === '' ? undefined : block.number}
            lang={block.language}
            dir={block.direction ?? 'auto'}
          >
            {isLine ? (
              <>
                <div className="capture-label" />
                <p className="capture-words">
                  <Words runs={block.runs} />
                </p>
              </>
            ) : (
              <Words runs={block.runs} />
            )}
          </Tag>
        )
      })}
    </div>
  )
}
