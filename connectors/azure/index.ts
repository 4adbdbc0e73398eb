import type { Interpretation } from '../connector.ts';
import { happened } from './facts/happened.ts';
import { azureFills } from './fills.ts';
import { azureHolders } from './holders.ts';
import { azureFormats } from './import/formats.ts';
import { azureInstead } from './instead.ts';
import { readAzure } from './interpret.ts';
import { azureRemedies } from './remedies.ts';
import { azureTies } from './ties.ts';
import { concerns, namesResources, privilegesIn, sensitivityOf, usedBy } from './weights.ts';

/** What facts of Azure and Entra mean. */
export const azureInterpretation: Interpretation = {
  id: 'azure',
  ties: azureTies,
  fills: azureFills,
  formats: azureFormats,
  holders: azureHolders,
  happened,
  reader: readAzure,
  remedies: azureRemedies,
  instead: azureInstead,
  concerns,
  sensitivityOf,
  privilegesIn,
  namesResources,
  usedBy,
};
