import type { Cause } from '../../src/model/cause.ts';
import type { Credential } from '../../src/model/credential.ts';
import type { Evidence, FactRef } from '../../src/model/evidence.ts';
import type { Exposure } from '../../src/model/exposure.ts';
import type { PathStep } from '../../src/model/finding.ts';
import type { Grant } from '../../src/model/grant.ts';
import type { Identity } from '../../src/model/identity.ts';
import type { RuleContext } from '../../src/model/rule.ts';
import type { Trust } from '../../src/model/trust.ts';
import { plain } from './wording.ts';

/** What the fix of a finding changes, as a cause that other findings may share. */

const placeOf = ({ record, id, pointer = '' }: FactRef): readonly string[] => [record, id, pointer];
const sourceOf = ({ record, id, pointer }: FactRef): FactRef =>
  pointer === undefined ? { record, id } : { record, id, pointer };
const named = ({ name, id }: Pick<Identity, 'name' | 'id'>): string => plain(name === '' ? id : name, 80);

const groupOf = ({ via }: Pick<Grant, 'via'>): string | undefined => /^group (.+)$/s.exec(via)?.[1];

/** A policy that the provider maintains cannot be edited: only who has it. */
const attachmentOf = (identity: Identity, grant: Grant): Cause => {
  const group = groupOf(grant);
  return {
    kind: 'attachment',
    key: [
      identity.provider,
      identity.scope,
      group === undefined ? identity.id : `group ${group}`,
      grant.scope,
      grant.name,
    ],
    label: `policy ${plain(grant.name, 80)} of ${group === undefined ? named(identity) : `group ${plain(group, 80)}`}`,
    source: sourceOf(grant.source),
  };
};

/** A grant is taken away where it is written: the policy, for all who have it, or the attachment of one that cannot be edited. */
export const causeOfGrant = (identity: Identity, grant: Grant | undefined): Cause | undefined => {
  if (grant === undefined) return undefined;
  if (grant.providerManaged) return attachmentOf(identity, grant);
  const own = grant.source.id === identity.id ? ` of ${named(identity)}` : '';
  return {
    kind: 'policy',
    key: placeOf(grant.source),
    label: `policy ${plain(grant.name, 80)}${own}`,
    source: sourceOf(grant.source),
  };
};

/** Position of a statement within a document, of a place below it; undefined: another document. */
const statementIn = (document: FactRef, { record, id, pointer = '' }: FactRef): string | undefined => {
  if (record !== document.record || id !== document.id) return undefined;
  const above = document.pointer ?? '';
  if (!pointer.startsWith(`${above}/`) && pointer !== above) return undefined;
  return /^\/Statement(?:\/(\d+))?$/.exec(pointer.slice(above.length))?.[1] ?? '0';
};

/** The statement of a policy of the identity that allows a step. */
const causeOfStatement = (identity: Identity, place: Evidence): Cause | undefined => {
  for (const grant of identity.grants) {
    const statement = statementIn(grant.source, place);
    if (statement === undefined) continue;
    const policy = causeOfGrant(identity, grant)!;
    if (policy.kind === 'attachment') return policy;
    return {
      kind: 'statement',
      key: placeOf(place),
      label: `${policy.label}, statement ${Number(statement) + 1}`,
      source: sourceOf(place),
    };
  }
  return undefined;
};

export const causeOfTrust = (identity: Identity, { source, principal }: Trust): Cause => ({
  kind: 'trust',
  key: placeOf(source),
  label: `trust of ${named(identity)} in ${plain(principal, 80)}`,
  source: sourceOf(source),
});

/**
 * A path ends with its first step: with the statement of the identity's own policy that allows it, else with the trust of
 * the target, else with the fact that shows it.
 */
export const causeOfPath = (
  identity: Identity,
  [step]: readonly PathStep[],
  { identityById }: Pick<RuleContext, 'identityById'>,
): Cause | undefined => {
  if (step === undefined) return undefined;
  for (const place of step.evidence) {
    const statement = causeOfStatement(identity, place);
    if (statement !== undefined) return statement;
  }
  const target = identityById(step.to);
  for (const place of step.evidence) {
    const trust = target?.trusts.find(
      ({ source }) => placeOf(source).join('\n') === placeOf(place).join('\n'),
    );
    if (target !== undefined && trust !== undefined) return causeOfTrust(target, trust);
  }
  const [place] = step.evidence;
  return (
    place && {
      kind: 'setting',
      key: [...placeOf(place), step.technique, step.to],
      label: `${plain(place.id, 80)}: ${plain(step.by, 120)}`,
      source: sourceOf(place),
    }
  );
};

export const causeOfCredential = (
  identity: Identity,
  credential: Credential | undefined,
): Cause | undefined =>
  credential && {
    kind: 'credential',
    key: [identity.provider, identity.scope, identity.id, credential.kind, credential.id],
    label: credential.id.startsWith(credential.kind)
      ? plain(credential.id, 100)
      : `${plain(credential.kind)} ${plain(credential.id, 100)}`,
    source: sourceOf(credential.source ?? identity.source),
  };

/** The identity is to go, or to be split: one decision for all findings that say so. */
export const causeOfIdentity = (identity: Identity): Cause => ({
  kind: 'identity',
  key: [identity.provider, identity.scope, identity.id],
  label: named(identity),
  source: sourceOf(identity.source),
});

/** Weaknesses that end when a grant is taken away. */
const endsWithGrant: ReadonlySet<Exposure['kind']> = new Set([
  'catch-all-role',
  'privileged-by-default',
  'wide-impersonation',
  'permanent-despite-activation',
]);

/**
 * Where one grant has to go, that is the cause, as it is of other findings that end with it. Else what the connector would change
 * at the same place in the same words is one change, whoever is exposed by it.
 */
export const causeOfExposure = (
  { kind, evidence, fix, says }: Exposure,
  identity: Identity,
): Cause | undefined => {
  if (endsWithGrant.has(kind)) {
    const places = new Set(evidence.map((place) => placeOf(place).join('\n')));
    const [grant, ...others] = identity.grants.filter(({ source }) => places.has(placeOf(source).join('\n')));
    if (grant !== undefined && others.length === 0) return causeOfGrant(identity, grant);
  }
  const [place] = evidence;
  return (
    place && { kind: 'setting', key: [kind, ...placeOf(place), fix], label: says, source: sourceOf(place) }
  );
};
