/**
 * `node bench/order.ts [FILE …]`: the order of a plan beside that of a list. How many changes it takes until no standing identity
 * reaches full control: by `reduce --goal no-full-control`, and by working the findings down one after the other, in the order of
 * the report, each by the change that its cause names. Default: the first account of the sample estate.
 */
import { argv, stdout } from 'node:process';
import { rank } from '../src/audit/ranking.ts';
import { weightsOf } from '../src/audit/reduce/effect.ts';
import { makeCandidate } from '../src/audit/reduce/making.ts';
import { overlayOf } from '../src/audit/reduce/overlay.ts';
import { candidatesOf } from '../src/audit/reduce/proposals.ts';
import { residualOf, type Simulation } from '../src/audit/reduce/standing.ts';
import type { CauseKind } from '../src/model/cause.ts';
import type { Finding } from '../src/model/finding.ts';
import type { ChangeKind } from '../src/model/reduce.ts';
import { defaultSettings } from '../src/model/settings.ts';
import { audit } from '../src/pipeline/audit.ts';
import { gather } from '../src/pipeline/facts.ts';
import { fileSource } from '../src/pipeline/file-source.ts';
import { changeTablesOf, reduce, simulatorOf, worldOfSimulation } from '../src/pipeline/reduce.ts';

/** The sample's first account. */
const sample = ['account-authorization-details.json', 'credential-report.csv', 'config.json'].map(
  (name) => new URL(`../connectors/aws/demo/111122223333-${name}`, import.meta.url).pathname,
);

/** What a fix changes, by what it names. */
const kindsOf: Readonly<Record<CauseKind, readonly ChangeKind[]>> = {
  statement: ['withdraw-statement', 'withdraw-grant'],
  policy: ['withdraw-grant'],
  attachment: ['withdraw-grant', 'withdraw-from-group'],
  trust: ['narrow-trust'],
  credential: ['end-credential'],
  identity: ['end-identity'],
  setting: [],
  owner: [],
  own: [],
};

const files = argv.length > 2 ? argv.slice(2) : sample;
const facts = await gather(files.map((file) => fileSource(file)));
const tables = await changeTablesOf(facts.interpretations.map(({ id }) => id));
const worldOf = worldOfSimulation(facts);
const simulate = simulatorOf(facts, defaultSettings, false);
const unusedDays = defaultSettings.thresholds.unusedIdentityDays;

/** Standing identities with full control after each change: of a step of several, after the last of them. */
const planned = async (): Promise<readonly number[]> => {
  const plan = await reduce(facts, defaultSettings, { most: 200, goal: 'no-full-control' });
  const curve = [plan.start.controlling];
  for (const { after } of plan.steps) {
    while (curve.length < after.changes) curve.push(curve.at(-1)!);
    curve.push(after.controlling);
  }
  return curve;
};

const kindsFor = ({ rule, cause }: Finding): readonly ChangeKind[] =>
  rule === 'privilege-escalation-path' ? ['cut-step'] : kindsOf[cause?.kind ?? 'own'];

/** The same by the list. */
const listed = (): readonly number[] => {
  let base = overlayOf(facts.records);
  let simulation: Simulation = simulate(base);
  const curve = [residualOf(simulation, 0).controlling];
  const ended = new Set<string>();
  for (const finding of rank(audit(facts, defaultSettings)).findings) {
    if (curve.at(-1) === 0) break;
    const cause = finding.cause === undefined ? finding.fingerprint : JSON.stringify(finding.cause.key);
    const kinds = kindsFor(finding);
    if (ended.has(cause) || kinds.length === 0) continue;
    const world = worldOf(simulation, base);
    const candidate = candidatesOf(simulation, {
      settings: defaultSettings,
      weights: weightsOf(simulation, undefined),
      statements: (identity, grant) => tables.get(identity.provider)?.statements?.(grant, world) ?? [],
    }).find(
      ({ proposals, changes }) =>
        changes === 1 &&
        proposals.every(({ kind, identity }) => kinds.includes(kind) && identity.id === finding.identity),
    );
    const outcome = candidate && makeCandidate(candidate, simulation, base, { tables, worldOf, unusedDays });
    if (outcome === undefined || 'kept' in outcome) continue;
    ended.add(cause);
    base = base.with(outcome.made.flatMap(({ edits }) => edits));
    simulation = simulate(base);
    curve.push(residualOf(simulation, curve.length).controlling);
  }
  return curve;
};

const [plan, list] = [await planned(), listed()];
stdout.write('changes  by the plan  by the list\n');
for (let changes = 0; changes < Math.max(plan.length, list.length); changes += 1)
  stdout.write(
    `${String(changes).padStart(7)}  ${String(plan[changes] ?? '').padStart(11)}  ${String(list[changes] ?? '').padStart(11)}\n`,
  );
