/** What the random part of a token is made of. */
const alphabets = {
  hex: '0-9a-f',
  anyHex: '0-9A-Fa-f',
  digits: '0-9',
  capitals: 'A-Z0-9',
  /** Of Bech32, in capitals. */
  bech32: 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L',
  letters: 'A-Za-z',
  alphanumeric: 'A-Za-z0-9',
  word: '\\w-',
  dotted: '0-9a-z.',
  base64: 'A-Za-z0-9+/=_-',
} as const;

/** A fixed text, or at least so many characters of an alphabet. */
type Part = string | readonly [least: number, alphabet: keyof typeof alphabets];

interface IssuedToken {
  readonly issuer: string;
  /** Texts that it begins with, one of them. */
  readonly prefixes: readonly string[];
  /** What follows, in order. */
  readonly parts: readonly Part[];
  /** Page of the issuer, or the rule in the configuration of gitleaks that describes the form. */
  readonly source: string;
}

/** https://github.com/gitleaks/gitleaks/blob/master/config/gitleaks.toml */
const gitleaks = (rule: string): string => `gitleaks: ${rule}`;

const gitlabTokens = 'https://docs.gitlab.com/security/tokens/#token-prefixes';
const gitlab = 'GitLab';

/**
 * Tokens whose prefix their issuer chose so that they are found. A name may begin so as well: the random part has a digit or a
 * capital letter. Those of GitHub, Slack, npm and others stand in `forms.ts`, those of some twenty more come with the detector.
 */
const issuedTokens: readonly IssuedToken[] = [
  {
    issuer: '1Password',
    prefixes: ['ops_eyJ'],
    parts: [[200, 'base64']],
    source: gitleaks('1password-service-account-token'),
  },
  {
    issuer: '1Password, a secret key',
    prefixes: ['A3-'],
    parts: [
      [6, 'capitals'],
      '-',
      [6, 'capitals'],
      '-',
      [5, 'capitals'],
      '-',
      [5, 'capitals'],
      '-',
      [5, 'capitals'],
      '-',
      [5, 'capitals'],
    ],
    source: gitleaks('1password-secret-key'),
  },
  {
    issuer: 'Adobe',
    prefixes: ['p8e-'],
    parts: [[32, 'alphanumeric']],
    source: gitleaks('adobe-client-secret'),
  },
  {
    issuer: 'age',
    prefixes: ['AGE-SECRET-KEY-1'],
    parts: [[58, 'bech32']],
    source: 'https://github.com/FiloSottile/age#readme',
  },
  {
    issuer: 'Airtable',
    prefixes: ['pat'],
    parts: [[14, 'alphanumeric'], '.', [64, 'hex']],
    source: gitleaks('airtable-personnal-access-token'),
  },
  {
    issuer: 'Amazon Bedrock',
    prefixes: ['ABSK'],
    parts: [[100, 'base64']],
    source: gitleaks('aws-amazon-bedrock-api-key-long-lived'),
  },
  {
    issuer: 'Artifactory, a key',
    prefixes: ['AKCp'],
    parts: [[60, 'alphanumeric']],
    source: gitleaks('artifactory-api-key'),
  },
  {
    issuer: 'Artifactory, a reference token',
    prefixes: ['cmVmd'],
    parts: [[55, 'alphanumeric']],
    source: gitleaks('artifactory-reference-token'),
  },
  {
    issuer: 'Atlassian',
    prefixes: ['ATATT3', 'ATCTT3', 'ATBB'],
    parts: [[24, 'base64']],
    source: gitleaks('atlassian-api-token'),
  },
  {
    issuer: 'CircleCI',
    prefixes: ['CCIPAT_', 'CCIPRJ_'],
    parts: [[20, 'alphanumeric'], '_', [40, 'hex']],
    source: 'https://circleci.com/changelog/new-format-for-api-access-tokens/',
  },
  {
    issuer: 'ClickHouse Cloud',
    prefixes: ['4b1d'],
    parts: [[38, 'alphanumeric']],
    source: gitleaks('clickhouse-cloud-api-secret-key'),
  },
  {
    issuer: 'Clojars',
    prefixes: ['CLOJARS_'],
    parts: [[60, 'alphanumeric']],
    source: gitleaks('clojars-api-token'),
  },
  {
    issuer: 'Cloudflare, an origin key',
    prefixes: ['v1.0-'],
    parts: [[24, 'hex'], '-', [140, 'hex']],
    source: gitleaks('cloudflare-origin-ca-key'),
  },
  {
    issuer: 'Databricks',
    prefixes: ['dapi', 'dose'],
    parts: [[32, 'hex']],
    source: gitleaks('databricks-api-token'),
  },
  {
    issuer: 'DigitalOcean',
    prefixes: ['dop_v1_', 'doo_v1_', 'dor_v1_'],
    parts: [[64, 'hex']],
    source: gitleaks('digitalocean-pat'),
  },
  {
    issuer: 'Docker, of an organization',
    prefixes: ['dckr_oat_'],
    parts: [[27, 'word']],
    source: 'https://docs.docker.com/security/access-tokens/',
  },
  {
    issuer: 'Doppler',
    prefixes: ['dp.pt.', 'dp.st.', 'dp.ct.', 'dp.sa.', 'dp.scim.', 'dp.audit.'],
    parts: [[40, 'base64']],
    source: 'https://docs.doppler.com/reference/auth-token-formats',
  },
  {
    issuer: 'Duffel',
    prefixes: ['duffel_test_', 'duffel_live_'],
    parts: [[43, 'base64']],
    source: gitleaks('duffel-api-token'),
  },
  {
    issuer: 'Dynatrace',
    prefixes: ['dt0c01.', 'dt0s01.', 'dt0s02.', 'dt0s16.'],
    parts: [[8, 'capitals'], '.', [64, 'capitals']],
    source: 'https://docs.dynatrace.com/docs/dynatrace-api/basics/dynatrace-api-authentication',
  },
  {
    issuer: 'EasyPost',
    prefixes: ['EZAK', 'EZTK'],
    parts: [[54, 'alphanumeric']],
    source: gitleaks('easypost-api-token'),
  },
  {
    issuer: 'Facebook',
    prefixes: ['EAAM', 'EAAC'],
    parts: [[100, 'alphanumeric']],
    source: gitleaks('facebook-page-access-token'),
  },
  {
    issuer: 'Flutterwave',
    prefixes: ['FLWSECK_TEST-', 'FLWSECK-'],
    parts: [[12, 'alphanumeric']],
    source: gitleaks('flutterwave-secret-key'),
  },
  {
    issuer: 'Fly.io',
    prefixes: ['fo1_', 'fm1a_', 'fm1r_', 'fm2_'],
    parts: [[43, 'base64']],
    source: gitleaks('flyio-access-token'),
  },
  {
    issuer: 'Frame.io',
    prefixes: ['fio-u-'],
    parts: [[64, 'base64']],
    source: gitleaks('frameio-api-token'),
  },
  {
    issuer: 'GitHub, an installation token as it was',
    prefixes: ['v1.'],
    parts: [[40, 'hex']],
    source:
      'https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/',
  },
  {
    issuer: gitlab,
    prefixes: [
      'gldt-',
      'glrt-',
      'glrtr-',
      'glft-',
      'glimt-',
      'glagent-',
      'gloas-',
      'glsoat-',
      'glffct-',
      'glwt-',
      'GR1348941',
    ],
    parts: [[20, 'word']],
    source: gitlabTokens,
  },
  {
    issuer: `${gitlab}, of a runner or person with its place`,
    prefixes: ['glrt-t', 'glpat-'],
    parts: [[20, 'word'], '.', [9, 'dotted']],
    source: gitleaks('gitlab-pat-routable'),
  },
  { issuer: `${gitlab}, of a job`, prefixes: ['glcbt-'], parts: [[20, 'word']], source: gitlabTokens },
  { issuer: `${gitlab}, of a trigger`, prefixes: ['glptt-'], parts: [[40, 'hex']], source: gitlabTokens },
  {
    issuer: 'Google, a client secret',
    prefixes: ['GOCSPX-'],
    parts: [[20, 'word']],
    source:
      'https://docs.github.com/code-security/reference/secret-security/supported-secret-scanning-patterns',
  },
  {
    issuer: 'Google, a refresh token',
    prefixes: ['1//0'],
    parts: [[40, 'word']],
    source: 'https://developers.google.com/identity/protocols/oauth2',
  },
  {
    issuer: 'Grafana',
    prefixes: ['glsa_', 'glc_'],
    parts: [[32, 'base64']],
    source: gitleaks('grafana-service-account-token'),
  },
  {
    issuer: 'Harness',
    prefixes: ['pat.', 'sat.'],
    parts: [[22, 'word'], '.', [24, 'alphanumeric'], '.', [20, 'alphanumeric']],
    source: gitleaks('harness-api-key'),
  },
  { issuer: 'Heroku', prefixes: ['HRKU-AA'], parts: [[58, 'word']], source: gitleaks('heroku-api-key-v2') },
  {
    issuer: 'Hugging Face',
    prefixes: ['hf_', 'api_org_'],
    parts: [[34, 'letters']],
    source: gitleaks('huggingface-access-token'),
  },
  {
    issuer: 'Infracost',
    prefixes: ['ico-'],
    parts: [[32, 'alphanumeric']],
    source: gitleaks('infracost-api-token'),
  },
  {
    issuer: 'Linear',
    prefixes: ['lin_api_', 'lin_oauth_'],
    parts: [[40, 'alphanumeric']],
    source: gitleaks('linear-api-key'),
  },
  {
    issuer: 'Mailgun',
    prefixes: ['key-'],
    parts: [[32, 'hex']],
    source: gitleaks('mailgun-private-api-token'),
  },
  {
    issuer: 'New Relic',
    prefixes: ['NRAK-', 'NRII-', 'NRIQ-', 'NRRA-'],
    parts: [[27, 'word']],
    source: 'https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/',
  },
  {
    issuer: 'Notion',
    prefixes: ['ntn_'],
    parts: [[40, 'alphanumeric']],
    source: gitleaks('notion-api-token'),
  },
  {
    issuer: 'Octopus Deploy',
    prefixes: ['API-'],
    parts: [[26, 'capitals']],
    source: gitleaks('octopus-deploy-api-key'),
  },
  {
    issuer: 'OpenShift',
    prefixes: ['sha256~'],
    parts: [[43, 'word']],
    source: gitleaks('openshift-user-token'),
  },
  {
    issuer: 'Perplexity',
    prefixes: ['pplx-'],
    parts: [[48, 'alphanumeric']],
    source: gitleaks('perplexity-api-key'),
  },
  {
    issuer: 'PlanetScale',
    prefixes: ['pscale_tkn_', 'pscale_oauth_', 'pscale_pw_'],
    parts: [[32, 'base64']],
    source: gitleaks('planetscale-api-token'),
  },
  {
    issuer: 'Postman',
    prefixes: ['PMAK-'],
    parts: [[24, 'anyHex'], '-', [34, 'anyHex']],
    source: gitleaks('postman-api-token'),
  },
  {
    issuer: 'Prefect',
    prefixes: ['pnu_'],
    parts: [[36, 'alphanumeric']],
    source: gitleaks('prefect-api-token'),
  },
  { issuer: 'Pulumi', prefixes: ['pul-'], parts: [[40, 'hex']], source: gitleaks('pulumi-api-token') },
  {
    issuer: 'ReadMe',
    prefixes: ['rdme_'],
    parts: [[70, 'alphanumeric']],
    source: gitleaks('readme-api-token'),
  },
  {
    issuer: 'RubyGems',
    prefixes: ['rubygems_'],
    parts: [[48, 'hex']],
    source: gitleaks('rubygems-api-token'),
  },
  { issuer: 'Scalingo', prefixes: ['tk-us-'], parts: [[48, 'word']], source: gitleaks('scalingo-api-token') },
  {
    issuer: 'Sendinblue',
    prefixes: ['xkeysib-', 'xsmtpsib-'],
    parts: [[64, 'hex'], '-', [16, 'alphanumeric']],
    source: gitleaks('sendinblue-api-token'),
  },
  {
    issuer: 'Sentry',
    prefixes: ['sntrys_', 'sntryu_'],
    parts: [[60, 'base64']],
    source: gitleaks('sentry-org-token'),
  },
  {
    issuer: 'SettleMint',
    prefixes: ['sm_aat_', 'sm_pat_', 'sm_sat_'],
    parts: [[16, 'alphanumeric']],
    source: gitleaks('settlemint-personal-access-token'),
  },
  {
    issuer: 'Shippo',
    prefixes: ['shippo_live_', 'shippo_test_'],
    parts: [[40, 'anyHex']],
    source: gitleaks('shippo-api-token'),
  },
  {
    issuer: 'Shopify',
    prefixes: ['shpat_', 'shpca_', 'shppa_', 'shpss_'],
    parts: [[32, 'anyHex']],
    source: gitleaks('shopify-access-token'),
  },
  {
    issuer: 'Slack, an app',
    prefixes: ['xapp-'],
    parts: [[1, 'digits'], '-', [8, 'capitals'], '-', [8, 'digits'], '-', [40, 'alphanumeric']],
    source: gitleaks('slack-app-token'),
  },
  {
    issuer: 'SonarQube',
    prefixes: ['sqp_', 'squ_', 'sqa_'],
    parts: [[40, 'hex']],
    source:
      'https://docs.gitguardian.com/secrets-detection/secrets-detection-engine/detectors/specifics/sonarqube_token',
  },
  {
    issuer: 'Sourcegraph',
    prefixes: ['sgp_', 'slk_', 'sgd_'],
    parts: [[40, 'anyHex']],
    source: gitleaks('sourcegraph-access-token'),
  },
  {
    issuer: 'Sourcegraph, with its instance',
    prefixes: ['sgp_'],
    parts: [[5, 'alphanumeric'], '_', [40, 'anyHex']],
    source: gitleaks('sourcegraph-access-token'),
  },
  {
    issuer: 'Square',
    prefixes: ['sq0atp-', 'sq0csp-', 'EAAA'],
    parts: [[22, 'word']],
    source: gitleaks('square-access-token'),
  },
  {
    issuer: 'Stripe, a webhook',
    prefixes: ['whsec_'],
    parts: [[24, 'base64']],
    source: 'https://docs.stripe.com/webhooks#verify-official-libraries',
  },
  {
    issuer: 'Supabase',
    prefixes: ['sbp_'],
    parts: [[40, 'hex']],
    source: 'https://supabase.com/docs/guides/platform/access-control',
  },
  {
    issuer: 'Tailscale',
    prefixes: ['tskey-api-', 'tskey-auth-', 'tskey-client-', 'tskey-scim-', 'tskey-webhook-'],
    parts: [[12, 'word']],
    source: 'https://tailscale.com/kb/1277/key-prefixes',
  },
  { issuer: 'Twilio', prefixes: ['SK'], parts: [[32, 'hex']], source: gitleaks('twilio-api-key') },
];

const escaped = (text: string): string => text.replace(/[.+/]/g, '\\$&');
/** More than any issuer's: what is not the last part is bounded, so that the cost grows with the text alone. */
const spare = 300;
const partForm = (part: Part, at: number, { length }: readonly Part[]): string => {
  if (typeof part === 'string') return escaped(part);
  const [least, alphabet] = part;
  return `[${alphabets[alphabet]}]{${least},${at === length - 1 ? '' : least + spare}}`;
};

/** Alphabets without small letters, or with hardly a word in them. */
const telling: ReadonlySet<string> = new Set(['hex', 'anyHex', 'digits', 'capitals', 'bech32']);

/** The first random part has a digit or a capital letter, where words are made of its alphabet. */
const guard = (part: Part): string =>
  typeof part === 'string' || telling.has(part[1])
    ? ''
    : `(?=[${alphabets[part[1]]}]{0,${part[0] - 1}}[A-Z0-9])`;

/** Alone, or behind an issuer's own word: Telegram's begins with the number of the bot, Terraform's with an id. */
const numbered: readonly string[] = [
  // https://core.telegram.org/bots/api#authorizing-your-bot
  '\\d{8,10}:AA[\\w-]{32,}',
  // gitleaks: hashicorp-tf-api-token
  '[A-Za-z0-9]{14}\\.atlasv1\\.[\\w=-]{60,}',
  // gitleaks: maxmind-license-key
  '[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk\\b',
];

/** One form for all, so that a text is gone through once. */
export const issuedForm = new RegExp(
  `(?<![A-Za-z0-9])(?:${[
    ...issuedTokens.map(
      ({ prefixes, parts }) =>
        `(?:${prefixes.map(escaped).join('|')})${guard(parts[0]!)}${parts.map(partForm).join('')}`,
    ),
    ...numbered,
  ].join('|')})`,
  'g',
);
