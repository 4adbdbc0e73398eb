import { InputError } from '../../../src/model/input-error.ts';

/** What is to be read, as flags say. Loads no package. */
export interface NodeFlags {
  readonly organizations?: readonly string[] | undefined;
  readonly folders?: readonly string[] | undefined;
  readonly projects?: readonly string[] | undefined;
}

const number = /^\d{1,20}$/;
/** https://cloud.google.com/resource-manager/docs/creating-managing-projects#before_you_begin; older ones begin with a domain. */
const project = /^(?:[a-z0-9.-]{1,80}:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$/;

const kinds = [
  [
    'organizations',
    'organization',
    number,
    ['the number of an organisation', 'up to 20 digits, as 123456789012', 'gcloud organizations list'],
  ],
  [
    'folders',
    'folder',
    number,
    ['the number of a folder', 'up to 20 digits, as 123456789012', 'gcloud resource-manager folders list'],
  ],
  [
    'projects',
    'project',
    undefined,
    [
      'the id of a project',
      '6 to 30 lower-case letters, digits and hyphens, a letter first (my-project-123), or its number',
      'gcloud projects list',
    ],
  ],
] as const;

/**
 * Nodes of the tree: `organizations/N`, `folders/N`, `projects/P`. Numbers may be given with what stands before them.
 * @throws InputError
 */
export const nodesOf = (flags: NodeFlags): readonly string[] => [
  ...new Set(
    kinds.flatMap(([kind, flag, form, wanted]) =>
      (flags[kind] ?? []).map((given) => {
        const name = given.startsWith(`${kind}/`) ? given.slice(kind.length + 1) : given;
        if (form === undefined ? number.test(name) || project.test(name) : form.test(name))
          return `${kind}/${name}`;
        throw new InputError(
          `${JSON.stringify(given)} is not ${wanted[0]}`,
          `--gcp-${flag}`,
          `Give ${wanted[0]} (${wanted[1]}): ${wanted[2]}.`,
        );
      }),
    ),
  ),
];

const account = /^[a-z0-9-]{1,64}@[a-z0-9.-]{1,200}\.gserviceaccount\.com$/;

/** @throws InputError */
export const accountFrom = (given: string | undefined): string | undefined => {
  if (given === undefined || account.test(given)) return given;
  throw new InputError(
    'this is not the address of a service account',
    '--gcp-impersonate',
    'Give it as NAME@PROJECT.iam.gserviceaccount.com.',
  );
};

export const usualEndpoint = 'https://{name}.googleapis.com';

/**
 * Where the APIs answer, with the name of an API in it once: of Private Service Connect
 * `https://{name}-ENDPOINT.p.googleapis.com`. https://cloud.google.com/vpc/docs/configure-private-service-connect-apis
 * @throws InputError
 */
export const endpointFrom = (given: string | undefined): string => {
  if (given === undefined) return usualEndpoint;
  const text = given.replace(/\/+$/, '');
  const address = text.replace('{name}', 'iam');
  if (address !== text && !address.includes('{') && URL.canParse(address)) {
    const { protocol, hostname, username, password, search, hash } = new URL(address);
    const isOwn =
      protocol === 'http:' && (hostname === '127.0.0.1' || hostname === 'localhost' || hostname === '[::1]');
    if (
      (protocol === 'https:' || isOwn) &&
      username === '' &&
      password === '' &&
      search === '' &&
      hash === ''
    )
      return text;
  }
  throw new InputError(
    'this is not the address of the APIs',
    '--gcp-endpoint',
    'Give an https address with {name} where the name of an API stands: https://{name}-ENDPOINT.p.googleapis.com',
  );
};
