import { ask, outcomeOf, type Reply, type Request } from './http.ts';
import { failed, later, type Outcome } from './outcome.ts';
import { type Issue, issueMarker } from './targets/github-issue.ts';

/**
 * All that may be asked of GitHub here, and the one write of this tool: an issue in the repository that the configuration names.
 * Whatever else somebody may make of this code in time is refused.
 */
const allowed = (repository: string): readonly RegExp[] => {
  const path = `/repos/${repository.replaceAll('.', '\\.')}`;
  return [
    new RegExp(`^GET [^?]*${path}$`),
    new RegExp(
      `^GET [^?]*${path}/issues\\?state=all&sort=created&direction=desc&per_page=100&page=\\d{1,2}$`,
    ),
    new RegExp(`^POST [^?]*${path}/issues$`),
  ];
};

const guarded = (base: URL, repository: string, token: string) => {
  const rules = allowed(repository);
  return async (path: string, request: Pick<Request, 'method' | 'body'>): Promise<Reply> => {
    const url = new URL(`${base.href.replace(/\/$/, '')}${path}`);
    const line = `${request.method} ${url.pathname}${url.search}`;
    if (url.origin !== base.origin || !rules.some((rule) => rule.test(line)))
      throw new Error(`The guard of the GitHub issue refuses ${line}`);
    return ask(url, {
      ...request,
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'x-github-api-version': '2022-11-28',
      },
      reads: 'all',
    });
  };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // Whoever answered is not GitHub.
    return undefined;
  }
};

const isPrivate = (text: string): boolean => {
  const repository = parsed(text);
  return (
    typeof repository === 'object' &&
    repository !== null &&
    'private' in repository &&
    repository.private === true
  );
};

interface FoundIssue {
  readonly body: string;
  readonly createdAt: number;
}

const textIn = (value: object, key: string): string => {
  const found: unknown = (value as Readonly<Record<string, unknown>>)[key];
  return typeof found === 'string' ? found : '';
};

const issuesIn = (text: string): readonly FoundIssue[] | undefined => {
  const issues = parsed(text);
  if (!Array.isArray(issues)) return undefined;
  return issues
    .filter((issue: unknown) => typeof issue === 'object' && issue !== null)
    .map((issue: object) => ({
      body: textIn(issue, 'body'),
      createdAt: Date.parse(textIn(issue, 'created_at')),
    }));
};

const ofAPage = 100;
/** 2,000 issues and pull requests since the facts of a digest were collected. */
const mostPages = 20;
/** By which the clocks of two machines may differ, in milliseconds. */
const clocks = 86_400_000;

export interface IssueTarget {
  readonly api: URL;
  readonly repository: string;
  readonly token: string;
}

/**
 * Whether the issue is there already, among those that were made since. Where a target was down for days, many may have been.
 * An outcome: nobody knows.
 */
const isThere = async (
  github: ReturnType<typeof guarded>,
  path: string,
  { marker, since }: { readonly marker: string; readonly since: number },
): Promise<boolean | Outcome> => {
  for (let page = 1; page <= mostPages; page++) {
    const query = `state=all&sort=created&direction=desc&per_page=${ofAPage}&page=${page}`;
    const list = await github(`${path}/issues?${query}`, { method: 'GET' });
    if (list.status !== 200) return outcomeOf(list.status < 300 ? { ...list, status: 404 } : list);
    const issues = issuesIn(list.text);
    if (issues === undefined) return later('it does not answer as GitHub does');
    if (issues.some(({ body }) => body.startsWith(marker))) return true;
    if (issues.length < ofAPage || issues.some(({ createdAt }) => createdAt < since - clocks)) return false;
  }
  return false;
};

/** An issue for a digest, once. Into a public repository goes nothing that names anything. @param since its issue is not older */
export const createIssue = async (
  { api, repository, token }: IssueTarget,
  { id, since }: { readonly id: string; readonly since: number },
  issue: Issue,
  isNamed: boolean,
): Promise<Outcome> => {
  const github = guarded(api, repository, token);
  const path = `/repos/${repository}`;
  try {
    const about = await github(path, { method: 'GET' });
    if (about.status !== 200) return outcomeOf(about.status < 300 ? { ...about, status: 404 } : about);
    if (isNamed && !isPrivate(about.text))
      return later('the repository is not private: only `details: none` may go there');
    const found = await isThere(github, path, { marker: issueMarker(id), since });
    if (typeof found !== 'boolean') return found;
    if (found) return { ok: true };
    return outcomeOf(await github(`${path}/issues`, { method: 'POST', body: JSON.stringify(issue) }));
  } catch (error) {
    return failed(error);
  }
};
