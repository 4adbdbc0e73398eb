import type { Evidence } from '../../src/model/evidence.ts';
import type { Grant, ServicePrivilege } from '../../src/model/grant.ts';
import type { Identity } from '../../src/model/identity.ts';
import { levelRank } from '../../src/model/level.ts';
import type { RuleContext } from '../../src/model/rule.ts';
import type { Service } from '../../src/model/scope.ts';
import { effectiveDuration } from '../../src/model/standing.ts';
import { plain } from './wording.ts';

/** Whether a grant still gives anything. */
export const isGrantInForce = (grant: Grant, { now, settings }: RuleContext): boolean =>
  grant.privileges.length > 0 &&
  effectiveDuration(grant, now, settings.thresholds.longestGrantDays) !== 'ended';

const countFull = ({ privileges }: Grant): number => privileges.filter(({ full }) => full).length;

/** Services of which some grants give every action, by name; sorted. */
export const fullServices = (grants: readonly Grant[], services: readonly Service[]): readonly string[] =>
  [
    ...new Set(
      grants.flatMap(({ privileges }) =>
        privileges.filter(({ full }) => full).map(({ service }) => services[service]!.name),
      ),
    ),
  ].sort();

const givesControl = ({ level }: ServicePrivilege): boolean => level === levelRank.control;

/** Grants that give most of an identity's power: those in force with control, full on the most services; three at most. */
export const strongestGrants = (identity: Identity, context: RuleContext): readonly Grant[] =>
  identity.grants
    .filter((grant) => grant.privileges.some(givesControl) && isGrantInForce(grant, context))
    .sort((a, b) => countFull(b) - countFull(a) || (a.name < b.name ? -1 : 1))
    .slice(0, 3);

export const grantEvidence = (grant: Grant): Evidence => ({
  ...grant.source,
  says: `${plain(grant.name)} (${plain(grant.via)}) gives permissions in ${plain(grant.scope)} ${
    grant.until === undefined ? 'and has no end' : `until ${plain(grant.until)}`
  }`,
});
