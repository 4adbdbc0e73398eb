/**
 * Words in capitals that stand in commands and documents for what the facts do not say. Each is told once, under them.
 */
export const fillIns: Readonly<Record<string, string>> = {
  ACCOUNT_EMAIL: 'the e-mail address of the one account that it is needed for',
  ACTIONS_OF_THE_TASK: 'the actions that the task needs: iam:GetUser, s3:GetObject and the like',
  ADDRESS: 'the address of the receiver',
  ASSIGNMENT: 'the id of the assignment',
  ASSOCIATION_ID: 'the id of the association, from the list above',
  AUDIENCE: 'the audience that tokens for this identity are made for',
  CERTIFICATE_NAME: 'the common name of the one certificate',
  CREDENTIAL: 'the id of the credential, from the list above or the console',
  CREDENTIAL_NAME: 'the name of the federated credential',
  END_DATE: 'the last day of the credential, at most 90 days ahead: `date -u -d "+90 days" +%F`',
  END_TIME: 'when it ends, in UTC; seven days from now: `date -u -d "+7 days" +%FT%TZ`',
  EXTERNAL_ID: 'the id that the third party uses for you',
  FULL_COMMIT: 'the 40 hexadecimal digits of the commit of the version that is meant',
  FUNCTION: 'the ARN of the function that replaces the secret',
  FILE: 'the file',
  GROUP: 'the name or id of the group',
  ID: 'its id',
  INSTANCE_ARN: 'the ARN of the instance of IAM Identity Center',
  INSTANCE_ID: 'the id of the instance',
  KEY_FILE: 'the file of the public key',
  MEMBER: 'the member as the policy names it',
  NAME: 'its name',
  NEW_NAME: 'a name for the new identity',
  NEW_PASSWORD: 'a first password, which has to be changed at once',
  OWNER: 'the team or person who answers for it',
  PERMISSION: 'the lowest permission that is enough: pull, triage, push',
  POLICY: 'the name of the policy',
  PROJECT: 'the id of the project',
  REGISTRATION_TOKEN: 'a token for registering runners, from the settings of Actions',
  REPOSITORY: 'owner/name of the repository',
  REPOSITORY_ID: 'the number of a repository that it has no work in',
  RESOURCE: 'the resource id of it',
  RESOURCES_OF_THE_TASK: 'the ARNs that the task works on',
  ROLE: 'the role that is enough for the task',
  RULESET_ID: 'the number of the ruleset',
  SCOPE: 'the scope of the assignment',
  SECRET: 'the name of the secret',
  SUBJECT: 'the one subject (claim sub) that needs it: repo:owner/name:environment:production',
  TASK: 'a name for the task, as logs will show it',
  TEAM: 'the id of the team that reviews',
  TRUSTED_ROLE_ARN: 'the ARN of the one role that needs it',
  TRUST_ANCHOR_ARN: 'the ARN of the trust anchor',
};

const words = new RegExp(
  `(?<![\\w$-])(${Object.keys(fillIns)
    .sort((a, b) => b.length - a.length)
    .join('|')})(?![\\w-])`,
  'g',
);

/** A fix with a line for each word that is to be filled in. */
export const withFillIns = (fix: string): string => {
  const [, ...lines] = fix.split('\n');
  const found = [...new Set([...lines.join('\n').matchAll(words)].map(([word]) => word))];
  return [fix, ...found.map((word) => `# fill in ${word}: ${fillIns[word]}`)].join('\n');
};
