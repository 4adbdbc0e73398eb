/**
 * What a condition says, as a tree. Grammar:
 *
 *     or         = and { ("OR" | "||") and }
 *     and        = not { ("AND" | "&&") not }
 *     not        = ("NOT" | "!") not | "(" or ")" | test
 *     test       = "ActionMatches" values | "SubOperationMatches" values
 *                | ("Exists" | "NotExists") attribute
 *                | operand operator operand
 *     operand    = attribute | values | literal
 *     attribute  = ["@"] ("Resource" | "Request" | "Principal" | "Environment") "[" name "]"
 *     values     = "{" literal { "," literal } "}"
 *     operator   = [("ForAnyOfAnyValues" | "ForAllOfAnyValues" | "ForAnyOfAllValues" | "ForAllOfAllValues") ":"] word
 *
 * https://learn.microsoft.com/azure/role-based-access-control/conditions-format
 */
export type Expression =
  | { readonly is: 'and' | 'or'; readonly of: readonly Expression[] }
  | { readonly is: 'not'; readonly of: Expression }
  /** The action asked for is one of these patterns. Lower case. */
  | { readonly is: 'action'; readonly patterns: readonly string[] }
  | { readonly is: 'suboperation'; readonly names: readonly string[] }
  | { readonly is: 'exists'; readonly attribute: Attribute; readonly negated: boolean }
  | Comparison;

export interface Comparison {
  readonly is: 'compare';
  readonly left: Operand;
  /** Which of the values on the left have to fit which of those on the right. Absent: one value each. */
  readonly quantifier?: { readonly left: 'any' | 'all'; readonly right: 'any' | 'all' };
  /** As written: `GuidEquals`. */
  readonly operator: string;
  readonly right: Operand;
}

export interface Attribute {
  /** `resource`, `request`, `principal`, `environment`. */
  readonly source: string;
  /** As written: `Microsoft.Authorization/roleAssignments:RoleDefinitionId`. */
  readonly name: string;
}

export type Operand =
  | { readonly is: 'attribute'; readonly attribute: Attribute }
  | { readonly is: 'values'; readonly values: readonly string[] };
