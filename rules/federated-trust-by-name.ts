import type { Estate } from '../src/model/estate.ts';
import type { Confidence, Severity } from '../src/model/finding.ts';
import type { Rule } from '../src/model/rule.ts';
import { causeOfTrust } from './knowledge/causes.ts';
import { controlsOf } from './knowledge/controls.ts';
import { isInForce, isNonHuman } from './knowledge/guards.ts';
import { issuerOf } from './knowledge/issuers/index.ts';
import { fixOf } from './knowledge/remedies.ts';
import { type NamedProject, namedProject } from './knowledge/subjects.ts';
import { plain } from './knowledge/wording.ts';

/** Projects by lower-case id, of the tenants that were read. */
const projects = new WeakMap<Estate, ReadonlyMap<string, ReadonlySet<string>>>();
const projectsOf = (estate: Estate): ReadonlyMap<string, ReadonlySet<string>> => {
  const known = projects.get(estate) ?? readProjects(estate);
  projects.set(estate, known);
  return known;
};
const readProjects = ({ scopes }: Estate): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map(
    [
      ...Map.groupBy(
        scopes.filter(({ parent }) => parent !== undefined),
        ({ parent }) => parent!.toLowerCase(),
      ),
    ].map(([tenant, own]) => [tenant, new Set(own.map(({ id }) => id.toLowerCase()))]),
  );

interface Fault {
  readonly title: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
}

const faultOf = (
  { tenant, project, ids }: NamedProject,
  known: ReadonlySet<string> | undefined,
  migrated: boolean,
  privileged: boolean,
): Fault | undefined => {
  if (known !== undefined && !known.has(project))
    return {
      title: `The trust names ${plain(project)}, which ${plain(tenant)} does not have: whoever registers it again gets in`,
      severity: ids === 'fixed' ? 'low' : privileged ? 'critical' : 'high',
      confidence: 'medium',
    };
  if (ids === 'any')
    return {
      title: `The trust in ${plain(project)} takes any id: it goes by the name alone`,
      severity: privileged ? 'high' : 'medium',
      confidence: 'high',
    };
  if (ids === 'none' && migrated)
    return {
      title: `The trust in ${plain(project)} is half moved to ids: its name alone is still enough`,
      severity: privileged ? 'high' : 'medium',
      confidence: 'high',
    };
  return undefined;
};

const fromTrusts: Rule['check'] = (identity, { estate, privileged, remedies }) =>
  (isNonHuman(identity) ? identity.trusts.filter(isInForce) : []).flatMap((trust) => {
    const issuer = issuerOf(trust);
    if (issuer?.shared !== true) return [];
    const values = trust.conditions
      .filter((condition) => condition.class === 'federated-subject' && !/not/i.test(condition.operator))
      .flatMap((condition) => condition.values);
    const named = values.flatMap((value) => {
      const found = namedProject(value);
      return found === undefined ? [] : [found];
    });
    const fixed = new Set(named.filter(({ ids }) => ids === 'fixed').map(({ project }) => project));
    const worst = new Map<string, Fault>();
    for (const each of named) {
      const known = projectsOf(estate).get(each.tenant);
      const fault = faultOf(each, known, fixed.has(each.project), privileged);
      if (fault !== undefined && !worst.has(each.project)) worst.set(each.project, fault);
    }
    return [...worst].map(([project, fault]) => ({
      ...fault,
      key: `${trust.principal} ${project}`,
      evidence: [{ ...trust.source, says: `trusts ${plain(project)} of ${plain(issuer.name)}` }],
      cause: causeOfTrust(identity, trust),
      fix: fixOf(
        'End the trust in what is gone; bind the rest to the ids of owner and repository.',
        remedies.changeTrust(identity, [trust], 'to-subjects'),
      ),
    }));
  });

export const federatedTrustByName: Rule = {
  id: 'federated-trust-by-name',
  title: 'OIDC trust in a repository name that no longer exists, or only partly moved to ids',
  owasp: ['NHI6:2025', 'NHI1:2025'],
  facets: ['exposure', 'stale'],
  severity: 'high',
  confidence: 'medium',
  controls: controlsOf(['NHI6:2025', 'NHI1:2025'], 'federated-trust-by-name'),
  needs: ['trusts'],
  why: `Names of repositories, organisations and users can be released and registered again by someone else. A trust by name trusts
whoever holds the name today. Numeric ids are never reused: a subject with the owner's and the repository's id cannot be inherited.`,
  limits: `- Reported where a trust names a repository that does not exist in an organisation that was scanned, where it accepts any id
  together with the name, and where only some of its subjects use ids.
- Trusts by name alone in a repository that exists are not reported. Subjects with ids are supported for GitHub only.
- A repository that the scan cannot see looks deleted, and whether a name is free to register is not tested: confidence \`medium\`.`,
  remedy: `Remove trusts in repositories that no longer exist, and bind the others to ids:

\`\`\`json
{ "StringEquals": { "token.actions.githubusercontent.com:repository_id": "123456789" } }
\`\`\``,
  sources: [
    'https://docs.github.com/en/actions/reference/security/oidc',
    'https://owasp.org/www-project-non-human-identities-top-10/2025/6-insecure-cloud-deployment-configurations/',
  ],
  check: fromTrusts,
};
