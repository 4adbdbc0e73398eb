import type { GcpInventory } from '../facts/inventory.ts';
import type { Naming } from '../iam/names.ts';

/** Projects have an id and a number, accounts an address and a number: what facts tell of both. */
export interface Numbers {
  readonly naming: Naming;
  /** Project ids by number. */
  readonly ids: ReadonlyMap<string, string>;
  /** The same where one witness alone tells. */
  readonly supposed: ReadonlyMap<string, string>;
}

/** An account or agent that Google makes for a project, and names by its number. */
const numberedMember =
  /^serviceAccount:(?:service-)?(\d+)(?:-compute)?@(?:[a-z0-9-]+\.iam|developer|cloudservices|cloudbuild)\.gserviceaccount\.com$/;

/**
 * Numbers of projects whose own accounts a policy names, each once, with the accounts that witness it. Where a project's policy
 * names those of a single one, and nothing says whose the number is, it is this project's: Google gives them their roles there
 * when a service is switched on. One account alone may be an outsider's that was let in.
 * https://cloud.google.com/iam/docs/service-account-types#default
 */
const numbersIn = (
  bindings: readonly { readonly members?: readonly string[] | null | undefined }[] | null | undefined,
): ReadonlyMap<string, ReadonlySet<string>> => {
  const found = new Map<string, Set<string>>();
  for (const { members } of bindings ?? [])
    for (const member of members ?? []) {
      const number = numberedMember.exec(member)?.[1];
      if (number !== undefined) found.set(number, (found.get(number) ?? new Set()).add(member));
    }
  return found;
};

const ownNode = /^\/\/cloudresourcemanager\.googleapis\.com\/projects\/([^/]+)$/;
const isNumber = (text: string): boolean => /^\d+$/.test(text);

/** What is said for certain. */
const toldIds = (inventory: GcpInventory): Map<string, string> => {
  const ids = new Map<string, string>();
  for (const { data } of inventory.of('gcp.project'))
    if (data.projectNumber != null) ids.set(data.projectNumber, data.projectId);
  for (const { data } of inventory.of('gcp.iam-policy')) {
    // Inventories tell the number beside the id.
    const [, id] = ownNode.exec(data.resource) ?? [];
    const [, number] = /^projects\/(\d+)$/.exec(data.ancestors?.[0] ?? '') ?? [];
    if (id !== undefined && number !== undefined && !isNumber(id)) ids.set(number, id);
  }
  for (const { data } of inventory.of('gcp.service-account')) {
    // The default accounts carry the number in their address.
    const [, number] =
      /^(\d+)(?:-compute@developer|@cloudservices|@cloudbuild)\.gserviceaccount\.com$/.exec(data.email) ?? [];
    if (number !== undefined && data.projectId != null && !isNumber(data.projectId))
      ids.set(number, data.projectId);
  }
  return ids;
};

export const numbersOf = (inventory: GcpInventory): Numbers => {
  const ids = toldIds(inventory);
  const numbered = new Set(ids.values());
  const supposed = new Map<string, string>();
  for (const { data } of inventory.of('gcp.iam-policy')) {
    const [, id] = ownNode.exec(data.resource) ?? /^projects\/([^/]+)$/.exec(data.resource) ?? [];
    if (id === undefined || isNumber(id) || numbered.has(id)) continue;
    const numbers = [...numbersIn(data.bindings)].filter(([number]) => !ids.has(number));
    const [[number, witnesses] = []] = numbers;
    if (numbers.length === 1) (witnesses!.size > 1 ? ids : supposed).set(number!, id);
  }
  const accounts = inventory.of('gcp.service-account');
  const emails = new Map(accounts.map(({ data }) => [data.uniqueId, data.email]));
  const numbers = new Map(accounts.map(({ data }) => [data.email.toLowerCase(), data.uniqueId]));
  return {
    ids,
    supposed,
    naming: {
      projectId: (id) => ids.get(id) ?? id,
      homeOf: (id) => ids.get(id) ?? supposed.get(id) ?? id,
      emailOf: (who) => (emails.get(who) ?? who).toLowerCase(),
      numberOf: (email) => numbers.get(email),
    },
  };
};
