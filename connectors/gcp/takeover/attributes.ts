import type { Attribute, Circumstances } from '../iam/condition/evaluate.ts';
import { fullService, permissionPattern } from '../iam/names.ts';
import type { Places } from '../identities/places.ts';

type Attributes = Circumstances['attributes'];

interface Named {
  /** Where conditions call it otherwise than full names do. */
  readonly service?: string;
  /** By the resource in a permission: as the type of what it is asked of ends. Absent: not told here. */
  readonly types?: ReadonlyMap<string, string>;
  /** Names have the project by its number. Absent: by number or by id. */
  readonly byNumber?: true;
}

/**
 * Services whose resources have attributes; of all others conditions that ask for them are asked of nothing.
 * https://cloud.google.com/iam/docs/conditions-resource-attributes
 */
const services: ReadonlyMap<string, Named> = new Map<string, Named>([
  ['apigee.googleapis.com', {}],
  ['apihub.googleapis.com', {}],
  ['backupdr.googleapis.com', {}],
  [
    'bigquery.googleapis.com',
    {
      types: new Map([
        ['datasets', 'Dataset'],
        ['tables', 'Table'],
      ]),
    },
  ],
  ['bigqueryreservation.googleapis.com', {}],
  [
    'bigtable.googleapis.com',
    { service: 'bigtableadmin.googleapis.com', types: new Map([['instances', 'Instance']]) },
  ],
  ['binaryauthorization.googleapis.com', {}],
  ['ces.googleapis.com', {}],
  ['clouddeploy.googleapis.com', {}],
  [
    'cloudkms.googleapis.com',
    {
      types: new Map([
        ['keyRings', 'KeyRing'],
        ['cryptoKeys', 'CryptoKey'],
      ]),
    },
  ],
  ['cloudresourcemanager.googleapis.com', {}],
  [
    'cloudsql.googleapis.com',
    { service: 'sqladmin.googleapis.com', types: new Map([['instances', 'Instance']]) },
  ],
  [
    'compute.googleapis.com',
    {
      types: new Map([
        ['instances', 'Instance'],
        ['disks', 'Disk'],
        ['images', 'Image'],
      ]),
    },
  ],
  ['connectors.googleapis.com', {}],
  ['container.googleapis.com', { types: new Map([['clusters', 'Cluster']]) }],
  ['dataform.googleapis.com', {}],
  ['dns.googleapis.com', {}],
  ['firestore.googleapis.com', {}],
  ['iap.googleapis.com', {}],
  ['integrations.googleapis.com', {}],
  ['logging.googleapis.com', {}],
  ['networksecurity.googleapis.com', {}],
  ['pubsublite.googleapis.com', {}],
  [
    'secretmanager.googleapis.com',
    {
      types: new Map([
        ['secrets', 'Secret'],
        ['versions', 'SecretVersion'],
      ]),
      byNumber: true,
    },
  ],
  [
    'spanner.googleapis.com',
    {
      types: new Map([
        ['instances', 'Instance'],
        ['databases', 'Database'],
      ]),
    },
  ],
  [
    'storage.googleapis.com',
    {
      types: new Map([
        ['buckets', 'Bucket'],
        ['objects', 'Object'],
      ]),
    },
  ],
]);

const attributes = (service: Attribute, type: Attribute, name: Attribute): Attributes =>
  new Map([
    ['resource.service', service],
    ['resource.type', type],
    ['resource.name', name],
  ]);

/** What a resource has of which conditions know nothing. */
const nothing = attributes('', '', '');

const ofNode: ReadonlyMap<string, string> = new Map([
  ['organizations', 'Organization'],
  ['folders', 'Folder'],
  ['projects', 'Project'],
]);

/** A name with its project by id and by number: it is not said which of both a service writes. */
const spelled = (name: string, places: Places, byNumber: boolean): readonly Attribute[] => {
  const [, id, rest = ''] = /^projects\/([^/]+)(\/.*)?$/.exec(name) ?? [];
  if (id === undefined || id === '_') return [name];
  const numbers = places.numbersOf(id);
  return [
    ...(byNumber ? [] : [name]),
    ...(numbers.length === 0
      ? [{ beginning: 'projects/' }]
      : numbers.map((number) => `projects/${number}${rest}`)),
  ];
};

const below = (name: Attribute): Attribute => (typeof name === 'string' ? { beginning: name } : name);

/** Of an account: nobody says that it has a name, nor in which form. */
const namesOfAccount = (target: string, places: Places): readonly Attribute[] => {
  const slash = target.lastIndexOf('/') + 1;
  const email = target.slice(slash);
  const number = places.naming.numberOf(email);
  const folders = [...spelled(target.slice(0, slash), places, false), 'projects/-/serviceAccounts/'];
  return [
    '',
    ...folders
      .flatMap((folder) =>
        typeof folder === 'string' ? [folder, `//iam.googleapis.com/${folder}`] : [folder, accountsAnywhere],
      )
      .flatMap((folder) =>
        typeof folder !== 'string' || number === undefined
          ? [below(folder)]
          : [`${folder}${email}`, `${folder}${number}`],
      ),
  ];
};
const accountsAnywhere: Attribute = { beginning: '//iam.googleapis.com/projects/' };

const ofTree = (kind: string, permission: string, target: string, places: Places): readonly Attributes[] => {
  const manager = 'cloudresourcemanager.googleapis.com';
  const names = spelled(target, places, false);
  const itself = [
    ...names,
    ...names.map((name) => (typeof name === 'string' ? `//${manager}/${name}` : name)),
  ].map((name) => attributes(manager, `${manager}/${ofNode.get(kind)!}`, name));
  const { service, resource } = permissionPattern(permission);
  if (service === 'resourcemanager' && resource === kind) return itself;
  // What is made there, or all that is there already: it may be asked of that.
  const other = fullService(service);
  const named = services.get(other);
  const known = named?.service ?? other;
  // Of what lies below a folder names do not say so, nor of what is in an organisation of Apigee; HMAC keys are in no bucket.
  const isAnywhere = kind !== 'projects' || service === 'apigee';
  const within: readonly Attribute[] = isAnywhere
    ? ['']
    : [
        ...names,
        ...(other === manager ? [] : ['projects/-/', '//']),
        ...(service === 'storage' && resource !== 'hmacKeys' ? ['projects/_/'] : []),
      ];
  return [
    ...itself,
    ...within.map((name) => attributes(known, { beginning: `${known}/` }, below(name))),
    ...(named === undefined || resource === 'hmacKeys' ? [nothing] : []),
  ];
};

/**
 * What the attributes of a resource may be when a permission is asked for on it, as conditions see them: every way of writing
 * them that is not ruled out, so that only what is so in all of them is so.
 * @param target canonical name
 */
export const attributesOf = (permission: string, target: string, places: Places): readonly Attributes[] => {
  const [, kind] = /^(organizations|folders|projects)\/[^/]+$/.exec(target) ?? [];
  if (kind !== undefined) return ofTree(kind, permission, target, places);
  if (/^projects\/[^/]+\/serviceAccounts\//.test(target))
    return namesOfAccount(target, places).map((name) =>
      attributes('iam.googleapis.com', 'iam.googleapis.com/ServiceAccount', name),
    );
  const slash = target.indexOf('/');
  const full = target.slice(0, Math.max(slash, 0));
  const named = services.get(full);
  const service = named?.service ?? full;
  const isBucket = full === 'storage.googleapis.com' && !target.includes('/', slash + 1);
  const path = isBucket ? `projects/_/buckets/${target.slice(slash + 1)}` : target.slice(slash + 1);
  const collection = path.split('/').at(-2) ?? '';
  // Asked of what is in it: of an object of the bucket, a version of the secret.
  const { resource = '', verb } = permissionPattern(permission);
  const isItself = resource === collection;
  // Of what is in it a list is asked of itself.
  const type = isItself || verb !== 'list' ? named?.types?.get(resource) : undefined;
  const paths =
    full === 'container.googleapis.com'
      ? ['zones', 'regions', 'locations'].map((of) =>
          path.replace(/\/(?:zones|regions|locations)\//, `/${of}/`),
        )
      : [path];
  return [...new Set(paths.flatMap((each) => spelled(each, places, named?.byNumber === true)))]
    .map((name) =>
      attributes(
        service,
        type === undefined ? { beginning: `${service}/` } : `${service}/${type}`,
        isItself ? name : below(name),
      ),
    )
    .concat(named === undefined ? [nothing] : []);
};
