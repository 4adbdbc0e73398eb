import type { RankedIdentity } from '../../src/audit/ranking.ts';
import type { Grant } from '../../src/model/grant.ts';
import type { Identity } from '../../src/model/identity.ts';
import type { AuditResult } from '../../src/model/report.ts';
import { effectiveDuration } from '../../src/model/standing.ts';
import { visible } from '../inert-text.ts';
import type { Paint } from '../layout.ts';
import { counted, grouped, hanging } from '../layout.ts';
import { daysBetween } from '../wording.ts';

/** Longest id that is printed whole: an ARN has 2,048 characters at most, but seldom more than 200. */
export const longestWord = 400;
export const listedMembers = 20;
const label = 14;

/** What the sections share. */
export interface Page {
  readonly result: AuditResult;
  readonly ranked: RankedIdentity;
  readonly identity: Identity;
  readonly width: number;
  readonly paint: Paint;
  readonly now: number;
  /** Name of an identity and of a scope, with its id where the two differ. */
  readonly nameOf: (id: string) => string;
  readonly scopeNamed: (id: string) => string;
}

export const named = (name: string, id: string): string =>
  name === '' || name === id ? id : `${name} (${id})`;

export const field = (page: Page, name: string, text: string): string[] =>
  hanging(`  ${name.padEnd(label)}`, text, page.width, longestWord);

export const item = (page: Page, text: string, indent = 2): string[] =>
  hanging(`${' '.repeat(indent)}- `, text, page.width, longestWord);

export const heading = (page: Page, text: string): string[] => ['', page.paint('bold', visible(text))];

export const shortList = (values: readonly string[]): string =>
  values.length <= listedMembers
    ? values.join(', ')
    : `${values.slice(0, listedMembers).join(', ')} and ${grouped(values.length - listedMembers)} more`;

/** `2025-01-02 (364 days ago)`: before collection. */
export const when = (page: Page, time: string | undefined): string => {
  if (time === undefined) return 'not known';
  const days = daysBetween(time, page.result.estate.collectedAt);
  if (days === undefined) return time;
  const day = time.slice(0, 10);
  return days < 0 ? `${day} (in ${counted(-days, 'day')})` : `${day} (${counted(days, 'day')} ago)`;
};

export const durationOf = (page: Page, grant: Grant): string =>
  effectiveDuration(grant, page.now, page.result.settings.thresholds.longestGrantDays);
