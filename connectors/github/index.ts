import type { Interpretation } from '../connector.ts';
import { happened } from './facts/happened.ts';
import { githubFills } from './fills.ts';
import { githubAuditLog } from './import/audit-log.ts';
import { githubInstead } from './instead.ts';
import { readGitHub } from './interpret.ts';
import { githubRemedies } from './remedies.ts';
import { githubTies } from './ties.ts';
import { concerns, namesResources, usedBy } from './weights.ts';

/** What facts of GitHub mean. */
export const githubInterpretation: Interpretation = {
  id: 'github',
  ties: githubTies,
  fills: githubFills,
  formats: [githubAuditLog],
  happened,
  reader: readGitHub,
  remedies: githubRemedies,
  instead: githubInstead,
  concerns,
  namesResources,
  usedBy,
};
