import { expect, test } from 'vitest';
import { makeCandidate, plannedChange } from '../../../src/audit/reduce/making.ts';
import type { Candidate } from '../../../src/audit/reduce/proposals.ts';
import { simulationOf } from '../../../src/audit/reduce/standing.ts';
import type { Estate } from '../../../src/model/estate.ts';
import type { Identity } from '../../../src/model/identity.ts';
import type { Reach } from '../../../src/model/reach.ts';
import type { ChangeTable, Proposal, RecordEdit } from '../../../src/model/reduce.ts';
import { defaultSettings } from '../../../src/model/settings.ts';
import { identity, now, simulation, sketchOptions, thingOf, things } from './sketch.ts';

/** From a candidate to what is changed: what is kept, what takes its place, and what whoever makes it reads. */

const late = '2026-05-30T00:00:00.000Z';
const early = '2026-01-01T00:00:00.000Z';
const grant = (name: string, part: object = {}) => ({
  name,
  source: { record: 'aws.thing', id: `bot ${name}` },
  privileges: [{ service: 0, level: 4, breadth: 1 }],
  ...part,
});

const removed = (id: string): RecordEdit => ({ record: 'aws.thing', id, change: () => undefined });
/** A step goes with the thing that its way ends at; what was used stays by a thing that is made. */
const table: ChangeTable = {
  edits: (proposal, { dataOf }) => {
    if (proposal.kind === 'narrow-to-used')
      return [{ record: 'aws.thing', id: 'bot used', scope: 'acme', change: () => proposal.used }];
    const ids = proposal.kind === 'cut-step' ? proposal.ways.map(({ to }) => to!) : [thingOf(proposal)];
    return ids.every((id) => dataOf('aws.thing', id) !== undefined) ? ids.map(removed) : undefined;
  },
  written: (before, after) => ({
    first: before === undefined ? [`make ${after!.id}`] : [],
    commands: [after === undefined ? `remove ${before!.id}` : `write ${after.id}`],
    documents: [{ of: (before ?? after)!.id }],
  }),
};

const outcomeOf = (bot: object, proposals: readonly object[], days?: number) => {
  const holder = identity('bot', bot);
  const estate = simulation({ identities: [holder], falls: [{ score: 1 }] });
  const facts = things('bot a', 'bot b', 'bot k', 'bot');
  const options = sketchOptions(() => estate, {
    tables: new Map([['aws', table]]),
    keepUsedWithinDays: days,
  });
  const candidate = {
    holders: [0],
    proposals: proposals.map((part) => ({ identity: holder, ...part }) as Proposal),
  } as unknown as Candidate;
  const found = makeCandidate(candidate, estate, facts, options);
  if (found === undefined) return 'nobody knows how';
  if ('kept' in found) return `${found.proposal.kind} is kept: ${found.kept}`;
  return found.made
    .map(({ proposal, edits, risk }) => `${proposal.kind} ${edits.map(({ id }) => id).join('+')} ${risk.is}`)
    .join(', ');
};

const used = { serviceLastUsed: { s0: late, s1: 'never' } };
const twoGrants = { grants: [grant('a'), grant('b')] };
const withdraw = (name: string, part: object = {}) => ({ kind: 'withdraw-grant', grant: grant(name, part) });
const cut = (...to: readonly string[]) => ({ kind: 'cut-step', ways: to.map((each) => ({ to: each })) });
const unusedGrant = { privileges: [{ service: 1, level: 4, breadth: 1 }] };
const keptAs = (kind: string, says = 'Used by bot on 2026-05-30.') => `${kind} is kept: ${says}`;

test.each<[says: string, outcome: string, bot: object, proposals: readonly object[], days?: number]>([
  [
    'what was used goes where nothing is kept',
    'withdraw-grant bot a used',
    { ...used, ...twoGrants },
    [withdraw('a')],
  ],
  [
    'what was used takes the place of all that is held',
    'narrow-to-used bot used unused',
    { ...used, ...twoGrants },
    [withdraw('a')],
    30,
  ],
  [
    'once, and of several',
    'narrow-to-used bot used unused',
    { ...used, ...twoGrants },
    [withdraw('b', unusedGrant), withdraw('a'), withdraw('a')],
    30,
  ],
  [
    'what was not used goes',
    'withdraw-grant bot b unused',
    { ...used, ...twoGrants },
    [withdraw('b', unusedGrant)],
    30,
  ],
  [
    'what was used earlier goes',
    'withdraw-grant bot a unused',
    { serviceLastUsed: { s0: early } },
    [withdraw('a')],
    30,
  ],
  [
    'what was used earlier stays where it is kept for longer',
    'narrow-to-used bot used not known',
    { serviceLastUsed: { s0: early } },
    [withdraw('a')],
    200,
  ],
  [
    'a use counts for as long as the settings say where nothing is kept',
    'withdraw-grant bot a used',
    { serviceLastUsed: { s0: '2026-03-10T00:00:00.000Z' } },
    [withdraw('a')],
  ],
  [
    'of what nobody knows nothing can take the place',
    keptAs('withdraw-grant', 'Whether it is used is not known.'),
    {},
    [withdraw('a')],
    30,
  ],
  ...(
    [
      ['withdraw-from-group', withdraw('a')],
      ['withdraw-statement', { grant: grant('a'), place: { id: 'a' } }],
      ['end-credential', { credential: { id: 'k', lastUsedAt: late } }],
      ['end-identity', {}],
      ['make-time-bound', withdraw('a')],
      ['make-eligible', withdraw('a')],
    ] as const
  ).map(([kind, part]): [string, string, object, readonly object[], number] => [
    `${kind} is kept`,
    keptAs(kind),
    { ...used, ...twoGrants },
    [{ ...part, kind }],
    30,
  ]),
  [
    'a person can activate it again',
    'make-eligible bot a used',
    { ...used, ...twoGrants, nature: { is: 'human' } },
    [{ ...withdraw('a'), kind: 'make-eligible' }],
    30,
  ],
  ['a trust is narrowed', 'narrow-trust bot not known', used, [{ kind: 'narrow-trust', trusts: [] }], 30],
  ['what is not there', 'nobody knows how', {}, [withdraw('gone')]],
  ['one that is there and one that is not', 'nobody knows how', {}, [withdraw('a'), withdraw('gone')]],
  ['of nobody whose provider is known', 'nobody knows how', { provider: 'gcp' }, [withdraw('a')]],
  ['a step of nobody whose provider is known', 'nobody knows how', { provider: 'gcp' }, [cut('bot a')]],
  ['no step', 'nobody knows how', twoGrants, [cut()]],
  ['a step by another thing', 'cut-step bot k not known', { ...used, ...twoGrants }, [cut('bot k')]],
  [
    'a step that goes with a whole grant',
    'withdraw-grant bot b used',
    { ...used, ...twoGrants },
    [cut('bot b')],
  ],
  [
    'a step that goes with a grant and more',
    'cut-step bot b+bot k not known',
    { ...used, ...twoGrants },
    [cut('bot b', 'bot k')],
  ],
  [
    'a step that goes with a grant that was used',
    'narrow-to-used bot used unused',
    { ...used, ...twoGrants },
    [cut('bot a')],
    30,
  ],
])('%s', (_, outcome, bot, proposals, days) => {
  expect(outcomeOf(bot, proposals, days)).toBe(outcome);
});

test('a change as the plan holds it', () => {
  const edits = [
    removed('b'),
    { record: 'aws.thing', id: 'a', change: () => 'x' },
    removed('b'),
    removed('a'),
  ];
  const change = (part: object, of: readonly RecordEdit[]) =>
    plannedChange(
      {
        proposal: { kind: 'end-identity', identity: identity('bot', part) },
        edits: of,
        risk: { is: 'unused', says: 'Never used.', workloads: [] },
        holders: 3,
      },
      things('a', 'b'),
      table,
    );
  expect(change({ owner: 'ann', environment: 'prod' }, edits.slice(0, 3))).toEqual({
    kind: 'end-identity',
    provider: 'aws',
    says: 'Quarantine role bot, which is not used.',
    identity: 'bot',
    scope: 'acme',
    environment: 'prod',
    owner: 'ann',
    holders: 3,
    facts: [
      { record: 'aws.thing', id: 'a' },
      { record: 'aws.thing', id: 'b' },
    ],
    risk: { is: 'unused', says: 'Never used.', workloads: [] },
    commands: ['remove b', 'write a'],
    undo: ['make b', 'write a', 'write b'],
    documents: [{ of: 'b' }, { of: 'a' }],
  });
  expect(change({}, edits)).not.toHaveProperty('owner');
  expect(
    change({}, [...edits, { record: 'aws.thing', id: 'c', scope: 'x', change: () => 'y' }]).commands,
  ).toEqual([...['make c', 'remove b', 'remove a', 'write c']]);
});

const active = { credentials: [{ status: 'active' }] };
const permanent = { grants: [{ duration: 'permanent', privileges: [{ service: 0, level: 4 }] }] };

test.each<[says: string, part: object, counts: boolean]>([
  ['a machine', {}, true],
  ['one that its provider owns', { providerOwned: true }, false],
  ['one for emergencies', { breakGlass: true }, false],
  ['a person', { nature: { is: 'human' } }, false],
  ['one that holds nothing for good', { grants: [{ ...permanent.grants[0], duration: 'eligible' }] }, false],
  ['one without credentials', { credentials: [] }, true],
  ['one whose credentials are all switched off', { credentials: [{ status: 'inactive' }] }, false],
  [
    'one of whose credentials nobody knows',
    { credentials: [{ status: 'inactive' }, { status: 'unknown' }] },
    true,
  ],
  ['one that nobody can enter', { kind: 'entered' }, false],
  ['one that somebody can enter', { kind: 'entered', trusts: [{}] }, true],
  ['one of which nobody saw who can', { kind: 'entered', trustsUnseen: true }, true],
])('whose standing privilege counts: %s', (_, part, counts) => {
  const one = identity('bot', { ...active, ...permanent, ...part }) as Identity;
  const estate = { identities: [identity('idle'), one], collectedAt: now } as unknown as Estate;
  const options = {
    settings: defaultSettings,
    enteredByTrust: ({ kind }: Identity) => (kind as string) === 'entered',
  };
  const countedBy = (people: boolean) => simulationOf(estate, {} as Reach, { ...options, people }).counted;
  expect(countedBy(false)).toEqual(counts ? [1] : []);
  expect(countedBy(true)).toEqual(counts || one.nature.is === 'human' ? [1] : []);
});
