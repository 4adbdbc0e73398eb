import { byText } from '../src/model/by-text.ts';
import { jsonText } from '../src/model/command-line.ts';
import type { Rule } from '../src/model/rule.ts';
import type { Settings } from '../src/model/settings.ts';
import { controlsOf } from './knowledge/controls.ts';
import { canBeOwned } from './knowledge/guards.ts';
import { scopesWithoutOwners } from './knowledge/owners.ts';
import { fixOf } from './knowledge/remedies.ts';
import { counted, listed, plain } from './knowledge/wording.ts';

/** Identities that stand as evidence of a whole scope. */
const shownIdentities = 20;

const lookedFor = ({ ownerTagKeys }: Settings): string =>
  `no owner; looked for ${
    ownerTagKeys.length === 0
      ? 'none'
      : listed(
          ownerTagKeys.map((key) => plain(key)),
          10,
        )
  }`;

/** For the configuration, as `owners` takes it. */
const ownersOf = (pattern: string): string => `owners:\n  - { pattern: ${jsonText(pattern)}, owner: OWNER }`;

export const noOwner: Rule = {
  id: 'no-owner',
  title: 'No owner is recorded',
  owasp: ['NHI1:2025'],
  facets: ['ownership'],
  severity: 'low',
  confidence: 'medium',
  controls: controlsOf(['NHI1:2025'], 'no-owner'),
  needs: ['owners'],
  why: `An identity without an owner is not reviewed, is left behind when its project ends, and leaves nobody to ask when it behaves
unexpectedly. Nobody will fix its other findings either.`,
  limits: `- An owner is what the provider, a tag or the configuration says; keys of tags are \`ownerTagKeys\`, patterns of names
  \`owners\` in
  the configuration. An owner kept elsewhere (a catalogue) is not known here, hence medium confidence.
- A scope in which no identity names an owner, with all scopes within it, is reported as one finding of that scope, because one change
  (a tagging policy) resolves it. For a scope with a single identity, the identity is reported.
- Where what was read does not tell owners (lists of the Azure CLI), nothing is reported of those that have them nowhere else.
- Whether the owner named still works there is not checked.
- Privileged identities are \`medium\`. People, the root user, identities that the provider manages itself, and what stands for everybody are
  left out.`,
  remedy: `Find out who would be called if it broke, and record that on the identity, preferably a team rather than a person. In AWS:

\`\`\`sh
aws iam tag-role --role-name NAME --tags Key=owner,Value=TEAM
\`\`\`

If nobody would be called, it is a candidate for removal.`,
  sources: [
    'https://owasp.org/www-project-non-human-identities-top-10/2025/1-improper-offboarding/',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html',
  ],
  check: (identity, { estate, index, privileged, settings, remedies }) => {
    if (identity.owner !== undefined || !canBeOwned(identity)) return [];
    // Nobody can own what is gone; what is left of it is another finding.
    if (identity.exposures?.some(({ kind }) => kind === 'orphaned-grant') === true) return [];
    // One change of the scope, and one finding of it.
    if (scopesWithoutOwners(estate).of(index) !== undefined) return [];
    const [tag = 'owner'] = settings.ownerTagKeys;
    return [
      {
        title: privileged ? 'Privileged, and nobody owns it' : 'Nobody owns it',
        severity: privileged ? 'medium' : 'low',
        evidence: [{ ...identity.source, says: lookedFor(settings) }],
        fix: fixOf(
          'Find out who would be called if it broke, and name that team on it.',
          remedies.nameOwner(identity, tag) ?? ownersOf(identity.name),
        ),
      },
    ];
  },
  checkScopes: ({ estate, reach, settings, isPrivileged }) =>
    scopesWithoutOwners(estate).list.map(({ scope, identities }) => {
      const { id, name } = estate.scopes[scope]!;
      const known = identities.map((index) => estate.identities[index]!).sort((a, b) => byText(a.id, b.id));
      const privileged = identities.filter(isPrivileged).length;
      const [tag = 'owner'] = settings.ownerTagKeys;
      return {
        scope,
        about: known.map((identity) => identity.id),
        blastRadius: Math.max(...new Set(identities.map((index) => reach.radius(index).score))),
        title: `No identity of ${plain(name === '' ? id : name)} names an owner: ${counted(known.length, 'identity', 'identities')}, ${privileged} privileged`,
        severity: privileged > 0 ? ('medium' as const) : ('low' as const),
        evidence: known
          .slice(0, shownIdentities)
          .map(({ source }) => ({ ...source, says: lookedFor(settings) })),
        cause: {
          kind: 'owner' as const,
          key: [estate.scopes[scope]!.provider, id],
          label: `owners of ${plain(name === '' ? id : name)}`,
        },
        fix: fixOf(
          `Agree on one tag that names the owner (${plain(tag)}) and set it where identities are made, the privileged ones first; or name owners by pattern in nhi-audit.yaml (owners).`,
          ownersOf('NAME-*'),
        ),
      };
    }),
};
