import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const literalSecretInConfiguration: Rule = {
  id: 'literal-secret-in-configuration',
  title: 'A secret is written in plain text in a configuration',
  owasp: ['NHI2:2025'],
  facets: ['secret'],
  severity: 'high',
  confidence: 'medium',
  controls: controlsOf(['NHI2:2025']),
  needs: ['configuration'],
  about: ['aws', 'github'],
  why: `A secret in a repository is readable by everyone who can read the repository, is copied with every clone, and stays in the
history after it is deleted from the file. A secret in the settings of a workload (an environment variable, user data, a parameter) is
visible to everyone who may describe the workload, to AWS Config, and in every export: many more people than may read a secret store.`,
  limits: `- Detected by the form of the value (known prefixes, key names, command lines that take passwords); values are never stored,
  only the kind and the line. A placeholder may be reported: confidence \`medium\`. References (\`\${VAR}\`, \`\${input:…}\`, secret
  managers) are not.
- Passwords that a workflow gives to a service container of the job, and shows to no other host, are left out: they end with the job.
- Whether the secret still works is not tested.
- In AWS: environment variables of Lambda, ECS, CodeBuild, Batch, App Runner, Amplify and SageMaker models, arguments of Glue jobs, user
  data
  of launch templates, parameters of stacks without \`NoEcho\`, and \`String\` parameters of Systems Manager by their names (confidence
  \`low\`; \`aws ssm describe-parameters\` gives them). User data of instances is not in any list. Only the presence and place of a
  secret are recorded: the value is dropped when the file or API response is parsed. Workloads without a role are listed with the root
  user of the account.`,
  remedy: `Rotate the secret first, then replace the text by a reference; deleting the line alone does not help. For an MCP server:

\`\`\`json
{ "env": { "API_TOKEN": "\${env:API_TOKEN}" } }
\`\`\`

For a workload in AWS, keep it in Secrets Manager or as a \`SecureString\` and give the workload its name:

\`\`\`sh
aws secretsmanager create-secret --name NAME --secret-string file://new-secret
\`\`\``,
  sources: [
    'https://owasp.org/www-project-non-human-identities-top-10/2025/2-secret-leakage/',
    'https://docs.github.com/en/code-security/secret-scanning/introduction/about-secret-scanning',
    'https://docs.aws.amazon.com/secretsmanager/latest/userguide/hardcoded.html',
  ],
  check: exposuresOf('literal-secret', 'high', 'critical'),
};
