import { deadlineOf } from '../../../src/collection/bounds.ts';
import {
  type Collecting,
  type CollectionOptions,
  collecting,
  type Item,
  listing,
} from '../../../src/collection/collecting.ts';
import { type Journal, noJournal, openJournal } from '../../../src/collection/journal.ts';
import { createLedger } from '../../../src/collection/ledger.ts';
import type { Budget } from '../../../src/collection/pacing.ts';
import type { StepEntry } from '../../../src/collection/step.ts';
import type { Coverage } from '../../../src/model/coverage.ts';
import { InputError } from '../../../src/model/input-error.ts';
import type { Target } from '../../connector.ts';
import { callerSchema } from '../facts/records/organization.ts';
import { enterpriseOrganizationsAnswerSchema } from './answers.ts';
import type { GitHubPart } from './calls.ts';
import { closed, coverageOf, sessionLine } from './coverage.ts';
import { readCredentials } from './credentials.ts';
import { asApiError, describeFailure, describeGraphqlErrors } from './failure.ts';
import { readInsights } from './insights.ts';
import { githubJournals, type JournalOf } from './journal.ts';
import { createLimits } from './limits.ts';
import { readLocalActions } from './local-actions.ts';
import { enterOrganization, readOrganization } from './organization.ts';
import { readPeople } from './people.ts';
import { readProtections } from './protections.ts';
import { queries } from './queries.ts';
import { readAccess, readRepositories, readWorkflows } from './repositories.ts';
import { readRepository } from './repository.ts';
import { apiRootOf, type Door, type GitHubCredential, openDoor, type Session, webHostOf } from './session.ts';
import { followCursors, type Place } from './step.ts';
import { createWire } from './wire.ts';

export type { GitHubCredential } from './session.ts';

export interface GitHubCollectOptions extends CollectionOptions {
  readonly credential: GitHubCredential;
  /** Logins. With `enterprise` also none: all of its organisations. */
  readonly organizations: readonly string[];
  /** Slug of an enterprise: its organisations, and the repositories of App installations. */
  readonly enterprise?: string | undefined;
  /** Secrets of Codespaces too. */
  readonly codespaces?: boolean | undefined;
  /** `GITHUB_API_URL`; default: github.com. */
  readonly apiUrl?: string | undefined;
  /** What is left of GitHub's budgets, at the end. */
  readonly onBudgets?: ((budgets: readonly Budget[]) => void) | undefined;
  /** Told before a wait for a rate limit: until when (ISO 8601, UTC). */
  readonly onWait?: ((until: string) => void) | undefined;
  /** For tests: least time between two requests, and length of the plugins' second. */
  readonly spacing?: number | undefined;
  readonly second?: number | undefined;
}

/** 900 points a minute for REST, and reading costs one. */
const defaultSpacing = 70;
/** https://docs.github.com/en/enterprise-cloud@latest/admin: letters, digits and single hyphens; underscore of managed users. */
const login = /^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,99})$/;

interface Run {
  readonly options: GitHubCollectOptions;
  readonly door: Door;
  readonly emit: (item: Item) => Promise<void>;
  readonly startedAt: string;
  readonly server: string;
  readonly api: string;
}

const checkNames = ({
  organizations,
  enterprise,
}: Pick<GitHubCollectOptions, 'organizations' | 'enterprise'>): void => {
  const wrong = [...organizations, ...(enterprise === undefined ? [] : [enterprise])].find(
    (name) => !login.test(name),
  );
  if (wrong !== undefined) {
    throw new InputError(
      'this is not the name of an organisation or enterprise',
      `GitHub ${JSON.stringify(wrong)}`,
      'Give the last part of its address: acme of https://github.com/acme.',
    );
  }
};

/** Whom the scan runs as. A job's own token has nobody behind it. */
const readCaller = async ({ options, door, emit }: Run, scope: string): Promise<string> => {
  const source = 'token' in options.credential ? 'GET /user' : 'GET /app';
  if ('token' in options.credential && options.credential.token.startsWith('ghs_')) {
    const why = 'not asked: the token of an installation or a job has no user behind it';
    await emit(sessionLine(scope, source, 'skipped', why));
    return 'an installation';
  }
  try {
    const caller = await door.caller();
    const data = callerSchema.parse(caller);
    await emit({ record: 'github.caller', scope, id: String(caller.id ?? caller.name), data });
    await emit(sessionLine(scope, source, 'complete', ''));
    return `${caller.type} ${caller.name}`;
  } catch (error) {
    const known = asApiError(error);
    if (known === undefined) throw error;
    const { status, reason } = describeFailure(known, source);
    await emit(sessionLine(scope, source, status, reason));
    return 'unknown';
  }
};

interface Enterprise {
  readonly slug: string;
  readonly session: Session;
}

/** The organisations that are in an enterprise, and how far the list came. */
const listOrganizations = async (
  { client }: Session,
  slug: string,
): Promise<{
  readonly organizations: readonly string[];
  readonly status: Coverage['status'];
  readonly reason: string;
}> => {
  const source = queries.EnterpriseOrganizations.id;
  const organizations: string[] = [];
  try {
    let cursor: string | null = null;
    let gap = '';
    const follow = followCursors(client.bounds, (why) => {
      gap = why;
    });
    do {
      const { data, errors, gaps } = await client.query('EnterpriseOrganizations', { slug, cursor });
      const answer = enterpriseOrganizationsAnswerSchema.safeParse(data);
      if (!answer.success)
        return errors.length > 0
          ? { organizations, ...describeGraphqlErrors(errors, source) }
          : {
              organizations,
              status: 'partial',
              reason: 'an answer did not have the shape of the GitHub API',
            };
      const { nodes, pageInfo, totalCount } = answer.data.enterprise.organizations;
      gap ||= gaps[0] ?? '';
      organizations.push(...nodes.flatMap((node) => node?.login ?? []));
      cursor = follow(pageInfo, { totalCount, came: nodes.length });
    } while (cursor !== null);
    return { organizations, status: gap === '' ? 'complete' : 'partial', reason: gap };
  } catch (error) {
    const known = asApiError(error);
    if (known === undefined) throw error;
    return { organizations, ...describeFailure(known, source) };
  }
};

/** The enterprise's own door, and the organisations that are in it. */
const enterEnterprise = async (
  run: Run,
  slug: string,
): Promise<{ readonly enterprise?: Enterprise; readonly organizations: readonly string[] }> => {
  const { door, emit } = run;
  let session: Session;
  try {
    session = await door.enterprise(slug);
  } catch (error) {
    const source = 'GET /enterprises/{enterprise}/installation';
    const known = asApiError(error);
    if (known === undefined) throw error;
    const { status, reason } = describeFailure(known, source);
    await emit(sessionLine(slug, source, status, reason));
    const why = `not asked: ${source} failed`;
    await emit(sessionLine(slug, queries.EnterpriseOrganizations.id, 'skipped', why));
    return { organizations: [] };
  }
  const enterprise: Enterprise = { slug, session };
  const { organizations, status, reason } = await listOrganizations(session, slug);
  await emit(sessionLine(slug, queries.EnterpriseOrganizations.id, status, reason));
  return { enterprise, organizations: [...organizations] };
};

const collectOrganization = async (
  run: Run,
  org: string,
  journal: Journal<StepEntry>,
  enterprise: Enterprise | undefined,
): Promise<{ readonly ended: boolean }> => {
  const { options, door, emit } = run;
  const codespaces = options.codespaces === true;
  const parts = new Set<GitHubPart>(['organization', 'repository']);
  if (codespaces) parts.add('codespaces');
  if (options.enterprise !== undefined) parts.add('enterprise');
  let session: Session;
  try {
    session = await door.organization(org);
  } catch (error) {
    const source = 'GET /orgs/{org}/installation';
    const known = asApiError(error);
    if (known === undefined) throw error;
    const { status, reason } = describeFailure(known, source);
    const missing = known.http === 404 ? 'the App is not installed in the organisation' : reason;
    for (const line of closed(org, source, status, missing, parts)) await emit(line);
    return { ended: false };
  }
  const ledger = createLedger('GitHub');
  if (options.enterprise !== undefined && enterprise === undefined)
    ledger.skipped(
      'GET /enterprises/{enterprise}/apps/organizations/{org}/installations',
      'the enterprise could not be entered',
    );
  const entrance: Place = {
    scope: org,
    session,
    ledger,
    journal,
    emit,
    progress: (source, count) => options.onProgress?.({ connector: 'github', scope: org, source, count }),
  };
  const entered = await enterOrganization(entrance, { server: run.server, enterprise: enterprise?.slug });
  if (entered === null) {
    const call = 'GET /orgs/{org}';
    const outcome = ledger.outcome(call) ?? {
      status: 'unsupported',
      detail: 'the answer is not one of the GitHub API: check the address (GITHUB_API_URL) and any proxy',
    };
    for (const line of closed(org, call, outcome.status, outcome.detail, parts)) await emit(line);
    return { ended: false };
  }
  const place: Place = { ...entrance, scope: entered.login, notCloud: entered.notCloud ?? undefined };
  const reading = await readOrganization(place, { codespaces });
  const used = await readInsights(place, run.startedAt);
  await readCredentials(place, { used: used.installations, enterprise });
  await readPeople(place, used.users);
  const repositories = await readRepositories(place);
  const { federated, actions } = await readWorkflows(place, repositories);
  await readLocalActions(place, actions);
  await readAccess(place, repositories);
  await readProtections(place, repositories);
  for (const repository of repositories) {
    await readRepository(place, repository, { organization: reading, federated, codespaces });
  }
  for (const line of coverageOf(entered.login, ledger, parts)) await emit(line);
  return { ended: ledger.ended() !== undefined };
};

const collect = async (run: Run): Promise<void> => {
  const { options } = run;
  const scope = options.organizations[0] ?? options.enterprise ?? '*';
  const caller = await readCaller(run, scope);
  const found = options.enterprise === undefined ? undefined : await enterEnterprise(run, options.enterprise);
  const given = options.organizations.length > 0 ? options.organizations : (found?.organizations ?? []);
  const organizations = [...new Map(given.map((org) => [org.toLowerCase(), org])).values()];
  const of: JournalOf = { api: run.api, organizations, enterprise: options.enterprise ?? null, caller };
  const journal =
    options.journal === undefined
      ? noJournal<StepEntry>(run.startedAt)
      : openJournal<StepEntry>({
          path: options.journal,
          kind: githubJournals,
          of,
          now: run.startedAt,
        });
  let ended = false;
  for (const org of organizations) {
    const outcome = await collectOrganization(run, org, journal, found?.enterprise);
    ended ||= outcome.ended;
  }
  // A credential that ran out in between is no end: with a new one it goes on.
  if (!ended) journal.discard();
};

/** The way into GitHub, behind its guard, limits and bounds. */
const openGitHub = (
  options: Omit<GitHubCollectOptions, 'organizations'>,
  { signal, sleep, bounds }: Pick<Collecting, 'signal' | 'sleep' | 'bounds'>,
) => {
  const root = apiRootOf(options.apiUrl);
  const limits = createLimits({
    // Waits are measured on the real clock: `now` may be fixed.
    clock: { now: () => Date.now(), sleep },
    spacing: options.spacing ?? defaultSpacing,
    onWait: options.onWait,
  });
  const wire = createWire({
    root,
    limits,
    onCall: options.onCall,
    onThrottled: options.onThrottled,
    bounds,
    inTime: deadlineOf(bounds, Date.now),
  });
  const { credential, second } = options;
  return { root, limits, door: openDoor({ root, wire, signal, bounds, credential, second }) };
};

/**
 * Organisations of an enterprise. Throws where GitHub does not list them all: those that a list left out would be taken for gone.
 * @throws InputError where no enterprise is named
 */
export async function* githubTargets(
  options: Omit<GitHubCollectOptions, 'organizations'>,
): AsyncGenerator<Target> {
  const { enterprise } = options;
  if (enterprise === undefined) {
    throw new InputError(
      'no enterprise was given',
      'GitHub, targets: discover',
      'Give the slug of an enterprise (github-enterprise), or list the organisations.',
    );
  }
  checkNames({ organizations: [], enterprise });
  const { door } = openGitHub(options, listing(options));
  const session = await door.enterprise(enterprise);
  const { organizations, status, reason } = await listOrganizations(session, enterprise);
  if (status !== 'complete') throw new Error(`${queries.EnterpriseOrganizations.id}: ${reason}`);
  for (const id of organizations) yield { id };
}

/**
 * Reads GitHub organisations through the API, read-only, one request after the other as GitHub recommends, and gives
 * facts and coverage as they come. Whatever fails is written down as coverage, and the rest goes on. Throws `InputError`
 * for names that are none, and the reason of `signal` when interrupted.
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 */
export const collectGitHub = (options: GitHubCollectOptions): AsyncGenerator<Item> =>
  collecting(options, async ({ emit, signal, now, sleep, bounds }) => {
    checkNames(options);
    const { root, limits, door } = openGitHub(options, { signal, sleep, bounds });
    await collect({
      options,
      door,
      emit,
      startedAt: now().toISOString(),
      server: webHostOf(root),
      api: `${root.origin}${root.path}`,
    });
    options.onBudgets?.(limits.budgets());
  });
