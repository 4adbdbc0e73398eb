import type { JsonPiece } from './json-elements.ts';

const nothingFollows: ReadonlySet<string> = new Set(['false', 'null', '""']);

/**
 * Whether a member of a page says that more would follow. Anything but a plain "no" counts as yes.
 * @param keys members by which the provider says so: `NextToken`, `nextLink`, `nextPageToken`
 */
export const announcesMore = (piece: JsonPiece, keys: ReadonlySet<string>): boolean =>
  piece.kind === 'value' && keys.has(piece.key) && !nothingFollows.has(piece.text);
