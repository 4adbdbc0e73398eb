import { createHash } from 'node:crypto';
import { bounded } from '../../reports/inert-text.ts';
import { byText } from '../model/by-text.ts';
import { type Severity, severityRank } from '../model/finding.ts';
import {
  type NoticeDetails,
  type NoticeKind,
  type NotifySettings,
  noticeKinds,
} from '../model/notify-schema.ts';
import type { NoticeItem } from './state.ts';

/** One thing as it is told: nothing in it that `details` does not let out, and nothing unseen in a text. */
export interface DigestItem {
  readonly kind: NoticeKind;
  readonly severity: Severity;
  readonly id: string;
  readonly scope: string;
  readonly title: string;
  readonly link?: string;
  readonly says?: readonly string[];
}

export interface DigestGroup {
  /** Null: nobody is known. */
  readonly owner: string | null;
  readonly items: readonly DigestItem[];
}

/** All that changed, as one message. Targets differ in how they write it down, and in nothing else. */
export interface Digest {
  /** SHA-256 (hex, 32 digits) over the keys of what it tells. */
  readonly id: string;
  readonly tool: { readonly name: string; readonly version: string };
  /** Time of the facts. ISO 8601, UTC. */
  readonly collectedAt: string;
  readonly details: NoticeDetails;
  readonly counts: Readonly<Partial<Record<NoticeKind, number>>>;
  /** Where the report can be read. */
  readonly link?: string;
  /** By owner, those without last; empty with `details: none`. */
  readonly groups: readonly DigestGroup[];
  /** Things that are counted and not listed, as there are too many. */
  readonly left: number;
}

/** What is told of each kind, for people. */
export const kindTitles: Readonly<Record<NoticeKind, string>> = {
  'critical-path': 'New critical paths',
  'standing-administrator': 'New standing administrators',
  'exception-ending': 'Exceptions about to end',
  'coverage-lost': 'Coverage lost',
  'gate-failed': 'Gate failed on the live estate',
};

/** A message is read by people; the report holds the rest. */
const mostItems = 100;
const longestTitle = 300;
const longestText = 500;
const mostTexts = 12;

const itemOf = (item: NoticeItem, { details, itemLink }: NotifySettings): DigestItem => ({
  kind: item.kind,
  severity: item.severity,
  id: bounded(item.id, longestTitle),
  scope: bounded(item.scope, longestTitle),
  title: bounded(item.title, longestTitle),
  ...(itemLink === undefined
    ? {}
    : { link: itemLink.replaceAll('{id}', encodeURIComponent(item.id.toWellFormed())) }),
  ...(details === 'full'
    ? { says: item.says.slice(0, mostTexts).map((text) => bounded(text, longestText)) }
    : {}),
});

/** Of what is told first, the gravest. */
const inOrder = (a: NoticeItem, b: NoticeItem): number =>
  severityRank(b.severity) - severityRank(a.severity) ||
  noticeKinds.indexOf(a.kind) - noticeKinds.indexOf(b.kind) ||
  byText(a.key, b.key);

/** One digest of what changed; `undefined`: nothing of it is to be told. Pure. */
export const digestOf = (
  changed: readonly NoticeItem[],
  collectedAt: string,
  settings: NotifySettings,
  tool: Digest['tool'],
): Digest | undefined => {
  const told = changed.filter(({ kind }) => settings.events.includes(kind)).toSorted(inOrder);
  if (told.length === 0) return undefined;
  const counts: Partial<Record<NoticeKind, number>> = {};
  for (const { kind } of told) counts[kind] = (counts[kind] ?? 0) + 1;
  const listed = settings.details === 'none' ? [] : told.slice(0, mostItems);
  const groups = [...Map.groupBy(listed, ({ owner }) => owner)]
    .toSorted(([a], [b]) =>
      a === undefined || b === undefined ? Number(a === undefined) - Number(b === undefined) : byText(a, b),
    )
    .map(([owner, items]) => ({
      owner: owner === undefined ? null : bounded(owner, longestTitle),
      items: items.map((item) => itemOf(item, settings)),
    }));
  return {
    id: createHash('sha256')
      .update(
        told
          .map(({ key }) => key)
          .toSorted()
          .join(),
      )
      .digest('hex')
      .slice(0, 32),
    tool,
    collectedAt,
    details: settings.details,
    counts,
    ...(settings.link === undefined ? {} : { link: settings.link }),
    groups,
    left: settings.details === 'none' ? 0 : told.length - listed.length,
  };
};

/** Our own words alone: `nhi-audit: 2 new critical paths, 1 coverage lost`. */
export const headline = ({ counts }: Digest): string =>
  `nhi-audit: ${noticeKinds
    .filter((kind) => counts[kind] !== undefined)
    .map((kind) => `${kindTitles[kind].charAt(0).toLowerCase()}${kindTitles[kind].slice(1)}: ${counts[kind]}`)
    .join(', ')}`;

export const leftText = ({ left }: Digest): string | undefined =>
  left === 0 ? undefined : `${left} more are in the report.`;

export const ownerText = ({ owner }: DigestGroup): string => owner ?? 'no known owner';
