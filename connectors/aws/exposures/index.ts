import { byText } from '../../../src/model/by-text.ts';
import type { Exposure } from '../../../src/model/exposure.ts';
import type { Settings } from '../../../src/model/settings.ts';
import type { Inventory, Principal } from '../facts/inventory.ts';
import { knownCompromise } from './compromised.ts';
import { literalSecrets } from './literals.ts';
import { metadataWithoutToken } from './metadata.ts';
import { openResources } from './open-resources.ts';
import { secretsNotRotated } from './rotation.ts';

/** What is weak in how an identity is kept; sorted by kind, then key. */
export const exposuresOf = (
  principal: Principal,
  inventory: Inventory,
  now: number,
  settings: Settings,
): readonly Exposure[] =>
  [
    ...knownCompromise(principal),
    ...literalSecrets(principal, inventory),
    ...metadataWithoutToken(principal, inventory),
    ...openResources(principal, inventory, now, settings),
    ...secretsNotRotated(principal, inventory, now, settings),
  ].sort((a, b) => byText(a.kind, b.kind) || byText(a.key, b.key));
