import { rank } from '../src/audit/ranking.ts';
import type { Entitlement } from '../src/model/entitlement.ts';
import type { FactRef } from '../src/model/evidence.ts';
import type { AuditResult } from '../src/model/report.ts';
import type { Trust } from '../src/model/trust.ts';
import { byImportance } from './entitlement-lines.ts';
import { inForceRecord } from './in-force.ts';
import { jsonText } from './inert-text.ts';
import { findingRecord, identityRecord, stepRecord } from './json.ts';
import { oneStepFrom } from './one-step.ts';
import { inPieces } from './pieces.ts';

/** What is not known is `null`; every key is always there. Documented in docs/who-can.md. */
const schema = 'nhi-audit/explain/v1';

const placeRecord = ({ record, id, pointer }: FactRef) => ({ record, id, pointer: pointer ?? null });

const entitlementRecord = (line: Entitlement) => ({
  scope: line.scope,
  service: line.service,
  level: line.level,
  privileges: line.privileges,
  resources: line.resources,
  exceptResources: line.exceptResources,
  duration: line.duration,
  until: line.until ?? null,
  conditions: line.conditions.map((condition) => ({ ...condition, until: condition.until ?? null })),
  sources: line.sources.map(placeRecord),
});

const trustRecord = ({ mechanism, party, principal, external, scope, conditions, source }: Trust) => ({
  mechanism,
  party,
  principal,
  external,
  scope: scope ?? null,
  conditions: conditions.map((condition) => ({ ...condition, until: condition.until ?? null })),
  source: placeRecord(source),
});

function* pieces(result: AuditResult, index: number): Generator<string> {
  const { estate, reach, tool } = result;
  const ranking = rank(result);
  const ranked = ranking.at(index);
  const lines = estate.entitlements?.(index);
  const fields: readonly (readonly [name: string, value: unknown])[] = [
    ['schema', schema],
    ['tool', tool],
    ['collectedAt', estate.collectedAt],
    ['inForce', inForceRecord(result)],
    ['identity', { ...identityRecord(result, ranked), rank: ranked.rank }],
    ['trusts', ranked.identity.trusts.map(trustRecord)],
    ['takenOverBy', reach.takenOverBy(index).map((origin) => estate.identities[origin]!.id)],
    ['takesOver', oneStepFrom(estate, index)],
    ['path', reach.path(index).map(stepRecord)],
    [
      'findings',
      ranked.findings.map((finding) =>
        findingRecord(finding, ranking.groupOf.get(finding.fingerprint), undefined),
      ),
    ],
  ];
  yield '{\n';
  for (const [name, value] of fields) yield `  ${jsonText(name)}: ${jsonText(value)},\n`;
  if (lines === undefined) yield '  "entitlements": null\n';
  else {
    yield '  "entitlements": [';
    for (const [at, line] of byImportance(estate, lines).entries()) {
      yield `${at === 0 ? '' : ','}\n    ${jsonText(entitlementRecord(line))}`;
    }
    yield '\n  ]\n';
  }
  yield '}\n';
}

/** All that is known about one identity, for scripts: what it may really do in full. @param index of the identity */
export const explainJson = (result: AuditResult, index: number): Iterable<string> =>
  inPieces(() => pieces(result, index));
