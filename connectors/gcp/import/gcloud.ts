import { basename } from 'node:path';
import { isObject } from '../../../src/exports/checked.ts';
import { fileHead } from '../../../src/exports/file-head.ts';
import { placeOf, splitDocuments } from '../../../src/exports/json-elements.ts';
import type { FileFormat, SourceFile } from '../../../src/model/connector.ts';
import type { Coverage, InputKind } from '../../../src/model/coverage.ts';
import { InputError } from '../../../src/model/input-error.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import { wholeEstate } from '../facts/records.ts';
import { type GcloudOutput, gcloudOutputIn, gcloudOutputs } from '../file-kinds.ts';
import { type Element, type Made, ownName, recordOf, remedies, text } from './element.ts';
import {
  denial,
  entitlement,
  folder,
  foundPolicy,
  hmacKey,
  key,
  policy,
  project,
  provider,
  role,
  serviceAccount,
} from './elements.ts';

/** What the output of a command gives. */
interface GcloudList {
  readonly gives: readonly InputKind[];
  /** What it leaves out by its nature. Absent: it is whole. */
  readonly lacks?: string;
  readonly make: (element: Element, file: SourceFile) => Made;
}

/** Names of files that say what is in them, and not whose. */
const nameless = /^(?:(?:iam|get|policy|policies|bindings|project|output|export|result)[-_.]?)+$/;

/**
 * The resource of a policy that does not say it, from the name of the file: an e-mail of an account, `organization-123`,
 * `folder-123`, else the project's id.
 */
const resourceOfFile = (file: SourceFile): string => {
  const stem = basename(file.name).replace(/\.(?:json|ndjson|gz)\b.*$/i, '');
  const [email] = /[a-z0-9-]+@[a-z0-9.-]+\.gserviceaccount\.com/.exec(stem) ?? [];
  if (email !== undefined)
    return `projects/${/@([a-z0-9-]+)\.iam\./.exec(email)?.[1] ?? '-'}/serviceAccounts/${email}`;
  const [, kind, number] = /(organization|folder)s?[-_.]?(\d+)/i.exec(stem) ?? [];
  if (kind !== undefined) return `${kind.toLowerCase()}s/${number}`;
  const id = stem
    .toLowerCase()
    .replace(/^(?:projects?|iam|policy)[-_.]+/, '')
    .replace(/[-_.]+(?:get[-_.])?(?:iam[-_.]?)?(?:policy|bindings)$/, '');
  if (/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/.test(id) && !nameless.test(id)) return `projects/${id}`;
  throw new InputError(
    'nothing says which resource the policy is of',
    file.name,
    'Name the file after it (my-project.iam-policy.json, organization-123.json, folder-123.json), or give the output of: gcloud asset search-all-iam-policies',
  );
};

const groupOfFile = (file: SourceFile): string => {
  const stem = basename(file.name).replace(/\.(?:json|ndjson|gz)\b.*$/i, '');
  const [email] = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/.exec(stem) ?? [];
  if (email !== undefined) return email.toLowerCase();
  throw new InputError(
    'nothing says which group the members are of',
    file.name,
    'Name the file after the address of the group: admins@example.com.json',
  );
};

const lists: Readonly<Record<GcloudOutput, GcloudList>> = {
  'service-accounts': {
    gives: ['inventory'],
    lacks: 'it shows one project: add the output for each other one',
    make: serviceAccount,
  },
  keys: {
    gives: ['credentials'],
    lacks: 'it shows one service account: add the output for each other one',
    make: key,
  },
  roles: { gives: [], make: role },
  projects: { gives: [], make: project },
  folders: { gives: [], make: folder },
  'policy-search': { gives: ['grants', 'trusts'], make: foundPolicy },
  policy: {
    gives: ['grants'],
    lacks:
      'it shows one resource: add the policies above and below it, or the output of gcloud asset search-all-iam-policies',
    make: (element, file) => policy(resourceOfFile(file), element, undefined, []),
  },
  providers: {
    gives: ['trusts'],
    lacks: 'it shows one pool: add the output for each other one',
    make: provider,
  },
  entitlements: {
    gives: ['approvals'],
    lacks: 'it shows one project, folder or organization: add the output for the others',
    make: entitlement,
  },
  denials: {
    gives: ['guardrails'],
    lacks: 'it shows one resource: add the output for what is above and below it',
    make: denial,
  },
  'hmac-keys': {
    gives: ['credentials'],
    lacks: 'it shows one project: add the output for each other one',
    make: hmacKey,
  },
  memberships: {
    gives: [],
    make: (element, file) => {
      const group = groupOfFile(file);
      const member = isObject(element.preferredMemberKey) ? text(element.preferredMemberKey.id) : '';
      return {
        kind: 'gcp.membership',
        id: `${group} ${member.toLowerCase()}`,
        data: { group, member: member.toLowerCase(), type: element.type },
      };
    },
  },
};

function* read(file: SourceFile): Generator<SnapshotRecord | Coverage> {
  const output = gcloudOutputIn(fileHead(file.head))!;
  const { gives, lacks, make } = lists[output];
  let withoutPermissions = false;
  for (const element of splitDocuments(file, remedies)) {
    const place = (): string => placeOf(file, element);
    const { value } = element;
    if (!isObject(value)) throw new InputError('the element is no object', place(), remedies.damaged);
    if (
      output === 'roles' &&
      value.includedPermissions === undefined &&
      !ownName(value.name).startsWith('roles/')
    )
      withoutPermissions = true;
    yield recordOf(make(value, file), place);
  }
  const detail = [
    ...(lacks === undefined ? [] : [lacks]),
    ...(withoutPermissions
      ? ['the roles come without their permissions: add the output of gcloud iam roles describe for each']
      : []),
  ].join('; ');
  yield {
    connector: 'gcp',
    scope: wholeEstate,
    source: gcloudOutputs[output].command,
    status: detail === '' ? 'complete' : 'partial',
    detail,
    gives,
  };
}

export const gcloudList: FileFormat = { id: 'gcloud-list', read };
