import { fill } from '../../../src/model/command-line.ts';
import type { Exposure } from '../../../src/model/exposure.ts';
import type { Principal } from '../facts/inventory.ts';

/**
 * AWS attaches it to a user whose access key it found in public, and opens a support case.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCompromisedKeyQuarantineV3.html
 */
const quarantine = /^arn:aws[a-z-]*:iam::aws:policy\/(AWSCompromisedKeyQuarantine(?:V\d+)?)$/;

export const knownCompromise = ({ kind, name, policies, missing, arn }: Principal): readonly Exposure[] => {
  const attached = [
    ...policies.flatMap((policy) =>
      policy.arn === undefined
        ? []
        : [
            {
              policy: policy.arn,
              source: policy.elsewhere === true ? policy.source : { record: `aws.${kind}`, id: arn },
            },
          ],
    ),
    ...missing.map((policy) => ({ policy, source: { record: `aws.${kind}`, id: arn } })),
  ].flatMap((each) => {
    const found = quarantine.exec(each.policy)?.[1];
    return found === undefined ? [] : [{ ...each, title: found }];
  });
  const [first] = attached;
  if (first === undefined) return [];
  return [
    {
      kind: 'known-compromise',
      key: 'quarantine',
      says: `AWS found a key of ${name} in public and attached ${first.title}`,
      evidence: attached.map(({ source, title }) => ({ ...source, says: `${title} is attached` })),
      fix: [
        'Make a new key for what uses it, deactivate the one that leaked, look in CloudTrail for what was done with it since, and answer the support case; taking the policy off alone ends nothing.',
        ...[
          'aws iam list-access-keys --user-name {name}',
          'aws iam update-access-key --user-name {name} --access-key-id CREDENTIAL --status Inactive',
          'aws cloudtrail lookup-events --lookup-attributes AttributeKey=Username,AttributeValue={name}',
        ].map((template) => fill({ template, values: { name } })),
      ].join('\n'),
    },
  ];
};
