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
    // A protected branch cannot be had by its claim either.
    const refs = except.flatMap(({ claims: { ref } }) =>
      ref === undefined || ref.includes('*') ? [] : [ref],
    );
    const exceptions: Readonly<Record<string, ClaimOffer>> =
      refs.length === 0 || all.ref === undefined
        ? {}
        : {
            ref: { like: [all.ref], except: refs },
            job_workflow_ref: {
              like: [all.job_workflow_ref ?? '*'],
              except: refs.map((ref) => `${name}/.github/workflows/*@${ref}`),
            },
          };
    return {
      node,
      issuer: issuerOf(inventory.organizations.get(name.split('/', 1)[0]!)?.data.server),
      claims: { ...offered(all), ...exceptions, sub: subject },
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
    const own = `${group.repository}/${group.file.data.path}@refs/*`;
    // The jobs of a workflow that is called come from that one's file, whatever the caller's reference is.
    const files = group.jobs.map(({ calls }) =>
      calls === undefined || calls.startsWith('./') ? own : `${calls.replace(/@[^@]*$/, '')}@*`,
    );
    return contextsOf(group, main).flatMap((context) =>
      [...new Set(files)].map((file) => offer(node, group.repository, context, { job_workflow_ref: file })),
    );
  });
  const ofWriters = [...places].flatMap(([name, { workflows, control, merge }]) => {
    const repository = inventory.repositories.get(name)!.data;
    if (!inventory.runsJobs(name)) return [];
    const guarded = (inventory.environments.get(name) ?? [])
      .filter(({ data }) => environmentGuard(data) !== undefined)
      .map(({ data }) => environment(data.name));
    const main = repository.default_branch ?? 'main';
    const closed = isGuarded(repository.protection) ? [branch(main)] : [];
    const contexts: readonly (readonly [Context, readonly Context[]])[] = [
      [branch('*'), closed],
      [tag, []],
      [pullRequest, []],
      [environment('*'), [...guarded, ...closed]],
    ];
    return contexts.flatMap(([context, except]) => [
      offer(workflows, name, context, {}, except),
      ...(except.length === 0 ? [] : [offer(control, name, context)]),
      // Past the protection of the branch, and not past that of an environment.
      ...(merge === undefined || !except.includes(closed[0]!)
        ? []
        : [
            offer(
              merge.files,
              name,
              context,
              {},
              except.filter((each) => !closed.includes(each)),
            ),
          ]),
    ]);
  });
  return [...ofJobs, ...ofWriters];
};
