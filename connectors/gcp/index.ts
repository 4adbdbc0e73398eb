import type { Interpretation } from '../connector.ts';
import { happened } from './facts/happened.ts';
import { gcpFills } from './fills.ts';
import { gcpFormats } from './import/formats.ts';
import { gcpInstead } from './instead.ts';
import { readGcp } from './interpret.ts';
import { gcpRemedies } from './remedies.ts';
import { bundledIn, concerns, isEverybody, namesResources, usedBy } from './weights.ts';

/** What facts of Google Cloud mean. */
export const gcpInterpretation: Interpretation = {
  id: 'gcp',
  fills: gcpFills,
  formats: gcpFormats,
  happened,
  reader: readGcp,
  remedies: gcpRemedies,
  instead: gcpInstead,
  bundledIn,
  concerns,
  namesResources,
  isEverybody,
  usedBy,
};
