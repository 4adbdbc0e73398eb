import type { Evidence } from '../src/model/evidence.ts';
import { greatest } from '../src/model/many.ts';
import { ownMember } from '../src/model/own-member.ts';
import type { Rule, RuleContext } from '../src/model/rule.ts';
import { causeOfPath } from './knowledge/causes.ts';
import { controlsOf } from './knowledge/controls.ts';
import { isNonHuman } from './knowledge/guards.ts';
import { ownControl } from './knowledge/own-control.ts';
import { fixOfPath } from './knowledge/path-cuts.ts';
import { counted, listed, plain } from './knowledge/wording.ts';

/** The weight of a scope as configured: what its loss costs, compared with the others. */
const weightOf = ({ estate, settings }: RuleContext, scope: number): number => {
  const { id, environment } = estate.scopes[scope]!;
  return ownMember(settings.weights.scopes, id) ?? settings.weights.environment[environment] ?? 0;
};

/** The scope that weighs most; of equals, the identity's own, then the first. */
const heaviestOf = (context: RuleContext, scopes: readonly number[]): number | undefined => {
  const own = context.estate.identities[context.index]!.scope;
  const isOwn = (scope: number): number => (context.estate.scopes[scope]!.id === own ? 1 : 0);
  return [...scopes].sort(
    (a, b) => weightOf(context, b) - weightOf(context, a) || isOwn(b) - isOwn(a) || a - b,
  )[0];
};

export const privilegeEscalationPath: Rule = {
  id: 'privilege-escalation-path',
  title: 'Privilege escalation path to full control',
  noun: ['path', 'paths'],
  owasp: ['NHI5:2025'],
  facets: ['excessive'],
  severity: 'high',
  confidence: 'high',
  controls: controlsOf(['NHI5:2025']),
  needs: ['grants', 'trusts'],
  why: `The identity is not an administrator by its own policies, but can make itself one: it can change the permissions, credentials,
code or trust of something more privileged, or assume it. Reviews that look for administrators do not see it; an attacker with its
credential needs the steps listed in the finding and nothing else.`,
  limits: `- Where every step is proven by the snapshot the finding is certain; where a step rests on something that is not in it
  (a workload that may run, a condition that the caller may meet), severity and confidence are lower and the finding says
  what it rests on.
- An identity that controls a scope by its own grants is reported here only when a path leads to a scope of more weight.
- One finding per identity, for the most important scope (\`weights.environment\`); the other scopes are named in it.
- People, the root user and identities that the provider manages itself are left out; they still count as steps.
- Guardrails that could not be read (service control policies, for instance) may stop a step; coverage says so.`,
  remedy: `Remove the step of the path that affects the fewest other identities: usually the first one, which the identity's own policy
allows. The finding prints that change ([fixes](../fixes.md)). To do it by hand, remove the action, or limit it to the resources that
the task needs. In AWS:

\`\`\`json
{
  "Effect": "Allow",
  "Action": "iam:PassRole",
  "Resource": "arn:aws:iam::111111111111:role/the-one-role",
  "Condition": { "StringEquals": { "iam:PassedToService": "lambda.amazonaws.com" } }
}
\`\`\`

Where the permission is needed, a permissions boundary keeps what it creates within limits. \`nhi-audit explain IDENTITY\`
shows each step and the statement that allows it.`,
  sources: [
    'https://owasp.org/www-project-non-human-identities-top-10/2025/5-overprivileged-nhi/',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
  ],
  check: (identity, context) => {
    const { radius, estate } = context;
    if (radius.admin.length === 0 && radius.adminIf.length === 0) return [];
    if (!isNonHuman(identity)) return [];
    const own = new Map(ownControl(context).map((control) => [control.scope, control]));
    const heaviestOwn = greatest(
      [...own.keys()].map((scope) => weightOf(context, scope)),
      0,
    );
    const further = (scope: number): boolean => !own.has(scope) && weightOf(context, scope) > heaviestOwn;
    const provenScopes = radius.admin.filter(further);
    const proven = provenScopes.length > 0;
    const scopes = proven ? provenScopes : radius.adminIf.map(({ scope }) => scope).filter(further);
    const heaviest = heaviestOf(context, scopes);
    if (heaviest === undefined) return [];
    const path = context.reach.pathToControl(context.index, heaviest);
    const target = estate.scopes[heaviest]!;
    const assumptions = proven
      ? []
      : (radius.adminIf.find(({ scope }) => scope === heaviest)?.assumes ?? []).map((text) => plain(text));
    const others = scopes.filter((scope) => scope !== heaviest).map((scope) => estate.scopes[scope]!.id);
    const steps: readonly Evidence[] = path.flatMap(({ evidence }) => evidence);
    const fix = fixOfPath(context.reach.cuts(context.index, heaviest), path, context);
    return [
      {
        title: `Reaches full control of ${plain(target.id)}${others.length > 0 ? ` and ${counted(others.length, 'other scope')}` : ''} in ${counted(
          Math.max(1, path.length),
          'step',
        )}${proven ? '' : `, if ${listed(assumptions, 3)}`}`,
        severity: proven ? (target.environment === 'production' ? 'critical' : 'high') : 'medium',
        confidence: proven ? 'high' : assumptions.length > 1 ? 'low' : 'medium',
        evidence: [
          ...steps,
          {
            ...identity.source,
            says: `its permissions lead to full control of ${listed([target.id, ...others], 20)}${
              proven ? '' : `, if ${listed(assumptions, 20)}`
            }`,
          },
        ],
        path,
        cause: causeOfPath(fix.origin ?? identity, fix.step === undefined ? path : [fix.step], context),
        fix: fix.text,
      },
    ];
  },
};
