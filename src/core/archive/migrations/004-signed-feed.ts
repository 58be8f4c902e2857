// Where a feed is forked, each branch is kept under a name of its own, in the column `feed`. This
// column is the feed in which the message was signed.
export const signedFeed = `
ALTER TABLE messages ADD COLUMN signed_feed BLOB;
`
