/**
 * A review before anything is merged into the default branch, and no rewriting of it.
 * https://docs.github.com/rest/repos/rules#create-a-repository-ruleset
 */
export const reviewRuleset =
  '{"name":"review-before-merge","target":"branch","enforcement":"active","conditions":{"ref_name":{"include":["~DEFAULT_BRANCH"],"exclude":[]}},"rules":[{"type":"pull_request","parameters":{"required_approving_review_count":1,"dismiss_stale_reviews_on_push":true,"require_code_owner_review":true,"require_last_push_approval":true,"required_review_thread_resolution":false}},{"type":"non_fast_forward"}]}';
