import type { AccessAnswer, AccessQuestion, IdentityAccess } from '../../../src/model/access.ts';
import { permanent } from '../facts/term.ts';
import type { Arranged } from '../identities/arrange.ts';
import type { AzureScopes } from '../identities/scopes.ts';
import { kindOfScope, subscriptionOf, subscriptionScope } from '../rbac/scope.ts';
import type { Authorities, Authority } from '../takeover/authority.ts';
import { type Denies, denied } from '../takeover/denies.ts';
import { type Asked, readQuestion } from './question.ts';
import { type Book, bestFirst, bookOf, byKeys, heldOf, holds } from './ways.ts';

/**
 * Who may do an action of Azure at a scope, an action of the directory, or has a permission of Microsoft Graph.
 * https://learn.microsoft.com/azure/role-based-access-control/overview#how-azure-rbac-determines-if-a-user-has-access-to-a-resource
 */
export interface WhoCanInput {
  readonly arranged: Arranged;
  readonly scopes: AzureScopes;
  readonly denies: Denies;
  readonly authorities: Authorities;
  /** Ids of the identities, as they are in the estate. */
  readonly identities: readonly string[];
  /** Nodes of the takeover graph that are no identities: what somebody has after a step. Absent: there is none. */
  readonly nodeOfAuthority: (authority: Authority) => number | undefined;
  readonly nodeOfGroup: (group: string) => number | undefined;
}

const unreadOf = ({ armOf, directoryOf }: Book, asked: Asked, ids: readonly string[]): readonly string[] =>
  asked.is === 'permission'
    ? []
    : ids
        .flatMap((id) =>
          asked.is === 'azure'
            ? (armOf.get(id) ?? []).flatMap(({ role }) =>
                !role.builtIn && role.entries.length === 0 ? [role.name] : [],
              )
            : (directoryOf.get(id) ?? []).flatMap(({ role }) => (role.read ? [] : [role.name])),
        )
        .sort();

const accessOf = (book: Book, id: string, identity: number, asked: Asked): IdentityAccess => {
  const {
    arranged: { groups, machines },
    denies,
  } = book;
  const inside = groups.of(id);
  const about = denies.of(id);
  const found = [
    holds(book, asked, id, permanent, undefined, about),
    ...inside.map(({ group, term }) => holds(book, asked, group.id, term, group.name, about)),
  ];
  const ways = [...found.flatMap((each) => each.ways), ...byKeys(book, asked, id)]
    .filter(({ duration }) => duration !== 'eligible' || !machines.has(id))
    .sort(bestFirst);
  if (ways.length > 0) return { identity, verdict: ways[0]!.verdict, ways };
  const unread = [...new Set(unreadOf(book, asked, [id, ...inside.map(({ group }) => group.id)]))];
  if (unread.length > 0) return { identity, verdict: 'unknown', ways, unread };
  const stoppedBy = found.find((each) => each.stoppedBy !== undefined)?.stoppedBy;
  return { identity, verdict: 'denied', ways, stoppedBy: stoppedBy ?? { kind: 'no-allow', name: '' } };
};

/** Control of what holds the place is enough; of the directory that of the tenant. */
const enough = (scopes: AzureScopes, asked: Asked): readonly number[] => {
  const { list } = scopes.numbered;
  return list.flatMap(({ id, kind }, index) => {
    if (asked.is !== 'azure') return kind === 'tenant' ? [index] : [];
    if (kind !== 'subscription' && kind !== 'management-group') return [];
    if (asked.place === undefined) return [index];
    const path = kind === 'subscription' ? subscriptionScope(id) : id;
    const ownSubscription = subscriptionOf(asked.place);
    const isNearest =
      ownSubscription === undefined
        ? path === asked.place || kindOfScope(asked.place) === 'root'
        : id === ownSubscription;
    return isNearest ? [index] : [];
  });
};

const statesOf = (
  { arranged, scopes, denies, authorities, nodeOfAuthority, nodeOfGroup }: WhoCanInput,
  book: Book,
  asked: Asked,
): NonNullable<AccessAnswer['states']> => {
  const ofGroups = [...arranged.groups.all.values()].flatMap(({ id, name }) => {
    const node = nodeOfGroup(id);
    const { ways } = holds(book, asked, id, permanent, name, denies.of(id));
    const [best] = [...ways].sort(bestFirst);
    return node === undefined || best === undefined ? [] : [{ node, verdict: best.verdict }];
  });
  if (asked.is !== 'azure') return ofGroups;
  const ofAuthorities = authorities.all.flatMap((authority) => {
    const node = nodeOfAuthority(authority);
    const { role, scope, condition } = authority;
    if (node === undefined || condition !== undefined) return [];
    if (asked.place !== undefined && !scopes.tree.covers(scope, asked.place)) return [];
    const isHeld = asked.planes.some(
      (plane) =>
        role.entries.some(
          (entry) => entry.condition === undefined && heldOf(entry, asked, plane).length > 0,
        ) && !denied(authority.denies, asked.action, plane, asked.place ?? scope, scopes.tree).surely,
    );
    return isHeld ? [{ node, verdict: 'allowed' as const }] : [];
  });
  return [...ofGroups, ...ofAuthorities];
};

/** What is decided elsewhere than by roles. */
const notesOf = (asked: Asked): readonly string[] => {
  if (asked.is === 'permission')
    return ['Delegated permissions are not asked for: they go as far as the user who is signed in.'];
  if (asked.is === 'directory')
    return ['What owners may do with what they own is not asked for: nhi-audit explain shows it.'];
  return /^microsoft\.documentdb\//.test(asked.action)
    ? ['Roles that Cosmos DB keeps itself (sqlRoleAssignments) are not read.']
    : [];
};

export const createWhoCan = (input: WhoCanInput): ((question: AccessQuestion) => AccessAnswer) => {
  const book = bookOf(input.arranged, input.scopes, input.denies);
  return (question) => {
    const asked = readQuestion(question);
    const answers = input.identities.map((id, identity) => accessOf(book, id, identity, asked));
    return {
      privileges: [
        ...new Set(
          answers.flatMap(({ ways }) => ways.flatMap(({ privileges }) => privileges)).concat(asked.written),
        ),
      ].sort(),
      identities: answers,
      scopes: enough(input.scopes, asked),
      states: statesOf(input, book, asked),
      notes: notesOf(asked),
    };
  };
};
