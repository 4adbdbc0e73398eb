import { type ConditionClass, restrictingConditions } from '../../../src/model/condition.ts';
import type { Exposure } from '../../../src/model/exposure.ts';
import type { Confidence, Severity } from '../../../src/model/finding.ts';
import { levelRank } from '../../../src/model/level.ts';
import type { Settings } from '../../../src/model/settings.ts';
import type { Inventory, KeyGrant, OpenAcl, Principal, ResourcePolicy } from '../facts/inventory.ts';
import { classInResource, isRestricted, restrictingEveryone } from '../identities/public-policy.ts';
import { statementPointer, type TrustedPrincipal, trustedBy } from '../identities/trust.ts';
import type { PolicyDocument, Statement } from '../policy/document.ts';

/**
 * Policies of buckets, keys, queues, topics, functions, secrets and repositories that let outsiders in. Of a function they
 * stand with the role that it runs as, of all else with the root user of the account.
 */

const covers = (deny: Statement, { actions }: Statement): boolean =>
  actions.bits.every((word, index) => (word & ~deny.actions.bits[index]!) === 0);

const orgKeys = /^aws:(principal|source)(org(id|paths)|account)$|^aws:source(vpc|vpce|ip|arn)$/;

/** A deny of everybody else, whatever is asked: who is of another organisation, or comes from elsewhere. */
const isFenced = ({ statements }: PolicyDocument, statement: Statement): boolean =>
  statements.some(
    (deny) =>
      !deny.allow &&
      deny.principals?.everyone === true &&
      !deny.principals.not &&
      covers(deny, statement) &&
      deny.conditions.some(({ key, operator }) => orgKeys.test(key) && operator.includes('not')),
  );

/** What log deliveries of AWS itself put into buckets, from accounts of its own. */
const deliveries = /^s3:(putobject|getbucketacl|getbucketlocation)$/i;

const delivers = ({ actions }: Statement): boolean =>
  !actions.not && actions.patterns.every((pattern) => deliveries.test(pattern));

const onlyReads = ({ actions }: Statement): boolean =>
  actions.shares.every(({ level }) => level <= levelRank.read);

const kindOf = (arn: string): string => arn.split(':')[2] ?? '';

const nouns: ReadonlyMap<string, string> = new Map([
  ['ecr', 'Repository'],
  ['kms', 'Key'],
  ['lambda', 'Function'],
  ['s3', 'Bucket'],
  ['secretsmanager', 'Secret'],
  ['sns', 'Topic'],
  ['sqs', 'Queue'],
]);

const nameOf = (arn: string): string => {
  const rest = arn.split(':').slice(5).join(':');
  return rest.slice(Math.max(rest.lastIndexOf('/'), rest.lastIndexOf(':')) + 1);
};

const mostActions = 3;
const actionsOf = ({ actions: { patterns, not } }: Statement): string =>
  not
    ? 'nearly everything'
    : `${patterns.slice(0, mostActions).join(', ')}${patterns.length > mostActions ? ' …' : ''}`;

interface Opening {
  readonly who: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly lacks: string;
}

interface Outside {
  readonly known: ReadonlySet<string>;
  /** Whether the accounts of the organisation are known. */
  readonly whole: boolean;
}

const openingOf = (
  arn: string,
  statement: Statement,
  party: TrustedPrincipal,
  classes: readonly ConditionClass[],
  { known, whole }: Outside,
  block: ResourcePolicy['block'],
): Opening | undefined => {
  const has = (wanted: ReadonlySet<ConditionClass>): boolean => classes.some((kind) => wanted.has(kind));
  const unsure = classes.includes('other');
  if (party.party === 'everyone') {
    if (has(restrictingEveryone)) return;
    const ofBucket = kindOf(arn) === 's3';
    // What a website may hold in the open is known to its owner only.
    const severity = unsure ? 'medium' : onlyReads(statement) && ofBucket ? 'medium' : 'high';
    // Of a bucket Block Public Access has the last word.
    const confidence = unsure ? 'low' : ofBucket && block?.restricts !== false ? 'medium' : 'high';
    return { who: 'everyone', severity, confidence, lacks: 'whom it means' };
  }
  if (party.party === 'service' && kindOf(arn) === 'lambda') {
    if (has(restrictingEveryone) || unsure) return;
    const lacks = 'aws:SourceAccount or aws:SourceArn';
    return { who: `${party.principal} for anybody’s resource`, severity: 'low', confidence: 'medium', lacks };
  }
  if (party.party !== 'scope' || party.account === undefined || known.has(party.account)) return;
  if (has(restrictingConditions) || unsure || delivers(statement)) return;
  return {
    who: `all of account ${party.account}`,
    severity: whole ? 'medium' : 'low',
    confidence: whole ? 'medium' : 'low',
    lacks: 'which identity of it, or any condition',
  };
};

const fixFor = (arn: string, sid: string | undefined): string => {
  const remove = new Map([
    ['lambda', `aws lambda remove-permission --function-name ${arn} --statement-id ${sid ?? 'STATEMENT_ID'}`],
    ['s3', `aws s3api put-bucket-policy --bucket ${nameOf(arn)} --policy file://policy.json`],
    ['kms', `aws kms put-key-policy --key-id ${arn} --policy-name default --policy file://policy.json`],
    [
      'secretsmanager',
      `aws secretsmanager put-resource-policy --secret-id ${arn} --resource-policy file://policy.json --block-public-policy`,
    ],
    [
      'sns',
      `aws sns set-topic-attributes --topic-arn ${arn} --attribute-name Policy --attribute-value file://policy.json`,
    ],
    ['sqs', 'aws sqs set-queue-attributes --queue-url QUEUE_URL --attributes file://attributes.json'],
    [
      'ecr',
      `aws ecr set-repository-policy --repository-name ${nameOf(arn)} --policy-text file://policy.json`,
    ],
  ]).get(kindOf(arn));
  return `Name in the policy the identities that need it, or demand your own organisation, account or resource (aws:PrincipalOrgID, aws:SourceAccount, aws:SourceArn).${remove === undefined ? '' : `\n${remove}`}`;
};

const exposuresOfPolicy = (
  policy: ResourcePolicy,
  document: PolicyDocument,
  outside: Outside,
  now: number,
): readonly Exposure[] => {
  if (isRestricted(policy, document, now)) return [];
  return document.statements.flatMap((statement): readonly Exposure[] => {
    if (!statement.allow || isFenced(document, statement)) return [];
    return trustedBy(statement).flatMap((party): Exposure[] => {
      const classes = statement.conditions.map((clause) => classInResource(clause, party.party, now));
      if (classes.some((kind) => kind === 'never' || kind === 'expired')) return [];
      const opening = openingOf(policy.arn, statement, party, classes, outside, policy.block);
      if (opening === undefined) return [];
      const { who, severity, confidence, lacks } = opening;
      const noun = nouns.get(kindOf(policy.arn)) ?? 'Resource';
      return [
        {
          kind: 'open-resource',
          key: `${policy.arn} ${party.principal} ${actionsOf(statement)}`,
          says: `${noun} ${nameOf(policy.arn)} lets ${who} use ${actionsOf(statement)}`,
          severity,
          confidence,
          evidence: [
            {
              record: 'aws.resource-policy',
              id: policy.arn,
              pointer: statementPointer(document, '/PolicyDocument', statement.index),
              says: `the policy of ${policy.arn} allows ${actionsOf(statement)} to ${party.principal} without saying ${lacks}`,
            },
          ],
          fix: fixFor(policy.arn, statement.sid),
        },
      ];
    });
  });
};

const exposuresOfGrant = (
  grant: KeyGrant,
  document: PolicyDocument,
  outside: Outside,
  now: number,
): readonly Exposure[] =>
  exposuresOfPolicy(grant, document, outside, now).map((exposure) => ({
    ...exposure,
    key: `${exposure.key} ${grant.id}`,
    says: exposure.says.replace(/^Key \S+/, `G${grant.name.slice(1)}`),
    evidence: [
      {
        ...grant.source,
        says: `the grant allows ${actionsOf(document.statements[0]!)} on ${grant.arn} until somebody revokes it`,
      },
    ],
    fix: `Revoke the grant if nobody needs it, or make it anew for the role that does.\naws kms revoke-grant --key-id ${grant.arn} --grant-id ${grant.id}`,
  }));

const groupNames: Readonly<Record<OpenAcl['data']['PublicGrants'][number]['Grantee'], string>> = {
  AllUsers: 'everyone',
  AuthenticatedUsers: 'everyone with an AWS account',
};

/** What permissions of a list let do. https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#permissions */
const aclActions: ReadonlyMap<string, string> = new Map([
  ['FULL_CONTROL', 'everything on it'],
  ['READ', 's3:ListBucket'],
  ['READ_ACP', 's3:GetBucketAcl'],
  ['WRITE', 's3:PutObject, s3:DeleteObject'],
  ['WRITE_ACP', 's3:PutBucketAcl'],
]);

const exposuresOfAcl = ({ data: { Arn, PublicGrants }, certain }: OpenAcl): readonly Exposure[] =>
  PublicGrants.map(({ Grantee, Permission }, index) => {
    const reads = Permission === 'READ' || Permission === 'READ_ACP';
    const what = aclActions.get(Permission) ?? Permission;
    return {
      kind: 'open-resource',
      key: `${Arn} ${Grantee} ${Permission}`,
      says: `Bucket ${nameOf(Arn)} lets ${groupNames[Grantee]} use ${what} by its access control list`,
      severity: reads ? 'medium' : 'high',
      confidence: certain ? 'high' : 'medium',
      evidence: [
        {
          record: 'aws.bucket-acl',
          id: Arn,
          pointer: `/PublicGrants/${index}`,
          says: `the access control list gives ${Permission} to ${Grantee}`,
        },
      ],
      fix: `Have the bucket ignore access control lists; who needs the objects gets them by its policy.\naws s3api put-public-access-block --bucket ${nameOf(Arn)} --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true`,
    };
  });

const byHolder = new WeakMap<Inventory, ReadonlyMap<string, readonly Exposure[]>>();

/** By ARN of the role that a function runs as, else by account. */
const openResourcesBy = (
  inventory: Inventory,
  now: number,
  { trustedScopes }: Settings,
): ReadonlyMap<string, readonly Exposure[]> => {
  const before = byHolder.get(inventory);
  if (before !== undefined) return before;
  const { resourcePolicies, keyGrants, openAcls, store, workloads } = inventory;
  const { accounts, accountRecords, organizations } = inventory;
  const outside: Outside = {
    known: new Set([
      ...accounts,
      ...accountRecords.keys(),
      ...trustedScopes,
      ...resourcePolicies.map(({ account }) => account),
    ]),
    whole: organizations.size > 0,
  };
  const roles = new Set(inventory.principals.map(({ arn }) => arn));
  const runsAs = new Map(
    workloads.flatMap(({ data }) => {
      const [role] = data.RoleArns;
      return role !== undefined && roles.has(role) ? [[data.Arn, role] as const] : [];
    }),
  );
  const found = new Map<string, Exposure[]>();
  const put = (holder: string, own: readonly Exposure[]): void => {
    if (own.length === 0) return;
    const known = found.get(holder);
    if (known === undefined) found.set(holder, [...own]);
    else known.push(...own);
  };
  for (const policy of resourcePolicies) {
    const own = exposuresOfPolicy(policy, store.documents[policy.document]!, outside, now);
    put(runsAs.get(policy.arn) ?? policy.account, own);
  }
  for (const grant of keyGrants)
    put(grant.account, exposuresOfGrant(grant, store.documents[grant.document]!, outside, now));
  for (const acl of openAcls) put(acl.account, exposuresOfAcl(acl));
  byHolder.set(inventory, found);
  return found;
};

/** Resources that outsiders can use, with the role of a function, or with the root user of the account. */
export const openResources = (
  principal: Principal,
  inventory: Inventory,
  now: number,
  settings: Settings,
): readonly Exposure[] => {
  const { resourcePolicies, keyGrants, openAcls } = inventory;
  const isNone = resourcePolicies.length === 0 && keyGrants.length === 0 && openAcls.length === 0;
  if (isNone || principal.kind === 'user') return [];
  const holder = principal.kind === 'root' ? principal.account : principal.arn;
  return openResourcesBy(inventory, now, settings).get(holder) ?? [];
};
