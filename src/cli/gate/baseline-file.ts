import { createHash } from 'node:crypto';
import { z } from 'zod';
import { connectors } from '../../../connectors/index.ts';
import { jsonText } from '../../../reports/inert-text.ts';
import { shapeOf } from '../../audit/gate/state.ts';
import { byText } from '../../model/by-text.ts';
import { inputKinds } from '../../model/coverage.ts';
import type { GateState, StateHolder, StateIdentity, StateReach } from '../../model/gate.ts';
import { jsonBeyond } from '../../model/json-bound.ts';
import { levels } from '../../model/level.ts';
import type { Settings } from '../../model/settings.ts';
import { standings } from '../../model/standing.ts';

/**
 * `nhi-audit.baseline.json`: a state that was reviewed. One item a line, sorted, and what changes with every scan in one
 * line at the top, so that a diff shows what changed and nothing else. Equal sets of entitlements are written once.
 */
export const baselineFileName = 'nhi-audit.baseline.json';
export const baselineSchema = 'nhi-audit/baseline/v1';

const text = z.string();
const texts = z.array(text);
const time = z.iso.datetime();
const score = z.number().min(0).max(100);

const condition = z.strictObject({
  class: z.enum([
    'time-bound',
    'not-yet-valid',
    'expired',
    'mfa',
    'source-network',
    'organization',
    'external-id',
    'federated-subject',
    'federated-audience',
    'federated-claim',
    'guests',
    'principal',
    'tag',
    'source-resource',
    'called-via-service',
    'never',
    'always',
    'exclusion',
    'other',
  ]),
  operator: text,
  key: text,
  values: texts,
  until: text.optional(),
});

const reach = z.strictObject({ blastRadius: score, admin: texts, adminIf: texts });

const identity = z.strictObject({
  id: text,
  provider: z.enum(connectors.map(({ id }) => id)),
  kind: text,
  scope: text,
  name: text,
  nature: z.enum(['machine', 'human', 'unknown']).optional(),
  providerOwned: z.boolean().optional(),
  standing: z.enum(standings),
  privileged: z.boolean(),
  entitlements: text.optional(),
  ...reach.shape,
  lasting: reach.optional(),
});

const line = z.strictObject({
  set: text,
  scope: text,
  service: text,
  level: z.enum(levels),
  privileges: texts,
  resources: texts,
  exceptResources: texts.default([]),
  duration: z.enum(['permanent', 'time-bound', 'eligible', 'activated', 'unknown']),
  until: text.optional(),
  conditions: z.array(condition).default([]),
});

const trust = z.strictObject({
  identity: text,
  mechanism: z.enum([
    'hold',
    'start',
    'assume',
    'federate',
    'impersonate',
    'write-credential',
    'write-permission',
    'write-trust',
    'write-code',
    'pass-to-service',
    'control',
  ]),
  party: z.enum(['identity', 'scope', 'federated', 'service', 'everyone', 'deleted']),
  principal: text,
  external: z.enum(['yes', 'no', 'unknown']),
  scope: text.optional(),
  conditions: z.array(condition).default([]),
});

const credential = z.strictObject({
  identity: text,
  id: text,
  kind: text,
  lifetime: z.enum(['static', 'expiring', 'short-lived', 'platform-managed', 'unknown']),
  expiresAt: text.optional(),
  days: z.number().int().optional(),
});

/** A group or a policy: what whoever gets it may do. */
const holder = z.strictObject({
  id: text,
  provider: z.enum(connectors.map(({ id }) => id)),
  kind: text,
  scope: text,
  name: text,
  entitlements: text.optional(),
  missing: text.optional(),
});

const baselineFile = z.strictObject({
  schema: z.literal(baselineSchema),
  header: z.strictObject({
    tool: text,
    collectedAt: time,
    settings: text,
    totalValue: z.number().nonnegative().optional(),
  }),
  integrity: text,
  scopes: z.array(z.strictObject({ id: text, judged: z.boolean(), read: z.array(z.enum(inputKinds)) })),
  entitlements: z.array(line),
  identities: z.array(identity),
  trusts: z.array(trust),
  credentials: z.array(credential),
  /** Absent: written by a version that did not look at them. */
  holders: z.array(holder).optional(),
});

type BaselineFile = z.output<typeof baselineFile>;

/** The parts that are lists, in the order of the file. */
const lists = ['scopes', 'identities', 'entitlements', 'trusts', 'credentials', 'holders'] as const;
type Lists = Readonly<Partial<Record<(typeof lists)[number], readonly string[]>>>;

/** Without what is empty: a line says what there is. */
const lean = (record: object): object =>
  Object.fromEntries(
    Object.entries(record).filter(
      ([key, value]) =>
        value !== undefined &&
        !(['conditions', 'exceptResources'].includes(key) && Array.isArray(value) && value.length === 0),
    ),
  );

const reachOf = ({ blastRadius, admin, adminIf }: StateReach): StateReach => ({
  blastRadius,
  admin,
  adminIf,
});

const conditionsOf = (conditions: BaselineFile['trusts'][number]['conditions']) =>
  conditions.map(({ class: kind, operator, key, values, until }) =>
    lean({ class: kind, operator, key, values, until }),
  );

const setText = (lines: StateIdentity['entitlements']): readonly string[] =>
  lines.map((entry) =>
    jsonText(
      lean({
        scope: entry.scope,
        service: entry.service,
        level: entry.level,
        privileges: entry.privileges,
        resources: entry.resources,
        exceptResources: entry.exceptResources,
        duration: entry.duration,
        until: entry.until,
        conditions: conditionsOf(entry.conditions as never),
      }),
    ),
  );

/** The lines of each list, sorted. Keys stand in one order, so that equal items are equal lines. */
const linesOf = (state: GateState): Lists => {
  const sets = new Map<string, readonly string[]>();
  const setOf = (lines: StateIdentity['entitlements']): string | undefined => {
    if (lines.length === 0) return undefined;
    const written = setText(lines);
    const name = createHash('sha256').update(written.join('\n')).digest('hex').slice(0, 16);
    sets.set(name, written);
    return name;
  };
  const judged = new Set(state.complete);
  const scopes = Object.entries(state.inputs ?? Object.fromEntries(state.complete.map((id) => [id, []])));
  const identities = state.identities.map((each) =>
    jsonText(
      lean({
        id: each.id,
        provider: each.provider,
        kind: each.kind,
        scope: each.scope,
        name: each.name,
        nature: each.nature,
        providerOwned: each.providerOwned,
        standing: each.standing,
        privileged: each.privileged,
        entitlements: setOf(each.entitlements),
        ...reachOf(each),
        lasting: each.lasting === undefined ? undefined : reachOf(each.lasting),
      }),
    ),
  );
  const held = state.holders?.map(({ id, provider, kind, scope, name, entitlements, missing }) =>
    jsonText(lean({ id, provider, kind, scope, name, entitlements: setOf(entitlements), missing })),
  );
  return {
    ...(held === undefined ? {} : { holders: held }),
    scopes: scopes
      .sort(([a], [b]) => byText(a, b))
      .map(([id, read]) => jsonText({ id, judged: judged.has(id), read: [...read].sort(byText) })),
    identities,
    entitlements: [...sets]
      .sort(([a], [b]) => byText(a, b))
      .flatMap(([set, written]) => written.map((entry) => `{"set":"${set}",${entry.slice(1)}`)),
    trusts: state.identities.flatMap(({ id, trusts }) =>
      trusts.map(({ mechanism, party, principal, external, scope, conditions }) =>
        jsonText(
          lean({
            identity: id,
            mechanism,
            party,
            principal,
            external,
            scope,
            conditions: conditionsOf(conditions as never),
          }),
        ),
      ),
    ),
    credentials: state.identities.flatMap(({ id: owner, credentials }) =>
      credentials.map(({ id, kind, lifetime, expiresAt, days }) =>
        jsonText(lean({ identity: owner, id, kind, lifetime, expiresAt, days })),
      ),
    ),
  };
};

interface Header {
  readonly tool: string;
  readonly collectedAt: string;
  readonly settings: string;
  readonly totalValue?: number | undefined;
}

const digestOf = (header: string, parts: ReturnType<typeof linesOf>): string => {
  const digest = createHash('sha256').update(header);
  for (const name of lists) {
    const own = parts[name];
    if (own === undefined) continue;
    digest.update(`\n${name}`);
    for (const entry of own) digest.update(`\n${entry}`);
  }
  return `sha256:${digest.digest('hex')}`;
};

const headerText = ({ tool, collectedAt, settings, totalValue }: Header): string =>
  jsonText(lean({ tool, collectedAt, settings, totalValue }));

const written = (header: Header, state: GateState): string => {
  const parts = linesOf(state);
  const head = headerText(header);
  const listText = (name: (typeof lists)[number]): readonly string[] => {
    const entries = parts[name];
    if (entries === undefined) return [];
    const text = `  "${name}": [${entries.map((entry) => `\n    ${entry}`).join(',')}${entries.length === 0 ? '' : '\n  '}]`;
    return [text];
  };
  return `{
  "schema": "${baselineSchema}",
  "header": ${head},
  "integrity": "${digestOf(head, parts)}",
${lists.flatMap(listText).join(',\n')}
}
`;
};

/** The file's text. Only a whole state may become one: `gaps` is empty and something is `complete`. */
export const baselineText = (
  state: GateState,
  settings: Settings,
  tool: { readonly name: string; readonly version: string },
): string =>
  written(
    {
      tool: `${tool.name} ${tool.version}`,
      collectedAt: state.collectedAt,
      settings: shapeOf(settings),
      totalValue: state.totalValue,
    },
    state,
  );

/** A baseline as read, or why it cannot be used and what to do. */
export type ReadBaseline =
  | {
      readonly ok: true;
      readonly state: GateState;
      readonly tool: string;
      /** Whether it is not as it was written. */
      readonly edited: boolean;
      /** Whether it was made under the settings in force: others show another picture of the same estate. */
      readonly sameSettings: boolean;
      /** Of an identity, from 1; of the header where it is not in the file. */
      readonly lineOf: (identity: string) => number;
    }
  | { readonly ok: false; readonly says: string; readonly remedy: string };

const again = 'Write it again with `nhi-audit baseline write` from a complete scan, and have it reviewed.';

const stateOfFile = (file: BaselineFile, settings: Settings): GateState => {
  const sets = Map.groupBy(file.entitlements, ({ set }) => set);
  const trusts = Map.groupBy(file.trusts, (entry) => entry.identity);
  const credentials = Map.groupBy(file.credentials, (entry) => entry.identity);
  const linesOfSet = (set: string | undefined) =>
    (set === undefined ? [] : (sets.get(set) ?? [])).map(({ set: _, ...entry }) => entry);
  const { needs } = settings.gate;
  const judged = file.scopes.filter((scope) => scope.judged);
  const missing = (read: readonly string[]) => needs.filter((kind) => !read.includes(kind));
  const identities = file.identities.map(
    ({ entitlements, lasting, ...each }) =>
      ({
        ...each,
        ...(lasting === undefined ? {} : { lasting }),
        entitlements: linesOfSet(entitlements),
        trusts: (trusts.get(each.id) ?? []).map(({ identity: _, ...entry }) => entry),
        credentials: (credentials.get(each.id) ?? []).map(({ identity: _, ...entry }) => entry),
      }) as StateIdentity,
  );
  return {
    collectedAt: file.header.collectedAt,
    identities: identities.sort((a, b) => byText(a.id, b.id)),
    complete: judged
      .filter(({ read }) => missing(read).length === 0)
      .map(({ id }) => id)
      .sort(byText),
    gaps: judged
      .flatMap(({ id, read }) =>
        missing(read).length === 0 ? [] : [`${id}: ${missing(read).join(', ')} not read in full`],
      )
      .sort(byText),
    inputs: Object.fromEntries(file.scopes.map(({ id, read }) => [id, read])),
    ...(file.holders === undefined
      ? {}
      : {
          holders: file.holders.map(
            ({ entitlements, ...each }) =>
              ({ ...each, entitlements: linesOfSet(entitlements) }) as StateHolder,
          ),
        }),
    ...(file.header.totalValue === undefined ? {} : { totalValue: file.header.totalValue }),
  };
};

const lineIndex = (content: string): ((identity: string) => number) => {
  let found: Map<string, number> | undefined;
  const index = (): Map<string, number> => {
    const lines = new Map<string, number>();
    for (const [number, entry] of content.split('\n').entries()) {
      if (!entry.startsWith('    {"id":')) continue;
      try {
        const { id, provider } = JSON.parse(entry.replace(/,$/, '')) as { id?: string; provider?: string };
        if (id !== undefined && provider !== undefined) lines.set(id, number + 1);
      } catch (error) {
        // A file that was formatted anew has no line for each identity.
        if (!(error instanceof SyntaxError)) throw error;
      }
    }
    return lines;
  };
  const headerLine = 3;
  return (identity) => {
    found ??= index();
    return found.get(identity) ?? headerLine;
  };
};

/** Says what is wrong instead of throwing: whatever it is, there is no verdict without a baseline. */
export const readBaseline = (content: string, settings: Settings): ReadBaseline => {
  const beyond = jsonBeyond(content);
  if (beyond !== undefined) return { ok: false, says: `the baseline is ${beyond}`, remedy: again };
  let data: unknown;
  try {
    data = JSON.parse(content);
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error;
    return { ok: false, says: 'the baseline is not valid JSON', remedy: again };
  }
  const schema =
    typeof data === 'object' && data !== null ? (data as { schema?: unknown }).schema : undefined;
  if (schema !== baselineSchema) {
    const isOther = typeof schema === 'string' && /^nhi-audit\/[a-z]+\/v\d{1,4}$/.test(schema);
    const what = isOther ? `is of the format ${schema}` : 'is no baseline';
    return {
      ok: false,
      says: `the file ${what}, and ${baselineSchema} is known here`,
      remedy: `Name a file that \`nhi-audit baseline write\` made, or update nhi-audit.`,
    };
  }
  const parsed = baselineFile.safeParse(data);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.slice(0, 4).map(String).join('.').slice(0, 120);
    return { ok: false, says: `the baseline is damaged at ${where}: ${issue?.message}`, remedy: again };
  }
  const file = parsed.data;
  const state = stateOfFile(file, settings);
  if (state.complete.length === 0 && state.gaps.length === 0) {
    return { ok: false, says: 'the baseline holds no scope that was read', remedy: again };
  }
  return {
    ok: true,
    state,
    tool: file.header.tool,
    sameSettings: file.header.settings === shapeOf(settings),
    edited: digestOf(headerText(file.header), linesOf(state)) !== file.integrity || hasStrays(file),
    lineOf: lineIndex(content),
  };
};

/** Lines that nothing refers to: no state has them, so that their digest is the same without them. */
const hasStrays = ({
  identities,
  entitlements,
  trusts,
  credentials,
  holders = [],
}: BaselineFile): boolean => {
  const ids = new Set(identities.map(({ id }) => id));
  const sets = new Set([...identities, ...holders].flatMap((each) => each.entitlements ?? []));
  return (
    new Set(holders.map(({ id }) => id)).size !== holders.length ||
    ids.size !== identities.length ||
    entitlements.some(({ set }) => !sets.has(set)) ||
    [...trusts, ...credentials].some((entry) => !ids.has(entry.identity))
  );
};
