import { nestingDetail } from '../../../src/identities/nesting.ts';
import type { Coverage } from '../../../src/model/coverage.ts';
import type { Arranged } from './arrange.ts';

const some = (names: readonly string[]): string =>
  `${names.slice(0, 5).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}`;
const sorted = (names: readonly string[]): readonly string[] => [...new Set(names)].sort();

/** Groups and domains of which nobody read who is in them. */
const unseenGroups = ({ inventory, bindings, groups }: Arranged): readonly string[] =>
  sorted([
    ...bindings.flatMap(({ member }) =>
      (member.is === 'group' && !groups.isRead(member.id)) || member.is === 'domain'
        ? [`${member.is} ${member.id}`]
        : [],
    ),
    ...inventory
      .of('gcp.membership')
      .flatMap(({ data: { member, type } }) =>
        type === 'GROUP' && !groups.isRead(member.toLowerCase()) ? [`group ${member.toLowerCase()}`] : [],
      ),
  ]);

const unlistedSets = ({ bindings, principals }: Arranged): readonly string[] =>
  sorted(
    bindings.flatMap(({ member, written }) =>
      member.is === 'set' && principals.has(written) ? [written] : member.is === 'other' ? [written] : [],
    ),
  );

/** Policies that are bound and were not read. */
const unreadBoundaries = ({ inventory }: Arranged): readonly string[] => {
  const known = new Set(inventory.of('gcp.boundary').map(({ data }) => data.name));
  return sorted(
    inventory.of('gcp.policy-binding').flatMap(({ data }) => {
      const policy = data.policy ?? '';
      return /\/accessPolicies\//.test(policy) || data.policyKind === 'ACCESS' || known.has(policy)
        ? []
        : [policy];
    }),
  );
};

/** What nobody can tell of, and what is to be said of it. */
interface Gap {
  readonly source: string;
  /** Empty: there is no gap. */
  readonly about: (arranged: Arranged) => readonly string[];
  /** @param names as the sentence has them */
  readonly detail: (names: string, about: readonly string[]) => string;
  readonly gives: Coverage['gives'];
}

const ending = (about: readonly string[], one: string, many: string): string =>
  about.length === 1 ? one : many;

const gaps: readonly Gap[] = [
  {
    source: 'roles of Google Cloud',
    about: ({ roles }) => roles.unread(),
    detail: (names, about) =>
      `not known what ${names} permit${ending(about, 's', '')}; add the output of gcloud iam roles describe`,
    gives: ['grants'],
  },
  {
    source: 'members of groups',
    about: unseenGroups,
    detail: (names) =>
      `not known who is in ${names}; add the output of gcloud identity groups memberships list, named after the group (admins@example.com.json)`,
    gives: ['grants'],
  },
  {
    source: 'members of principal sets',
    about: unlistedSets,
    detail: (names, about) =>
      `not known who ${names} stand${ending(about, 's', '')} for; add the output of gcloud iam service-accounts list of the projects`,
    gives: ['grants'],
  },
  {
    source: 'access policies',
    about: ({ accessPolicies }) => accessPolicies.unread,
    detail: (names, about) =>
      `not known what ${names} allow${ending(about, 's', '')} or den${ending(about, 'ies', 'y')}; add the output of gcloud iam access-policies list`,
    gives: ['grants', 'guardrails'],
  },
  {
    source: 'principal access boundaries',
    about: unreadBoundaries,
    detail: (names, about) =>
      `not known what ${names} let${ending(about, 's its', ' their')} principals reach; add the output of gcloud iam principal-access-boundary-policies list`,
    gives: ['guardrails'],
  },
  {
    source: 'groups in groups',
    about: ({ groups }) => groups.nesting.givenUp(),
    detail: (_, about) => nestingDetail(about),
    gives: ['grants'],
  },
  {
    source: 'folders in folders',
    about: ({ places }) => places.tooDeep(),
    detail: (names) =>
      `too complex to judge: folders in one another, so deep that not all is known that holds ${names}`,
    gives: ['grants'],
  },
  {
    source: 'roles of many',
    about: ({ products }) => products.refused(),
    detail: (names) => `too complex to judge: more holders times roles than are looked at, of ${names}`,
    gives: ['grants'],
  },
];

/** What nobody can tell: what unread roles permit, who is in unread groups. @param roots ids of scopes */
export const gapsOf = (arranged: Arranged, roots: readonly string[]): readonly Coverage[] =>
  gaps.flatMap(({ source, about: find, detail, gives }) => {
    const about = find(arranged);
    return about.length === 0
      ? []
      : roots.map(
          (scope): Coverage => ({
            source,
            detail: detail(some(about), about),
            gives,
            connector: 'gcp',
            scope,
            status: 'partial',
          }),
        );
  });
