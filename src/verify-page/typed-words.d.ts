/** Whether something is there to compare. */
export declare const isComplete: (typed: string) => boolean
/** Whether these are the words of a card with these 66 bits, in any language, or its numbers. */
export declare const areWordsOf: (typed: string, bits: bigint) => boolean
