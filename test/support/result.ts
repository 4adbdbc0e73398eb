import { connectors } from '../../connectors/index.ts';
import { exposuresOf } from '../../src/audit/exposure.ts';
import type { JudgedException } from '../../src/model/exception.ts';
import type { Finding, PathStep } from '../../src/model/finding.ts';
import type { InForce } from '../../src/model/in-force.ts';
import type { BlastRadius, ChokePoint } from '../../src/model/reach.ts';
import type { AuditResult } from '../../src/model/report.ts';
import type { Assessment } from '../../src/model/rule.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import type { Standing } from '../../src/model/standing.ts';
import { standingOf } from '../../src/model/standing.ts';
import type { EstateSketch } from './estate.ts';
import { sketchEstate } from './estate.ts';

/** What an identity reaches, with scopes by id. */
interface RadiusSketch extends Partial<Omit<BlastRadius, 'admin' | 'adminIf'>> {
  readonly admin?: readonly string[];
  readonly adminIf?: readonly { readonly scope: string; readonly assumes: readonly string[] }[];
  readonly path?: readonly PathStep[];
  /** Ids of identities. */
  readonly takenOverBy?: readonly string[];
  readonly becomableBy?: number;
}

/** A result for tests of reports: reach is given, not computed. */
export interface ResultSketch extends EstateSketch {
  /** By identity id; default: reaches nothing. */
  readonly reach?: Readonly<Record<string, RadiusSketch>>;
  readonly standings?: Readonly<Record<string, Standing>>;
  readonly findings?: readonly (Pick<Finding, 'rule' | 'identity'> & Partial<Finding>)[];
  readonly assessments?: readonly Assessment[];
  readonly exceptions?: readonly JudgedException[];
  /** Default: worked out. */
  readonly exposure?: AuditResult['exposure'];
  readonly chokePoints?: readonly ChokePoint[];
  readonly inForce?: InForce;
}

export const sketchStep = (step: Pick<PathStep, 'from' | 'to'> & Partial<PathStep>): PathStep => ({
  by: 'assume the role',
  technique: 'assume-role',
  evidence: [
    { record: 'aws.role', id: step.to, pointer: '/AssumeRolePolicyDocument/Statement/0', says: 'trusts it' },
  ],
  assumes: [],
  ...step,
});

export const sketchResult = (sketch: ResultSketch): AuditResult => {
  const estate = sketchEstate(sketch);
  const scopeIndex = (id: string): number => estate.scopes.findIndex((scope) => scope.id === id);
  const identityIndex = (id: string): number => estate.identities.findIndex((identity) => identity.id === id);
  const given = estate.identities.map(({ id }) => sketch.reach?.[id] ?? {});
  const radii = given.map(
    ({ admin = [], adminIf = [], path: _, takenOverBy: __, becomableBy: ___, ...radius }): BlastRadius => ({
      score: 0,
      proven: radius.score ?? 0,
      identities: 0,
      identitiesIf: radius.identities ?? 0,
      hops: 0,
      providers: [],
      ...radius,
      admin: admin.map(scopeIndex),
      adminIf: adminIf.map(({ scope, assumes }) => ({ scope: scopeIndex(scope), assumes })),
    }),
  );
  const reach: AuditResult['reach'] = {
    radius: (index) => radii[index]!,
    path: (index) => given[index]!.path ?? [],
    pathToControl: (index, scope) => {
      const path = given[index]!.path ?? [];
      return path.at(-1)?.to === `scope:${estate.scopes[scope]!.id}` ? path : [];
    },
    pathsToAny: () => (index) => given[index]!.path ?? [],
    takenOverBy: (index) => (given[index]!.takenOverBy ?? []).map(identityIndex).sort((a, b) => a - b),
    becomableBy: (index) => given[index]!.becomableBy ?? 0,
    cuts: (index) => ({
      enough: (given[index]!.path ?? []).map(({ technique, assumes: _, ...step }, position) => ({
        ...step,
        techniques: [technique],
        through: [],
        position,
        others: 0,
        othersInUse: 0,
        alike: { others: 0, othersInUse: 0 },
      })),
      steps: [],
      first: [],
      more: 0,
    }),
    shareOf: (identities) => ({
      score: Math.max(0, ...identities.map((index) => given[index]!.score ?? 0)),
      proven: Math.max(0, ...identities.map((index) => given[index]!.proven ?? 0)),
    }),
    behind: (weights) => (index) => weights[index]!,
    chokePoints: (most) => (sketch.chokePoints ?? []).slice(0, most),
    totalValue: 100,
  };
  const longest = defaultSettings.thresholds.longestGrantDays;
  return {
    tool: { name: 'nhi-audit', version: '0.0.0-test' },
    estate,
    reach,
    exposure: sketch.exposure ?? exposuresOf(estate, reach, defaultSettings, () => false),
    standings: estate.identities.map(
      ({ id, grants, credentials }) =>
        sketch.standings?.[id] ?? standingOf(grants, credentials, Date.parse(estate.collectedAt), longest),
    ),
    findings: (sketch.findings ?? []).map((finding, index) => {
      const identity = estate.identities[identityIndex(finding.identity)];
      return {
        fingerprint: index.toString(16).padStart(32, '0'),
        evidenceHash: 'e'.repeat(32),
        title: `The finding of ${finding.rule}`,
        owasp: ['NHI5:2025'],
        facets: ['standing'],
        severity: 'medium',
        confidence: 'high',
        scope: identity?.scope ?? '',
        blastRadius: radii[identityIndex(finding.identity)]?.score ?? 0,
        evidence: [{ record: 'aws.role', id: finding.identity, says: 'it is so' }],
        path: [],
        fix: 'Change it.',
        controls: {},
        status: 'open',
        ...finding,
      };
    }),
    assessments: sketch.assessments ?? [],
    coverage: estate.coverage,
    rules: [],
    providers: Object.fromEntries(connectors.map(({ id, title }) => [id, title])),
    ...(sketch.exceptions === undefined ? {} : { exceptions: sketch.exceptions }),
    ...(sketch.inForce === undefined ? {} : { inForce: sketch.inForce }),
    settings: defaultSettings,
  };
};
