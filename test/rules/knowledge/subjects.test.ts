import { describe, expect, test } from 'vitest';
import {
  holdsWithoutClaim,
  namedProject,
  names,
  namesTenant,
  operatorOf,
  passesWithoutClaim,
  subjectWidth,
  type Width,
  widthRank,
} from '../../../rules/knowledge/subjects.ts';
import { condition } from '../../support/parts.ts';

const named = (operator: string, ...values: readonly string[]) =>
  condition({ class: 'federated-subject', operator, key: 'sub', values });
const told = (...conditions: Parameters<typeof subjectWidth>[0]): string | undefined => {
  const width = subjectWidth(conditions);
  return (
    width &&
    [width.width, width.every, ...(width.known ? [] : ['not known'])].filter((text) => text !== '').join(', ')
  );
};
const widthOf = (value: string): string | undefined => told(named('StringLike', value));

const branch = 'project, branch, tag and pull request of a repository';
const repository = 'tenant, repository of an organisation';

describe('whom a subject with wildcards lets in', () => {
  test.each([
    // GitHub
    ['repo:acme/shop:ref:refs/heads/main', 'exact'],
    ['repo:acme/shop:pull_requests', 'exact'],
    ['repo:acme/shop:pull_request', 'project, pull request of a repository'],
    ['in repo:acme/shop:pull_request', 'exact'],
    ['repo:acme/*:pull_request', repository],
    ['repo:acme/sh?p:pull_request', repository],
    ['repo:acme/shop:*', branch],
    ['repo:acme/shop:ref:refs/heads/release?', branch],
    ['repo:acme/shop*', repository],
    ['repo:acme/shop:?', branch],
    ['repo:acme/*', repository],
    ['repo:ac*/shop:environment:production', 'anyone'],
    ['repo:ac?e/shop:environment:production', 'anyone'],
    ['repo:*', 'anyone'],
    ['repo:*repo:acme/shop:environment:production', 'anyone'],
    ['repo:acme/*repo:acme/shop:environment:production', repository],
    ['repo:acme@*/shop@*:environment:production', 'exact'],
    ['repo:acme@*/shop@*:*', branch],
    ['repo:acme@*', 'anyone'],
    ['project_path:acme/shop@*:ref_type:branch', 'tenant, project of a group'],
    // GitLab
    ['project_path:acme/shop:ref_type:branch:ref:main', 'exact'],
    ['project_path:acme/shop:ref_type:branch:ref:*', 'project, branch and tag of a project'],
    ['project_path:acme/teams/shop:*', 'project, branch and tag of a project'],
    ['project_path:acme/*', 'tenant, project of a group'],
    ['project_path:acme/sh?p:ref', 'tenant, project of a group'],
    ['project_path:*/shop:ref', 'anyone'],
    ['project_path:ac?e/shop:ref', 'anyone'],
    ['project_path:*project_path:acme/shop:ref', 'anyone'],
    ['project_path:acme/*project_path:acme/shop:ref', 'tenant, project of a group'],
    // Terraform Cloud and Buildkite
    ['organization:acme:project:core:workspace:net:run_phase:*', 'exact'],
    ['organization:acme:pipeline:build:ref:*', 'exact'],
    ['organization:acme:project:core:workspace:*', 'tenant, workspace or pipeline of an organisation'],
    ['organization:acme:project:*:workspace:net:run', 'tenant, workspace or pipeline of an organisation'],
    ['organization:acme:pipeline:b?:ref', 'tenant, workspace or pipeline of an organisation'],
    ['organization:acme:*', 'tenant, workspace or pipeline of an organisation'],
    ['organization:ac*:pipeline:build:ref', 'anyone'],
    ['organization:*organization:acme:pipeline:build:ref', 'anyone'],
    [
      'organization:acme:*organization:acme:pipeline:build:ref',
      'tenant, workspace or pipeline of an organisation',
    ],
    // Kubernetes
    ['system:serviceaccount:shop:web', 'exact'],
    ['system:serviceaccount:shop:*', 'project, service account of a namespace'],
    ['system:serviceaccount:*:web', 'tenant, service account of a cluster'],
    ['system:serviceaccount:sh?p:web', 'tenant, service account of a cluster'],
    ['system:serviceaccount:*system:serviceaccount:shop:web', 'tenant, service account of a cluster'],
    // Azure DevOps
    ['sc://acme/shop/azure', 'exact'],
    ['sc://acme/shop/*', 'project, service connection of a project'],
    ['sc://acme/*', 'tenant, service connection of an organisation'],
    ['sc://acme/sh?p/azure', 'tenant, service connection of an organisation'],
    ['sc://*/shop/azure', 'anyone'],
    ['sc://*sc://acme/shop/azure', 'anyone'],
    ['sc://acme/*sc://acme/shop/azure', 'tenant, service connection of an organisation'],
    ['/eid1/c/pub/t/tenant/a/app/sc/organisation/*', 'project, service connection of an organisation'],
    ['/eid1/c/pub/t/tenant/a/app/sc/*', 'anyone'],
    ['/eid1/c/pub/t/*/a/app/sc/organisation/connection', 'anyone'],
    ['/eid1/*/eid1/t/a/app/sc/organisation/connection', 'anyone'],
    // CircleCI
    ['org/acme/project/shop/user/somebody', 'exact'],
    ['org/acme/project/shop/user/*', 'exact'],
    ['org/acme/project/*', 'tenant, project of an organisation'],
    ['org/acme/project/sh?p/user/x', 'tenant, project of an organisation'],
    ['org/*/project/shop/user/x', 'anyone'],
    ['org/*org/acme/project/shop/user/x', 'anyone'],
    ['org/acme/*org/acme/project/shop/user/x', 'tenant, project of an organisation'],
    // Vercel
    ['owner:acme:project:shop:environment:production', 'exact'],
    ['owner:acme:project:shop:environment:*', 'project, environment of a project'],
    ['owner:acme:project:sh?p:environment:production', 'tenant, project of a team'],
    ['owner:acme:*', 'tenant, project of a team'],
    ['owner:*:project:shop:environment:production', 'anyone'],
    ['owner:*owner:acme:project:shop:environment:production', 'anyone'],
    ['owner:acme:*owner:acme:project:shop:environment:x', 'tenant, project of a team'],
    // Upbound
    ['mcp:acme/shop:provider:aws', 'exact'],
    ['mcp:acme/shop:provider:*', 'project, provider of a control plane'],
    ['mcp:acme/*', 'tenant, control plane of an organisation'],
    ['mcp:acme/sh?p:provider:aws', 'tenant, control plane of an organisation'],
    ['mcp:*/shop:provider:aws', 'anyone'],
    ['mcp:*mcp:acme/shop:provider:aws', 'anyone'],
    ['mcp:acme/*mcp:acme/shop:provider:aws', 'tenant, control plane of an organisation'],
    // Nobody knows the format
    ['service-7', 'exact'],
    ['service-*', 'tenant, subject that fits a pattern, not known'],
    ['S*', 'tenant, subject that fits a pattern, not known'],
    ['--*service', 'anyone'],
    ['*', 'anyone'],
  ])('%s: %s', (value, expected) => {
    expect(widthOf(value)).toBe(expected);
  });

  test.each([
    ['an operator for equality knows no wildcards', [named('StringEquals', 'repo:*')], 'exact'],
    [
      'but a pull request is one',
      [named('StringEquals', 'repo:acme/shop:pull_request')],
      'project, pull request of a repository',
    ],
    [
      'of several values the widest',
      [named('StringLike', 'repo:acme/shop:x', 'repo:acme/*', 'repo:acme/shop:*')],
      repository,
    ],
    [
      'of several conditions the narrowest',
      [named('StringLike', 'repo:*'), named('StringLike', 'repo:acme/*'), named('StringLike', 'repo:ac*')],
      repository,
    ],
    ['what is not so names nobody', [named('StringNotLike', 'repo:acme/*')], undefined],
    ['nor does that there is one', [named('Null', 'false')], undefined],
    ['nor no value at all', [named('StringLike')], undefined],
    [
      'those leave the others',
      [named('StringNotLike', 'repo:x'), named('StringLike', 'repo:acme/*')],
      repository,
    ],
    ['nothing is asked', [], undefined],
  ] as const)('%s', (_, conditions, expected) => {
    expect(told(...conditions)).toBe(expected);
  });

  test('the value that decides is told as it is written', () => {
    expect(subjectWidth([named('StringLike', 'repo:acme@*/shop@*:*', 'repo:acme/shop:x')])?.value).toBe(
      'repo:acme@*/shop@*:*',
    );
  });

  test('widths in their order', () => {
    expect((['exact', 'project', 'tenant', 'anyone'] satisfies Width[]).map(widthRank)).toEqual([0, 1, 2, 3]);
  });
});

test.each([
  ['repo:Acme/Shop:ref:x', 'acme | acme/shop | none'],
  ['repo:acme/shop', 'acme | acme/shop | none'],
  ['repo:acme@1/shop@2:ref:x', 'acme | acme/shop | fixed'],
  ['repo:acme@1/shop:ref:x', 'acme | acme/shop | none'],
  ['repo:acme/shop@2:ref:x', 'acme | acme/shop | none'],
  ['repo:acme@*/shop@2:ref:x', 'acme | acme/shop | any'],
  ['repo:acme@1/shop@2?:ref:x', 'acme | acme/shop | any'],
  ['repo:ac*/shop:ref:x', undefined],
  ['repo:acme/sh?p:ref:x', undefined],
  ['repo:acme/shop/more:ref:x', undefined],
  ['a repo:acme/shop:ref:x', undefined],
  ['project_path:acme/shop:ref:x', undefined],
  ['repo:/shop:x', undefined],
  ['repo:acme/:x', undefined],
])('the project that %s names: %s', (value, expected) => {
  const found = namedProject(value);
  expect(found && `${found.tenant} | ${found.project} | ${found.ids}`).toBe(expected);
});

test.each([
  ['StringEquals', 'equal'],
  ['StringEqualsIgnoreCase', 'equal'],
  ['ForAnyValue:StringEqualsIfExists', 'equal'],
  ['StringLike', 'pattern'],
  ['StringLikeIfExists', 'pattern'],
  ['matches', 'pattern'],
  ['hasPrefix', 'pattern'],
  ['startsWith', 'pattern'],
  ['StringNotEquals', 'negated'],
  ['notIn', 'negated'],
  ['Null', 'presence'],
  ['NullIfExists', 'presence'],
  ['exists', 'presence'],
  ['existsOnce', 'equal'],
] as const)('what the operator %s does: %s', (operator, expected) => {
  expect(operatorOf(operator)).toBe(expected);
});

test.each([
  ['StringEquals', ['a'], true],
  ['StringEquals', ['*'], true],
  ['StringLike', ['a*'], true],
  ['StringLike', ['*a'], true],
  ['StringLike', ['*'], false],
  ['StringLike', ['?*'], false],
  ['StringLike', ['a', '*'], false],
  ['StringLike', [], false],
  ['StringEquals', [], false],
  ['StringNotEquals', ['a'], false],
  ['Null', ['false'], false],
] as const)('%s %j names what it wants: %j', (operator, values, expected) => {
  expect(names(named(operator, ...values))).toBe(expected);
});

test.each([
  ['StringEquals', ['a*'], true],
  ['StringLike', ['us-east-1:12345678*'], true],
  ['StringLike', ['us-east-1:1234567*'], false],
  ['StringLike', ['us-east-1:1234567?'], false],
  ['StringLike', ['12345678*'], true],
  ['StringLike', ['1234567*'], false],
  ['StringLike', ['(x:12345*'], true],
  ['StringLike', ['short'], true],
  ['StringLike', ['12345678*', '1*'], false],
  ['StringLike', ['*'], false],
  ['StringNotLike', ['12345678*'], false],
] as const)('%s %j names a tenant: %j', (operator, values, expected) => {
  expect(namesTenant(named(operator, ...values))).toBe(expected);
});

test.each([
  ['ForAllValues:StringLike', true, true],
  ['forallvalues:StringEquals', true, true],
  ['ForAnyValue:StringLike', false, false],
  ['StringLikeIfExists', false, true],
  ['StringEqualsIFEXISTS', false, true],
  ['IfExistsOrNot', false, false],
  ['NotForAllValues:StringLike', false, false],
  ['StringLike', false, false],
])('%s passes without the claim: %j; holds: %j', (operator, passes, holds) => {
  expect([passesWithoutClaim(named(operator, 'a')), holdsWithoutClaim(named(operator, 'a'))]).toEqual([
    passes,
    holds,
  ]);
});
