import type { Rule } from '../src/model/rule.ts';
import { controlsOf } from './knowledge/controls.ts';
import { exposuresOf } from './knowledge/exposures.ts';

export const literalSecretInConfiguration: Rule = {
  id: 'literal-secret-in-configuration',
  title: 'A secret stands in the text of a configuration',
  owasp: ['NHI2:2025'],
  facets: ['secret'],
  severity: 'high',
  confidence: 'medium',
  controls: controlsOf(['NHI2:2025']),
  needs: ['configuration'],
  about: ['aws', 'github'],
  why: `A secret in a file of a repository is known to everyone who can read the repository, to every clone and to every tool that the
file is handed to, and it stays in the history after it is deleted from the file. One in the settings of a workload (an environment
variable, user data, a parameter) is shown to everyone who may describe the workload, to AWS Config, and in every export of it:
far more than may read a secret store.`,
  limits: `- Told by the form of the value (known prefixes, names of keys, command lines that take passwords); values are never kept,
  the kind and the line are. A placeholder may be reported: confidence \`medium\`. References (\`\${VAR}\`, \`\${input:…}\`, secret managers) are not.
- Passwords that a workflow gives to a service container of the job, and shows to no other host, are left out: they end with the job.
- Whether the secret still works is not tried.
- In AWS: environment variables of Lambda, ECS, CodeBuild, Batch, App Runner, Amplify and SageMaker models, arguments of Glue jobs, user data
  of launch templates, parameters of stacks without \`NoEcho\`, and \`String\` parameters of Systems Manager by their names (confidence
  \`low\`; \`aws ssm describe-parameters\` gives them). User data of instances is not in any list. Only that one is there and where is
  kept: the value goes no further than the reading of the file or answer. What runs as no role stands with the root user of the account.`,
  remedy: `Replace the secret first, then the text by a reference; deleting the line alone ends nothing. For an MCP server:

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
