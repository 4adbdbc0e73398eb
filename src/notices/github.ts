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
    new RegExp(`^GET [^?]*${path}/issues\\?state=all&sort=created&direction=desc&per_page=100$`),
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

const hasMarker = (text: string, marker: string): boolean | undefined => {
  const issues = parsed(text);
  if (!Array.isArray(issues)) return undefined;
  return issues.some(
    (issue: unknown) =>
      typeof issue === 'object' &&
      issue !== null &&
      'body' in issue &&
      typeof issue.body === 'string' &&
      issue.body.startsWith(marker),
  );
};

export interface IssueTarget {
  readonly api: URL;
  readonly repository: string;
  readonly token: string;
}

/** An issue for a digest, once. Into a public repository goes nothing that names anything. */
export const createIssue = async (
  { api, repository, token }: IssueTarget,
  id: string,
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
    const list = await github(`${path}/issues?state=all&sort=created&direction=desc&per_page=100`, {
      method: 'GET',
    });
    if (list.status !== 200) return outcomeOf(list.status < 300 ? { ...list, status: 404 } : list);
    const isThere = hasMarker(list.text, issueMarker(id));
    if (isThere === undefined) return later('it does not answer as GitHub does');
    if (isThere) return { ok: true };
    return outcomeOf(await github(`${path}/issues`, { method: 'POST', body: JSON.stringify(issue) }));
  } catch (error) {
    return failed(error);
  }
};
