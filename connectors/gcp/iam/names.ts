/**
 * Names of resources as they are compared: `organizations/N`, `folders/N`, `projects/ID`, `projects/ID/serviceAccounts/EMAIL`;
 * of all others the full name without its slashes at the front, with the project's id where it names a project.
 * https://cloud.google.com/iam/docs/full-resource-names
 */
export interface Naming {
  /** The project's id, of an id or a number; what is not known stays as it is. */
  readonly projectId: (idOrNumber: string) => string;
  /** The project that an account of that id or number in its address is of; supposed where nothing says it for certain. */
  readonly homeOf: (idOrNumber: string) => string;
  /** The e-mail of a service account, of an e-mail or a number. */
  readonly emailOf: (emailOrNumber: string) => string;
  /** The number of a service account, of its e-mail; undefined: nobody listed it. */
  readonly numberOf: (email: string) => string | undefined;
}

const tree = /^(?:\/\/cloudresourcemanager\.googleapis\.com\/)?((?:organizations|folders|projects)\/[^/]+)$/;
const account = /^(?:\/\/iam\.googleapis\.com\/)?projects\/([^/]+)\/serviceAccounts\/([^/]+)$/;

/** Projects of Google's own, whose accounts work for others. https://cloud.google.com/iam/docs/service-agents */
const ofGoogle = /@(?:gcp-(?:sa|ri)-[a-z0-9-]+|[a-z0-9.-]*google\.com)\.iam\.gserviceaccount\.com$/;

/** An account that Google holds for its services, by its address. */
export const isAddressOfAgent = (email: string): boolean =>
  /^service-(?:org-|folder-)?\d+@/.test(email) ||
  ofGoogle.test(email) ||
  /^(?:bq-\d+@bigquery-encryption|project-\d+@storage-transfer-service)\.iam\.gserviceaccount\.com$/.test(
    email,
  ) ||
  /^\d+@cloudservices\.gserviceaccount\.com$/.test(email) ||
  /^storage-transfer-\d+@partnercontent\.gserviceaccount\.com$/.test(email) ||
  email.endsWith('@system.gserviceaccount.com');

/** `service-300@`, `service-p300@`, `bqcx-300-x@`, `p300-1@`: by number. What works for an organisation or a folder works for no project. */
const agentProject = (email: string): string | undefined =>
  /^(?!service-(?:org|folder)-)(?:[a-z]+-)*p?(\d+)(?:-[a-z0-9-]+)?@/.exec(email)?.[1];

/** Projects of a domain have its name behind theirs: `ci@shop.example.com.iam…` is of `example.com:shop`. */
const projectOfAccount = (email: string): string | undefined =>
  /@([a-z0-9-]+)\.([a-z0-9-]+(?:\.[a-z0-9-]+)+)\.iam\.gserviceaccount\.com$/
    .exec(email)
    ?.slice(1)
    .reverse()
    .join(':') ??
  /@([a-z0-9.:-]+)\.iam\.gserviceaccount\.com$/.exec(email)?.[1] ??
  /^([a-z0-9.:-]+)@appspot\.gserviceaccount\.com$/.exec(email)?.[1] ??
  /^(\d+)(?:-compute@developer|@cloudbuild)\.gserviceaccount\.com$/.exec(email)?.[1];

/** Of Google's agents it is the project that they work for. */
export const projectOfEmail = (email: string): string | undefined =>
  isAddressOfAgent(email) ? agentProject(email) : projectOfAccount(email);

export const accountName = (email: string, naming: Naming): string =>
  `projects/${naming.homeOf(projectOfEmail(email) ?? '-')}/serviceAccounts/${email}`;

export const canonicalName = (written: string, naming: Naming): string => {
  const [, node] = tree.exec(written) ?? [];
  if (node !== undefined)
    return node.startsWith('projects/')
      ? `projects/${naming.projectId(node.slice('projects/'.length))}`
      : node;
  const [, project, who] = account.exec(written) ?? [];
  if (who !== undefined) {
    const email = naming.emailOf(who);
    return email.includes('@') && projectOfEmail(email) !== undefined
      ? accountName(email, naming)
      : `projects/${naming.projectId(project!)}/serviceAccounts/${email}`;
  }
  return (
    written
      .replace(/^\/\//, '')
      // Buckets are of no project by their names, and some write that.
      .replace(/^storage\.googleapis\.com\/projects\/_\/buckets\//, 'storage.googleapis.com/')
      .replace(/\/projects\/([^/]+)/, (whole, id: string) =>
        id === '_' ? whole : `/projects/${naming.projectId(id)}`,
      )
  );
};

/** The project that a name says it is in. */
export const projectIn = (name: string): string | undefined =>
  /(?:^|\/)projects\/([^/_][^/]*)/.exec(name)?.[1];

/**
 * Where the full name of a service is not the one in permissions with the usual end.
 * https://cloud.google.com/iam/docs/deny-permissions-support
 */
const shortOf: ReadonlyMap<string, string> = new Map([
  ['cloudresourcemanager', 'resourcemanager'],
  ['cloudbilling', 'billing'],
  ['sqladmin', 'cloudsql'],
  ['bigtableadmin', 'bigtable'],
]);

/** Of the name that a service has in permissions, as full names of resources have it. */
export const fullService = (short: string): string =>
  `${short === 'resourcemanager' ? 'cloudresourcemanager' : short}.googleapis.com`;

/**
 * `cloudresourcemanager.googleapis.com/projects.setIamPolicy`, as a deny policy writes it and roles some
 * (`iam.googleapis.com/workloadIdentityPools.create`), as roles write most.
 */
export const permissionOfDeny = (written: string): string => {
  const slash = written.indexOf('/');
  if (slash < 0) return written;
  const [service] = written.slice(0, slash).split('.');
  return `${shortOf.get(service!) ?? service}.${written.slice(slash + 1)}`;
};

/** Permissions that a deny policy names: a part that is `*` stands for all, one that ends with it for all that begin so. */
export interface PermissionPattern {
  readonly service: string;
  /** Undefined: of whatever resource. */
  readonly resource: string | undefined;
  readonly verb: string;
}

/** `service.googleapis.com/resource.verb`, `…/resource.*`, `…/*.verb`, `…/*.*`, `…/*`. https://cloud.google.com/iam/docs/deny-overview */
export const permissionPattern = (written: string): PermissionPattern => {
  const text = permissionOfDeny(written);
  const [first, last] = [text.indexOf('.'), text.lastIndexOf('.')];
  return {
    service: first < 0 ? text : text.slice(0, first),
    resource: first < last ? text.slice(first + 1, last) : undefined,
    verb: first < 0 ? '*' : text.slice(last + 1),
  };
};

const fits = (part: string, pattern: string): boolean =>
  pattern.endsWith('*') ? part.startsWith(pattern.slice(0, -1)) : part === pattern;

/** Whether a permission, in whichever of both spellings, is among those that are named. */
export const isAmong = (permission: string, patterns: readonly PermissionPattern[]): boolean => {
  if (patterns.length === 0) return false;
  const { service, resource, verb } = permissionPattern(permission);
  return patterns.some(
    (pattern) =>
      fits(service, pattern.service) &&
      (pattern.resource === undefined || fits(resource ?? '', pattern.resource)) &&
      fits(verb, pattern.verb),
  );
};
