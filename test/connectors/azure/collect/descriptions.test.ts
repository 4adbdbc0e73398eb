import { describe, expect, test } from 'vitest';
import { policyFrom } from '../../../../connectors/azure/collect/policy-rules.ts';
import { azureOracle } from '../../../support/azure-oracle.ts';

/** What Microsoft's descriptions hold against an answer, and what they let through: test/fixtures/schemas/azure/README.md. */
const instance = (properties: object): readonly string[] =>
  azureOracle().armAnswer('roleAssignmentScheduleInstances', { value: [{ id: 'x', properties }] });
const rule = (each: object): readonly string[] =>
  azureOracle().armAnswer('roleManagementPolicyAssignments', {
    value: [{ id: 'x', properties: { effectiveRules: [each] } }],
  });

describe('the description of Privileged Identity Management', () => {
  test.each<[string, () => readonly string[], boolean]>([
    ['a state that there is not', () => instance({ status: 'Odd' }), false],
    ['a time that is none', () => instance({ startDateTime: 'yesterday' }), false],
    ['null for a text', () => instance({ endDateTime: null }), false],
    ['a kind of rule that there is not', () => rule({ ruleType: 'Odd' }), false],
    ['a rule without its kind', () => rule({}), false],
    [
      'a rule of approval that answers in words',
      () => rule({ ruleType: 'RoleManagementPolicyApprovalRule', setting: { isApprovalRequired: 'yes' } }),
      false,
    ],
    [
      'a duration that is a number',
      () => rule({ ruleType: 'RoleManagementPolicyExpirationRule', maximumDuration: 5 }),
      false,
    ],
    // It requires nothing, and closes nothing.
    ['an instance of nobody', () => instance({}), true],
    ['a property that it does not name', () => instance({ nonsense: 1 }), true],
  ])('%s', (_, wrong, passes) => {
    expect(wrong().length === 0).toBe(passes);
  });
});

describe('what a policy asks for at activation', () => {
  const context = (isEnabled: boolean) => ({
    id: 'AuthenticationContext_EndUser_Assignment',
    ruleType: 'RoleManagementPolicyAuthenticationContextRule',
    isEnabled,
    claimValue: 'c1',
  });
  test.each([
    [true, 'c1'],
    [false, undefined],
  ])('an authentication context that is %s', (isEnabled, claim) => {
    expect(rule(context(isEnabled))).toEqual([]);
    expect(policyFrom([context(isEnabled)]).authenticationContext).toBe(claim);
  });
});
