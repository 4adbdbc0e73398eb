import type { Exposure } from '../../../src/model/exposure.ts';
import { counted, dayOf, daysBetween, evidence, fixBy, plain, quoted, type Read } from './support.ts';

type Secret = Read<'github.secret'>;

const appOf: Readonly<Record<string, string>> = {
  actions: 'actions',
  dependabot: 'dependabot',
  codespaces: 'codespaces',
  agents: 'agents',
};

/** `secret NPM_TOKEN of acme/web, environment production` */
const nameOf = ({ data }: Secret, organization: string): string => {
  const of = data.repository?.full_name ?? organization;
  const kind = data.kind === 'actions' ? '' : `${data.kind} `;
  const within = data.environment === undefined ? '' : `, environment ${plain(data.environment)}`;
  return `${kind}secret ${plain(data.name)} of ${plain(of)}${within}`;
};

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Where `gh secret set` finds it. https://cli.github.com/manual/gh_secret_set */
const placeOf = ({ data }: Secret, organization: string): string =>
  [
    data.repository === undefined
      ? `--org ${quoted(organization)}`
      : `--repo ${quoted(data.repository.full_name)}`,
    ...(data.environment === undefined ? [] : [`--env ${quoted(data.environment)}`]),
    ...(data.kind === 'actions' ? [] : [`--app ${appOf[data.kind]!}`]),
  ].join(' ');

/**
 * A secret of an organisation that every repository, or every private and internal one, can use.
 * https://docs.github.com/en/actions/reference/security/secrets
 */
export const widelyVisibleSecret = (
  secret: Secret,
  organization: string,
  repositories: { readonly all: number; readonly private: number },
): readonly Exposure[] => {
  const { data } = secret;
  if (data.level !== 'organization' || (data.visibility !== 'all' && data.visibility !== 'private'))
    return [];
  const all = data.visibility === 'all';
  const count = all ? repositories.all : repositories.private;
  const whose = all ? 'every repository' : 'every private and internal repository';
  return [
    {
      kind: 'widely-visible-secret',
      key: `${data.kind}/${data.name}`,
      says: `${upperFirst(nameOf(secret, organization))} can be used by ${whose}${count > 0 ? ` (${counted(count, 'repository', 'repositories')})` : ''}`,
      ...(all ? {} : { severity: 'low' as const }),
      evidence: [evidence('github.secret', secret, `visible to ${all ? 'all' : 'private'}`, '/visibility')],
      fix: fixBy(
        'Let only the repositories use it that need it; better, move it to their protected environments.',
        `gh secret set ${quoted(data.name)} ${placeOf(secret, organization)} --visibility selected --repos REPOSITORY < new-secret`,
      ),
    },
  ];
};

/**
 * A secret that was last written longer ago than the policy allows.
 * https://docs.github.com/en/rest/actions/secrets
 */
export const staleSecret = (
  secret: Secret,
  organization: string,
  collectedAt: string,
  secretAgeDays: number,
): readonly Exposure[] => {
  const { data } = secret;
  const written = data.updated_at ?? data.created_at;
  if (written === undefined || written === null) return [];
  const age = daysBetween(written, collectedAt);
  if (age <= secretAgeDays) return [];
  return [
    {
      kind: 'stale-secret',
      key: [data.kind, ...(data.environment === undefined ? [] : [data.environment]), data.name].join('/'),
      // Not how many days: it would be another finding every day.
      says: `${upperFirst(nameOf(secret, organization))} was last written on ${dayOf(written)}`,
      evidence: [
        evidence(
          'github.secret',
          secret,
          `last written on ${dayOf(written)}; the policy allows ${counted(secretAgeDays, 'day')}`,
          data.updated_at === undefined || data.updated_at === null ? '/created_at' : '/updated_at',
        ),
      ],
      fix: fixBy(
        'Issue a new credential at its provider, store it, and revoke the old one.',
        `gh secret set ${quoted(data.name)} ${placeOf(secret, organization)} < new-secret`,
      ),
    },
  ];
};
