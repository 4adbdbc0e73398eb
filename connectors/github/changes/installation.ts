import { fill } from '../../../src/model/command-line.ts';
import type { Grant } from '../../../src/model/grant.ts';
import type { Way } from '../../../src/model/reach.ts';
import type { RecordEdit, WrittenChange } from '../../../src/model/reduce.ts';
import type { Use } from '../../../src/model/usage.ts';
import type { GitHubRecordData } from '../facts/records.ts';
import { rightsOfPermissions } from '../identities/rights.ts';

/** What can be taken from an installation of an App while it goes on with the rest of its work. */

type Installation = GitHubRecordData<'github.app-installation'>;
type Permissions = Readonly<Record<string, string>>;

export const installationRecord = 'github.app-installation';

const edit = (id: string, change: (data: Installation) => Installation): RecordEdit => ({
  record: installationRecord,
  id,
  change: (data) => change(data as Installation),
});

/** Undefined: it has all of them, nobody knows which, or not this one. */
const withoutRepository = (id: string, data: Installation, repository: string): RecordEdit | undefined => {
  const found =
    data.repository_selection === 'selected'
      ? data.repositories?.find(({ full_name }) => full_name === repository)
      : undefined;
  // The last one cannot be taken: an installation without repositories is none.
  if (found?.id == null || data.repositories!.length < 2) return undefined;
  return edit(id, (now) => ({
    ...now,
    ...(now.repositories == null
      ? {}
      : { repositories: now.repositories.filter(({ full_name }) => full_name !== repository) }),
  }));
};

/**
 * Permissions that let somebody take a step, by its technique; the first of them that is held gives it.
 * https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps
 */
const permissionsOf: Readonly<Record<string, readonly string[]>> = {
  'push-branch': ['contents'],
  'change-code-a-workflow-runs': ['contents'],
  'change-called-code': ['contents'],
  'push-protected-branch': ['contents'],
  'write-workflow': ['workflows'],
  'administer-repository': ['administration'],
  'approve-own-deployment': ['deployments'],
  'approve-a-token': ['organization_personal_access_token_requests'],
  'register-a-runner': ['organization_self_hosted_runners'],
  'own-organization': [
    'members',
    'organization_administration',
    'organization_custom_org_roles',
    'organization_custom_roles',
  ],
};

const writes = (level: string | undefined): boolean => level === 'write' || level === 'admin';

const lowered = (permissions: Permissions, names: readonly string[]): Permissions =>
  Object.fromEntries(
    Object.entries(permissions).flatMap(([name, level]) =>
      !names.includes(name) || !writes(level)
        ? [[name, level]]
        : // There is no reading of workflow files by that permission.
          name === 'workflows'
          ? []
          : [[name, 'read']],
    ),
  );

/** Only whoever owns an App says what it asks for. */
const isOurs = ({ owner }: Installation, organization: string): boolean =>
  owner?.login != null && owner.login.toLowerCase() === organization.toLowerCase();

/**
 * The least that has to be taken from an App for a step: the repository in which it is taken; else, of an App of one's own, the
 * permission. Undefined: nothing but all of it.
 * @param organization where it is installed
 */
export const smallestCut = (
  id: string,
  data: Installation,
  organization: string,
  way: Way,
): readonly RecordEdit[] | undefined => {
  const [repository] = way.through.filter((name) => name.includes('/'));
  const taken = repository === undefined ? undefined : withoutRepository(id, data, repository);
  if (taken !== undefined) return [taken];
  const names = way.techniques.flatMap((technique) =>
    Object.hasOwn(permissionsOf, technique) ? permissionsOf[technique]! : [],
  );
  if (!isOurs(data, organization) || !names.some((name) => writes(data.permissions[name]))) return undefined;
  return [edit(id, (now) => ({ ...now, permissions: lowered(now.permissions, names) }))];
};

/** A grant of one repository goes with it; of that of the organisation an App of one's own goes on reading. */
export const withoutGrant = (
  id: string,
  data: Installation,
  organization: string,
  { scope, name }: Grant,
): readonly RecordEdit[] | undefined => {
  if (scope.includes('/')) {
    const taken = withoutRepository(id, data, scope);
    return taken && [taken];
  }
  if (!isOurs(data, organization)) return undefined;
  const ofOrganization = (permission: string): boolean =>
    rightsOfPermissions({ [permission]: 'write' }).some(({ place }) => place === 'organization');
  const isAbout = name === 'organization permissions';
  const names = Object.keys(data.permissions).filter((each) => ofOrganization(each) === isAbout);
  // It goes on reading: what it does not need at all only its owner knows.
  return names.some((each) => writes(data.permissions[each]))
    ? [edit(id, (now) => ({ ...now, permissions: lowered(now.permissions, names) }))]
    : undefined;
};

/**
 * The repositories that logs show it at work in, of those it has. Undefined: they do not show all, or it has no others.
 * @param known numbers of repositories by name, as the organisation has them
 */
export const usedRepositories = (
  id: string,
  data: Installation,
  uses: readonly Use[],
  known: ReadonlyMap<string, number>,
): readonly RecordEdit[] | undefined => {
  const seen = [...new Set(uses.flatMap(({ resources }) => resources))].sort();
  const used = seen.flatMap((name) => {
    const number = known.get(name);
    return number === undefined ? [] : [{ id: number, full_name: name }];
  });
  const whole = uses.every(({ otherResources }) => !otherResources) && used.length === seen.length;
  const had = data.repository_selection === 'all' ? known.size : (data.repositories?.length ?? 0);
  if (!whole || used.length === 0 || used.length >= had) return undefined;
  return [edit(id, (now) => ({ ...now, repository_selection: 'selected', repositories: used }))];
};

const repositoriesOf = ({ repositories }: Installation): ReadonlyMap<string, number> =>
  new Map(
    (repositories ?? []).flatMap(({ full_name, id }) => (id == null ? [] : [[full_name, id] as const])),
  );

/** https://docs.github.com/rest/apps/installations#remove-a-repository-from-an-app-installation */
const repositoryCommand = (method: string, installation: number, repository: number): string =>
  fill({
    template: `gh api --method ${method} user/installations/{installation}/repositories/{repository}`,
    values: { installation: `${installation}`, repository: `${repository}` },
  });

/** What becomes of an installation that goes on. Permissions are set on a page of GitHub alone: they are shown before and after. */
export const writtenInstallation = (before: Installation, after: Installation): WrittenChange => {
  const [was, is] = [repositoriesOf(before), repositoriesOf(after)];
  const same = JSON.stringify(before.permissions) === JSON.stringify(after.permissions);
  // From all repositories to some of them, and back, there is a page alone.
  if (before.repository_selection !== after.repository_selection)
    return {
      first: [],
      commands: [],
      documents: [
        {
          of: `repositories of the App ${after.app_slug}, which an owner selects on its page (Settings, GitHub Apps, Configure)`,
          before: before.repositories?.map(({ full_name }) => full_name) ?? before.repository_selection,
          after: after.repositories?.map(({ full_name }) => full_name) ?? after.repository_selection,
        },
      ],
    };
  return {
    first: [...is].flatMap(([name, id]) => (was.has(name) ? [] : [repositoryCommand('PUT', after.id, id)])),
    commands: [...was].flatMap(([name, id]) =>
      is.has(name) ? [] : [repositoryCommand('DELETE', after.id, id)],
    ),
    documents: same
      ? []
      : [
          {
            of: `permissions of the App ${after.app_slug}, which its owner sets on its page (Settings, Developer settings, GitHub Apps, Permissions & events)`,
            before: before.permissions,
            after: after.permissions,
          },
        ],
  };
};
