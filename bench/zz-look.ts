import { readFileSync } from 'node:fs';
import { againstOptimum, changesOf } from '../test/support/reduce-optimum.ts';
import { saysOf } from '../src/audit/reduce/words.ts';
const rows = readFileSync('/tmp/h19-opt.ndjson', 'utf8').trim().split('\n').map((l) => JSON.parse(l)).sort((a, b) => a.ratio - b.ratio);
for (const at of process.argv.slice(2).map(Number)) {
  const { records, greedy, best, steps } = rows[at];
  const { base, made, simulate, simulation } = changesOf(records);
  const sum = (s: any) => s.counted.reduce((t: number, i: number) => t + s.reach.radius(i).score, 0);
  const start = sum(simulation);
  console.log('\n==', greedy, best, steps, start, simulation.counted.map((i) => `${simulation.estate.identities[i]!.name} ${simulation.reach.radius(i).score}`));
  for (const r of records) console.log(r.record, r.id.split(':').pop(), JSON.stringify({ p: r.data.RolePolicyList ?? r.data.UserPolicyList ?? r.data.GroupPolicyList ?? r.data.PolicyVersionList, a: r.data.AttachedManagedPolicies, g: r.data.GroupList, t: r.data.AssumeRolePolicyDocument?.Statement }).slice(0, 900));
  const distinct = new Map(made.filter((m) => m.candidate.changes <= 2).map((m) => [JSON.stringify([...base.with(m.edits).records()]), m]));
  const all = [...distinct.values()];
  for (const m of all) { const g = start - sum(simulate(base.with(m.edits))); if (g > 0.02) console.log('one', g.toFixed(2), m.candidate.changes, m.candidate.proposals.map(saysOf).join(' + ')); }
  for (const [i, a] of all.entries()) if (a.candidate.changes === 1) for (const b of all.slice(i + 1)) if (b.candidate.changes === 1) { const g = start - sum(simulate(base.with([...a.edits, ...b.edits]))); if (g >= best - 0.02) console.log('BEST', g.toFixed(2), a.candidate.proposals.map(saysOf).join(), '+++', b.candidate.proposals.map(saysOf).join()); }
}
