import { assessmentsInOrder } from '../../audit/assessments.ts';
import { findingsInOrder, standingsOf } from '../../audit/run-rules.ts';
import type { ExceptionEntry } from '../../model/exception.ts';
import type { AuditResult } from '../../model/report.ts';
import type { Settings } from '../../model/settings.ts';
import { concluded } from '../../pipeline/audit.ts';
import { joinParts } from '../../pipeline/join-estates.ts';
import { reachOf } from '../../reach/index.ts';
import type { HandedOver } from './hand-over.ts';

/**
 * The result that parts are parts of, as one process would have it. Facts were interpreted and rules were run where the parts
 * were judged; how the graph is walked is worked out again for all of it.
 * @param entries of the exceptions file; absent: there is none
 */
export const joinedResult = (
  parts: readonly HandedOver[],
  settings: Settings,
  entries?: readonly ExceptionEntry[],
): AuditResult => {
  const [first] = parts;
  const estate = {
    ...joinParts(parts.map((part) => part.estate)),
    ...(first?.estate.clock === undefined ? {} : { clock: first.estate.clock }),
  };
  return concluded(
    estate,
    reachOf(estate, settings),
    {
      findings: findingsInOrder(parts.flatMap(({ findings }) => findings)),
      assessments: assessmentsInOrder(parts.flatMap(({ assessments }) => assessments)),
      standings: standingsOf(estate, settings),
    },
    settings,
    entries,
  );
};
