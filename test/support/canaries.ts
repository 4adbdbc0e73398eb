import type { z } from 'zod';
import type { FieldTable } from '../../src/redaction/records.ts';

/** Put together here, so that no scanner takes this file for a leak. What follows each `:` is looked for. */
const letters = 'aB3dE5gH7jK9mN1pQ4sT6vW8yZ2cF0';
const text = (length: number): string => letters.repeat(Math.ceil(length / letters.length)).slice(0, length);

/** A secret of each form that is known: the text that holds it, and the part of it that must be nowhere. */
export const canaries: readonly (readonly [form: string, text: string, secret: string])[] = [
  ['a token of GitHub', `ghp_${text(36)}`, `ghp_${text(36)}`],
  ['a fine-grained token', `github_pat_${text(82)}`, text(82)],
  ['a token of GitLab', `glpat-${text(20)}`, `glpat-${text(20)}`],
  ['a token of Slack', `xoxb-123456789012-${text(24)}`, text(24)],
  ['a token of npm', `npm_${text(36)}`, text(36)],
  ['a token of PyPI', `pypi-${text(60)}`, text(60)],
  ['a token of Docker', `dckr_pat_${text(27)}`, text(27)],
  ['a key of Stripe', `sk_live_${text(24)}`, text(24)],
  ['a key of OpenAI', `sk-proj-${text(48)}`, text(48)],
  ['a key of Google', `AIza${text(35)}`, text(35)],
  ['an access token of Google', `ya29.${text(40)}`, text(40)],
  ['a token of Vault', `hvs.${text(95)}`, text(95)],
  ['a signed token', `eyJ${text(20)}.eyJ${text(40)}.${text(43)}`, text(43)],
  ['a key of SendGrid', `SG.${text(22)}.${text(43)}`, text(43)],
  ['a key of an Azure account', `AccountKey=${text(86)}==`, text(86)],
  ['a webhook', `https://hooks.slack.com/services/T00000000/B00000000/${text(24)}`, text(24)],
  [
    'a token of Hugging Face',
    `hf_${'aBcDeFgHiJkLmNoPqRsTuVwXyZaBcDeFgH'}`,
    'aBcDeFgHiJkLmNoPqRsTuVwXyZaBcDeFgH',
  ],
  ['a key of Anthropic', `sk-ant-api03-${text(93)}AA`, text(93)],
  ['a token of Databricks', `dapi${'0a1b2c3d'.repeat(4)}`, '0a1b2c3d'.repeat(4)],
  ['a user and password in an address', `postgres://app:${text(20)}@db.example.com:5432/x`, text(20)],
  ['a private key', `-----BEGIN RSA PRIVATE KEY-----\n${text(64)}\n-----END RSA PRIVATE KEY-----`, text(64)],
  ['a secret access key', `aws_secret_access_key=${text(40)}`, text(40)],
];

type Def = Readonly<Record<string, unknown>> & { readonly type: string };
const defOf = (schema: unknown): Def => (schema as { readonly _zod: { readonly def: Def } })._zod.def;

/** What stands in the fields that are no texts of a person: whatever their schemas take. */
const harmless = (path: string): string =>
  /arn/i.test(path)
    ? 'arn:aws:iam::111122223333:role/x'
    : /_at$|Date|Time|last_used$|Until$/.test(path)
      ? '2026-01-01T00:00:00Z'
      : 'x';

const documentWith = (planted: string): unknown => ({
  Version: '2012-10-17',
  Id: planted,
  Statement: [
    {
      Sid: planted,
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111122223333:root' },
      Action: 's3:GetObject',
      Resource: '*',
      Condition: { StringEquals: { 'aws:RequestTag/x': planted, [planted]: 'x' } },
      Unknown: { inner: [planted] },
    },
  ],
});

/**
 * Data of a record with the text in every field that holds one, and no field of the table.
 * @param onField told of each field that is no number or switch, by its path
 */
export const plantedIn = (
  schema: z.ZodType,
  table: FieldTable,
  planted: string,
  onField: (path: string) => void = () => {},
): unknown => {
  /** It, or what it is in, is an identifier. */
  const keptAt = (path: string): boolean =>
    path.split('.').some((_, at, parts) => {
      const field = table[parts.slice(0, at + 1).join('.')];
      return field !== undefined && 'identifier' in field;
    });
  const make = (at: unknown, path: string): unknown => {
    const def = defOf(at);
    const isKept = keptAt(path);
    switch (def.type) {
      case 'optional':
      case 'nullable':
        return make(def.innerType, path);
      case 'object':
        return Object.fromEntries(
          Object.entries(def.shape as Record<string, unknown>).map(([name, inner]) => [
            name,
            make(inner, path === '' ? name : `${path}.${name}`),
          ]),
        );
      case 'array':
        return [make(def.element, path)];
      case 'record': {
        onField(path);
        const value = make(def.valueType, `${path}.*`);
        const known = typeof value === 'string' ? harmless(path) : value;
        return isKept ? { x: known } : { x: value, [planted]: value };
      }
      case 'pipe':
        // Of strings: ids that are written in lower case, and times, which take nothing else.
        return (at as z.ZodType).safeParse('x').success ? make(def.in, path) : '2026-01-01T00:00:00Z';
      case 'union':
        return make((def.options as unknown[])[0], path);
      case 'enum':
        return Object.values(def.entries as Record<string, unknown>)[0];
      case 'literal':
        return (def.values as unknown[])[0];
      case 'number':
        return 1;
      case 'boolean':
        return true;
      case 'string':
        onField(path);
        return isKept ? harmless(path) : planted;
      case 'unknown':
        onField(path);
        return documentWith(planted);
      default:
        throw new Error(`${path}: no canary for a schema of type ${def.type}`);
    }
  };
  return make(schema, '');
};
