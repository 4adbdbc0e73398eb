import type { ExposureKind } from '../../src/model/exposure.ts';
import type { Severity } from '../../src/model/finding.ts';
import { severityRank } from '../../src/model/finding.ts';
import type { Rule } from '../../src/model/rule.ts';
import { causeOfExposure } from './causes.ts';
import { withFillIns } from './fill-in.ts';

const lesser = (severity: Severity, most: Severity = severity): Severity =>
  severityRank(most) < severityRank(severity) ? most : severity;

/** One hit at the scope for each of its exposures of a kind. */
export const scopeExposuresOf =
  (kind: ExposureKind, severity: Severity): NonNullable<Rule['checkScopes']> =>
  ({ estate }) =>
    estate.scopes.flatMap(({ exposures = [] }, scope) =>
      exposures
        .filter((exposure) => exposure.kind === kind)
        .map(({ key, says, severity: known = severity, confidence, evidence, fix }) => ({
          scope,
          about: [],
          blastRadius: 0,
          key,
          title: says,
          severity: known,
          ...(confidence === undefined ? {} : { confidence }),
          evidence,
          fix: withFillIns(fix),
        })),
    );

/**
 * One hit for each exposure of a kind. What the connector says of the severity wins over the rule's; a privileged identity
 * never has less than `ifPrivileged`, unless the connector says that it is never worse than something.
 */
export const exposuresOf =
  (kind: ExposureKind, severity: Severity, ifPrivileged: Severity = severity): Rule['check'] =>
  (identity, { privileged }) =>
    (identity.exposures ?? [])
      .filter((exposure) => exposure.kind === kind)
      .map((exposure) => ({ ...exposure, cause: causeOfExposure(exposure, identity) }))
      .map(({ key, says, severity: known = severity, atMost, confidence, evidence, cause, fix }) => ({
        key,
        title: says,
        severity: lesser(
          privileged && severityRank(ifPrivileged) > severityRank(known) ? ifPrivileged : known,
          atMost,
        ),
        ...(confidence === undefined ? {} : { confidence }),
        evidence,
        cause,
        fix: withFillIns(fix),
      }));
