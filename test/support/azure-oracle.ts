import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { once } from './once.ts';

/** Microsoft's own descriptions: `test/fixtures/schemas/azure/README.md`. */
type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

interface Operation {
  readonly answer: string;
  readonly query: readonly string[];
}

interface GraphType {
  readonly base?: string;
  readonly open?: true;
  readonly properties: Readonly<Record<string, string>>;
  readonly navigation: Readonly<Record<string, string>>;
}

export interface AzureOracle {
  /** What is wrong with an answer of Microsoft.Authorization; empty: nothing. `kind`: the end of the path. */
  readonly armAnswer: (kind: string, body: unknown) => readonly string[];
  /** Names of query options that Microsoft does not document for the list. */
  readonly armQuery: (kind: string, names: Iterable<string>) => readonly string[];
  /** What is wrong with an address of Graph v1.0. */
  readonly graphAddress: (url: URL) => readonly string[];
  /** What is wrong with its answer. */
  readonly graphAnswer: (url: URL, body: unknown) => readonly string[];
  /** What is wrong with the entries of a call that only documentation describes; `undefined`: it is not among those. */
  readonly documented: (call: string, entries: unknown) => readonly string[] | undefined;
}

const fixture = (name: string): Json =>
  JSON.parse(readFileSync(new URL(`../fixtures/schemas/azure/${name}`, import.meta.url), 'utf8'));

const armOracle = (): Pick<AzureOracle, 'armAnswer' | 'armQuery'> => {
  const files = [fixture('authorization.json'), fixture('pim.json')];
  const operations: Readonly<Record<string, Operation>> = Object.assign(
    {},
    ...files.map((file) => file.operations),
  );
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'azure', $defs: Object.assign({}, ...files.map((file) => file.definitions)) });
  const validators = new Map<string, ValidateFunction>(
    Object.entries(operations).map(([kind, { answer }]) => [
      kind,
      ajv.compile({ $ref: `azure#/$defs/${answer}` }),
    ]),
  );
  return {
    armAnswer: (kind, body) => {
      const validate = validators.get(kind);
      if (validate === undefined) return [`${kind} is not described`];
      return validate(body)
        ? []
        : (validate.errors ?? []).map((each) => `${each.instancePath} ${each.message}`);
    },
    armQuery: (kind, names) => {
      const known = new Set(
        (operations[kind]?.query ?? []).map((name) =>
          /Filter/.test(name) ? '$filter' : name === 'ApiVersionParameter' ? 'api-version' : name,
        ),
      );
      return [...names].filter((name) => !known.has(name) && name !== '$skiptoken');
    },
  };
};

const documentedOracle = (): Pick<AzureOracle, 'documented'> => {
  const { $defs, calls } = fixture('documented.json') as {
    readonly $defs: Json;
    readonly calls: Readonly<Record<string, Json>>;
  };
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const validators = new Map(
    Object.entries(calls).map(([call, entry]) => [call, ajv.compile({ $defs, type: 'array', items: entry })]),
  );
  return {
    documented: (call, entries) => {
      const validate = validators.get(call);
      if (validate === undefined) return undefined;
      return validate(entries)
        ? []
        : (validate.errors ?? []).map(
            ({ instancePath, message, params }) =>
              `${instancePath} ${message}${'additionalProperty' in params ? ` (${params.additionalProperty})` : ''}`,
          );
    },
  };
};

const graphOracle = (): Pick<AzureOracle, 'graphAddress' | 'graphAnswer'> => {
  const { roots, types } = fixture('graph.json') as {
    readonly roots: Readonly<Record<string, string>>;
    readonly types: Readonly<Record<string, GraphType>>;
  };
  const member = (type: string, kind: 'properties' | 'navigation', name: string): string | undefined => {
    for (let at: string | undefined = type; at !== undefined; at = types[at]?.base) {
      const own = types[at]?.[kind];
      if (own !== undefined && Object.hasOwn(own, name)) return own[name];
    }
    return;
  };
  const isOpen = (type: string): boolean => {
    for (let at: string | undefined = type; at !== undefined; at = types[at]?.base)
      if (types[at]?.open === true) return true;
    return false;
  };
  /** The type that an address leads to; a text: what is wrong with it. */
  const typeOf = (url: URL): { readonly type: string } | string => {
    const [, version, first = '', ...rest] = decodeURIComponent(url.pathname).split('/');
    if (version !== 'v1.0') return `${version} is not described`;
    let type = Object.hasOwn(roots, first) ? roots[first]! : '';
    if (type === '') return `${first} is no root`;
    for (const segment of rest) {
      const cast = /^microsoft\.graph\.(\w+)$/.exec(segment)?.[1];
      if (cast !== undefined) {
        if (types[cast] === undefined) return `${segment} is no type`;
        type = type.endsWith('[]') ? `${cast}[]` : cast;
      } else if (type.endsWith('[]')) type = type.slice(0, -2);
      else {
        const next = member(type, 'navigation', segment);
        if (next === undefined) return `${type} leads to nothing called ${segment}`;
        type = next;
      }
    }
    return { type };
  };
  const wrongExpand = (type: string, expand: string): readonly string[] => {
    const [, name = '', , inner] = /^(\w+)(\((.*)\))?$/.exec(expand) ?? [];
    const to = member(type, 'navigation', name);
    if (to === undefined) return [`${type} has no ${name} to expand`];
    const options = inner === undefined ? [] : inner.split(';');
    return options.flatMap((option) => {
      const [key = '', value = ''] = [
        option.slice(0, option.indexOf('=')),
        option.slice(option.indexOf('=') + 1),
      ];
      return wrongOption(to.replace('[]', ''), key, value);
    });
  };
  const wrongOption = (type: string, key: string, value: string): readonly string[] => {
    if (key === '$select')
      // `id` is of every entity; of people and groups anything that a derived type has.
      return value
        .split(',')
        .filter((name) => member(type, 'properties', name) === undefined)
        .map((name) => `${type} has no ${name} to select`);
    if (key === '$expand') return wrongExpand(type, value);
    if (key === '$filter') {
      const name = /^(\w+)(?:\/\$count)? (?:eq|ne|in) /.exec(`${value} `)?.[1] ?? '';
      return (member(type, 'properties', name) ?? member(type, 'navigation', name))
        ? []
        : [`${type} has no ${name} to filter by`];
    }
    return ['$top', '$count', '$skiptoken'].includes(key) ? [] : [`${key} is not known`];
  };
  const graphAddress = (url: URL): readonly string[] => {
    const found = typeOf(url);
    if (typeof found === 'string') return [found];
    return [...url.searchParams].flatMap(([key, value]) =>
      wrongOption(found.type.replace('[]', ''), key, value),
    );
  };
  const wrongValue = (type: string, value: unknown, path: string): readonly string[] => {
    if (type.endsWith('[]'))
      return Array.isArray(value)
        ? value.flatMap((each, at) => wrongValue(type.slice(0, -2), each, `${path}[${at}]`))
        : [`${path} is no list`];
    if (value === null) return [];
    if (type === 'Edm.DateTimeOffset')
      return Number.isNaN(Date.parse(String(value))) ? [`${path} is no time`] : [];
    if (type === 'Edm.Boolean') return typeof value === 'boolean' ? [] : [`${path} is no boolean`];
    if (type.startsWith('Edm.Int')) return Number.isInteger(value) ? [] : [`${path} is no whole number`];
    if (types[type] === undefined) return typeof value === 'object' ? [`${path} is no ${type}`] : [];
    if (!isObject(value)) return [`${path} is no object`];
    const written = /^#microsoft\.graph\.(\w+)$/.exec(String(value['@odata.type'] ?? ''))?.[1];
    const own = written ?? type;
    return Object.entries(value).flatMap(([name, inner]) => {
      if (name.includes('@odata.')) return [];
      const to = member(own, 'properties', name) ?? member(own, 'navigation', name);
      if (to !== undefined) return wrongValue(to, inner, `${path}.${name}`);
      // Its members are sets and attributes of one's own.
      if (own === 'customSecurityAttributeValue') return [];
      return isOpen(own) && undeclared.has(`${own}.${name}`) ? [] : [`${path}.${name}: ${own} has none`];
    });
  };
  return {
    graphAddress,
    graphAnswer: (url, body) => {
      const found = typeOf(url);
      if (typeof found === 'string') return [found];
      if (!isObject(body)) return ['no object'];
      return found.type.endsWith('[]')
        ? wrongValue(found.type, body.value, 'value')
        : wrongValue(found.type, body, '');
    },
  };
};

/** What the service gives although the description has it not: seen in recorded answers (field notes, 1.4). */
const undeclared: ReadonlySet<string> = new Set([
  'servicePrincipal.createdDateTime',
  'agentIdentityBlueprintPrincipal.createdDateTime',
]);

export const azureOracle = once(
  (): AzureOracle => ({ ...armOracle(), ...documentedOracle(), ...graphOracle() }),
);
