import { expect, test } from 'vitest';
import { meantBy, templateTypes } from '../../../../../connectors/aws/plan/template/translated.ts';
import { failingTemplates } from '../../../../support/template.ts';

const of = (type: string, action: string): string => `
Resources:
  Role:
    Type: ${type}
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Action: sts:AssumeRole, Principal: { Service: ec2.amazonaws.com } }]
      Policies: [{ PolicyName: p, PolicyDocument: { Statement: [{ Effect: Allow, Action: '${action}', Resource: '*' }] } }]
`;

test.each(['aws::iam::role', 'AWS::iam::Role', 'AWS::IAM::ROLE'])(
  'nobody can tell what is made of %s',
  (type) => {
    expect(failingTemplates(undefined, of(type, '*')).join(' ')).toContain('indeterminate');
  },
);

test('twins: the right spelling is judged, another type is none of these, and an old text is no matter', () => {
  expect(failingTemplates(undefined, of('AWS::IAM::Role', '*')).join(' ')).not.toContain('indeterminate');
  expect(failingTemplates(undefined, of('AWS::Logs::LogGroup', '*'))).not.toContain('indeterminate');
  expect(failingTemplates(of('aws::iam::role', '*'), of('aws::iam::role', '*'))).toEqual([]);
});

test('every judged type has one spelling', () => {
  for (const type of templateTypes) {
    expect(meantBy(type)).toBeUndefined();
    expect(meantBy(type.toLowerCase())).toBe(type);
  }
});
