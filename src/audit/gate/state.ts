import { hash } from 'node:crypto';
import { byText } from '../../model/by-text.ts';
import type { Coverage, CoverageStatus, InputKind } from '../../model/coverage.ts';
import { inputKinds, noIdentityFound, unreadFile } from '../../model/coverage.ts';
import type { Credential } from '../../model/credential.ts';
import type { Entitlement } from '../../model/entitlement.ts';
import type { Estate } from '../../model/estate.ts';
import type { GateState, StateCredential, StateIdentity, StateReach, StateTrust } from '../../model/gate.ts';
import type { Identity } from '../../model/identity.ts';
import type { Reach } from '../../model/reach.ts';
import type { AuditResult } from '../../model/report.ts';
import { withParents } from '../../model/scope.ts';
import type { Settings } from '../../model/settings.ts';
import type { Trust } from '../../model/trust.ts';
import { inputWithout, judgedScopes } from '../assessments.ts';
import { isPrivileged } from '../run-rules.ts';
import { lineKey } from './lines.ts';

const day = 86_400_000;

const sortedBy = <T>(items: readonly T[], keyOf: (item: T) => string): T[] =>
  items
    .map((item) => ({ item, key: keyOf(item) }))
    .sort((a, b) => byText(a.key, b.key))
    .filter(({ key }, index, all) => index === 0 || all[index - 1]!.key !== key)
    .map(({ item }) => item);

const stateLines = (entitlements: readonly Entitlement[]): StateIdentity['entitlements'] =>
  sortedBy(
    entitlements.map(({ sources: _, ...line }) => line),
    lineKey,
  );

const stateTrust = ({ mechanism, party, principal, external, scope, conditions }: Trust): StateTrust => ({
  mechanism,
  party,
  principal,
  external,
  ...(scope === undefined ? {} : { scope }),
  conditions: sortedBy(conditions, ({ operator, key, values }) => JSON.stringify([key, operator, values])),
});

/** What is issued on demand, vouched for or held by the platform is never what the gate is about. */
const isCompared = ({ status, lifetime, binding }: Credential): boolean =>
  (status === 'active' || status === 'unknown') &&
  lifetime !== 'short-lived' &&
  lifetime !== 'platform-managed' &&
  binding !== 'attested';

const stateCredential = ({ id, kind, lifetime, createdAt, expiresAt }: Credential): StateCredential => ({
  id,
  kind,
  lifetime,
  ...(expiresAt === undefined ? {} : { expiresAt }),
  ...(expiresAt === undefined || createdAt === undefined
    ? {}
    : { days: Math.round((Date.parse(expiresAt) - Date.parse(createdAt)) / day) }),
});

const stateReach = (reach: Reach, index: number, { scopes }: Estate): StateReach => {
  const { score, admin, adminIf } = reach.radius(index);
  return {
    blastRadius: score,
    admin: admin.map((scope) => scopes[scope]!.id).sort(byText),
    adminIf: adminIf.map(({ scope }) => scopes[scope]!.id).sort(byText),
  };
};

const isSame = (a: StateReach, b: StateReach): boolean => JSON.stringify(a) === JSON.stringify(b);

const natureOf = ({ nature }: Identity): Pick<StateIdentity, 'nature'> =>
  nature.is === 'unknown' ? {} : { nature: nature.is };

/**
 * A source that was refused or cut off hides what it alone would give, whatever other sources of the same input gave. What the
 * provider offers to nobody is no loss: it was not seen before either.
 */
const refused: ReadonlySet<CoverageStatus> = new Set(['denied']);

/** What was read in full, scope by scope, and what the gate would need and was not. */
const readIn = (
  estate: Estate,
  needs: readonly InputKind[],
): Pick<GateState, 'complete' | 'gaps' | 'inputs'> => {
  const parentsOf = withParents(estate.scopes);
  const byScope: ReadonlyMap<string, readonly Coverage[]> = Map.groupBy(
    estate.coverage,
    ({ scope }) => scope,
  );
  const inputs = new Map<string, readonly InputKind[]>();
  const complete: string[] = [];
  const gaps: string[] = [];
  const judged = new Set(judgedScopes(estate));
  for (const scope of new Set([...estate.scopes.map(({ id }) => id), ...judged])) {
    const entries = ['*', ...parentsOf(scope)].flatMap((id) => byScope.get(id) ?? []);
    const known = new Map(
      inputKinds.map((kind) => [kind, inputWithout(kind, entries, { missed: refused, strict: true })]),
    );
    inputs.set(scope, inputKinds.filter((kind) => known.get(kind)!.status === 'assessed').toSorted(byText));
    if (!judged.has(scope)) continue;
    const missing = needs.flatMap((kind) => {
      const { status, reason } = known.get(kind)!;
      return status === 'assessed' ? [] : [reason];
    });
    if (missing.length === 0) complete.push(scope);
    else gaps.push(`${scope}: ${missing.join(' | ')}`);
  }
  for (const { connector, source, detail } of estate.coverage)
    if (connector === unreadFile) gaps.push(`${source}: ${detail}`);
  for (const { scope, source, detail } of estate.coverage)
    if (source === noIdentityFound) gaps.push(`${scope}: ${detail}`);
  return { complete: complete.sort(byText), gaps: gaps.sort(byText), inputs: Object.fromEntries(inputs) };
};

/**
 * An audited estate as the gate compares it. Pure.
 * @param lasting reach in `lastingEstate` of the same estate
 */
export const stateOf = (result: AuditResult, lasting: Reach = result.reach): GateState => {
  const { estate, reach, settings, standings } = result;
  const { entitlements } = estate;
  const read = readIn(estate, settings.gate.needs);
  const identities = estate.identities.map((identity, index): StateIdentity => {
    const full = stateReach(reach, index, estate);
    const rest = stateReach(lasting, index, estate);
    return {
      id: identity.id,
      provider: identity.provider,
      kind: identity.kind,
      scope: identity.scope,
      name: identity.name,
      ...natureOf(identity),
      ...(identity.providerOwned ? { providerOwned: true } : {}),
      ...(identity.trustsUnseen === true ? { seenInPart: true as const } : {}),
      standing: standings[index]!,
      privileged: isPrivileged(reach.radius(index), settings),
      entitlements: stateLines(entitlements?.(index) ?? []),
      trusts: sortedBy(identity.trusts.map(stateTrust), (trust) => JSON.stringify(trust)),
      credentials: sortedBy(identity.credentials.filter(isCompared).map(stateCredential), (credential) =>
        JSON.stringify(credential),
      ),
      ...full,
      ...(isSame(full, rest) ? {} : { lasting: rest }),
    };
  });
  return {
    collectedAt: estate.collectedAt,
    identities: identities.sort((a, b) => byText(a.id, b.id)),
    // A sum of many parts: its last digits are the order of the adding.
    totalValue: Math.round(reach.totalValue * 1e6) / 1e6,
    ...(entitlements === undefined
      ? { ...read, complete: [], gaps: ['what identities may do is not known line by line', ...read.gaps] }
      : read),
  };
};

/** Settings that shape a state: two states made under different ones do not compare. SHA-256 (hex, 32 digits). */
export const shapeOf = (settings: Settings): string => {
  const { environments, weights, thresholds, trustedScopes, humanNames, machineNames, gate } = settings;
  const parts = [
    environments,
    weights,
    thresholds.longestGrantDays,
    thresholds.privilegedBlastRadius,
    trustedScopes,
    humanNames,
    machineNames,
    gate.level,
  ];
  return hash('sha256', stable(parts), 'hex').slice(0, 32);
};

/** JSON with sorted keys: the order in which a file lists them means nothing. */
const stable = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(stable).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  return `{${Object.entries(value)
    .sort(([a], [b]) => byText(a, b))
    .map(([key, member]) => `${JSON.stringify(key)}:${stable(member)}`)
    .join(',')}}`;
};
