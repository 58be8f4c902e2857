// The position of the message in which the member first asked for an offloaded document again, in the place of a flag:
// an answer to an earlier request brings an older state. Requests of an earlier version are at 0, and each answer counts.
export const askedAt = `
ALTER TABLE offloaded ADD COLUMN asked INTEGER;
UPDATE offloaded SET asked = 0 WHERE is_asked = 1;
ALTER TABLE offloaded DROP COLUMN is_asked;
`
