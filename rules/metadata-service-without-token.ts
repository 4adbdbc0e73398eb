import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const metadataServiceWithoutToken: Rule = {
  id: 'metadata-service-without-token',
  title: 'IMDSv1 is allowed on a host with a role',
  owasp: ['NHI4:2025'],
  facets: ['exposure'],
  severity: 'medium',
  confidence: 'high',
  controls: controlsOf(['NHI4:2025'], 'metadata-service-without-token'),
  needs: ['workloads'],
  about: ['aws'],
  why: `With version 1 of the instance metadata service (IMDSv1), one plain GET request returns the credentials of the instance's role.
A web
server that can be made to fetch an address of the caller's choice (SSRF), or an open proxy, is enough. Version 2 asks for a
session token by a PUT with a header, which such requests cannot make.`,
  limits: `- Reported for instances, launch templates and launch configurations with a role whose \`HttpTokens\` is \`optional\` and whose
  metadata service is on. Where the source does not say, nothing is reported; a default of the account or the image is not seen.
- Whether software on the instance is open to SSRF is not known. Privileged roles are \`high\`.`,
  remedy: `Check first that nothing uses IMDSv1 (the CloudWatch metric \`MetadataNoToken\`), then require it:

\`\`\`sh
aws ec2 modify-instance-metadata-options --instance-id INSTANCE --http-tokens required --http-put-response-hop-limit 1
aws ec2 modify-instance-metadata-defaults --http-tokens required
\`\`\``,
  sources: [
    'https://owasp.org/www-project-non-human-identities-top-10/2025/4-insecure-authentication/',
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html',
  ],
  check: exposuresOf('metadata-without-token', 'medium', 'high'),
};
