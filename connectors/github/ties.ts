import type { SnapshotRecord } from '../../src/model/snapshot.ts';
import { eachText } from '../../src/snapshot/each-text.ts';
import type { TieReader, Ties } from '../connector.ts';
import { organizationOf } from './facts/inventory.ts';

/** Beside a slash, wherever it stands: `ORGANISATION/REPOSITORY` in workflows, addresses, names. */
const besideSlash = /[a-z\d][\w.-]*(?=\/)|(?<=\/)[a-z\d][\w.-]*/gi;
/** https://docs.github.com/en/enterprise-cloud@latest/admin/managing-iam/iam-configuration-reference/username-considerations-for-external-authentication */
const alone = /^[a-z\d][\w.-]{0,99}$/i;

const githubTieReader = (): TieReader => {
  const own = new Set<string>();
  const named = new Set<string>();
  return {
    add: ({ scope, id, data }: SnapshotRecord): void => {
      own.add(organizationOf(scope).toLowerCase());
      const { enterprise } = data as { readonly enterprise?: unknown };
      if (typeof enterprise === 'string') {
        own.add(`enterprises/${enterprise}`.toLowerCase());
        named.add(`enterprises/${enterprise}`.toLowerCase());
      }
      eachText([scope, id, data], (text) => {
        if (alone.test(text)) named.add(text.toLowerCase());
        else for (const [name] of text.matchAll(besideSlash)) named.add(name.toLowerCase());
      });
    },
    finish: () => ({ own, named, whole: new Set(), open: [] }),
  };
};

/**
 * Organisations are joined by naming each other: in workflows that use what another has, by Apps and tokens of an owner that is
 * one of them; and by the enterprise that has them. A person who is a member of two is two identities, and joins nothing.
 */
export const githubTies: Ties = { toAll: new Set(), reader: githubTieReader };
