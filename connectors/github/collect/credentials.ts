import type { ApiUse } from './insights.ts';
import { isObject, type Json, objectOf, referencesOf, selectedRepositories } from './organization.ts';
import type { Session } from './session.ts';
import { makeStep, type Place, type Step } from './step.ts';

/** Apps and tokens that may enter the organisation. */
export interface CredentialOptions {
  /** When an installation last called the API. */
  readonly used: ApiUse;
  /** The way into the enterprise, and its slug: only there the repositories of an App are told. */
  readonly enterprise?: { readonly slug: string; readonly session: Session } | undefined;
}

const appOf = async (step: Step, known: Map<string, Json>, slug: string): Promise<Json> => {
  const seen = known.get(slug);
  if (seen !== undefined) return seen;
  const answer = objectOf(await step.ask('GET /apps/{app_slug}', { app_slug: slug }, slug));
  const app: Json = isObject(answer.owner)
    ? { owner: answer.owner, requested_permissions: answer.permissions, app_created_at: answer.created_at }
    : {};
  known.set(slug, app);
  return app;
};

const readInstallations = async (
  step: Step,
  org: string,
  used: ApiUse,
  repositoriesOf: ReadonlyMap<number, readonly unknown[]>,
): Promise<void> => {
  const call = 'GET /orgs/{org}/installations';
  const apps = new Map<string, Json>();
  for (const entry of (await step.list(call, { org })).entries) {
    const installation = objectOf(entry);
    const id = Number(installation.id);
    const own = repositoriesOf.get(id);
    step.put(call, 'github.app-installation', id, {
      ...installation,
      ...(await appOf(step, apps, String(installation.app_slug))),
      ...(own === undefined ? {} : { repositories: referencesOf(own) }),
      ...used(id),
    });
  }
};

/** Repositories of the installations that may enter some: the enterprise's API alone tells which. */
const readEnterpriseView = async (
  step: Step,
  org: string,
  enterprise: string,
): Promise<readonly (readonly [number, readonly unknown[]])[]> => {
  const call = 'GET /enterprises/{enterprise}/apps/organizations/{org}/installations';
  const seen: [number, readonly unknown[]][] = [];
  for (const entry of (await step.list(call, { enterprise, org })).entries) {
    const { id, repository_selection, app_slug } = objectOf(entry);
    if (repository_selection === 'all') continue;
    const { entries, whole } = await step.list(
      `${call}/{installation_id}/repositories`,
      { enterprise, org, installation_id: Number(id) },
      String(app_slug),
    );
    if (whole) seen.push([Number(id), referencesOf(entries)]);
  }
  return seen;
};

const readPatGrants = async (step: Step, org: string): Promise<void> => {
  const call = 'GET /orgs/{org}/personal-access-tokens';
  for (const entry of (await step.list(call, { org })).entries) {
    const grant = objectOf(entry);
    const selected =
      grant.repository_selection === 'subset'
        ? await selectedRepositories(
            step,
            `${call}/{pat_id}/repositories`,
            { org, pat_id: Number(grant.id) },
            `token ${String(grant.token_name ?? grant.id)}`,
          )
        : {};
    step.put(call, 'github.pat-grant', Number(grant.id), { ...grant, ...selected });
  }
};

const putAll = async (
  step: Step,
  call: string,
  org: string,
  kind: 'github.pat-request' | 'github.credential-authorization',
  idOf: (entry: Json) => number,
): Promise<void> => {
  for (const entry of (await step.list(call, { org })).entries) {
    const object = objectOf(entry);
    step.put(call, kind, idOf(object), object);
  }
};

export const readCredentials = async (
  place: Place,
  { used, enterprise }: CredentialOptions,
): Promise<void> => {
  const org = place.scope;
  const repositoriesOf =
    enterprise === undefined
      ? []
      : await makeStep({ ...place, session: enterprise.session }, 'installations of the enterprise', (step) =>
          readEnterpriseView(step, org, enterprise.slug),
        );
  await makeStep(place, 'installations', (step) =>
    readInstallations(step, org, used, new Map(repositoriesOf)),
  );
  await makeStep(place, 'personal access tokens', (step) => readPatGrants(step, org));
  await makeStep(place, 'personal access token requests', (step) =>
    putAll(step, 'GET /orgs/{org}/personal-access-token-requests', org, 'github.pat-request', ({ id }) =>
      Number(id),
    ),
  );
  await makeStep(place, 'credential authorizations', (step) =>
    putAll(
      step,
      'GET /orgs/{org}/credential-authorizations',
      org,
      'github.credential-authorization',
      ({ credential_id }) => Number(credential_id),
    ),
  );
};
