import type { Condition } from '../../../src/model/condition.ts';
import type { StateTrust } from '../../../src/model/gate.ts';
import type { IdentityType, ReaderView, Who } from '../../../src/plan/identity-reader.ts';
import type { Values } from '../../../src/plan/planned-resource.ts';
import { blocksOf } from '../../../src/plan/text.ts';

/** Identities that others vouch for: pools, their providers, and which of their tokens are meant. */

const classOf = (key: string): Condition['class'] =>
  /^(google\.subject|assertion\.sub)$/.test(key)
    ? 'federated-subject'
    : key === 'assertion.aud'
      ? 'federated-audience'
      : 'federated-claim';

const asks = (key: string, operator: string, values: readonly string[]): Condition => ({
  class: classOf(key),
  operator,
  key,
  values: [...new Set(values)].sort(),
});

export interface Federated {
  /** The pool, without who of it is meant. */
  readonly pool: string;
  /** Empty: all of the pool. */
  readonly conditions: readonly Condition[];
}

const member =
  /^(?:principal|principalSet):\/\/iam\.googleapis\.com\/(.+?\/(?:workloadIdentityPools|workforcePools)\/[^/]+)\/(.+)$/s;

/**
 * `principal://…/subject/S`, `principalSet://…/attribute.NAME/V`, `…/group/G`, `…/*`; undefined: another kind of member.
 * https://cloud.google.com/iam/docs/principal-identifiers
 */
export const federatedOf = (text: string): Federated | undefined => {
  const [, pool, rest = ''] = member.exec(text) ?? [];
  if (pool === undefined) return undefined;
  if (rest === '*') return { pool, conditions: [] };
  const cut = rest.indexOf('/');
  const [kind, value] = cut < 0 ? [rest, ''] : [rest.slice(0, cut), rest.slice(cut + 1)];
  const key = kind === 'subject' ? 'google.subject' : kind === 'group' ? 'google.groups' : kind;
  return { pool, conditions: [asks(key, 'StringEquals', [value])] };
};

/** Of Google's own clusters. https://cloud.google.com/kubernetes-engine/docs/concepts/workload-identity */
const isOfCluster = (pool: string): boolean => pool.endsWith('.svc.id.goog');

export const trustedPool = ({ pool }: Federated): Pick<StateTrust, 'party' | 'principal' | 'external'> => ({
  party: 'federated',
  principal: pool,
  external: isOfCluster(pool) ? 'unknown' : 'yes',
});

/** Cut at an operator that stands outside of quotes and brackets. */
const split = (text: string, operator: '&&' | '||'): readonly string[] => {
  const parts: string[] = [];
  let [depth, start, quote] = [0, 0, ''];
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]!;
    if (quote !== '') {
      if (char === '\\') at += 1;
      else if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if ('([{'.includes(char)) depth += 1;
    else if (')]}'.includes(char)) depth -= 1;
    else if (depth === 0 && text.startsWith(operator, at)) {
      parts.push(text.slice(start, at));
      start = at + operator.length;
      at = start - 1;
    }
  }
  return [...parts, text.slice(start)].map(bare);
};

/** Without brackets around all of it. */
const bare = (text: string): string => {
  let inner = text.trim();
  while (inner.startsWith('(') && inner.endsWith(')')) {
    let depth = 0;
    const closes = [...inner].findIndex((char) => {
      if (char === '(') depth += 1;
      if (char === ')') depth -= 1;
      return depth === 0;
    });
    if (closes !== inner.length - 1) break;
    inner = inner.slice(1, -1).trim();
  }
  return inner;
};

const name = String.raw`((?:assertion|attribute|google)(?:\.\w+|\[["'][^"']+["']\])+)`;
/** Two groups: the quotes, which are the same at both ends, and the text. */
const quoted = String.raw`(?<quote>["'])((?:[^"'\\]|\\.)*)\k<quote>`;
const equals = new RegExp(`^${name}\\s*==\\s*${quoted}$`, 's');
const equalsTurned = new RegExp(`^${quoted}\\s*==\\s*${name}$`, 's');
const isIn = new RegExp(`^${name}\\s+in\\s+\\[(.*)\\]$`, 's');
const calls = new RegExp(`^${name}\\.(startsWith|endsWith|contains)\\(\\s*${quoted}\\s*\\)$`, 's');
const patternOf: Readonly<Record<string, (text: string) => string>> = {
  startsWith: (text) => `${text}*`,
  endsWith: (text) => `*${text}`,
  contains: (text) => `*${text}*`,
};

const keyOf = (written: string): string => written.replace(/\[["']([^"']+)["']\]/g, '.$1');

const oneOf = (text: string): Condition | undefined => {
  const [, key, , value] = equals.exec(text) ?? [];
  if (key !== undefined) return asks(keyOf(key), 'StringEquals', [value!]);
  const [, , turned, turnedKey] = equalsTurned.exec(text) ?? [];
  if (turnedKey !== undefined) return asks(keyOf(turnedKey), 'StringEquals', [turned!]);
  const [, inKey, list] = isIn.exec(text) ?? [];
  if (inKey !== undefined) {
    const values = [...list!.matchAll(/(["'])((?:[^"'\\]|\\.)*)\1/g)].map(([, , each]) => each!);
    return values.length === 0 ? undefined : asks(keyOf(inKey), 'StringEquals', values);
  }
  const [, calledKey, method, , part] = calls.exec(text) ?? [];
  // A text with a wildcard of its own would be read as one.
  if (calledKey !== undefined && !part!.includes('*'))
    return asks(keyOf(calledKey), 'StringLike', [patternOf[method!]!(part!)]);
  return undefined;
};

/** Google takes no longer ones. */
const longest = 4096;

/**
 * An attribute condition, part by part, as far as parts compare a value with texts; the rest stands as it is written.
 * https://cloud.google.com/iam/docs/workload-identity-federation#conditions
 */
export const conditionsIn = (expression: string): readonly Condition[] => {
  const asWritten = (part: string): Condition => ({
    class: 'other',
    operator: 'CEL',
    key: part.replace(/\s+/g, ' ').trim(),
    values: ['true'],
  });
  if (expression.length > longest) return [asWritten(expression)];
  return split(bare(expression), '&&')
    .filter((part) => part !== '' && part !== 'true')
    .map((part): Condition => {
      const choices = split(part, '||').map(oneOf);
      const [first] = choices;
      const isChoice = choices.every(
        (each) => each !== undefined && each.key === first?.key && each.operator === first.operator,
      );
      return isChoice && first !== undefined
        ? asks(
            first.key,
            first.operator,
            choices.flatMap((each) => each!.values),
          )
        : asWritten(part);
    });
};

const known = (value: unknown, view: ReaderView): string | undefined => {
  const text = view.text(value);
  return text.is === 'known' ? text.text : text.is === 'computed' ? `{${text.why}}` : undefined;
};

/** Who signs the tokens: the issuer, and keys that stand in the provider itself. */
const issuerOf = (values: Values, view: ReaderView): { readonly issuer: string; readonly keys?: string } => {
  const [oidc] = blocksOf(values.oidc);
  const [aws] = blocksOf(values.aws);
  const [saml] = blocksOf(values.saml);
  const [x509] = blocksOf(values.x509);
  const keys =
    known(oidc?.jwks_json ?? saml?.idp_metadata_xml, view) ??
    (x509 === undefined ? undefined : JSON.stringify(x509));
  return {
    issuer:
      known(oidc?.issuer_uri, view) ??
      (aws === undefined ? 'another provider' : `AWS account ${known(aws.account_id, view)}`),
    ...(keys === undefined ? {} : { keys }),
  };
};

const mapped = (value: unknown): readonly Condition[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([key, each]): readonly Condition[] =>
        typeof each === 'string'
          ? [{ class: 'other', operator: 'mapping', key, values: [each.replace(/\s+/g, ' ')] }]
          : [],
      );

const audiencesOf = (values: Values, view: ReaderView): readonly Condition[] => {
  const [oidc] = blocksOf(values.oidc);
  if (oidc === undefined) return [];
  const own = view
    .texts(oidc.allowed_audiences)
    .flatMap((each) => (each.is === 'known' ? [each.text] : ['(known after apply)']));
  // Without a list only its own name is taken.
  return [asks('assertion.aud', 'StringEquals', own.length === 0 ? ['the provider itself'] : own)];
};

/** https://cloud.google.com/iam/docs/workload-identity-federation */
export const poolProvider = (
  poolField: string,
  scopeOf: (values: Values, resourceAddress: string, view: ReaderView) => string,
): IdentityType => ({
  gives: 'whose tokens a pool takes: issuer, audiences, attribute condition, what attributes are made of',
  read: (resource, values, view) => {
    const pool = known(values[poolField], view) ?? resource.address;
    const scope = scopeOf(values, resource.address, view);
    const who: Who = {
      id: `gcp:${scope}/pools/${pool}`,
      kind: 'workload-identity-pool',
      scope,
      name: pool,
      nature: 'machine',
    };
    if (values.disabled === true) return { facts: [{ who }] };
    const condition = view.text(values.attribute_condition);
    const { issuer, keys } = issuerOf(values, view);
    const trust: StateTrust = {
      mechanism: 'federate',
      party: 'federated',
      principal: issuer,
      external: 'yes',
      conditions: [
        ...(condition.is === 'known' ? conditionsIn(condition.text) : []),
        ...audiencesOf(values, view),
        ...mapped(values.attribute_mapping),
        ...(keys === undefined
          ? []
          : [{ class: 'other' as const, operator: 'keys', key: 'signed by', values: [keys] }]),
      ],
    };
    return {
      facts: [{ who, trust }],
      unknown:
        condition.is === 'computed'
          ? [{ who, what: 'under which condition tokens are taken', why: condition.why, privileged: true }]
          : [],
    };
  },
});
