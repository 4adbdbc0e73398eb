import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const resourceOpenToOutsiders: Rule = {
  id: 'resource-open-to-outsiders',
  title: 'A resource policy allows access from outside',
  owasp: ['NHI6:2025'],
  facets: ['exposure'],
  severity: 'medium',
  confidence: 'high',
  controls: controlsOf(['NHI6:2025']),
  needs: ['resource-policies'],
  about: ['aws'],
  why: `The resource policy of a bucket, key, queue, topic, function, secret or image repository grants access on its own, without an
identity policy. Where it names everyone, or a whole foreign account, anyone there can use the resource: read data that other identities
rely on, decrypt with the key, or start a function that acts with its role. A function that a service may invoke without a source
condition can be started by another customer of that service (the confused deputy problem).`,
  limits: `- A condition on the organisation, the account or ARN of the source, the network or the caller's account counts, unless
  anyone can meet its value; so does an explicit deny for everyone else that covers the same actions.
- Everyone under a condition that the tool does not recognise: \`medium\` with low confidence. A bucket that everyone may only read is
  \`medium\`: it may be a website. A public policy that Block Public Access (\`RestrictPublicBuckets\` of the bucket or the account)
  overrides is not reported, nor an access control list under \`IgnorePublicAcls\`; where these settings were not read, medium confidence.
- Grants on keys are reported like policies: for a whole foreign account. Access control lists of single objects are not read.
- A foreign account is reported only where the whole account is named, not single identities; without the organisation's list of
  accounts it may be your own: \`low\` with low confidence. Log delivery to buckets is left out.
- Services without a source condition are reported for functions only.
- For a function, the finding is listed with the role that it runs as; for everything else, with the root user of the account.`,
  remedy: `Name the identities that need access, or add a condition that only your organisation meets. In AWS:

\`\`\`json
"Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-example" } }
\`\`\`

and for a service that invokes a function:

\`\`\`sh
aws lambda add-permission --function-name FUNCTION --statement-id ID --action lambda:InvokeFunction \\
  --principal s3.amazonaws.com --source-account 111111111111 --source-arn arn:aws:s3:::BUCKET
\`\`\``,
  sources: [
    'https://owasp.org/www-project-non-human-identities-top-10/2025/6-insecure-cloud-deployment-configurations/',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
    'https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
  ],
  check: exposuresOf('open-resource', 'medium', 'low'),
};
