import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { demoCollectedAt, demoFiles } from '../../connectors/aws/demo/index.ts';
import { demoGitHubFile } from '../../connectors/github/demo/index.ts';
import type { Credential } from '../../src/model/credential.ts';
import type { Estate } from '../../src/model/estate.ts';
import type { Grant } from '../../src/model/grant.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { effectiveDuration, standingOf } from '../../src/model/standing.ts';
import { estateOf } from '../../src/pipeline/estate.ts';
import { gather } from '../../src/pipeline/facts.ts';
import { fileSource } from '../../src/pipeline/file-source.ts';

/**
 * Both axes of the sample estate, value by value: who everybody is and why, which credential lives how long, which grant
 * holds how long by policy. `holdings.txt` is changed by hand. When it was written, owners, environments, keys with their
 * dates, sessions, policies and ends of both accounts were read from the estate's files by a script of another language,
 * and were the same; those of the organisation were read by a person.
 */
const expected = readFileSync(new URL('holdings.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));

const { longestGrantDays } = defaultSettings.thresholds;
const day = (time: string | undefined): string | undefined => time?.slice(0, 10);
const said = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined).join(', ');

const holds = (credential: Credential, of: string): string => {
  const { id, kind, lifetime, binding, status, service, createdAt, expiresAt, lastUsedAt, maxSeconds } =
    credential;
  const own = id.replace(of, '').replace(/^#/, '');
  return `  holds ${said(
    own === '' || own === kind ? kind : `${kind} ${own}`,
    `${lifetime} on ${binding}`,
    status,
    createdAt && `made ${day(createdAt)}`,
    expiresAt && `ends ${day(expiresAt)}`,
    lastUsedAt && `used ${day(lastUsedAt)}`,
    maxSeconds === undefined ? undefined : `${maxSeconds} s`,
    service && `only ${service}`,
  )}`;
};

const may = (grant: Grant, home: string, now: number): string => {
  const { name, via, scope, duration, until } = grant;
  const inForce = effectiveDuration(grant, now, longestGrantDays);
  return `  may ${said(
    `${name} (${via})`,
    duration,
    until && `until ${day(until)}`,
    inForce === duration ? undefined : `in force ${inForce}`,
    scope === home ? undefined : `in ${scope}`,
  )}`;
};

const linesOf = ({ identities, collectedAt }: Estate): readonly string[] => {
  const now = Date.parse(collectedAt);
  return identities.flatMap(({ id, kind, nature, environment, owner, scope, credentials, grants }) => [
    id.replace(`arn:aws:iam::${scope}:`, `${scope} `),
    `  is ${said(kind, `${nature.is}: ${nature.reason}`, environment, owner === undefined ? 'nobody owns it' : `owned by ${owner}`)}`,
    `  stands ${standingOf(grants, credentials, now, longestGrantDays)}`,
    ...credentials.map((credential) => holds(credential, id)),
    ...grants.map((grant) => may(grant, scope, now)),
  ]);
};

// Within the test and not before it: mutation testing sees by that what runs the connectors.
test('of everybody in the sample estate: who it is, what it holds for how long, what it may for how long', async () => {
  const { records, interpretations, ...facts } = await gather(
    [...demoFiles, demoGitHubFile].map(fileSource),
    demoCollectedAt,
  );
  const estate = estateOf(records, interpretations, { ...facts, settings: defaultSettings });
  expect(linesOf(estate)).toEqual(expected);
});
