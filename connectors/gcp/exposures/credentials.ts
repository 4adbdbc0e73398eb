import { fill } from '../../../src/model/command-line.ts';
import type { Exposure } from '../../../src/model/exposure.ts';
import { type Fact, sourceOf } from '../facts/inventory.ts';
import type { Arranged } from '../identities/arrange.ts';
import type { Principal } from '../identities/principals.ts';
import { constraintsOf } from '../takeover/constraints.ts';

/** Keys of service accounts: which somebody else has had, which need not be, and which nothing bounds. */

type Key = Fact<'gcp.service-account-key'>;

interface KeyOf {
  readonly id: string;
  readonly fact: Key;
  /** It can be used now. */
  readonly works: boolean;
  readonly endless: boolean;
}

const endless = '9000';

export const keysOf = ({ inventory, places, now }: Arranged): ((email: string) => readonly KeyOf[]) => {
  const found = Map.groupBy(
    inventory.of('gcp.service-account-key').flatMap((fact) => {
      const { name, keyType, disabled, validBeforeTime } = fact.data;
      const [, who, id] = /\/serviceAccounts\/([^/]+)\/keys\/([^/]+)$/.exec(name) ?? [];
      if (who === undefined || id === undefined || keyType === 'SYSTEM_MANAGED') return [];
      return [
        {
          email: places.naming.emailOf(who),
          id,
          fact,
          works: disabled !== true && (validBeforeTime == null || validBeforeTime > now),
          endless: validBeforeTime == null || validBeforeTime >= endless,
        },
      ];
    }),
    ({ email }) => email,
  );
  return (email) => found.get(email) ?? [];
};

const command = (verb: 'delete' | 'disable', key: string, email: string): string =>
  fill({
    template: `gcloud iam service-accounts keys ${verb} {key} --iam-account {email}`,
    values: { key, email },
  });

const exposedWords = /EXPOSED|COMPROMISE/;

/**
 * Google looks for keys in public repositories, and says so at the key. The status stays when the key is enabled again.
 * https://cloud.google.com/iam/docs/service-account-creds-security#key-exposure
 */
export const exposedKeys =
  (keys: ReturnType<typeof keysOf>): ((principal: Principal) => readonly Exposure[]) =>
  ({ id, name }) =>
    keys(id).flatMap(({ id: key, fact, works }): readonly Exposure[] => {
      const { disableReason, extendedStatus } = fact.data;
      const told = [disableReason ?? '', ...(extendedStatus ?? []).map((each) => each.key ?? '')].filter(
        (each) => exposedWords.test(each),
      );
      if (told.length === 0) return [];
      return [
        {
          kind: 'known-compromise',
          key,
          says: `Google found key ${key} of ${name} in the open${works ? ', and it still works' : ''}`,
          ...(works ? {} : { atMost: 'medium' as const }),
          evidence: [{ ...sourceOf(fact), says: `says ${told[0]}` }],
          fix: [
            'Let what uses the key get its credentials by attachment or federation, or give it another key; then delete this one, and look in the audit logs for what was done with it.',
            ...(works ? [command('disable', key, id)] : []),
            command('delete', key, id),
          ].join('\n'),
        },
      ];
    });

/**
 * A key beside a way that needs none: something runs as the account, or a pool is trusted.
 * https://cloud.google.com/iam/docs/best-practices-for-managing-service-account-keys
 */
export const keyBesideFederation = (
  { bindings, inventory }: Arranged,
  keys: ReturnType<typeof keysOf>,
): ((principal: Principal) => readonly Exposure[]) => {
  const federated = new Map(
    bindings.flatMap(({ member, place, source }) =>
      member.is === 'federated' || member.is === 'kubernetes' ? [[place, source] as const] : [],
    ),
  );
  const attached = new Map(
    inventory
      .of('gcp.resource')
      .flatMap((fact) =>
        (fact.data.serviceAccounts ?? []).map((email) => [email.toLowerCase(), fact] as const),
      ),
  );
  return ({ id, name, place, fact: account }) => {
    const own = keys(id).filter(({ works }) => works);
    if (own.length === 0 || account?.data.disabled === true) return [];
    const pool = place === undefined ? undefined : federated.get(place);
    const carrier = attached.get(id);
    if (pool === undefined && carrier === undefined) return [];
    return [
      {
        kind: 'key-instead-of-federation',
        key: 'keys',
        says: `${name} has ${own.length === 1 ? 'a key' : `${own.length} keys`} although ${
          pool === undefined ? `${carrier!.data.assetType.split('/')[1]} runs as it` : 'a pool may become it'
        } without any`,
        confidence: 'medium',
        evidence: [
          ...own.slice(0, 3).map(({ fact }) => ({ ...sourceOf(fact), says: 'is a key that works' })),
          pool === undefined
            ? { ...sourceOf(carrier!), says: `runs as ${name}` }
            : { ...pool, says: 'lets identities of a pool become it' },
        ],
        fix: [
          'Move what uses the key to the keyless sign-in that already exists, then disable the key, and delete it after a while without errors.',
          ...own.slice(0, 5).map(({ id: key }) => command('disable', key, id)),
        ].join('\n'),
      },
    ];
  };
};

const forbidding = ['iam.disableServiceAccountKeyCreation', 'iam.serviceAccountKeyExpiryHours'] as const;

/**
 * Keys without an end in a project where nothing keeps anybody from making them. Where no policy of the organisation was read
 * nobody can tell. https://cloud.google.com/resource-manager/docs/organization-policy/restricting-service-accounts
 */
export const unboundedKeys = (
  arranged: Arranged,
  keys: ReturnType<typeof keysOf>,
): ((principal: Principal) => readonly Exposure[]) => {
  const { inventory } = arranged;
  const [first] = inventory.of('gcp.org-policy');
  const forbids = constraintsOf(arranged);
  const bounded = new Set(
    inventory
      .of('gcp.org-policy')
      .flatMap(({ data }) =>
        data.constraint.endsWith('serviceAccountKeyExpiryHours') && data.enforced !== false
          ? [arranged.places.nameOf(data.resource)]
          : [],
      ),
  );
  return ({ id, name, project }) => {
    if (first === undefined || project === undefined) return [];
    const own = keys(id).filter((key) => key.works && key.endless);
    const node = `projects/${project}`;
    if (
      own.length === 0 ||
      forbids(forbidding[0], node) === true ||
      arranged.places.chainOf(node).some((each) => bounded.has(each))
    )
      return [];
    return [
      {
        kind: 'no-credential-policy',
        key: 'keys',
        says: `Nothing bounds the keys that are made for ${name}`,
        evidence: [
          { ...sourceOf(own[0]!.fact), says: 'is a key without expiry' },
          {
            ...sourceOf(first),
            says: `is a policy of the organisation; none sets ${forbidding.join(' or ')} for ${project}`,
          },
        ],
        fix: [
          'Move what uses keys to attachment or federation, then forbid new keys in the project; where that cannot be yet, bound how long they live.',
          fill({
            template:
              'gcloud resource-manager org-policies enable-enforce iam.disableServiceAccountKeyCreation --project {project}',
            values: { project },
          }),
        ].join('\n'),
      },
    ];
  };
};

/** Where a caller of the key has to be, or what it has to be. */
const places = [
  'browserKeyRestrictions',
  'serverKeyRestrictions',
  'androidKeyRestrictions',
  'iosKeyRestrictions',
] as const;

/**
 * An API key for every interface that is enabled, or from anywhere: one that is bound to an account at the account, another as
 * itself. https://cloud.google.com/docs/authentication/api-keys#api_key_restrictions
 */
export const wideApiKeys = ({ inventory }: Arranged): ((principal: Principal) => readonly Exposure[]) => {
  const found = Map.groupBy(
    inventory.of('gcp.api-key').filter(({ data }) => data.deleteTime == null),
    ({ data }) => data.serviceAccountEmail?.toLowerCase() ?? `//apikeys.googleapis.com/${data.name}`,
  );
  return ({ id, name, kind }) =>
    (found.get(id) ?? []).flatMap((fact): readonly Exposure[] => {
      const { restrictions, displayName, uid, name: path } = fact.data;
      const label = displayName ?? uid ?? path;
      const whose = kind === 'api-key' ? '' : ` is ${name},`;
      const all = (restrictions?.apiTargets ?? []).length === 0;
      const anywhere = places.every((each) => restrictions?.[each] == null);
      if (!all && !anywhere) return [];
      const reach = [
        ...(all ? ['for every interface that is enabled'] : []),
        ...(anywhere ? ['from anywhere'] : []),
      ].join(', ');
      return [
        {
          kind: 'wide-token',
          key: uid ?? path,
          says: `API key ${label}${whose} works ${reach}`,
          ...(all ? {} : { severity: 'low' as const }),
          evidence: [
            {
              ...sourceOf(fact),
              says: all ? 'names no interfaces that it is for' : 'does not say where it is used from',
            },
          ],
          fix: [
            'Restrict the key to the interfaces that it is used for, and to where it is used from.',
            fill({
              template:
                'gcloud services api-keys update {key} --api-target service=SERVICE --allowed-ips ADDRESS',
              values: { key: path },
            }),
          ].join('\n'),
        },
      ];
    });
};

/**
 * Whoever shows the key is the account, until somebody deletes the key: restrictions say where from and for what, and not for how
 * long. https://cloud.google.com/docs/authentication/api-keys#api-keys-bound-sa
 */
export const boundApiKeys = ({ inventory }: Arranged): ((principal: Principal) => readonly Exposure[]) => {
  const found = Map.groupBy(
    inventory
      .of('gcp.api-key')
      .filter(({ data }) => data.deleteTime == null && data.serviceAccountEmail != null),
    ({ data }) => data.serviceAccountEmail!.toLowerCase(),
  );
  return ({ id, name, fact: account }) =>
    account?.data.disabled === true
      ? []
      : (found.get(id) ?? []).map((fact): Exposure => {
          const { displayName, uid, name: path } = fact.data;
          return {
            kind: 'key-instead-of-federation',
            key: `api-key ${uid ?? path}`,
            says: `API key ${displayName ?? uid ?? path} is ${name} for whoever has it, and never expires`,
            severity: 'low',
            confidence: 'high',
            evidence: [{ ...sourceOf(fact), says: `is bound to ${name}` }],
            fix: [
              'Let what uses the key sign in as the account by attachment or federation, whose tokens end within hours; then delete the key.',
              fill({ template: 'gcloud services api-keys delete {key}', values: { key: path } }),
            ].join('\n'),
          };
        });
};
