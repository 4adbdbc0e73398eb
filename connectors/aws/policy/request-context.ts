import { ownMember } from '../../../src/model/own-member.ts';
import { awsServices } from './actions.ts';
import {
  absent,
  type Context,
  chosen,
  type KeyChoice,
  type KeyValue,
  known,
  unknown,
  withoutFiller,
} from './condition.ts';
import type { PolicyDocument } from './document.ts';
import { holds } from './operators.ts';
import { requestValue } from './request-keys.ts';

/** Values by key in lower case. */
export type Tags = Pick<ReadonlyMap<string, string>, 'get'>;

/** Who asks, as far as condition keys tell. */
export interface Requester {
  readonly kind: 'user' | 'role' | 'root';
  readonly arn: string;
  readonly name: string;
  /** `AIDA…` or `AROA…`. */
  readonly uniqueId: string | undefined;
  readonly tags: Tags;
  /** Whoever assumes it may give the session tags: the trust policy allows `sts:TagSession`. */
  readonly takesTags?: true;
  /** Its trust policy lets services and providers of tokens in and nobody else: its sessions begin without MFA. */
  readonly startedByServices?: true;
}

/** A user or role that is acted on. */
export interface RequestTarget extends Pick<Requester, 'kind' | 'arn' | 'tags'> {
  readonly account: string;
  readonly boundaryArn: string | undefined;
  /** Made by AWS for its own use (`/aws-service-role/`): nobody in the account can change or assume it. */
  readonly serviceLinked: boolean;
  /** Made by IAM Identity Center (`/aws-reserved/`): can be assumed by its people, but not changed through IAM. */
  readonly reserved: boolean;
}

export interface KnownOrganization {
  readonly id: string;
  readonly accounts: ReadonlySet<string>;
  /** All accounts were listed: another one is not of this organisation. */
  readonly complete: boolean;
}

/** All organisations that are known: an estate may hold accounts of several. */
export interface KnownOrganizations {
  /** Sorted by id. */
  readonly all: readonly KnownOrganization[];
  /** Whose an account is by a list. */
  readonly listedIn: (account: string) => KnownOrganization | undefined;
  /** The same; where only one is known, that one for accounts of no list as well. */
  readonly of: (account: string) => KnownOrganization | undefined;
  readonly isManagement: (account: string) => boolean;
  /** As `aws:PrincipalOrgPaths` has it: `o-…/r-…/ou-…/`. */
  readonly pathOf: (account: string) => string | undefined;
}

/**
 * What is known of a request's context keys.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export interface RequestFacts {
  /** ISO 8601: the clock of the snapshot. */
  readonly now: string;
  readonly organizations: KnownOrganizations;
  /** Who asks. Absent: anyone that the controller of `account` may create. */
  readonly principal: Requester | undefined;
  readonly account: string;
  /** The identity that is acted on, where there is one. */
  readonly target?: RequestTarget | undefined;
  /** Account of the resource. */
  readonly resourceAccount: string;
  /** Of the resource, where its ARN names one: requests about it go there. Absent: the caller chooses. */
  readonly region?: string;
  /** Changes that the caller may make to its own tags, and to those of the target, before it asks. */
  readonly ownTags?: TagChange;
  readonly targetTags?: TagChange;
  /** Tags of a resource that is no identity, and changes that the caller may make to them before it asks. */
  readonly resourceTags?: Tags;
  readonly resourceTagChange?: TagChange;
  /** Resources of which more tags were asked about than are judged: whoever may tag them is taken to be able to set the rest. */
  readonly tagsBeyond?: ReadonlySet<string>;
  /** Whether the caller, a user, may give itself a second factor before it asks. */
  readonly enrolsMfa?: () => boolean;
  /** Whether CloudFormation may make the request for the caller, with the caller's permissions. */
  readonly viaStack?: () => boolean;
  /** Keys that the request cannot carry. */
  readonly lacks?: RegExp;
  /** More values, by lower-case key; they win. */
  readonly more?: ReadonlyMap<string, KeyValue>;
}

/** Whether a tag (key in lower case) may be given a value, or taken off (`undefined`). */
export type TagChange = (key: string, value: string | undefined) => boolean;

/** Keys that the caller sets in the request, or that follow from how it makes the request. */
const callerChooses = new Set([
  'aws:useragent',
  'aws:referer',
  'aws:tagkeys',
  'sts:rolesessionname',
  'sts:sourceidentity',
  'sts:transitivetagkeys',
  'sts:durationseconds',
  'iam:policyarn',
  'iam:passedtoservice',
  'iam:awsservicename',
]);

/** Keys that are only there when an AWS service calls, which a person or workload with credentials is not. */
const serviceCallsOnly = new Set([
  'aws:calledvia',
  'aws:calledviafirst',
  'aws:calledvialast',
  'aws:sourcearn',
  'aws:sourceaccount',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'aws:principalservicename',
  'aws:principalservicenameslist',
]);

/**
 * Keys of IAM that only these actions carry; in every other request they are absent.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
const onlyWith: Readonly<Record<string, RegExp>> = {
  'iam:passedtoservice': /^iam:passrole$/,
  'iam:associatedresourcearn': /^iam:passrole$/,
  'iam:policyarn': /^iam:(attach|detach)(user|role|group)policy$/,
  'iam:permissionsboundary':
    /^iam:(create(user|role)|(attach|detach|put|delete)(user|role)policy|(put|delete)(user|role)permissionsboundary)$/,
  'iam:awsservicename': /^iam:create(servicelinkedrole|servicespecificcredential)$/,
  'sts:externalid': /^sts:assumerole$/,
  'sts:rolesessionname': /^sts:assumerole/,
};

/** What a clock shows, by key. */
const clock = {
  'aws:currenttime': (now: string): string => now,
  'aws:epochtime': (now: string): string => String(Math.floor(Date.parse(now) / 1000)),
} as const;

/** Whether the clock alone makes a difference to a document between two times. */
export const changesBetween = ({ statements }: PolicyDocument, from: string, to: string): boolean =>
  statements.some(({ conditions }) =>
    conditions.some((clause) => {
      if (clause.key !== 'aws:currenttime' && clause.key !== 'aws:epochtime') return false;
      const show = clock[clause.key];
      return holds(clause, [show(from)], clause.values) !== holds(clause, [show(to)], clause.values);
    }),
  );

/**
 * Keys of one service that actions of another know.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2instanceconnect.html
 */
const shared: readonly (readonly [key: RegExp, action: RegExp])[] = [
  [/^iam:resourcetag\//, /^sts:assumerole/],
  [/^ec2:/, /^ec2-instance-connect:/],
];

/** Keys of a service that its workloads' credentials carry to every other service. */
const carried = new Set([
  'ec2:sourceinstancearn',
  'ec2:roledelivery',
  'lambda:sourcefunctionarn',
  'glue:roleassumedby',
  'glue:credentialissuingservice',
  'ssm:sourceinstancearn',
  'identitystore:userid',
]);

/** Whether a request for the action cannot carry the key. `*:*` stands for all actions at once. */
const isElsewhere = (key: string, action: string): boolean => {
  if (action === '*:*' || key.startsWith('aws:') || carried.has(key)) return false;
  const only = ownMember(onlyWith, key);
  if (only !== undefined) return !only.test(action);
  if (shared.some(([keys, actions]) => keys.test(key) && actions.test(action))) return false;
  const service = key.slice(0, key.indexOf(':'));
  return service !== action.slice(0, action.indexOf(':')) && awsServices().includes(service);
};

/**
 * Services whose API has one endpoint for all regions, and the region that it is in.
 * https://docs.aws.amazon.com/general/latest/gr/rande.html#global-endpoints
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requestedregion
 */
const globalRegion: ReadonlyMap<string, string> = new Map([
  ...[
    'iam',
    'organizations',
    'account',
    'artifact',
    'aws-portal',
    'billing',
    'budgets',
    'ce',
    'chime',
    'cloudfront',
    'cur',
    'health',
    'importexport',
    'payments',
    'route53',
    'route53domains',
    'shield',
    'support',
    'tax',
    'trustedadvisor',
    'waf',
  ].map((service): [string, string] => [service, 'us-east-1']),
  ['globalaccelerator', 'us-west-2'],
  ['networkmanager', 'us-west-2'],
]);

/** Where the global services of another partition are. */
const globalRegionOf: ReadonlyMap<string, string> = new Map([
  ['aws-cn', 'cn-north-1'],
  ['aws-us-gov', 'us-gov-west-1'],
]);

/** Region that requests for an action go to; undefined: the caller chooses. STS has an endpoint in every region. */
const regionAsked = (action: string, { region, principal }: RequestFacts): string | undefined => {
  const one = globalRegion.get(action.slice(0, action.indexOf(':')));
  if (one === undefined) return region;
  return globalRegionOf.get(principal?.arn.split(':', 2)[1] ?? '') ?? one;
};

const regionValue = (action: string, facts: RequestFacts): KeyValue => {
  const region = regionAsked(action, facts);
  return region === undefined ? chosen : known(region);
};

/** Region in a resource's ARN, where it names one. */
export const regionIn = (resource: string): { readonly region?: string } => {
  const region = resource.startsWith('arn:') ? resource.split(':', 4)[3]! : '';
  return /^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region) ? { region } : {};
};

/** The value that a tag has, or may be given. */
const tagValue = (tags: Tags, key: string, change: TagChange | undefined): KeyValue => {
  const name = key.slice(key.indexOf('/') + 1);
  const value = tags.get(name);
  if (change === undefined) return value === undefined ? absent : known(value);
  return {
    is: 'chosen',
    fits: (values) =>
      values === undefined
        ? value === undefined || change(name, undefined)
        : values.length === 1 && (values[0] === value || change(name, values[0])),
  };
};

const resourceTag = /^[a-z0-9-]+:resourcetag\//;

/** Of a resource whose tags nobody knows, whoever may tag it makes the tag fit all the same. */
const tagOfResource = (key: string, { resourceTags, resourceTagChange: change }: RequestFacts): KeyValue => {
  if (resourceTags !== undefined) return tagValue(resourceTags, key, change);
  if (change === undefined) return unknown;
  const name = key.slice(key.indexOf('/') + 1);
  const fits = (values: KeyChoice): boolean =>
    values === undefined ? change(name, undefined) : values.length === 1 && change(name, values[0]);
  return { is: 'chosen', fits, perhapsAny: true };
};

/**
 * A tag of the session wins over the role's tag of the same name, and whoever starts the session sets it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 */
const principalTag = (
  { tags, takesTags }: Requester,
  key: string,
  change: TagChange | undefined,
): KeyValue => {
  const own = tagValue(tags, key, change);
  if (takesTags !== true) return own;
  if (own.is === 'chosen') return { ...own, perhapsAny: true };
  return { is: 'chosen', among: [own.is === 'known' ? own.values : undefined], perhapsAny: true };
};

/** `AROA…:session`, with a session of any name; in examples made from patterns the id may be cut short. */
const sessionId = (uniqueId: string): KeyValue => ({
  is: 'chosen',
  fits: (values) =>
    values?.every((value) => {
      const [id = ''] = value.split(':', 1);
      return uniqueId.startsWith(id) || uniqueId.startsWith(withoutFiller(id));
    }) ?? false,
});

/** A session that somebody begins is issued after the facts were read: a condition of that very second lets it in. */
const justAfter = (now: string): string => new Date(Date.parse(now) + 1000).toISOString();

/**
 * What a session without a second factor may not call: `GetSessionToken` gives one to every user, and IAM turns it away.
 * Sessions of the console, and those that began with a second factor, are not limited. `*:*` stands for all actions.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
 */
const needsFactorInSession = /^(iam:|\*:\*$|sts:(?!assumerole$|getcalleridentity$))/;

const principalKey = (
  key: string,
  principal: Requester,
  facts: RequestFacts,
  action: string,
): KeyValue | undefined => {
  const isUser = principal.kind === 'user';
  const enrols = (): boolean => isUser && facts.enrolsMfa?.() === true;
  const plainSession = !needsFactorInSession.test(action);
  switch (key) {
    case 'aws:principalarn':
      return known(principal.arn);
    case 'aws:principaltype':
      return known(isUser ? 'User' : principal.kind === 'root' ? 'Account' : 'AssumedRole');
    case 'aws:username':
      return isUser ? known(principal.name) : absent;
    case 'aws:userid':
      if (principal.uniqueId === undefined) return unknown;
      // Whoever assumes a role names the session.
      return principal.kind === 'role' ? sessionId(principal.uniqueId) : known(principal.uniqueId);
    case 'aws:tokenissuetime':
      if (!isUser) return known(facts.now);
      // A key of a user carries none; a session was issued just now.
      return plainSession || enrols()
        ? { is: 'chosen', among: [undefined, [justAfter(facts.now)]] }
        : { is: 'chosen', among: [undefined], perhaps: [[justAfter(facts.now)]] };
    case 'aws:multifactorauthpresent':
      if (enrols()) {
        return plainSession
          ? { is: 'chosen', among: [undefined, ['false'], ['true']] }
          : { is: 'chosen', among: [undefined, ['true']], perhaps: [['false']] };
      }
      if (principal.startedByServices === true) return { is: 'chosen', among: [undefined, ['false']] };
      // Long-term keys carry none, and a session without MFA says false. Whether there is a device, nobody can tell.
      if (!isUser) return { is: 'chosen', among: [['false']], perhaps: [undefined, ['true']] };
      return plainSession
        ? { is: 'chosen', among: [undefined, ['false']], perhaps: [['true']] }
        : { is: 'chosen', among: [undefined], perhaps: [['false'], ['true']] };
    case 'aws:multifactorauthage':
      if (enrols()) return { is: 'chosen', among: [undefined, ['1'], ['60']] };
      if (principal.startedByServices === true) return absent;
      return isUser ? { is: 'chosen', among: [undefined], perhapsAny: true } : unknown;
    default:
      return key.startsWith('aws:principaltag/') ? principalTag(principal, key, facts.ownTags) : undefined;
  }
};

/** Of an account in no list: none, one that nobody told of, or one whose list is not whole. */
const strangeTo = (
  { all }: KnownOrganizations,
  value: (organization: string) => string,
): Extract<KeyValue, { is: 'chosen' }> => ({
  is: 'chosen',
  among: [],
  perhaps: [
    undefined,
    ...['o-nhi-audit-unlisted', ...all.filter(({ complete }) => !complete).map(({ id }) => id)].map((id) => [
      value(id),
    ]),
  ],
});

/** Where one list is whole, an account that is not in it is not of that organisation. */
const isTold = ({ all }: KnownOrganizations): boolean => all.some(({ complete }) => complete);

const organizationKey = (account: string, { organizations }: RequestFacts): KeyValue => {
  const own = organizations.listedIn(account);
  if (own !== undefined) return known(own.id);
  return isTold(organizations) ? strangeTo(organizations, (id) => id) : unknown;
};

const organizationPath = (account: string, { organizations }: RequestFacts): KeyValue => {
  const path = organizations.pathOf(account);
  if (path !== undefined) return known(path);
  const foreign = isTold(organizations) && organizations.listedIn(account) === undefined;
  return foreign ? strangeTo(organizations, (id) => `${id}/r-unlisted/`) : unknown;
};

/** Whether somebody in the account could have the ARN; in examples made from patterns the account is free. */
const isOf =
  (account: string) =>
  (values: KeyChoice): boolean =>
    values?.every((arn) => {
      const named = arn.split(':')[4];
      return named === undefined || !/^\d{12}$/.test(named) || named === account;
    }) ?? false;

/**
 * What a stack makes with the permissions of whoever creates it.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_IAM.html
 */
const madeByStacks =
  /^iam:((attach|put)(user|role|group)policy|create(user|role|accesskey|loginprofile|policy)|addusertogroup|passrole)$/;

const cloudFormation: KeyValue = { is: 'chosen', among: [undefined, ['cloudformation.amazonaws.com']] };

/**
 * What a request carries, or not, that CloudFormation makes or the caller itself.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-calledvia
 */
const byStack: Readonly<Record<string, KeyValue>> = {
  'aws:calledvia': cloudFormation,
  'aws:calledviafirst': cloudFormation,
  'aws:calledvialast': cloudFormation,
  'aws:viaawsservice': { is: 'chosen', among: [['false'], ['true']] },
};

export const requestContext = (action: string, facts: RequestFacts): Context => {
  const { principal, target } = facts;
  return (key) => {
    if (facts.lacks?.test(key) === true) return absent;
    const more = facts.more?.get(key);
    if (more !== undefined) return isElsewhere(key, action) ? absent : more;
    if (principal !== undefined) {
      const value = principalKey(key, principal, facts, action);
      if (value !== undefined) return value;
    } else if (
      key.startsWith('aws:principal') &&
      key !== 'aws:principalaccount' &&
      !key.startsWith('aws:principalorg')
    ) {
      if (serviceCallsOnly.has(key)) return absent;
      return key === 'aws:principalarn' ? { is: 'chosen', fits: isOf(facts.account) } : chosen;
    } else if (key === 'aws:username' || key === 'aws:userid') return chosen;
    else if (key === 'aws:tokenissuetime') return { is: 'chosen', among: [undefined, [facts.now]] };
    else if (key === 'aws:multifactorauthpresent') {
      return { is: 'chosen', among: [undefined, ['false']], perhaps: [['true']] };
    }
    if (isElsewhere(key, action)) return absent;
    if (Object.hasOwn(byStack, key) && madeByStacks.test(action) && facts.viaStack?.() === true) {
      return byStack[key]!;
    }
    switch (key) {
      case 'aws:currenttime':
      case 'aws:epochtime':
        return known(clock[key](facts.now));
      case 'aws:principalaccount':
        return known(facts.account);
      case 'aws:resourceaccount':
        return known(facts.resourceAccount);
      case 'aws:principalorgid':
        return organizationKey(facts.account, facts);
      case 'aws:resourceorgid':
        return organizationKey(facts.resourceAccount, facts);
      case 'aws:principalorgpaths':
        return organizationPath(facts.account, facts);
      case 'aws:resourceorgpaths':
        return organizationPath(facts.resourceAccount, facts);
      case 'aws:securetransport':
        return known('true');
      case 'aws:viaawsservice':
      case 'aws:principalisawsservice':
        return known('false');
      case 'aws:requestedregion':
        return regionValue(action, facts);
      case 'iam:permissionsboundary':
        return target === undefined
          ? chosen
          : target.boundaryArn === undefined
            ? absent
            : known(target.boundaryArn);
      default:
    }
    if (serviceCallsOnly.has(key)) return absent;
    if (callerChooses.has(key) || key.startsWith('aws:requesttag/')) return chosen;
    const asked = requestValue(action, key);
    if (asked !== undefined) return asked;
    if (target !== undefined && (key.startsWith('iam:resourcetag/') || key.startsWith('aws:resourcetag/'))) {
      return tagValue(target.tags, key, facts.targetTags);
    }
    return target === undefined && resourceTag.test(key) ? tagOfResource(key, facts) : unknown;
  };
};

const principalKeyPattern = /^aws:(principalarn|principaltag\/|username|userid)/;

/** Whether a key's value differs between principals that have the same policies. */
export const dependsOnPrincipal = (key: string): boolean => principalKeyPattern.test(key);

/** Whether a key's value differs between targets. */
export const dependsOnTarget = (key: string): boolean =>
  key.startsWith('iam:resourcetag/') ||
  key.startsWith('aws:resourcetag/') ||
  key === 'iam:permissionsboundary' ||
  key === 'aws:resourceaccount';
