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

const hex = (length: number): string => '0a1b2c3d4e5f6789'.repeat(Math.ceil(length / 16)).slice(0, length);
const capitals = (length: number): string =>
  text(length * 2)
    .replace(/[a-z]/g, '')
    .slice(0, length);

/**
 * Tokens of issuers as these describe and show them, put down here by hand and not made from the table of the detector: a prefix that
 * is missing there is missed here.
 */
export const issued: readonly (readonly [issuer: string, token: string])[] = [
  ['1Password, a service account', `ops_eyJ${text(260)}`],
  [
    '1Password, a secret key',
    `A3-${capitals(6)}-${capitals(6)}-${capitals(5)}-${capitals(5)}-${capitals(5)}-${capitals(5)}`,
  ],
  ['Adobe', `p8e-${text(32)}`],
  ['age', `AGE-SECRET-KEY-1${'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L'.repeat(2).slice(0, 58)}`],
  ['Airtable', `pat${text(14)}.${hex(64)}`],
  ['Amazon Bedrock', `ABSK${text(128)}`],
  ['Artifactory, a key', `AKCp${text(69)}`],
  ['Artifactory, a reference token', `cmVmdGtuO${text(55)}`],
  ['Atlassian', `ATATT3xFfGF0${text(180)}`],
  ['Bitbucket, an app password', `ATBB${text(32)}`],
  ['CircleCI, a person', `CCIPAT_${text(22)}_${hex(40)}`],
  ['CircleCI, a project', `CCIPRJ_${text(22)}_${hex(40)}`],
  ['ClickHouse Cloud', `4b1d${text(38)}`],
  ['Clojars', `CLOJARS_${hex(60)}`],
  ['Cloudflare, an origin key', `v1.0-${hex(24)}-${hex(146)}`],
  ['Databricks', `dapi${hex(32)}-2`],
  ['DigitalOcean, a person', `dop_v1_${hex(64)}`],
  ['DigitalOcean, OAuth', `doo_v1_${hex(64)}`],
  ['DigitalOcean, to refresh', `dor_v1_${hex(64)}`],
  ['Docker, an organization', `dckr_oat_${text(32)}`],
  ['Doppler, a person', `dp.pt.${text(43)}`],
  ['Doppler, a service', `dp.st.${text(43)}`],
  ['Duffel', `duffel_live_${text(43)}`],
  ['Dynatrace', `dt0c01.ST2EY72KQINMH574WMNVI7YN.${'G3DFPBEJYMODIDAEX454M7YWBUVEFOWK'.repeat(2)}`],
  ['EasyPost', `EZAK${text(54)}`],
  ['Facebook', `EAAC${text(120)}`],
  ['Flutterwave', `FLWSECK_TEST-${hex(32)}-X`],
  ['Fly.io', `fm2_${text(120)}`],
  ['Frame.io', `fio-u-${text(64)}`],
  ['GitHub, an installation token as it was', `v1.${hex(40)}`],
  ['GitHub, OAuth', `gho_${text(36)}`],
  ['GitLab, to deploy', `gldt-${text(20)}`],
  ['GitLab, a runner', `glrt-${text(20)}`],
  ['GitLab, a runner as it was', `GR1348941${text(20)}`],
  ['GitLab, a feed', `glft-${text(20)}`],
  ['GitLab, mail', `glimt-${text(25)}`],
  ['GitLab, an agent', `glagent-${text(50)}`],
  ['GitLab, an application', `gloas-${hex(64)}`],
  ['GitLab, SCIM', `glsoat-${text(20)}`],
  ['GitLab, a job', `glcbt-64_${text(20)}`],
  ['GitLab, a trigger', `glptt-${hex(40)}`],
  ['GitLab, a person with its place', `glpat-${text(27)}.01.${'0a1b2c3d4'}`],
  ['Google, a client secret', `GOCSPX-${text(28)}`],
  ['Google, to refresh', `1//0${text(60)}`],
  ['Grafana, a service account', `glsa_${text(32)}_${hex(8)}`],
  ['Grafana Cloud', `glc_${text(60)}`],
  ['Harness', `pat.${text(22)}.${hex(24)}.${text(20)}`],
  ['Heroku', `HRKU-AA${text(58)}`],
  ['Infracost', `ico-${text(32)}`],
  ['Linear', `lin_api_${text(40)}`],
  ['Mailgun', `key-${hex(32)}`],
  ['MaxMind', `${text(6)}_${text(29)}_mmk`],
  ['New Relic, a person', `NRAK-${capitals(27)}`],
  ['New Relic, to insert', `NRII-${text(32)}`],
  ['Notion', `ntn_12345678901${text(35)}`],
  ['Octopus Deploy', `API-${capitals(26)}`],
  ['OpenShift', `sha256~${text(43)}`],
  ['Perplexity', `pplx-${text(48)}`],
  ['PlanetScale', `pscale_tkn_${text(43)}`],
  ['PlanetScale, a password', `pscale_pw_${text(43)}`],
  ['Postman', `PMAK-${hex(24)}-${hex(34)}`],
  ['Prefect', `pnu_${text(36)}`],
  ['Pulumi', `pul-${hex(40)}`],
  ['ReadMe', `rdme_${text(70).toLowerCase()}`],
  ['RubyGems', `rubygems_${hex(48)}`],
  ['Scalingo', `tk-us-${text(48)}`],
  ['Sendinblue', `xkeysib-${hex(64)}-${text(16)}`],
  ['Sentry, an organization', `sntrys_eyJ${text(100)}=_${text(43)}`],
  ['Sentry, a person', `sntryu_${hex(64)}`],
  ['SettleMint', `sm_pat_${text(16)}`],
  ['Shippo', `shippo_live_${hex(40)}`],
  ['Shopify', `shpat_${hex(32)}`],
  ['Slack, an app', `xapp-1-A0123456789-1234567890123-${hex(64)}`],
  ['SonarQube, a project', `sqp_${hex(40)}`],
  ['SonarQube, a person', `squ_${hex(40)}`],
  ['Sourcegraph', `sgp_${hex(40)}`],
  ['Sourcegraph, with its instance', `sgp_${hex(16)}_${hex(40)}`],
  ['Square', `sq0atp-${text(22)}`],
  ['Stripe, a webhook', `whsec_${text(32)}`],
  ['Supabase', `sbp_${hex(40)}`],
  ['Tailscale', `tskey-auth-${text(12)}CNTRL-${text(32)}`],
  ['Telegram', `1234567890:AA${text(33)}`],
  ['Terraform Cloud', `${text(14)}.atlasv1.${text(67)}`],
  ['Twilio', `SK${hex(32)}`],
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
