import type { GatePolicy } from '../../model/gate-policy.ts';

/**
 * What weighs enough to fail, under each policy (`gate.policy`). docs/gate.md shows this table, and each row is a test.
 * Levels below `gate.level`, people where `gate.humans` is off, and what expires pass before anybody asks here.
 */

/** `where-it-controls`: only of an identity that controls something. */
export type Fails = boolean | 'where-it-controls';

interface PolicyRow {
  /** For people: what a change is of this weight. */
  readonly is: string;
  readonly fails: Readonly<Record<GatePolicy, Fails>>;
}

const always = { control: true, standard: true, strict: true } as const;
const heavy = { control: 'where-it-controls', standard: true, strict: true } as const;
const light = { control: false, standard: false, strict: true } as const;

/** The heaviest first. */
export const policyTable = {
  control: { is: 'control of anything', fails: always },
  'entered-by-everyone': { is: 'anything that an identity gains which everybody may enter', fails: heavy },
  'wide-write': {
    is: 'write in identity, secrets, data and compute services, without a bound to named resources',
    fails: { ...heavy, control: false },
  },
  'reads-secrets': { is: 'reading secrets', fails: { ...heavy, control: false } },
  'reads-all-data': { is: 'reading all data of a scope', fails: { ...heavy, control: false } },
  bounded: { is: 'any other grant: on named resources, or in a service of little weight', fails: light },
  everyone: { is: 'a trust in everyone', fails: heavy },
  outsider: {
    is: 'a trust in a party outside the estate, or in one that cannot be identified',
    fails: heavy,
  },
  'whole-scope': { is: 'a trust in a whole tenant, account, repository or issuer', fails: heavy },
  'takes-over': {
    is: 'a trust that lets somebody change an identity, or enter one of which only a part is seen',
    fails: heavy,
  },
  inside: {
    is: 'any other trust in one identity or service of the estate; of a new identity also in one subject of a federation',
    fails: light,
  },
  credential: { is: 'a credential without expiry on an identity with privileges', fails: heavy },
  permanence: { is: 'permanence worsened', fails: heavy },
  growth: {
    is: 'blast radius grown past `gate.blastRadiusGrowth`',
    fails: { ...heavy, control: false },
  },
  'growth-to-control': { is: 'blast radius grown to full control of a scope', fails: always },
  'latent-control': { is: 'control that nobody can use yet', fails: always },
  'latent-everyone': {
    is: 'an identity that everybody may enter, and that holds nothing yet',
    fails: { ...heavy, control: false },
  },
  latent: {
    is: 'any other privilege that nobody can use yet',
    fails: { control: false, standard: false, strict: false },
  },
} as const satisfies Readonly<Record<string, PolicyRow>>;

export type Weight = keyof typeof policyTable;

const weights = Object.keys(policyTable) as readonly Weight[];

export const heaviest = (all: readonly Weight[]): Weight => weights.find((weight) => all.includes(weight))!;

/** @param controls whether the identity that it is about controls something */
export const failsBy = (policy: GatePolicy, weight: Weight, controls: boolean): boolean => {
  const fails: Fails = policyTable[weight].fails[policy];
  return fails === 'where-it-controls' ? controls : fails;
};

/** What `gate.policy` says of a change that it lets pass. */
export const passesBy = (policy: GatePolicy, weight: Weight): string =>
  weight.startsWith('latent')
    ? `Passes: nobody can use it yet (gate.policy ${policy}).`
    : `Passes, and lasts: ${policyTable[weight].is} (gate.policy ${policy}).`;
