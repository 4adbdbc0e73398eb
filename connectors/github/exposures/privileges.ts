import type { Job } from '../workflows/file.ts';
import { guardOf } from '../workflows/guards.ts';
import { listed } from './support.ts';

/** What is known about the place that a workflow runs in. */
export interface Surroundings {
  readonly repository: string;
  /** Absent: not known. */
  readonly visibility?: string;
  /** What a token may do where the workflow does not say. Absent: not known. */
  readonly defaultPermissions?: 'read' | 'write';
}

export interface Held {
  /** `contents: write`; without `id-token`. */
  readonly writes: readonly string[];
  readonly secrets: readonly string[];
  readonly federates: boolean;
  /** The token may write if that is the default, which was not read. */
  readonly perhapsWrites: boolean;
  /** Changes what others run or trust: code, packages, releases, secrets, a cloud. */
  readonly strong: boolean;
  /** `secrets A and B, contents: write`; empty: nothing. */
  readonly words: string;
}

/** Writing there changes what others run. The rest comments, labels and reports. */
const strongScopes: ReadonlySet<string> = new Set([
  'actions',
  'attestations',
  'contents',
  'deployments',
  'packages',
  'pages',
]);

/**
 * What a job holds besides reading its repository.
 * https://docs.github.com/en/actions/tutorials/authenticate-with-github_token
 */
export const heldBy = ({ permissions, secrets }: Job, { defaultPermissions }: Surroundings): Held => {
  const writes =
    permissions === undefined
      ? defaultPermissions === 'write'
        ? ['contents: write']
        : []
      : [...permissions]
          .filter(([scope, access]) => access === 'write' && scope !== 'id-token')
          .map(([scope]) => `${scope}: write`)
          .sort();
  const federates = permissions?.get('id-token') === 'write';
  const words = [
    ...(secrets.length === 0
      ? []
      : secrets.includes('*')
        ? ['all secrets']
        : [`${secrets.length === 1 ? 'secret' : 'secrets'} ${listed(secrets)}`]),
    ...(federates ? ['tokens for clouds (id-token: write)'] : []),
    ...(writes.length === 0
      ? []
      : [permissions === undefined ? 'a token that may write by default' : listed(writes)]),
  ];
  return {
    writes,
    secrets,
    federates,
    perhapsWrites: permissions === undefined && defaultPermissions === undefined,
    strong:
      federates || secrets.length > 0 || writes.some((each) => strongScopes.has(each.replace(/:.*$/, ''))),
    words: words.join(', '),
  };
};

export const holdsAny = ({ words }: Held): boolean => words !== '';

/** A condition that somebody wrote to keep others out: whether it is enough is not judged, only that it is worth something. */
export const looksGuarded = ({ if: own, conditions }: Job): boolean =>
  guardOf(own) !== 'spoofable' &&
  /author_association|github\.actor\b|github\.triggering_actor|\.user\.login|head\.repo\.(?:full_name|fork|owner)|head_repository\.(?:full_name|owner)|labels?\b.*\bname|pull_request\.merged\b/.test(
    conditions,
  );
