import { z } from 'zod';

/** Time spans as people write them: `90m`, `24h`, `30d`. */
const units: Readonly<Record<string, number>> = { m: 60, h: 3600, d: 86_400 };

const span = z
  .string()
  .regex(/^[1-9]\d{0,4}[mhd]$/, 'a time span: 90m, 24h, 30d')
  .transform((text) => Number(text.slice(0, -1)) * units[text.slice(-1)]!);

const name = z.string().regex(/^[\w.-]{1,64}$/, 'a name of letters, digits, _, . and -, 64 at most');

/** Goes into flags and ARNs in the place of `{target}`: nothing that could mean anything there. */
export const targetId = z
  .string()
  .regex(/^\w[\w.@-]{0,127}$/, 'the id of an account, subscription, project or organisation');

const flag = z.union([
  z.string().max(2048),
  z.boolean(),
  z.number(),
  z.array(z.string().max(2048)).max(1000),
]);
const flags = z.record(z.string().max(64), flag);

const source = z
  .strictObject({
    name: name.describe('Names its targets in the database: `<name>/<target>`.'),
    provider: z.string().describe('Whose it is, as in `nhi-audit permissions <provider>`.'),
    flags: flags.default({}).describe('Flags of a live scan, without dashes in front, for every target.'),
    targets: z
      .union([z.array(targetId).min(1).max(100_000), z.literal('discover')])
      .optional()
      .describe('Ids, or `discover`: what the provider lists. Absent: the source is one target.'),
    each: flags.default({}).describe('Flags of one target; `{target}` in them stands for its id.'),
    within: flags
      .default({})
      .describe(
        'Flags of `discover` alone: an organisation, folder, management group or enterprise to look in.',
      ),
    without: z.array(targetId).default([]).describe('Ids that are left out of what is discovered.'),
    budget: name.optional().describe('Name of its budget, which several sources may share.'),
  })
  .refine(({ targets, each }) => targets === undefined || JSON.stringify(each).includes('{target}'), {
    message: 'no flag holds {target}: every target would be the same',
    path: ['each'],
  })
  .refine(({ targets, within }) => targets === 'discover' || Object.keys(within).length === 0, {
    message: 'nothing is discovered here: targets is not `discover`',
    path: ['within'],
  });

/** `nhi-audit.fleet.yaml`. No credential has a place in it. */
export const fleetSchema = z
  .strictObject({
    version: z.literal(1),
    store: z
      .string()
      .describe(
        '`file:///folder`, `s3://bucket/prefix`, `gs://bucket/prefix` or `az://account/container/prefix`.',
      ),
    every: span.prefault('24h').describe('How often each target is collected.'),
    stale: span.optional().describe('Age from which facts are reported as stale. Absent: twice `every`.'),
    keep: span.prefault('30d').describe('How long snapshots are kept; the newest of each target always is.'),
    tries: z.number().int().min(1).max(20).default(4).describe('Tries until a target is given up.'),
    silence: z
      .number()
      .int()
      .min(10)
      .max(3600)
      .default(60)
      .describe('Seconds after which a worker that says nothing is taken for dead.'),
    longest: span.prefault('6h').describe('Most time that one target may take.'),
    budgets: z
      .record(name, z.number().int().min(1).max(1_000_000))
      .default({})
      .describe('Calls a minute, of all workers together.'),
    sources: z.array(source).min(1).max(10_000),
  })
  .superRefine(({ sources, budgets }, context) => {
    const names = new Set<string>();
    sources.forEach((each, index) => {
      if (names.has(each.name))
        context.addIssue({ code: 'custom', path: ['sources', index, 'name'], message: 'named twice' });
      names.add(each.name);
      if (each.budget !== undefined && !Object.hasOwn(budgets, each.budget))
        context.addIssue({ code: 'custom', path: ['sources', index, 'budget'], message: 'no such budget' });
    });
  });

/** Time spans in seconds. */
export type FleetFile = z.output<typeof fleetSchema>;
export type FleetSource = FleetFile['sources'][number];

/** Seconds. */
export const staleAfter = ({ stale, every }: Pick<FleetFile, 'stale' | 'every'>): number =>
  stale ?? 2 * every;
