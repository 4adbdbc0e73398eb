import { describe, expect, test } from 'vitest';
import { headsIn, sourceLines } from '../../src/plan/source-lines.ts';

const main = `# resource "aws_iam_role" "old" {
/*
resource "aws_iam_role" "commented" {
*/
resource "aws_iam_role" "ci" {
  name = "ci { \\" }"
  assume_role_policy = <<-EOT
resource "aws_iam_role" "text" {
  EOT
}

data "aws_iam_policy_document" "ci" {
  statement { actions = ["s3:*"] }
}
resource aws_iam_user bare {
}
module "app" {
  source = "./modules/app"
}
module "far" {
  source = "acme/app/aws"
}
`;
const app = 'resource "aws_iam_role_policy" "p"\n{\n  resource "aws_iam_role" "inner" {\n}\n}\n';

describe('heads of blocks', () => {
  test.each<[text: string, heads: readonly (readonly [string, number])[]]>([
    [
      main,
      [
        ['aws_iam_role.ci', 5],
        ['data.aws_iam_policy_document.ci', 12],
        ['aws_iam_user.bare', 15],
        ['module.app', 17],
        ['module.far', 20],
      ],
    ],
    [app, [['aws_iam_role_policy.p', 1]]],
    ['', []],
    ['}}}\nresource "a" "b" {}', [['a.b', 2]]],
  ])('%#', (text, heads) => {
    expect([...headsIn({ file: 'x.tf', text })].map(([address, { line }]) => [address, line])).toEqual(heads);
  });
});

describe('where a resource of a plan is written', () => {
  const folders: Readonly<Record<string, string>> = { '': main, 'modules/app': app };
  const lineOf = sourceLines(
    {
      module_calls: {
        app: { source: './modules/app', module: { module_calls: { up: { source: '../../' } } } },
        far: { source: 'acme/app/aws' },
      },
    },
    (folder) =>
      folders[folder] === undefined ? [] : [{ file: `infra/${folder}/main.tf`, text: folders[folder] }],
  );

  test.each<[address: string, place: string | undefined]>([
    ['aws_iam_role.ci', 'infra//main.tf:5'],
    ['aws_iam_role.ci["a.b"]', 'infra//main.tf:5'],
    ['module.app.aws_iam_role_policy.p[0]', 'infra/modules/app/main.tf:1'],
    ['module.app["x.y"].aws_iam_role_policy.p', 'infra/modules/app/main.tf:1'],
    // Of a module from elsewhere, and of what is written nowhere in one: the call.
    ['module.far.aws_iam_role.x', 'infra//main.tf:20'],
    ['module.app.aws_iam_role.gone', 'infra//main.tf:17'],
    ['aws_iam_role.gone', undefined],
    ['module.constructor.aws_iam_role.x', undefined],
  ])('%s', (address, place) => {
    const found = lineOf(address);
    expect(found && `${found.file}:${found.line}`).toBe(place);
    if (found !== undefined) expect(found.address).toBe(address);
  });
});
