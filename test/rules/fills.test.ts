import { expect, test } from 'vitest';
import { awsFills } from '../../connectors/aws/fills.ts';
import { azureFills } from '../../connectors/azure/fills.ts';
import { gcpFills } from '../../connectors/gcp/fills.ts';
import { githubFills } from '../../connectors/github/fills.ts';
import { rules } from '../../rules/index.ts';
import type { Fills } from '../../src/model/coverage.ts';

const providers = { aws: awsFills, azure: azureFills, gcp: gcpFills, github: githubFills } as const;

test.each(Object.entries(providers) as [keyof typeof providers, Fills][])(
  'what a rule needs of %s is filled by something that can be named',
  (provider, fills) => {
    const needed = rules
      .filter(({ about }) => about === undefined || about.includes(provider))
      .flatMap(({ needs }) => needs);
    expect([...new Set(needed)].filter((kind) => fills[kind] === undefined)).toEqual([]);
  },
);
