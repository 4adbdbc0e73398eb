import type { JsonPiece } from './json-lists.ts';

/**
 * Members by which a page of an AWS answer says that more would follow: IAM's `IsTruncated` and `Marker` (with a small
 * i in newer operations), `NextToken` of other services and of the CLI's own `--max-items`.
 * https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-pagination.html
 */
export const continuationKeys: ReadonlySet<string> = new Set([
  'IsTruncated',
  'isTruncated',
  'Marker',
  'NextMarker',
  'NextToken',
  'nextToken',
]);

const nothingFollows: ReadonlySet<string> = new Set(['false', 'null', '""']);

/** Whether a member says that its page is not the last. Anything but a plain "no" counts as yes. */
export const saysMoreFollows = (piece: JsonPiece): boolean =>
  piece.kind === 'value' && continuationKeys.has(piece.key) && !nothingFollows.has(piece.text);
