import type { Credential } from '../../src/model/credential.ts';
import type { Grant } from '../../src/model/grant.ts';
import type { Identity } from '../../src/model/identity.ts';
import type { Provider } from '../../src/model/scope.ts';
import type { Mechanism } from '../../src/model/trust.ts';
import { plain } from './wording.ts';

/**
 * Commands that end a finding, by provider and kind of identity. `{name}` and the like are filled in, quoted for a
 * POSIX shell; words in capitals are for the reader to fill in. A provider or a kind without an entry gets no command.
 * https://docs.aws.amazon.com/cli/latest/reference/iam/
 */
const denyAll = '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}';

const commands: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'aws/user': {
    'credential access-key':
      'aws iam update-access-key --user-name {name} --access-key-id {credential} --status Inactive',
    'credential console-password': 'aws iam delete-login-profile --user-name {name}',
    'credential service-specific-credential':
      'aws iam update-service-specific-credential --user-name {name} --service-specific-credential-id {credential} --status Inactive',
    'credential ssh-public-key':
      'aws iam update-ssh-public-key --user-name {name} --ssh-public-key-id {credential} --status Inactive',
    'credential signing-certificate':
      'aws iam update-signing-certificate --user-name {name} --certificate-id {credential} --status Inactive',
    'list access-key': 'aws iam list-access-keys --user-name {name}',
    'grant attached': 'aws iam detach-user-policy --user-name {name} --policy-arn {policy}',
    'grant inline': 'aws iam delete-user-policy --user-name {name} --policy-name {policy}',
    'grant group': 'aws iam remove-user-from-group --user-name {name} --group-name {group}',
    quarantine: `aws iam put-user-policy --user-name {name} --policy-name nhi-audit-quarantine --policy-document '${denyAll}'`,
    owner: 'aws iam tag-user --user-name {name} --tags Key={tag},Value=OWNER',
  },
  'aws/role': {
    'grant attached': 'aws iam detach-role-policy --role-name {name} --policy-arn {policy}',
    'grant inline': 'aws iam delete-role-policy --role-name {name} --policy-name {policy}',
    quarantine: `aws iam put-role-policy --role-name {name} --policy-name nhi-audit-quarantine --policy-document '${denyAll}'`,
    owner: 'aws iam tag-role --role-name {name} --tags Key={tag},Value=OWNER',
    trust: 'aws iam update-assume-role-policy --role-name {name} --policy-document file://trust.json',
    session:
      'aws sts assume-role --role-arn {id} --role-session-name TASK --duration-seconds 900 --policy file://task.json',
  },
  'aws/root': {
    'list access-key': 'aws iam list-access-keys',
    'credential access-key': 'aws iam delete-access-key --access-key-id {credential}',
  },
};

/** Quotes a value for a POSIX shell. Undefined: it holds what no command line should (control characters, no text). */
export const shellQuote = (value: string): string | undefined => {
  if (value === '' || /[\p{C}\p{Zl}\p{Zp}]/u.test(value)) return undefined;
  return /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
};

/** Fills a command in. A value that cannot stand on a command line becomes a word in capitals. */
const fill = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replace(/([ =])\{([a-z]+)\}/g, (_, before: string, key: string) => {
    const value = values[key] ?? '';
    const quoted = shellQuote(value) ?? key.toUpperCase();
    // A name that begins with a dash would be read as an option of its own.
    return before === ' ' && value.startsWith('-') ? `=${quoted}` : before + quoted;
  });

/** The name that the provider's commands take: the last part of an ARN, whatever is displayed. */
const nameOf = (identity: Identity): string => identity.id.slice(identity.id.lastIndexOf('/') + 1);

const command = (
  identity: Identity,
  what: string,
  values: Readonly<Record<string, string>> = {},
): string | undefined => {
  const template = commands[`${identity.provider}/${identity.kind}`]?.[what];
  return template && fill(template, { id: identity.id, name: nameOf(identity), ...values });
};

/** Ids of keys and certificates as AWS makes them; anything else is our own word for a credential without an id. */
const realId = /^[A-Z0-9]{16,128}$/;

/**
 * Switches a credential off, so that it can be switched on again where the provider knows how to. Where its id is not
 * known, a first command lists the ids.
 */
export const deactivate = (identity: Identity, { kind, id }: Credential): string | undefined => {
  const known = realId.test(id);
  const off = command(identity, `credential ${kind}`, { credential: known ? id : '' });
  const list = known ? undefined : command(identity, `list ${kind}`);
  return off === undefined || list === undefined ? off : `${list}\n${off}`;
};

/** Takes a grant away. */
export const withdraw = (identity: Identity, grant: Grant): string | undefined => {
  const group = /^group (.+)$/s.exec(grant.via)?.[1];
  if (group !== undefined) return command(identity, 'grant group', { group });
  return command(identity, `grant ${grant.via}`, {
    policy: grant.via === 'attached' ? grant.source.id : grant.name,
  });
};

/** Stops an identity without deleting it. */
export const quarantine = (identity: Identity): string | undefined => command(identity, 'quarantine');

export const nameOwner = (identity: Identity, tag: string): string | undefined =>
  command(identity, 'owner', { tag });

export const changeTrust = (identity: Identity): string | undefined => command(identity, 'trust');

/** Issues a session that can do less than the identity, for minutes. */
export const narrowSession = (identity: Identity): string | undefined => command(identity, 'session');

/** A policy for one task that ends by itself. `services`: what the task is known to need. */
const timeBoundPolicies: Readonly<
  Partial<Record<Provider, (until: string, services: readonly string[]) => unknown>>
> = {
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws-dates.html
  aws: (until, services) => ({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: (services.length > 0 ? services : ['SERVICE']).map((service) => `${service}:ACTION`),
        Resource: ['ARN_OF_WHAT_THE_TASK_NEEDS'],
        Condition: { DateLessThan: { 'aws:CurrentTime': until } },
      },
    ],
  }),
};

/** @param until ISO 8601, UTC */
export const timeBoundPolicy = (
  provider: Provider,
  until: string,
  services: readonly string[] = [],
): string | undefined => {
  const policy = timeBoundPolicies[provider]?.(until, services);
  return policy === undefined ? undefined : JSON.stringify(policy);
};

/** Conditions that narrow a trust, as the provider writes them. */
const trustConditions: Readonly<Partial<Record<Provider, (issuer: string | undefined) => unknown>>> = {
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
  aws: (issuer) =>
    issuer === undefined
      ? { 'sts:ExternalId': 'AN_ID_AGREED_WITH_THE_THIRD_PARTY' }
      : { [`${issuer}:aud`]: 'sts.amazonaws.com', [`${issuer}:sub`]: 'THE_ONE_SUBJECT' },
};

/** @param issuer of the tokens; undefined: the trust is in another account */
export const trustCondition = (provider: Provider, issuer?: string): string | undefined => {
  const equals = trustConditions[provider]?.(issuer && plain(issuer));
  return equals === undefined ? undefined : `"Condition": ${JSON.stringify({ StringEquals: equals })}`;
};

/** Which permission to take away so that a step of a takeover path no longer works. */
export const cutOf: Readonly<Record<Mechanism, string>> = {
  hold: 'Give the credential to the one who needs it, and end this one.',
  start: 'Limit who can set the target to work.',
  assume: 'Take the target out of what the identity may assume, or the identity out of the target’s trust.',
  federate: 'Narrow the target’s trust to the one subject that needs it.',
  impersonate: 'Take away the permission to issue tokens of the target.',
  'write-credential': 'Take away the permission to create or change credentials of the target.',
  'write-permission': 'Take away the permission to change policies, or hold it in by a permissions boundary.',
  'write-trust': 'Take away the permission to change who may become the target.',
  'write-code': 'Take away the permission to change the code that runs as the target.',
  'pass-to-service': 'Limit which identities may be passed, and to which service, to the one that is needed.',
  control: 'Replace full control by the actions that the task needs.',
};

/** A fix: a sentence, then commands and policies, one a line. */
export const fixOf = (sentence: string, ...lines: readonly (string | undefined)[]): string =>
  [sentence, ...lines.filter((line) => line !== undefined)].join('\n');
