import { fill } from '../../../src/model/command-line.ts';
import { levelRank } from '../../../src/model/level.ts';
import { ownMember } from '../../../src/model/own-member.ts';
import type { DraftGrant } from '../identities/drafts.ts';
import type { Principal } from '../identities/principals.ts';

/** What several weaknesses of grants share: which count, how they are named, and what takes them away. */

export const inForce = ({ rights, duration }: DraftGrant): boolean =>
  rights.length > 0 && duration !== 'eligible';
export const controls = ({ rights }: DraftGrant): boolean =>
  rights.some(({ level }) => level >= levelRank.control);
export const names = (grants: readonly { readonly name: string }[]): string =>
  [...new Set(grants.map(({ name }) => name))].sort().slice(0, 3).join(', ');

const nodes: Readonly<Record<string, string>> = {
  organizations: 'gcloud organizations {verb}-iam-policy-binding {node} --member {member} --role {role}',
  folders: 'gcloud resource-manager folders {verb}-iam-policy-binding {node} --member {member} --role {role}',
  projects: 'gcloud projects {verb}-iam-policy-binding {node} --member {member} --role {role}',
};

/** Commands that give or take roles on the tree, a few at most. */
export const bindingCommands = (
  verb: 'add' | 'remove',
  grants: readonly { readonly on: string; readonly name: string }[],
  member: string,
): readonly string[] =>
  grants.slice(0, 5).flatMap(({ on, name }) => {
    const [kind, node, rest] = on.split('/') as [string, string | undefined, string | undefined];
    const template = ownMember(nodes, kind)?.replace('{verb}', verb);
    return template === undefined || node === undefined || rest !== undefined
      ? []
      : [fill({ template, values: { node, member, role: name } })];
  });
export const removals = (
  grants: readonly { readonly on: string; readonly name: string }[],
  member: string,
): readonly string[] => bindingCommands('remove', grants, member);

/** What takes the place of roles, for the reader to name: it comes before they are taken away. */
export const replacements = (grants: readonly { readonly on: string }[], member: string): readonly string[] =>
  bindingCommands(
    'add',
    [...new Set(grants.map(({ on }) => on))].map((on) => ({ on, name: 'ROLE' })),
    member,
  );

export const memberName = ({ id, kind }: Principal): string =>
  kind === 'outside-group' || kind === 'group'
    ? `group:${id}`
    : kind === 'outside-domain' || kind === 'domain'
      ? `domain:${id}`
      : kind === 'user'
        ? `user:${id}`
        : kind === 'everyone' || kind.startsWith('deleted-') || id.includes('://')
          ? id
          : `serviceAccount:${id}`;
