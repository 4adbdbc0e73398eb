import type { Condition } from '../../src/model/condition.ts';

/**
 * How many of an issuer's subjects a condition lets in. `exact`: those that are named. `project`: whatever runs in one
 * repository, workspace or namespace. `tenant`: a whole organisation or cluster. `anyone`: tenants of others as well.
 */
export type Width = 'exact' | 'project' | 'tenant' | 'anyone';
const widths: readonly Width[] = ['exact', 'project', 'tenant', 'anyone'];

/** How an issuer writes subjects: up to where the text must be free of wildcards to name a tenant, and a project. */
interface SubjectFormat {
  readonly starts: string;
  readonly tenant: RegExp;
  readonly project: RegExp;
  /** What the two are called there. */
  readonly words: { readonly tenant: string; readonly project: string };
  /** What follows the project differs in every run, so that a wildcard there says nothing. */
  readonly restVaries?: boolean;
  readonly source: string;
}

const formats: readonly SubjectFormat[] = [
  {
    starts: 'repo:',
    tenant: /^repo:[^/*?]+\//,
    project: /^repo:[^/*?]+\/[^:*?]+:/,
    words: {
      tenant: 'repository of an organisation',
      project: 'branch, tag and pull request of a repository',
    },
    source: 'https://docs.github.com/en/actions/reference/security/oidc',
  },
  {
    starts: 'project_path:',
    tenant: /^project_path:[^/:*?]+\//,
    project: /^project_path:[^:*?]+:/,
    words: { tenant: 'project of a group', project: 'branch and tag of a project' },
    source: 'https://docs.gitlab.com/ci/secrets/id_token_authentication/',
  },
  {
    starts: 'organization:',
    tenant: /^organization:[^:*?]+:/,
    project: /^organization:[^:*?]+:(?:project:[^:*?]+:workspace|pipeline):[^:*?]+:/,
    words: { tenant: 'workspace or pipeline of an organisation', project: 'run' },
    restVaries: true,
    source:
      'https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/workload-identity-tokens',
  },
  {
    starts: 'system:serviceaccount:',
    // The issuer is the cluster itself: nobody else's service accounts have tokens of it.
    tenant: /^system:serviceaccount:/,
    project: /^system:serviceaccount:[^:*?]+:/,
    words: { tenant: 'service account of a cluster', project: 'service account of a namespace' },
    source: 'https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html',
  },
  {
    starts: 'sc://',
    tenant: /^sc:\/\/[^/*?]+\//,
    project: /^sc:\/\/[^/*?]+\/[^/*?]+\//,
    words: { tenant: 'service connection of an organisation', project: 'service connection of a project' },
    source: 'https://learn.microsoft.com/azure/devops/pipelines/release/configure-workload-identity',
  },
  {
    // The same by ids, in tokens that Entra makes for Azure DevOps: tenant, application, organisation, connection.
    starts: '/eid1/',
    tenant: /^\/eid1\/(?:[^/*?]+\/)+sc\/[^/*?]+\//,
    project: /^\/eid1\/(?:[^/*?]+\/)+sc\/[^/*?]+\//,
    words: {
      tenant: 'service connection of an organisation',
      project: 'service connection of an organisation',
    },
    source: 'https://learn.microsoft.com/azure/devops/pipelines/release/convert-service-connections',
  },
  {
    starts: 'org/',
    tenant: /^org\/[^/*?]+\//,
    project: /^org\/[^/*?]+\/project\/[^/*?]+\//,
    words: { tenant: 'project of an organisation', project: 'user of a project' },
    restVaries: true,
    source: 'https://circleci.com/docs/openid-connect-tokens/',
  },
  {
    starts: 'owner:',
    tenant: /^owner:[^:*?]+:/,
    project: /^owner:[^:*?]+:project:[^:*?]+:/,
    words: { tenant: 'project of a team', project: 'environment of a project' },
    source: 'https://vercel.com/docs/oidc/reference',
  },
  {
    starts: 'mcp:',
    tenant: /^mcp:[^/*?]+\//,
    project: /^mcp:[^/*?]+\/[^:*?]+:/,
    words: { tenant: 'control plane of an organisation', project: 'provider of a control plane' },
    source: 'https://docs.upbound.io/manuals/packages/providers/authentication',
  },
];

/** What one value, or all conditions on the subject, lets in. */
export interface SubjectWidth {
  readonly width: Width;
  /** Who comes in, after "every". Empty with `exact` and `anyone`. */
  readonly every: string;
  /** The value that decides, as written. */
  readonly value: string;
  /** Whether the subject's format is known; else the width is a cautious guess. */
  readonly known: boolean;
}

/** `repo:acme@*\/app@*:…`: names cannot have an `@`, so that any id still means those of this name. */
const withoutAnyIds = (value: string): string =>
  value.startsWith('repo:') ? value.replace(/@\*(?=[/:])/g, '') : value;

/** Tenant and project that a subject goes by. */
export interface NamedProject {
  /** Lower case: issuers ignore the case of names. */
  readonly tenant: string;
  /** `tenant/project`. */
  readonly project: string;
  /** Whether ids, which are never given twice, are asked for: both, none, or any that come. */
  readonly ids: 'fixed' | 'none' | 'any';
}

/**
 * Undefined: the format has no ids, or names are patterns.
 * https://docs.github.com/en/actions/reference/security/oidc
 */
export const namedProject = (value: string): NamedProject | undefined => {
  const found = /^repo:([^/:@*?]+)(@[^/:]*)?\/([^/:@*?]+)(@[^/:]*)?(?::|$)/.exec(value);
  if (found === null) return undefined;
  const [, owner, ownerId = '', name, id = ''] = found;
  const tenant = owner!.toLowerCase();
  return {
    tenant,
    project: `${tenant}/${name!.toLowerCase()}`,
    ids: ownerId === '' || id === '' ? 'none' : /[*?]/.test(`${ownerId}${id}`) ? 'any' : 'fixed',
  };
};

const widthOfPattern = (value: string): SubjectWidth => {
  const exact: SubjectWidth = { width: 'exact', every: '', value, known: true };
  // A pull request runs whatever its author wrote, so naming it names no code.
  if (/^repo:[^*?]+:pull_request$/.test(value)) {
    return { ...exact, width: 'project', every: 'pull request of a repository' };
  }
  const written = withoutAnyIds(value);
  const wildcard = written.search(/[*?]/);
  if (wildcard < 0) return exact;
  const format = formats.find(({ starts }) => value.startsWith(starts));
  if (format === undefined) {
    const named = /[a-z0-9]/i.test(written.slice(0, wildcard));
    return {
      width: named ? 'tenant' : 'anyone',
      every: named ? 'subject that fits a pattern' : '',
      value,
      known: !named,
    };
  }
  if (!format.tenant.test(written)) return { ...exact, width: 'anyone' };
  if (!format.project.test(written)) return { ...exact, width: 'tenant', every: format.words.tenant };
  return format.restVaries === true ? exact : { ...exact, width: 'project', every: format.words.project };
};

/** The wider, the higher. */
export const widthRank = (width: Width): number => widths.indexOf(width);
const rank = ({ width }: SubjectWidth): number => widthRank(width);

/** What an operator does with a value, whatever the provider calls it. */
export const operatorOf = (operator: string): 'negated' | 'pattern' | 'equal' | 'presence' => {
  if (/not/i.test(operator)) return 'negated';
  if (/null|exists$/i.test(operator.replace(/ifexists$/i, ''))) return 'presence';
  return /like|match|prefix|starts/i.test(operator) ? 'pattern' : 'equal';
};

/** A condition with `ForAllValues` also holds when the token lacks the claim. */
export const passesWithoutClaim = (condition: Condition): boolean =>
  /^forallvalues:/i.test(condition.operator);

/** Whether a condition also holds for a token that lacks the claim. */
export const holdsWithoutClaim = (condition: Condition): boolean =>
  passesWithoutClaim(condition) || /ifexists$/i.test(condition.operator);

/** Whether a condition names what it wants instead of excluding something or asking for presence, or for anything. */
export const names = (condition: Condition): boolean => {
  const kind = operatorOf(condition.operator);
  if (kind === 'negated' || kind === 'presence' || condition.values.length === 0) return false;
  return kind === 'equal' || !condition.values.some((value) => /^[*?]+$/.test(value));
};

/**
 * Whether an audience that tells tenants apart is named far enough: what stands before a wildcard, behind the region that some
 * begin with, is more than all of them share.
 */
export const namesTenant = (condition: Condition): boolean =>
  names(condition) &&
  (operatorOf(condition.operator) === 'equal' ||
    condition.values.every(
      (value) => !/[*?]/.test(value) || value.replace(/^[a-z0-9-]+:/, '').search(/[*?]/) >= 8,
    ));

/**
 * What a trust's conditions on the subject let in together: values of one condition are alternatives, so the widest
 * counts; conditions add up, so the narrowest counts. Undefined: none of them names a subject.
 */
export const subjectWidth = (conditions: readonly Condition[]): SubjectWidth | undefined => {
  const each = conditions.flatMap((condition) => {
    const kind = operatorOf(condition.operator);
    if (kind === 'negated' || kind === 'presence' || condition.values.length === 0) return [];
    // With an operator for equality a star is a star: no token has such a subject.
    const all = condition.values.map((value): SubjectWidth => {
      const width = widthOfPattern(value);
      return kind === 'equal' && /[*?]/.test(value) ? { ...width, width: 'exact', every: '' } : width;
    });
    return [all.reduce((widest, next) => (rank(next) > rank(widest) ? next : widest))];
  });
  if (each.length === 0) return undefined;
  return each.reduce((narrowest, next) => (rank(next) < rank(narrowest) ? next : narrowest));
};
