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
import { carrier } from './carriers.ts';
import { type Element, listOf, type Made, object, ownName, recordOf, remedies, text } from './element.ts';
import {
  accessPolicy,
  apiKey,
  boundary,
  denial,
  entitlement,
  folder,
  foundPolicy,
  grant,
  hmacKey,
  key,
  oauthClient,
  orgPolicy,
  policy,
  policyBinding,
  pool,
  project,
  provider,
  role,
  serviceAccount,
  tagBinding,
  tagValue,
} from './elements.ts';
import { bindingsIn, resourceOfPolicy } from './policy-files.ts';

/** What the output of a command gives. */
interface GcloudList {
  readonly gives: readonly InputKind[];
  /** What it leaves out by its nature. Absent: it is whole. */
  readonly lacks?: string;
  readonly make: (element: Element, file: SourceFile) => Made | readonly Made[];
}

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

/** `https://www.googleapis.com/compute/v1/projects/P/…`: what comes after the version. */
const afterVersion = (link: unknown): string =>
  text(link).replace(/^https:\/\/[^/]+\/(?:[a-z]+\/)?v\d\w*\//, '');

/** What runs as an account, as its own service lists it: the same members that assets have. */
const carrying = (assetType: string, name: string, element: Element): readonly Made[] =>
  carrier(`//${assetType.slice(0, assetType.indexOf('/'))}/${name}`, assetType, element, []);

const lists: Readonly<Record<GcloudOutput, GcloudList>> = {
  'service-accounts': { gives: ['inventory'], lacks: 'of one project', make: serviceAccount },
  keys: { gives: ['credentials'], lacks: 'of one service account', make: key },
  roles: { gives: [], make: role },
  projects: { gives: [], make: project },
  folders: { gives: [], make: folder },
  'policy-search': { gives: ['grants', 'trusts'], make: foundPolicy },
  policy: {
    gives: ['grants'],
    lacks:
      'of one resource: add the policies above and below it, or the output of gcloud asset search-all-iam-policies',
    make: (element, file) => {
      const bindings = bindingsIn(element);
      const { name, supposed } = resourceOfPolicy(file, bindings);
      return { ...policy(name, { bindings }, undefined, []), supposed };
    },
  },
  'ancestor-policies': {
    gives: ['grants'],
    lacks:
      'of one project and what holds it: add the policies of what is in it, or the output of gcloud asset search-all-iam-policies',
    make: (element) =>
      policy(`${text(element.type)}s/${text(element.id)}`, object(element.policy), undefined, []),
  },
  pools: { gives: [], make: pool },
  'oauth-clients': { gives: ['credentials'], lacks: 'of one project', make: oauthClient },
  'api-keys': { gives: ['credentials'], lacks: 'of one project', make: apiKey },
  'tag-values': { gives: [], make: tagValue },
  'tag-bindings': { gives: [], make: tagBinding },
  grants: { gives: ['approvals'], lacks: 'of one entitlement', make: grant },
  boundaries: { gives: ['guardrails'], lacks: 'of one organization', make: boundary },
  'access-policies': { gives: ['grants', 'guardrails'], lacks: 'of one resource', make: accessPolicy },
  'policy-bindings': { gives: ['guardrails'], lacks: 'of one resource', make: policyBinding },
  'org-policies': { gives: ['guardrails'], lacks: 'of one resource', make: orgPolicy },
  instances: {
    gives: ['workloads'],
    lacks: 'of one project',
    make: (element) => carrying('compute.googleapis.com/Instance', afterVersion(element.selfLink), element),
  },
  functions: {
    gives: ['workloads'],
    lacks: 'of one project',
    make: (element) =>
      carrying(
        isObject(element.serviceConfig)
          ? 'cloudfunctions.googleapis.com/Function'
          : 'cloudfunctions.googleapis.com/CloudFunction',
        text(element.name),
        element,
      ),
  },
  'run-services': {
    gives: ['workloads'],
    lacks: 'of one project',
    make: (element) => {
      const metadata = object(element.metadata);
      const region = text(object(metadata.labels)['cloud.googleapis.com/location']);
      const kind = text(element.kind);
      return carrying(
        `run.googleapis.com/${kind}`,
        `projects/${text(metadata.namespace)}/locations/${region}/${kind.toLowerCase()}s/${text(metadata.name)}`,
        element,
      );
    },
  },
  clusters: {
    gives: ['workloads'],
    lacks: 'of one project',
    make: (element) => carrying('container.googleapis.com/Cluster', afterVersion(element.selfLink), element),
  },
  providers: { gives: ['trusts'], lacks: 'of one pool', make: provider },
  entitlements: { gives: ['approvals'], lacks: 'of one project, folder or organization', make: entitlement },
  denials: { gives: ['guardrails'], lacks: 'of one resource', make: denial },
  'hmac-keys': { gives: ['credentials'], lacks: 'of one project', make: hmacKey },
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
  const supposed = new Set<string>();
  /** Of one resource, where elements are pieces of its policy. */
  const policies = new Map<string, Made>();
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
    const made = [make(value, file)].flat();
    for (const each of made) if (each.supposed !== undefined) supposed.add(each.supposed);
    if (output !== 'policy') for (const each of made) yield recordOf(each, place);
    else
      for (const each of made) {
        const before = policies.get(each.id);
        policies.set(
          each.id,
          before === undefined
            ? each
            : {
                ...each,
                data: {
                  ...each.data,
                  bindings: [...listOf(before.data.bindings), ...listOf(each.data.bindings)],
                },
              },
        );
      }
  }
  for (const each of policies.values()) yield recordOf(each, () => file.name);
  const detail = [
    ...(lacks === undefined
      ? []
      : [`it is ${lacks}${lacks.includes(':') ? '' : ': add the output for each other one'}`]),
    ...(withoutPermissions
      ? ['the roles come without their permissions: add the output of gcloud iam roles describe for each']
      : []),
    ...supposed,
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
