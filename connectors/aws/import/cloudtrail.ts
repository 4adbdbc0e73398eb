import { type JsonRemedies, splitDocuments, splitPages } from '../../../src/exports/json-elements.ts';
import type { SourceFile } from '../../../src/model/connector.ts';
import { ownMember } from '../../../src/model/own-member.ts';
import type { UsageEntry } from '../../../src/usage/event.ts';
import { usageFormat } from '../../../src/usage/format.ts';
import { cloudTrail, usageOfEvent } from '../usage/cloudtrail.ts';

const remedies: JsonRemedies = {
  remake: 'Fetch the file again from the bucket of the trail.',
  damaged: 'Fetch the file again from the bucket of the trail, as CloudTrail wrote it.',
};
const wanted = { lists: new Set(['Records', 'Events']), values: new Set<string>() };

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** `aws cloudtrail lookup-events` and CloudTrail Lake's `eventJson` have the event as text within. */
const unwrapped = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  for (const member of ['CloudTrailEvent', 'eventJson', 'eventjson', 'eventData', 'eventdata']) {
    const inner = ownMember(value as Readonly<Record<string, unknown>>, member);
    if (typeof inner === 'string') return parsed(inner);
    if (typeof inner === 'object' && inner !== null) return inner;
  }
  return value;
};

/**
 * Files that a trail delivers (`{"Records":[…]}`), the answer of `lookup-events`, and events one a line as CloudTrail Lake and
 * Athena give them. Digests hold signatures of such files, and no event.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-examples.html
 */
function* entries(file: SourceFile): Generator<UsageEntry> {
  if (
    /^\s*\{[^[{]{0,4000}"(?:digestStartTime|awsAccountId)"[\s\S]*"previousDigest/.test(
      file.head.slice(0, 8192),
    )
  ) {
    yield { aside: 'digest file' };
    return;
  }
  if (/^\s*\{\s*"(?:Records|Events)"\s*:\s*\[/.test(file.head)) {
    for (const piece of splitPages(file, wanted, remedies))
      if (piece.kind === 'element') yield usageOfEvent(unwrapped(piece.value));
    return;
  }
  for (const { value } of splitDocuments(file, remedies)) yield usageOfEvent(unwrapped(value));
}

export const cloudTrailEvents = usageFormat({
  provider: 'aws',
  id: 'aws-cloudtrail',
  log: cloudTrail,
  entries,
});
