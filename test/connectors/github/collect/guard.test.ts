import { parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { githubCalls } from '../../../../connectors/github/collect/calls.ts';
import { guardRequest } from '../../../../connectors/github/collect/guard.ts';
import { githubPermissions } from '../../../../connectors/github/collect/permissions.ts';
import { queries } from '../../../../connectors/github/collect/queries.ts';
import { apiRootOf } from '../../../../connectors/github/collect/session.ts';
import { githubGraphqlSchema } from '../../../support/github-graphql.ts';

const root = apiRootOf();
const api = 'https://api.github.com';

describe('the guard', () => {
  it.each([
    ['PUT', `${api}/repos/acme/web/keys`],
    ['POST', `${api}/repos/acme/web/keys`],
    ['DELETE', `${api}/orgs/acme/hooks`],
    ['PATCH', `${api}/orgs/acme`],
    ['GET', `${api}/repos/acme/web/contents/secret.txt`],
    ['GET', `${api}/repos/acme/web/keys/../../../user/keys`],
    ['GET', 'https://evil.test/orgs/acme'],
    ['GET', 'https://user:pass@api.github.com/orgs/acme'],
    ['POST', `${api}/app/installations/1/access_tokens/2`],
  ])('refuses %s %s', (method, url) => {
    expect(() => guardRequest(root, { method, url, body: undefined })).toThrow(/read-only guard/);
  });

  it.each([
    ['a mutation', 'mutation { addStar(input: {starrableId: "x"}) { clientMutationId } }'],
    ['a query that is not ours', '{ viewer { login } }'],
    ['ours with more in it', `${queries.Members.text} mutation { a }`],
  ])('refuses GraphQL: %s', (_name, query) => {
    const body = JSON.stringify({ query });
    expect(() => guardRequest(root, { method: 'POST', url: `${api}/graphql`, body })).toThrow(/read-only/);
  });

  it.each([
    ['GET', `${api}/orgs/acme/hooks?per_page=100`, 'GET /orgs/{org}/hooks'],
    ['GET', `${api}/organizations/7/hooks?page=2`, 'GET /orgs/{org}/hooks'],
    ['GET', `${api}/repositories/42/keys?page=2`, 'GET /repos/{owner}/{repo}/keys'],
  ])('knows %s %s', (method, url, call) => {
    expect(guardRequest(root, { method, url, body: undefined }).id).toBe(call);
  });

  it('lets nothing but reads through: GET, the queries, and the exchange for a token', () => {
    const others = githubCalls.filter(({ id }) => !id.startsWith('GET ') && !id.startsWith('graphql '));
    expect(others.map(({ id }) => id)).toEqual(['POST /app/installations/{installation_id}/access_tokens']);
  });
});

describe("the queries fit GitHub's published schema", () => {
  it.each(Object.values(queries).map(({ id, text }) => [id, text]))('%s', (_id, text) => {
    const document = parse(text);
    expect(validate(githubGraphqlSchema(), document)).toEqual([]);
    expect(document.definitions).toMatchObject([{ operation: 'query' }]);
  });
});

describe('the permissions', () => {
  it('are reads alone, and grow with what is asked for', () => {
    const { default_permissions: least } = githubPermissions();
    expect(new Set(Object.values(least))).toEqual(new Set(['read']));
    expect(Object.keys(least)).not.toContain('organization_codespaces_secrets');
    expect(Object.keys(githubPermissions({ codespaces: true }).default_permissions)).toContain(
      'organization_codespaces_secrets',
    );
    expect(Object.keys(githubPermissions({ enterprise: true }).default_permissions)).toContain(
      'enterprise_organization_installations',
    );
  });
});

describe('the address of the API', () => {
  it.each([
    [undefined, '', '/graphql'],
    ['https://api.acme.ghe.com', '', '/graphql'],
    ['https://github.acme.test/api/v3', '/api/v3', '/api/graphql'],
    ['https://github.acme.test/api/v3/', '/api/v3', '/api/graphql'],
    ['http://127.0.0.1:3000', '', '/graphql'],
  ])('%s', (given, path, graphqlPath) => {
    expect(apiRootOf(given)).toMatchObject({ path, graphqlPath });
  });

  it.each(['http://github.acme.test/api/v3', 'file:///x', 'nothing', 'https://a:b@github.test'])(
    'is not %s',
    (given) => {
      expect(() => apiRootOf(given)).toThrow(/not the address/);
    },
  );
});
