import fc from 'fast-check';
import type { ScanSketch, Subject } from './observations.ts';

/** Findings in two accounts of an organisation; the paths of some cross from one to the other. */
export const subjects: Readonly<Record<string, Subject>> = {
  f1: { rule: 'old-key', identity: 'a-user', scope: 'a' },
  f2: { rule: 'path', identity: 'a-role', scope: 'a' },
  f3: { rule: 'old-key', identity: 'b-user', scope: 'b' },
  f4: { rule: 'path', identity: 'b-role', scope: 'b' },
};

const drawFound = fc.record({
  status: fc.constantFrom('open', 'open', 'accepted'),
  severity: fc.constantFrom('high', 'low'),
  title: fc.constantFrom('wrong', 'still wrong'),
  rests: fc.constantFrom<readonly string[]>([], ['b']),
});

/** The organisation with one account or both, or one account by itself. */
const estates: readonly Pick<ScanSketch, 'roots' | 'scopes'>[] = [
  { roots: ['org'], scopes: { org: null, a: 'org', b: 'org' } },
  { roots: ['org'], scopes: { org: null, a: 'org' } },
  { roots: ['a'], scopes: { a: null } },
  { roots: ['b'], scopes: { b: 'org' } },
];

const drawScan = fc
  .record({
    day: fc.nat(12),
    estate: fc.constantFrom(...estates),
    judged: fc.dictionary(
      fc.constantFrom('old-key a', 'path a', 'old-key b', 'path b'),
      fc.constantFrom('partial', 'not-assessed'),
      { maxKeys: 2 },
    ),
    unjudged: fc.dictionary(fc.constantFrom('a-user', 'b-user'), fc.constant(['old-key']), { maxKeys: 1 }),
    findings: fc.dictionary(fc.constantFrom('f1', 'f2', 'f3', 'f4'), drawFound),
  })
  .map(
    ({ day, estate, judged, unjudged, findings }): ScanSketch => ({
      day,
      ...estate,
      judged,
      unjudged,
      findings: Object.fromEntries(
        Object.entries(findings).filter(([id]) => Object.hasOwn(estate.scopes, subjects[id]!.scope)),
      ),
    }),
  );

export const drawScans = fc.array(drawScan, { minLength: 1, maxLength: 9 });
