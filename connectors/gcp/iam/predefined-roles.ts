import { readFileSync } from 'node:fs';
import { once } from '../../../src/model/once.ts';

/**
 * Google's predefined roles, as sets of permissions: bits of one list of all of them. Read from the disk when the first is
 * asked for, and each unpacked when it is. https://cloud.google.com/iam/docs/roles-permissions
 */
interface StoredRoles {
  readonly services: readonly (readonly [service: string, names: string])[];
  readonly roles: readonly (readonly [name: string, title: string, runs: string])[];
}

export interface PredefinedRole {
  /** `roles/storage.admin`. */
  readonly name: string;
  readonly title: string;
  readonly has: (permission: string) => boolean;
  /** Sorted by service. */
  readonly permissions: () => readonly string[];
}

interface Catalogue {
  readonly permissions: readonly string[];
  readonly places: ReadonlyMap<string, number>;
  readonly roles: ReadonlyMap<string, readonly [name: string, title: string, runs: string]>;
  /** How many permissions a service has. */
  readonly sizes: ReadonlyMap<string, number>;
}

const load = (): Catalogue => {
  const text = readFileSync(new URL('./data/predefined-roles.generated.json', import.meta.url), 'utf8');
  const { services, roles } = JSON.parse(text) as StoredRoles;
  const permissions = services.flatMap(([service, names]) =>
    names.split('|').map((name) => `${service}.${name}`),
  );
  return {
    permissions,
    places: new Map(permissions.map((permission, place) => [permission, place])),
    roles: new Map(roles.map((row) => [`roles/${row[0]}`, row])),
    sizes: new Map(services.map(([service, names]) => [service, names.split('|').length])),
  };
};

const catalogue = once(load);

/** Runs of places, as `scripts/make-gcp-roles.ts` packs them: how many are left out, how many follow. */
const bitsOf = (runs: string, size: number): Uint32Array => {
  const bits = new Uint32Array((size >>> 5) + 1);
  const bytes = Buffer.from(runs, 'base64');
  let [at, place] = [0, 0];
  const next = (): number => {
    let [value, shift] = [0, 0];
    for (;;) {
      const byte = bytes[at]!;
      at += 1;
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
      shift += 7;
    }
  };
  while (at < bytes.length) {
    place += next();
    for (let left = next(); left > 0; left -= 1) {
      bits[place >>> 5]! |= 1 << (place & 31);
      place += 1;
    }
  }
  return bits;
};

const known = new Map<string, PredefinedRole>();

/** @param name `roles/storage.admin`; undefined: Google has no such role, or it is newer than the list */
export const predefinedRole = (name: string): PredefinedRole | undefined => {
  let role = known.get(name);
  if (role !== undefined) return role;
  const { permissions, places, roles } = catalogue();
  const row = roles.get(name);
  if (row === undefined) return undefined;
  const bits = bitsOf(row[2], permissions.length);
  const isSet = (place: number): boolean => (bits[place >>> 5]! & (1 << (place & 31))) !== 0;
  role = {
    name,
    title: row[1],
    has: (permission) => {
      const place = places.get(permission);
      return place !== undefined && isSet(place);
    },
    permissions: () => permissions.filter((_, place) => isSet(place)),
  };
  known.set(name, role);
  return role;
};

/** Every permission that any of them has. */
export const knownPermissions = (): readonly string[] => catalogue().permissions;

/** How many permissions the predefined roles name of a service; 0: none. */
export const permissionsOfService = (service: string): number => catalogue().sizes.get(service) ?? 0;
