import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const resourceOpenToOutsiders: Rule = {
  id: 'resource-open-to-outsiders',
  title: 'The policy of a resource lets outsiders use it',
  owasp: ['NHI6:2025'],
  facets: ['exposure'],
  severity: 'medium',
  confidence: 'high',
  controls: controlsOf(['NHI6:2025']),
  needs: ['resource-policies'],
  about: ['aws'],
  why: `The policy of a bucket, key, queue, topic, function, secret or image repository gives access without any policy of an
identity. Where it names everyone, or a whole foreign account, whoever is there can use the resource: read what other identities
rely on, decrypt with the key, or start a function that acts with its role. A function that a service may invoke for anybody's
resource can be started by another customer of that service (the confused deputy).`,
  limits: `- A condition on the organisation, the account or ARN of the source, the network or the caller's account counts, if not everybody can
  meet its value; so does a deny of everybody else that covers the same actions.
- Of everyone under a condition that is not understood: \`medium\` with low confidence. A bucket that everyone may only read is
  \`medium\`: it may be a website; whether Block Public Access overrides its policy is not read, hence medium confidence.
- Of a foreign account only the whole of it is reported, not single identities that are named; without the organisation's list of
  accounts it may be your own: \`low\` with low confidence. What log deliveries put into buckets is left out.
- Services without a source are reported of functions only.
- Of a function it stands with the role that the function runs as, of all else with the root user of the account.`,
  remedy: `Name the identities that need it, or demand what only your own meet. In AWS:

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
