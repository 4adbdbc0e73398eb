import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { demoCollectedAt, demoFiles } from '../../connectors/aws/demo/index.ts';
import { demoGitHubFile } from '../../connectors/github/demo/index.ts';
import type { Credential } from '../../src/model/credential.ts';
import type { Grant } from '../../src/model/grant.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { effectiveDuration } from '../../src/model/standing.ts';
import { audit } from '../../src/pipeline/audit.ts';
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

const result = audit(
  await gather([...demoFiles, demoGitHubFile].map(fileSource), demoCollectedAt),
  defaultSettings,
);
const now = Date.parse(result.estate.collectedAt);
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

const may = (grant: Grant, home: string): string => {
  const { name, via, scope, duration, until } = grant;
  const inForce = effectiveDuration(grant, now, defaultSettings.thresholds.longestGrantDays);
  return `  may ${said(
    `${name} (${via})`,
    duration,
    until && `until ${day(until)}`,
    inForce === duration ? undefined : `in force ${inForce}`,
    scope === home ? undefined : `in ${scope}`,
  )}`;
};

const found = result.estate.identities.flatMap((identity, index) => {
  const { id, kind, nature, environment, owner, scope, credentials, grants } = identity;
  const short = id.replace(`arn:aws:iam::${scope}:`, `${scope} `);
  return [
    short,
    `  is ${said(kind, `${nature.is}: ${nature.reason}`, environment, owner === undefined ? 'nobody owns it' : `owned by ${owner}`)}`,
    `  stands ${result.standings[index]}`,
    ...credentials.map((credential) => holds(credential, id)),
    ...grants.map((grant) => may(grant, scope)),
  ];
});

test('of everybody in the sample estate: who it is, what it holds for how long, what it may for how long', () => {
  expect(found).toEqual(expected);
});
