import type { Interpretation } from '../connector.ts';
import { awsPrivilegesIn } from './entitlements/privileges.ts';
import { happened } from './facts/happened.ts';
import { sensitivityOf } from './facts/services.ts';
import { awsFills } from './fills.ts';
import { awsHolders } from './holders.ts';
import { awsFormats } from './import/formats.ts';
import { awsInstead } from './instead.ts';
import { readAws } from './interpret.ts';
import { awsRemedies } from './remedies/index.ts';
import { awsTies } from './ties.ts';
import { becomesOthers, concerns, namesResources, usedBy } from './weights.ts';

/** What facts of Amazon Web Services mean. */
export const awsInterpretation: Interpretation = {
  id: 'aws',
  formats: awsFormats,
  happened,
  reader: readAws,
  instead: awsInstead,
  remedies: awsRemedies,
  fills: awsFills,
  privilegesIn: awsPrivilegesIn,
  sensitivityOf,
  concerns,
  becomesOthers,
  namesResources,
  usedBy,
  enteredByTrust: ['role'],
  holders: awsHolders,
  ties: awsTies,
};
