import { type ReaderView, standIn, type Who } from '../../../src/plan/identity-reader.ts';
import { isComputed, type PlannedResource, type Values } from '../../../src/plan/planned-resource.ts';
import { type Text, whyComputed } from '../../../src/plan/text.ts';
import { federatedOf } from './federation.ts';

/** Who and what is called how in a plan of Google Cloud. */

export const accountEmail = (resource: PlannedResource, values: Values): string => {
  if (typeof values.email === 'string' && values.email !== '') return values.email;
  const { account_id: id, project } = values;
  return typeof id === 'string' && typeof project === 'string'
    ? `${id}@${project}.iam.gserviceaccount.com`
    : standIn(resource.address);
};

/** https://cloud.google.com/iam/docs/principal-identifiers */
export const partyOf = (member: string): Who | undefined => {
  const federated = federatedOf(member);
  // Who of a pool is meant is a condition: all of it holds what a part of it holds.
  if (federated !== undefined)
    return {
      id: `gcp://iam.googleapis.com/${federated.pool}`,
      kind: 'workload-identity-pool',
      scope: 'gcp',
      name: federated.pool,
      nature: 'machine',
    };
  const colon = member.indexOf(':');
  const kind = colon < 0 ? member : member.slice(0, colon);
  if (kind === 'deleted') return undefined;
  const name = colon < 0 ? member : member.slice(colon + 1);
  const project = /@([^.]+)\.iam\.gserviceaccount\.com$/.exec(name)?.[1];
  const nature = { serviceAccount: 'machine', user: 'human' }[kind] as Who['nature'];
  return {
    id: `gcp:${member}`,
    kind,
    scope: project === undefined ? 'gcp' : `projects/${project}`,
    name,
    ...(nature === undefined ? {} : { nature }),
  };
};

/** A member is often written around the attribute of an account: what else stands in such a text a plan does not show. */
export const memberOf = (value: unknown, view: ReaderView): Text => {
  if (isComputed(value) && value.from.some(({ resource }) => resource.type !== 'google_service_account'))
    return { is: 'computed', why: whyComputed(value.written) };
  const text = view.text(value);
  return text.is === 'known' && !/^(all\w+$|\w+:)/.test(text.text)
    ? { is: 'known', text: `serviceAccount:${text.text}` }
    : text;
};

export const membersOf = (value: unknown, view: ReaderView): readonly Text[] =>
  Array.isArray(value)
    ? value.map((item) => memberOf(item, view))
    : isComputed(value)
      ? [memberOf(value, view)]
      : [];

/** What a policy stands on: by kind, in the words of the provider's attributes. */
const notPlace = new Set([
  'role',
  'member',
  'members',
  'condition',
  'policy_data',
  'etag',
  'id',
  'region',
  'location',
  'project',
]);
export const textIn = (value: unknown, view: ReaderView): string | undefined => {
  const text = view.text(value);
  return text.is === 'known' ? text.text : text.is === 'computed' ? `{${text.why}}` : undefined;
};

export const placeOf = (
  kind: string,
  resource: PlannedResource,
  values: Values,
  view: ReaderView,
): { readonly scope: string; readonly resources: readonly string[] } => {
  const bare = (text: string | undefined): string | undefined =>
    text?.replace(/^(projects|folders|organizations)\//, '');
  const project = bare(textIn(values.project, view));
  const whole = {
    project,
    folder: bare(textIn(values.folder, view)),
    organization: bare(textIn(values.org_id, view)),
  }[kind];
  if (whole !== undefined)
    return { scope: `${kind}s/${whole}`, resources: [`${kind}s/${whole}`, `${kind}s/${whole}/*`] };
  const name = Object.keys(values)
    .filter((key) => !notPlace.has(key))
    .sort()
    .flatMap((key) => textIn(values[key], view) ?? [])
    .join('/');
  const written = /^projects\/([^/]+)\//.exec(name)?.[1];
  const scope = `projects/${project ?? written ?? `{project of ${resource.providerKey}}`}`;
  return { scope, resources: [`${scope}/${kind}/${name.slice(name.lastIndexOf('/') + 1)}`] };
};

export const accountOf = (value: unknown, view: ReaderView): Who | undefined => {
  const text = view.text(value);
  if (text.is !== 'known') return undefined;
  return partyOf(`serviceAccount:${text.text.slice(text.text.lastIndexOf('/') + 1)}`);
};

export const projectOf = (values: Values, address: string, view: ReaderView): string =>
  `projects/${textIn(values.project, view) ?? `{project of ${address}}`}`;
