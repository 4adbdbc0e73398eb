import type { ClaimOffer, TokenOffer } from '../../src/model/federation.ts';
import type { GitHubInventory } from './inventory.ts';
import type { JobGroup } from './jobs.ts';
import { environmentGuard, isGuarded } from './protection.ts';
import { claimsOf, issuerOf, offered, type SubjectForm, subjectFormOf, subjectOf } from './subjects.ts';
import type { RepositoryNodes } from './takeover.ts';

interface Context {
  readonly context: string;
  readonly claims: Readonly<Record<string, string>>;
}

const branch = (name: string): Context => ({
  context: `ref:refs/heads/${name}`,
  claims: { ref: `refs/heads/${name}`, ref_type: 'branch' },
});
const tag: Context = { context: 'ref:refs/tags/*', claims: { ref: 'refs/tags/*', ref_type: 'tag' } };
const pullRequest: Context = { context: 'pull_request', claims: { ref: 'refs/pull/*' } };
const environment = (name: string): Context => ({
  context: `environment:${name.replaceAll(':', '%3A')}`,
  claims: { environment: name, ref: 'refs/*' },
});

/** Contexts in which the events of a workflow run its jobs. */
const contextsOf = ({ file, environment: name }: JobGroup, main: string): readonly Context[] => {
  if (name !== undefined) return [environment(name.includes('${{') ? '*' : name)];
  const events = [...(file.workflow?.events ?? [])];
  const contexts = events.flatMap(([event, settings]): readonly Context[] => {
    const written = settings.branches;
    const branches = (Array.isArray(written) ? written : [written]).filter(
      (each) => typeof each === 'string',
    );
    switch (event) {
      case 'push':
        return [
          ...(branches.length > 0 || settings.tags === undefined
            ? (branches.length === 0 ? ['*'] : branches).map((each) => branch(each.replaceAll('**', '*')))
            : []),
          ...(settings.tags === undefined && branches.length > 0 ? [] : [tag]),
        ];
      case 'pull_request':
      case 'pull_request_review':
        return [pullRequest];
      case 'schedule':
        return [branch(main)];
      case 'release':
      case 'create':
        return [tag, branch('*')];
      default:
        return [branch('*')];
    }
  });
  return [...new Map(contexts.map((each) => [each.context, each])).values()];
};

/** Who gets which OIDC tokens: jobs that ask for them, and whoever can write a job that does. */
export const tokenOffersOf = (
  inventory: GitHubInventory,
  groups: readonly JobGroup[],
  places: ReadonlyMap<string, RepositoryNodes>,
  indexOf: (id: string) => number | undefined,
): readonly TokenOffer[] => {
  const forms = new Map<string, SubjectForm>();
  const formOf = (name: string): SubjectForm => {
    let form = forms.get(name);
    if (form === undefined) {
      form = subjectFormOf(inventory, name);
      forms.set(name, form);
    }
    return form;
  };
  const offer = (
    node: number,
    name: string,
    { context, claims }: Context,
    further: Readonly<Record<string, string>> = {},
    except: readonly Context[] = [],
  ): TokenOffer => {
    const all = { ...claimsOf(inventory, name), ...claims, ...further };
    const subject: ClaimOffer = {
      like: [subjectOf(formOf(name), context, all)],
      ...(except.length === 0
        ? {}
        : {
            except: except.map((each) => subjectOf(formOf(name), each.context, { ...all, ...each.claims })),
          }),
    };
    return {
      node,
      issuer: issuerOf(inventory.organizations.get(name.split('/', 1)[0]!)?.data.server),
      claims: { ...offered(all), sub: subject },
      assumes: [],
      // Where subjects hold numbers, the form without them is what trusts of before still name.
      ...(formOf(name).prefix === `repo:${name}`
        ? {}
        : { retiredSubjects: [subjectOf({ ...formOf(name), prefix: `repo:${name}` }, context, all)] }),
    };
  };

  const ofJobs = groups.flatMap((group) => {
    const node = indexOf(group.id);
    if (node === undefined || !group.idToken) return [];
    const main = inventory.repositories.get(group.repository)?.data.default_branch ?? 'main';
    const ref = { job_workflow_ref: `${group.repository}/${group.file.data.path}@refs/*` };
    return contextsOf(group, main).map((context) => offer(node, group.repository, context, ref));
  });
  const ofWriters = [...places].flatMap(([name, { workflows, control }]) => {
    const repository = inventory.repositories.get(name)!.data;
    const guarded = (inventory.environments.get(name) ?? [])
      .filter(({ data }) => environmentGuard(data) !== undefined)
      .map(({ data }) => environment(data.name));
    const main = repository.default_branch ?? 'main';
    const closed = isGuarded(repository.protection) ? [branch(main)] : [];
    const contexts: readonly (readonly [Context, readonly Context[]])[] = [
      [branch('*'), closed],
      [tag, []],
      [pullRequest, []],
      [environment('*'), guarded],
    ];
    return contexts.flatMap(([context, except]) => [
      offer(workflows, name, context, {}, except),
      ...(except.length === 0 ? [] : [offer(control, name, context)]),
    ]);
  });
  return [...ofJobs, ...ofWriters];
};
