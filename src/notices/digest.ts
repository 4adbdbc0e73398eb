import { createHash } from 'node:crypto';
import { bounded } from '../../reports/inert-text.ts';
import { byText } from '../model/by-text.ts';
import { type Severity, severityRank } from '../model/finding.ts';
import { type InForce, loosens } from '../model/in-force.ts';
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
  /** SHA-256 (hex, 32 digits) over the time and the keys of what it tells: the same at every try. */
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
  /** What it was judged by, in one sentence; absent with `details: none`, which names nothing. */
  readonly inForce?: string;
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

const longestPath = 200;

/** A path without anything that a chat or a mail program could take for mark-up, a mention or a link. */
const plainPath = (path: string): string => path.slice(0, longestPath).replace(/[^\w./ -]/g, '?');

const inForceText = ({ files, deviations }: InForce): string => {
  const named = files.map(({ role, path, sha256 }) => `${role} ${plainPath(path)} (sha256 ${sha256})`);
  const looser = deviations.filter(loosens).length;
  const settings =
    looser === 0 ? '' : `, with ${looser === 1 ? '1 setting' : `${looser} settings`} that may hide something`;
  return `Judged by ${named.length === 0 ? 'the defaults, without exceptions' : named.join(' and ')}${settings}.`;
};

/** RFC 3986 in full: what `encodeURIComponent` leaves would end a link in Markdown. */
const encoded = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** Absent where no page has such an address. */
const linkOf = (id: string, template: string | undefined): Pick<DigestItem, 'link'> => {
  if (template === undefined || id.length > longestTitle) return {};
  return { link: template.replaceAll('{id}', () => encoded(id)) };
};

const itemOf = (item: NoticeItem, { details, itemLink }: NotifySettings): DigestItem => ({
  kind: item.kind,
  severity: item.severity,
  id: bounded(item.id, longestTitle),
  scope: bounded(item.scope, longestTitle),
  title: bounded(item.title, longestTitle),
  ...linkOf(item.id, itemLink),
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
  inForce?: InForce,
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
      .update([collectedAt, ...told.map(({ key }) => key).toSorted()].join())
      .digest('hex')
      .slice(0, 32),
    tool,
    collectedAt,
    details: settings.details,
    counts,
    ...(settings.link === undefined ? {} : { link: settings.link }),
    groups,
    left: settings.details === 'none' ? 0 : told.length - listed.length,
    ...(settings.details === 'none' || inForce === undefined ? {} : { inForce: inForceText(inForce) }),
  };
};

/** Our own words alone: `nhi-audit: 2 new critical paths, 1 coverage lost`. */
export const headline = ({ counts }: Digest): string =>
  `nhi-audit: ${noticeKinds
    .filter((kind) => counts[kind] !== undefined)
    .map((kind) => `${kindTitles[kind].charAt(0).toLowerCase()}${kindTitles[kind].slice(1)}: ${counts[kind]}`)
    .join(', ')}`;

/** What stands at the end: how much is left out, and what it was judged by. No mark-up is in it. */
export const endingText = ({ left, inForce }: Pick<Digest, 'left' | 'inForce'>): string | undefined => {
  const sentences = [
    ...(left === 0 ? [] : [`${left} more ${left === 1 ? 'is' : 'are'} in the report.`]),
    inForce ?? [],
  ].flat();
  return sentences.length === 0 ? undefined : sentences.join(' ');
};

export const ownerText = ({ owner }: DigestGroup): string => owner ?? 'no known owner';

const withItems = (digest: Digest, kept: ReadonlySet<DigestItem>, left: number): Digest => ({
  ...digest,
  groups: digest.groups.flatMap((group) => {
    const items = group.items.filter((item) => kept.has(item));
    return items.length === 0 ? [] : [{ ...group, items }];
  }),
  left,
});

/** The gravest of it, as many as fit into a message; the others are counted. @param fits no more where there is more in it */
export const fitting = (digest: Digest, fits: (digest: Digest) => boolean): Digest => {
  if (fits(digest)) return digest;
  const items = digest.groups
    .flatMap((group) => group.items)
    .toSorted((a, b) => severityRank(b.severity) - severityRank(a.severity));
  const first = (many: number): Digest =>
    withItems(digest, new Set(items.slice(0, many)), digest.left + items.length - many);
  let [least, most] = [0, items.length];
  while (most - least > 1) {
    const middle = Math.floor((least + most) / 2);
    if (fits(first(middle))) least = middle;
    else most = middle;
  }
  return first(least);
};

/** What is told where a target takes no more: how much there is, and where it can be read. */
export const inShort = (digest: Digest): Digest => fitting(digest, ({ groups }) => groups.length === 0);
