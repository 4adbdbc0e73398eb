import type { Evidence } from '../../../src/model/evidence.ts';
import type { GraphBuilder } from '../../../src/takeover/graph-builder.ts';
import { sharedHolder } from '../../../src/takeover/holders.ts';
import { type GitHubInventory, organizationOf } from '../facts/inventory.ts';
import type { GitHubRecordData } from '../facts/records.ts';
import type { Draft } from '../identities/draft.ts';
import { evidenceOf, type Places } from './nodes.ts';
import { pushProtected } from './techniques.ts';

type Branch = NonNullable<GitHubRecordData<'github.repository'>['protection']>;
type Rules = ReadonlyMap<string, GitHubRecordData<'github.protection'>>;

/** As whom somebody pushes, in lower case: `app deployer`, `user ana`, `team acme/ops`; or `DeployKey`. */
type Pusher = string;

const blocking = new Set(['PULL_REQUEST', 'UPDATE']);

const lower = (text: string): string => text.toLowerCase();

/** @param organization whose teams are meant */
const pushersOf = (
  organization: string,
  actors: readonly { readonly type: string; readonly name?: string | null | undefined }[] = [],
): readonly Pusher[] =>
  actors.map(({ type, name }) => {
    if (type === 'DeployKey') return type;
    return lower(`${type} ${type === 'Team' ? `${organization}/` : ''}${name ?? ''}`);
  });

/**
 * Whom each thing that stands before a push to the branch lets past; undefined: something does of which nobody told.
 * A deploy key with write access acts as an administrator, and a branch protection rule that is not enforced for
 * administrators does not stop them.
 * https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/creating-rulesets-for-a-repository#granting-bypass-permissions-for-your-branch-or-tag-ruleset
 * https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-protected-branches/about-protected-branches
 * https://docs.github.com/en/authentication/connecting-to-github-with-ssh/managing-deploy-keys#deploy-keys
 */
const guardsOf = (
  branch: Branch,
  organization: string,
  rules: Rules,
): readonly (readonly Pusher[])[] | undefined => {
  const own = branch.branch_rule == null ? undefined : rules.get(branch.branch_rule);
  const administrators = branch.is_admin_enforced === false ? ['DeployKey'] : [];
  const guards: (readonly Pusher[])[] = [];
  if (branch.restricts_pushes === true)
    guards.push([...pushersOf(organization, own?.push_actors), ...administrators]);
  if (branch.requires_approving_reviews === true && branch.required_approving_review_count !== 0)
    guards.push([...pushersOf(organization, own?.bypass_actors), ...administrators]);
  const rulesets = (branch.rulesets ?? []).filter((each) => each.rules.some((rule) => blocking.has(rule)));
  const told = new Set(rulesets.flatMap((each) => each.rules));
  if ((branch.rules ?? []).some((rule) => blocking.has(rule) && !told.has(rule))) return;
  for (const { id } of rulesets) {
    const ruleset = rules.get(id);
    // With this mode a pull request is still needed.
    const always = ruleset?.bypass_actors?.filter(({ mode }) => mode !== 'PULL_REQUEST');
    guards.push(pushersOf(organization, always));
  }
  return guards;
};

/** Who an identity is where it pushes. What a user made acts as the user. */
const pushersOfDraft = (
  { source }: Draft,
  logins: ReadonlyMap<string, string>,
  slugs: ReadonlyMap<string, string>,
  teams: ReadonlyMap<string, readonly string[]>,
): readonly Pusher[] => {
  if (source.record === 'github.deploy-key') return ['DeployKey'];
  const key = `${source.record} ${source.id}`;
  const slug = slugs.get(key);
  if (slug !== undefined) return [`app ${slug}`];
  const login = logins.get(key);
  return login === undefined
    ? []
    : [`user ${login}`, ...(teams.get(login) ?? []).map((team) => `team ${team}`)];
};

/** What of the protections of a repository was read, as evidence for those whom they let past. */
const guardEvidence = (inventory: GitHubInventory): ((repository: string) => readonly Evidence[]) => {
  const rules: Rules = new Map(inventory.of('github.protection').map(({ id, data }) => [id, data]));
  return (repository) => {
    const { protection } = inventory.repositories.get(repository)?.data ?? {};
    const ids = [protection?.branch_rule, ...(protection?.rulesets ?? []).map(({ id }) => id)];
    return ids.flatMap((id) => {
      const rule = id == null ? undefined : rules.get(id);
      if (id == null || rule === undefined) return [];
      const what = rule.type === 'ruleset' ? 'ruleset' : 'the protection of';
      return [{ record: 'github.protection', id, says: `${what} ${rule.name} lets it past` }];
    });
  };
};

interface Passing {
  /** Index of the draft. */
  readonly index: number;
  /** It may push workflow files as well. */
  readonly files: boolean;
  readonly assumes: readonly string[];
}

/**
 * Who gets past what protects the default branch, by full name of the repository; only of those that are protected. Roles
 * are left out: who has one of them without being named decides about what others propose.
 */
export const passingOf = (
  inventory: GitHubInventory,
  drafts: readonly Draft[],
): ReadonlyMap<string, readonly Passing[]> => {
  const rules: Rules = new Map(inventory.of('github.protection').map(({ id, data }) => [id, data]));
  if (
    rules.size === 0 &&
    ![...inventory.repositories.values()].some(({ data }) => data.protection?.is_admin_enforced === false)
  )
    return new Map();
  const slugs = new Map(
    inventory
      .of('github.app-installation')
      .map(({ id, data }) => [`github.app-installation ${id}`, lower(data.app_slug)]),
  );
  const logins = new Map([
    ...inventory
      .of('github.pat-grant')
      .map(({ id, data }) => [`github.pat-grant ${id}`, lower(data.owner.login)] as const),
    ...(['github.credential-authorization', 'github.member', 'github.outside-collaborator'] as const).flatMap(
      (kind) => inventory.of(kind).map(({ id, data }) => [`${kind} ${id}`, lower(data.login)] as const),
    ),
  ]);
  const teams = new Map<string, string[]>();
  for (const { scope, data } of inventory.of('github.team'))
    for (const { login } of data.members) {
      const own = teams.get(lower(login));
      if (own === undefined) teams.set(lower(login), [lower(`${scope}/${data.slug}`)]);
      else own.push(lower(`${scope}/${data.slug}`));
    }
  const known = drafts.map((draft) => new Set(pushersOfDraft(draft, logins, slugs, teams)));
  /** Who pushes code where: an organisation, or a repository. */
  const holders = new Map<string, Passing[]>();
  drafts.forEach((draft, index) => {
    for (const { place, strength, assumes } of draft.holds) {
      if ((strength !== 'push' && strength !== 'workflows') || known[index]!.size === 0) continue;
      const all = holders.get(place) ?? [];
      holders.set(place, all);
      all.push({ index, files: strength === 'workflows', assumes });
    }
  });
  return new Map(
    [...inventory.repositories].flatMap(([name, { data }]) => {
      const organization = organizationOf(name);
      const guards = data.protection == null ? undefined : guardsOf(data.protection, organization, rules);
      if (guards === undefined || guards.length === 0 || guards.some((each) => each.length === 0)) return [];
      const passing = [...(holders.get(name) ?? []), ...(holders.get(organization) ?? [])].filter(
        ({ index }) => guards.every((each) => each.some((pusher) => known[index]!.has(pusher))),
      );
      return passing.length === 0 ? [] : [[name, passing] as const];
    }),
  );
};

/** Those who get past the same protections share one node, as holders of all repositories do. */
export const addPassing = (
  graph: GraphBuilder,
  inventory: GitHubInventory,
  drafts: readonly Draft[],
  places: Places,
  passing: ReadonlyMap<string, readonly Passing[]>,
): void => {
  const evidenceFor = guardEvidence(inventory);
  const each = [...passing].flatMap(([name, all]) => all.map((one) => ({ name, ...one })));
  const byHolder = Map.groupBy(each, ({ index, files, assumes }) => JSON.stringify([index, files, assumes]));
  const sameRights = Map.groupBy([...byHolder.values()], (held) =>
    JSON.stringify([held[0]!.files, held.map(({ name }) => name)]),
  );
  for (const holders of sameRights.values()) {
    const held = holders[0]!;
    const node = sharedHolder(
      graph,
      holders.map(([one]) => one!.index),
      () =>
        `whoever gets past what protects ${held.length === 1 ? held[0]!.name : `${held.length} repositories`}`,
      (position) => {
        const { index, assumes } = holders[position]![0]!;
        return { assumes, evidence: [evidenceOf(drafts[index]!)] };
      },
    );
    for (const { name, files } of held) {
      const { merge } = places.get(name)!;
      graph.edge(node, files ? merge!.files : merge!.code, pushProtected, {
        evidence: evidenceFor(name),
        through: name,
      });
    }
  }
};
