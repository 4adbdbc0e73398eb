import type { JsonPiece } from '../../../src/exports/json-elements.ts';
import { announcesMore } from '../../../src/exports/pages.ts';

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

export const saysMoreFollows = (piece: JsonPiece): boolean => announcesMore(piece, continuationKeys);
