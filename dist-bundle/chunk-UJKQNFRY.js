import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  accountMark,
  alternatives,
  isEither,
  openParts,
  stable
} from "./chunk-Z7ZYXIO3.js";
import {
  blocksOf,
  given,
  identityReader,
  joined,
  line,
  none,
  standIn,
  textOf,
  textsOf,
  whyComputed
} from "./chunk-QZEA4ILI.js";
import {
  computed,
  isChanged,
  isComputed
} from "./chunk-MACMJQYR.js";
import {
  arnParts,
  isAwsPolicy,
  meaningOf
} from "./chunk-K6EXC6QL.js";

// ../../work/wt/exports/dist/connectors/aws/plan/account.js
var placeholder = (index) => String(index).padStart(12, "0");
var iamArn = /^arn:(aws[a-z-]*):(?:iam|sts)::(\d{12}):/;
var anyArn = /^arn:(aws[a-z-]*):[^:]+:[^:]*:(\d{12}):/;
var arnsOf = (values) => values === void 0 ? [] : [values.arn, values.id].filter((value) => typeof value === "string");
var accountsOf = (plan, snapshotAccounts) => {
  const found = /* @__PURE__ */ new Map();
  const everywhere = /* @__PURE__ */ new Map();
  const note = (key, arn) => {
    const [, partition = "aws", id] = iamArn.exec(arn) ?? anyArn.exec(arn) ?? [];
    if (id === void 0)
      return;
    everywhere.set(id, { id, partition });
    if (!found.has(key))
      found.set(key, { id, partition });
  };
  for (const { provider, providerKey, mode, before, after } of plan.resources) {
    if (provider !== "aws" || mode === "data")
      continue;
    for (const arn of [...arnsOf(before), ...arnsOf(after)])
      note(providerKey, arn);
  }
  const callers = [
    ...plan.known,
    ...plan.resources.map(({ type, providerKey, after }) => ({ type, providerKey, values: after ?? {} }))
  ].filter(({ type }) => type === "aws_caller_identity");
  for (const { values, providerKey } of callers) {
    const { account_id: id, arn } = values;
    if (typeof id !== "string" || !/^\d{12}$/.test(id))
      continue;
    const [, partition = "aws"] = anyArn.exec(typeof arn === "string" ? arn : "") ?? [];
    everywhere.set(id, { id, partition });
    if (!found.has(providerKey))
      found.set(providerKey, { id, partition });
  }
  const only = everywhere.size === 1 ? [...everywhere.values()][0] : void 0;
  const [snapshotAccount, ...more] = snapshotAccounts;
  const fallback = only ?? (snapshotAccount !== void 0 && more.length === 0 ? { id: snapshotAccount, partition: "aws" } : void 0);
  const unnamed = [...new Set(plan.resources.map(({ providerKey }) => providerKey))].filter((key) => !found.has(key)).sort();
  return (key) => found.get(key) ?? fallback ?? { id: placeholder(Math.max(0, unnamed.indexOf(key))), partition: "aws" };
};

// ../../work/wt/exports/dist/connectors/aws/plan/template-policy.js
var isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value) && !isComputed(value) && !isEither(value);
var list = (value) => {
  if (value === void 0 || value === null)
    return [];
  if (isEither(value))
    return value.either.flatMap(list);
  return Array.isArray(value) ? value.flatMap((each) => isEither(each) ? each.either.flatMap(list) : [each]) : [value];
};
var openValue = (value) => {
  const written = openParts(value);
  return computed([], false, written.length > 0 ? written : ["a condition of the template"], value);
};
var statementOf = (statement) => {
  if (isComputed(statement))
    return { known: [], open: [statement], denials: [] };
  const ways = alternatives(statement);
  const none3 = { known: [], open: [], denials: [] };
  if (ways === void 0)
    return { ...none3, open: [openValue(statement)] };
  const isDenial = (way) => isObject(way) && way.Effect === "Deny";
  return {
    // What is allowed either way may be allowed; what is denied one way only may not be.
    known: ways.filter((way) => openParts(way).length === 0 && !(isDenial(way) && ways.length > 1)),
    open: ways.filter((way) => openParts(way).length > 0 && !isDenial(way)).map(openValue),
    denials: ways.filter((way) => isDenial(way) && (openParts(way).length > 0 || ways.length > 1)).map(openValue)
  };
};
var statementsOf = (document) => {
  const all2 = (isEither(document) ? document.either : [document]).flatMap((each) => {
    if (each === void 0 || each === null)
      return [];
    if (isComputed(each))
      return [{ known: [], open: [each], denials: [] }];
    return isObject(each) ? list(each.Statement).map(statementOf) : [];
  });
  return {
    known: all2.flatMap(({ known }) => known),
    open: all2.flatMap(({ open }) => open),
    denials: all2.flatMap(({ denials }) => denials)
  };
};
var asText = (_, value) => typeof value === "number" || typeof value === "boolean" ? String(value) : value;
var policyParts = (part, field, document, beside) => {
  if (typeof document === "string")
    return [{ ...part, values: { ...part.values, ...beside, [field]: document } }];
  const { known, open, denials } = statementsOf(document);
  const openPart = (value) => ({
    ...part,
    key: `${part.key ?? ""} ${stable(value)}`,
    values: { ...part.values, [field]: value }
  });
  const version = isObject(document) && typeof document.Version === "string" ? document.Version : "2012-10-17";
  const text4 = document === void 0 ? void 0 : JSON.stringify({ Version: version, Statement: known }, asText);
  return [
    ...open.map(openPart),
    ...denials.map((value) => ({ ...openPart(value), isDenial: true })),
    { ...part, values: { ...part.values, ...beside, [field]: text4 } }
  ];
};

// ../../work/wt/exports/dist/connectors/aws/plan/template-text.js
var text = (value) => typeof value === "string" && value !== "" ? value : void 0;
var nameIn = (value) => text(isEither(value) ? value.either[0] : value);
var regional = (service, rest) => `arn:aws:${service}:{AWS::Region}:${accountMark}:${rest}`;
var namings = {
  "AWS::S3::Bucket": { field: "BucketName", arn: "arn:aws:s3:::%" },
  "AWS::DynamoDB::Table": { field: "TableName", arn: regional("dynamodb", "table/%") },
  "AWS::DynamoDB::GlobalTable": { field: "TableName", arn: regional("dynamodb", "table/%") },
  "AWS::Serverless::SimpleTable": { field: "TableName", arn: regional("dynamodb", "table/%") },
  "AWS::SQS::Queue": { field: "QueueName", arn: regional("sqs", "%") },
  "AWS::SNS::Topic": { field: "TopicName", arn: regional("sns", "%"), ref: "arn" },
  "AWS::Lambda::Function": { field: "FunctionName", arn: regional("lambda", "function:%") },
  "AWS::Serverless::Function": { field: "FunctionName", arn: regional("lambda", "function:%") },
  "AWS::StepFunctions::StateMachine": {
    field: "StateMachineName",
    arn: regional("states", "stateMachine:%"),
    ref: "arn"
  },
  "AWS::Serverless::StateMachine": { field: "Name", arn: regional("states", "stateMachine:%"), ref: "arn" },
  "AWS::Kinesis::Stream": { field: "Name", arn: regional("kinesis", "stream/%") },
  "AWS::KinesisFirehose::DeliveryStream": {
    field: "DeliveryStreamName",
    arn: regional("firehose", "deliverystream/%")
  },
  "AWS::ECR::Repository": { field: "RepositoryName", arn: regional("ecr", "repository/%") },
  "AWS::Logs::LogGroup": { field: "LogGroupName", arn: regional("logs", "log-group:%:*") },
  "AWS::CodeBuild::Project": { field: "Name", arn: regional("codebuild", "project/%") }
};
var iam = {
  "AWS::IAM::Role": ["RoleName", "role"],
  "AWS::IAM::User": ["UserName", "user"],
  "AWS::IAM::Group": ["GroupName", "group"],
  "AWS::IAM::ManagedPolicy": ["ManagedPolicyName", "policy"],
  "AWS::IAM::InstanceProfile": ["InstanceProfileName", "instance-profile"]
};
var nameOf = (type, { logicalId, properties }) => nameIn(properties[iam[type]?.[0] ?? ""]) ?? `{${logicalId}}`;
var arnOf = (type, source) => `arn:aws:iam::${accountMark}:${iam[type]?.[1] ?? ""}${nameIn(source.properties.Path) ?? "/"}${nameOf(type, source)}`;
var attributeText = ({ logicalId, type, properties }, attribute) => {
  const source = { logicalId, properties };
  if (Object.hasOwn(iam, type)) {
    const isArn = attribute === "Arn" || attribute === "PolicyArn" || attribute === "Ref" && type === "AWS::IAM::ManagedPolicy";
    return isArn ? arnOf(type, source) : attribute === "Ref" ? nameOf(type, source) : void 0;
  }
  const naming = namings[type];
  if (naming !== void 0) {
    const own2 = nameIn(properties[naming.field]) ?? `{${logicalId}}`;
    const arn = naming.arn.replace("%", () => own2);
    if (attribute === "Arn")
      return arn;
    return attribute === "Ref" ? naming.ref === "arn" ? arn : own2 : void 0;
  }
  if (type === "AWS::IAM::OIDCProvider" && (attribute === "Ref" || attribute === "Arn")) {
    const host = (nameIn(properties.Url) ?? `{${logicalId}}`).replace(/^https:\/\//, "");
    return `arn:aws:iam::${accountMark}:oidc-provider/${host}`;
  }
  if (type === "AWS::IAM::SAMLProvider" && (attribute === "Ref" || attribute === "Arn")) {
    return `arn:aws:iam::${accountMark}:saml-provider/${nameIn(properties.Name) ?? `{${logicalId}}`}`;
  }
  if (type === "AWS::SSM::Parameter" && attribute === "Value")
    return properties.Value ?? computed([], false, [`${logicalId}.Value`]);
  return void 0;
};

// ../../work/wt/exports/dist/connectors/aws/plan/template-serverless.js
var eventPolicies = {
  SQS: "service-role/AWSLambdaSQSQueueExecutionRole",
  Kinesis: "service-role/AWSLambdaKinesisExecutionRole",
  DynamoDB: "service-role/AWSLambdaDynamoDBExecutionRole"
};
var kinds = {
  "AWS::Serverless::Function": {
    service: "lambda.amazonaws.com",
    given: ({ VpcConfig: network, Tracing: tracing, Events: events }) => [
      network === void 0 ? "service-role/AWSLambdaBasicExecutionRole" : "service-role/AWSLambdaVPCAccessExecutionRole",
      ...tracing === void 0 ? [] : ["AWSXRayDaemonWriteAccess"],
      ...new Set(Object.values(isObject(events) ? events : {}).flatMap((event) => isObject(event) ? eventPolicies[String(event.Type)] ?? [] : []))
    ],
    workload: ({ logicalId, properties }, role2) => [
      {
        type: "aws_lambda_function",
        part: "",
        values: { name: nameIn(properties.FunctionName) ?? `{${logicalId}}`, role: role2 }
      }
    ]
  },
  "AWS::Serverless::StateMachine": { service: "states.amazonaws.com", given: () => [], workload: () => [] }
};
var managed = (name) => name.startsWith("arn:") ? name : `arn:aws:iam::aws:policy/${name}`;
var serverless = (type) => (source) => {
  const { logicalId, properties } = source;
  const { service, given: given2, workload: workload2 } = kinds[type];
  const role2 = `{${logicalId}Role}`;
  if (properties.Role !== void 0)
    return workload2(source, properties.Role);
  const inline2 = (index) => ({
    type: "aws_iam_role_policy",
    part: `Policies/${index}`,
    values: { role: role2, name: `{policy ${index}}` }
  });
  const attached2 = (arn) => ({
    type: "aws_iam_role_policy_attachment",
    part: `Policies/${typeof arn === "string" ? arn : "open"}`,
    ...isComputed(arn) ? { key: stable(arn) } : {},
    values: { role: role2, policy_arn: arn }
  });
  const trust = properties.AssumeRolePolicyDocument ?? {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }]
  };
  const boundary = properties.PermissionsBoundary;
  return [
    ...workload2(source, role2),
    ...policyParts({ type: "aws_iam_role", part: "Role", values: { name: role2, path: "/" } }, "assume_role_policy", trust, { permissions_boundary: boundary }),
    ...given2(properties).map((name) => attached2(managed(name))),
    ...list(properties.Policies).flatMap((policy2, index) => {
      if (typeof policy2 === "string")
        return [attached2(managed(policy2))];
      if (isComputed(policy2))
        return [attached2(policy2)];
      if (!isObject(policy2))
        return [];
      if ("Statement" in policy2)
        return policyParts(inline2(index), "policy", policy2, {});
      const [name = ""] = Object.keys(policy2);
      const open = computed([], false, [`the policy template ${name}`], policy2);
      return [{ ...inline2(index), key: stable(policy2), values: { role: role2, name, policy: open } }];
    })
  ];
};

// ../../work/wt/exports/dist/connectors/aws/plan/cloudformation.js
var tagsOf = (value) => Object.fromEntries(list(value).flatMap((tag) => isObject(tag) && typeof tag.Key === "string" ? [[tag.Key, String(tag.Value ?? "")]] : []));
var inlineParts = (owner, name, policies) => {
  const seen = /* @__PURE__ */ new Map();
  return list(policies).flatMap((policy2, index) => {
    const own2 = isObject(policy2) ? policy2 : {};
    const given2 = nameIn(own2.PolicyName) ?? `{policy ${index}}`;
    const times = (seen.get(given2) ?? 0) + 1;
    seen.set(given2, times);
    const title = times === 1 ? given2 : `${given2} (${times})`;
    const values = { [owner]: name, name: title };
    const document = isObject(policy2) ? own2.PolicyDocument : policy2;
    return policyParts({ type: `aws_iam_${owner}_policy`, part: `Policies/${title}`, values }, "policy", document, {});
  });
};
var attachedParts = (owner, name, arns) => list(arns).map((arn) => ({
  type: `aws_iam_${owner}_policy_attachment`,
  part: text(arn) === void 0 ? "ManagedPolicyArns" : `ManagedPolicyArns/${text(arn)}`,
  key: stable(arn),
  values: { [owner]: name, policy_arn: arn }
}));
var boundaryOf = (value) => isEither(value) ? value.either.includes(void 0) ? void 0 : openValue(value) : value;
var owned = (type, terraform, owner) => (source) => {
  const { properties } = source;
  const name = nameOf(type, source);
  const path = nameIn(properties.Path) ?? "/";
  const boundary = boundaryOf(properties.PermissionsBoundary);
  const itself = { type: terraform, part: "", values: { name, path } };
  const beside = {
    tags: tagsOf(properties.Tags),
    permissions_boundary: isComputed(boundary) ? void 0 : boundary,
    ...owner === "role" ? { max_session_duration: properties.MaxSessionDuration } : {}
  };
  return [
    ...isComputed(boundary) ? [
      {
        ...itself,
        part: "PermissionsBoundary",
        key: stable(boundary),
        values: { name, path, permissions_boundary: boundary }
      }
    ] : [],
    ...owner === "role" ? policyParts(itself, "assume_role_policy", properties.AssumeRolePolicyDocument, beside) : [{ ...itself, values: { ...itself.values, ...beside } }],
    ...inlineParts(owner, name, properties.Policies),
    ...attachedParts(owner, name, properties.ManagedPolicyArns),
    ...owner === "user" ? list(properties.Groups).map((group2) => ({
      type: "aws_iam_user_group_membership",
      part: "Groups",
      key: stable(group2),
      values: { user: name, groups: [group2] }
    })) : []
  ];
};
var onEach = (properties, parts) => ["role", "user", "group"].flatMap((owner) => list(properties[`${owner[0].toUpperCase()}${owner.slice(1)}s`]).flatMap((name) => parts(owner, name).map((each) => ({ ...each, key: `${stable(name)} ${each.key ?? ""}` }))));
var workload = (type, name, roles) => ({ logicalId, properties }) => [
  {
    type,
    part: "",
    values: {
      name: nameIn(properties[name]) ?? `{${logicalId}}`,
      ...Object.fromEntries(Object.entries(roles).map(([theirs, ours]) => [ours, properties[theirs]]))
    }
  }
];
var inlineOn = (owner, name, { logicalId, properties }, part = "") => policyParts({
  type: `aws_iam_${owner}_policy`,
  part,
  values: { [owner]: name, name: nameIn(properties.PolicyName) ?? `{${logicalId}}` }
}, "policy", properties.PolicyDocument, {});
var types = {
  "AWS::IAM::Role": owned("AWS::IAM::Role", "aws_iam_role", "role"),
  "AWS::IAM::User": owned("AWS::IAM::User", "aws_iam_user", "user"),
  "AWS::IAM::Group": owned("AWS::IAM::Group", "aws_iam_group", "group"),
  "AWS::IAM::ManagedPolicy": (source) => [
    ...policyParts({
      type: "aws_iam_policy",
      part: "",
      values: {
        name: nameOf("AWS::IAM::ManagedPolicy", source),
        path: nameIn(source.properties.Path) ?? "/"
      }
    }, "policy", source.properties.PolicyDocument, {}),
    ...onEach(source.properties, (owner, name) => [
      {
        type: `aws_iam_${owner}_policy_attachment`,
        part: `${owner}s/${text(name) ?? "open"}`,
        values: { [owner]: name, policy_arn: arnOf("AWS::IAM::ManagedPolicy", source) }
      }
    ])
  ],
  "AWS::IAM::Policy": (source) => onEach(source.properties, (owner, name) => inlineOn(owner, name, source, `${owner}s/${text(name) ?? "open"}`)),
  "AWS::IAM::RolePolicy": (source) => inlineOn("role", source.properties.RoleName, source),
  "AWS::IAM::UserPolicy": (source) => inlineOn("user", source.properties.UserName, source),
  "AWS::IAM::GroupPolicy": (source) => inlineOn("group", source.properties.GroupName, source),
  "AWS::IAM::UserToGroupAddition": ({ properties }) => [
    {
      type: "aws_iam_group_membership",
      part: "",
      values: { group: properties.GroupName, users: list(properties.Users) }
    }
  ],
  "AWS::IAM::AccessKey": ({ properties }) => [
    {
      type: "aws_iam_access_key",
      part: "",
      values: { user: properties.UserName, status: properties.Status ?? "Active" }
    }
  ],
  "AWS::IAM::InstanceProfile": (source) => list(source.properties.Roles).map((role2) => ({
    type: "aws_iam_instance_profile",
    part: "",
    values: {
      name: nameOf("AWS::IAM::InstanceProfile", source),
      path: nameIn(source.properties.Path) ?? "/",
      role: role2
    }
  })),
  "AWS::IAM::OIDCProvider": ({ properties }) => [
    {
      type: "aws_iam_openid_connect_provider",
      part: "",
      values: { url: properties.Url, client_id_list: properties.ClientIdList }
    }
  ],
  "AWS::Lambda::Function": workload("aws_lambda_function", "FunctionName", { Role: "role" }),
  "AWS::CodeBuild::Project": workload("aws_codebuild_project", "Name", { ServiceRole: "service_role" }),
  "AWS::Glue::Job": workload("aws_glue_job", "Name", { Role: "role_arn" }),
  "AWS::ECS::TaskDefinition": workload("aws_ecs_task_definition", "Family", {
    TaskRoleArn: "task_role_arn",
    ExecutionRoleArn: "execution_role_arn"
  }),
  "AWS::SageMaker::NotebookInstance": workload("aws_sagemaker_notebook_instance", "NotebookInstanceName", {
    RoleArn: "role_arn"
  }),
  "AWS::Serverless::Function": serverless("AWS::Serverless::Function"),
  "AWS::Serverless::StateMachine": serverless("AWS::Serverless::StateMachine")
};
var unread = {
  "AWS::SSO::Assignment": "aws_ssoadmin_account_assignment",
  "AWS::SSO::PermissionSet": "aws_ssoadmin_permission_set_inline_policy",
  "AWS::Organizations::Policy": "aws_organizations_policy",
  "AWS::EKS::AccessEntry": "aws_eks_access_entry",
  "AWS::EKS::PodIdentityAssociation": "aws_eks_pod_identity_association",
  "AWS::RolesAnywhere::Profile": "aws_rolesanywhere_profile",
  "AWS::RolesAnywhere::TrustAnchor": "aws_rolesanywhere_trust_anchor",
  "AWS::Cognito::IdentityPoolRoleAttachment": "aws_cognito_identity_pool_roles_attachment",
  "AWS::LakeFormation::Permissions": "aws_lakeformation_permissions",
  "AWS::LakeFormation::PrincipalPermissions": "aws_lakeformation_permissions"
};
var partsIn = (type, source) => {
  if (Object.hasOwn(types, type))
    return types[type](source);
  const { Tags: _, ...values } = source.properties;
  return Object.hasOwn(unread, type) ? [{ type: unread[type], part: "", values }] : [];
};
var settled = (value, account2) => {
  if (typeof value === "string")
    return value.replaceAll(accountMark, account2);
  if (isEither(value))
    return openValue(value);
  if (Array.isArray(value))
    return value.map((each) => settled(each, account2));
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, settled(each, account2)])) : value;
};
var owners = /* @__PURE__ */ new Set(["AWS::IAM::Role", "AWS::IAM::User", "AWS::IAM::Group"]);
var keyOf = ({ type, part, key, isDenial }) => JSON.stringify([type, part, key, isDenial]);
var translated = (plan, account2) => {
  const partsOf = (resource, values) => {
    const parts = values === void 0 ? [] : partsIn(resource.type, { logicalId: resource.address, properties: values });
    return new Map(parts.map((part) => [keyOf(part), part]));
  };
  return {
    ...plan,
    resources: plan.resources.flatMap((resource) => {
      const [before, after] = [partsOf(resource, resource.before), partsOf(resource, resource.after)];
      const isGone = resource.after === void 0 && owners.has(resource.type);
      return [.../* @__PURE__ */ new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
        const { type, part, isDenial } = after.get(key) ?? before.get(key);
        const [was, is] = [before.get(key), after.get(key)];
        if (isDenial === true && (was === void 0 || is !== void 0 || isGone))
          return [];
        const [old, now] = isDenial === true ? [void 0, was] : [was, is];
        const { before: _, after: __, ...rest } = resource;
        const isSame = stable(old?.values) === stable(now?.values);
        const action = old === void 0 ? "create" : now === void 0 ? "delete" : isSame ? "no-op" : "update";
        return [
          {
            ...rest,
            address: part === "" ? resource.address : `${resource.address}/${part}`,
            type,
            actions: [action],
            ...old === void 0 ? {} : { before: settled(old.values, account2) },
            ...now === void 0 ? {} : { after: settled(now.values, account2) }
          }
        ];
      });
    })
  };
};

// ../../work/wt/exports/dist/connectors/aws/plan/facts.js
var factKey = (fact) => {
  switch (fact.is) {
    case "owner":
    case "boundary":
      return JSON.stringify([fact.is, fact.arn]);
    case "inline":
      return JSON.stringify([fact.is, fact.arn, fact.name]);
    case "attached":
      return JSON.stringify([fact.is, fact.arn, fact.policy]);
    case "member":
      return JSON.stringify([fact.is, fact.arn, fact.group]);
    case "instance-profile":
      return JSON.stringify([fact.is, fact.arn, fact.profile]);
    case "record":
      return JSON.stringify([fact.is, fact.record.record, fact.record.scope, fact.record.id]);
  }
};
var nameIn2 = (arn) => arn.slice(arn.lastIndexOf("/") + 1);
var ownerFacts = (kind, arn, data2, { inline: inline2, attached: attached2, boundary }) => [
  { is: "owner", kind, arn, data: data2 },
  ...(inline2 ?? []).map(({ PolicyName, PolicyDocument }) => ({
    is: "inline",
    kind,
    arn,
    name: PolicyName,
    document: PolicyDocument
  })),
  ...(attached2 ?? []).map(({ PolicyArn }) => ({ is: "attached", kind, arn, policy: PolicyArn })),
  ...boundary === void 0 ? [] : [{ is: "boundary", kind, arn, policy: boundary.PermissionsBoundaryArn }]
];
var groupArn = (user3, name) => `${user3.slice(0, user3.indexOf(":user/"))}:group/${name}`;
var factsOfRecord = (record2) => {
  switch (record2.record) {
    case "aws.role": {
      const { RolePolicyList, AttachedManagedPolicies, PermissionsBoundary, InstanceProfileList, ...data2 } = record2.data;
      return [
        ...ownerFacts("role", data2.Arn, data2, {
          inline: RolePolicyList,
          attached: AttachedManagedPolicies,
          boundary: PermissionsBoundary
        }),
        ...(InstanceProfileList ?? []).map(({ Arn }) => ({ is: "instance-profile", arn: data2.Arn, profile: Arn }))
      ];
    }
    case "aws.user": {
      const { UserPolicyList, AttachedManagedPolicies, PermissionsBoundary, GroupList, ...data2 } = record2.data;
      return [
        ...ownerFacts("user", data2.Arn, data2, {
          inline: UserPolicyList,
          attached: AttachedManagedPolicies,
          boundary: PermissionsBoundary
        }),
        ...(GroupList ?? []).map((name) => ({ is: "member", arn: data2.Arn, group: groupArn(data2.Arn, name) }))
      ];
    }
    case "aws.group": {
      const { GroupPolicyList, AttachedManagedPolicies, ...data2 } = record2.data;
      return ownerFacts("group", data2.Arn, data2, {
        inline: GroupPolicyList,
        attached: AttachedManagedPolicies
      });
    }
    default:
      return [{ is: "record", record: record2 }];
  }
};
var bare = (kind, arn) => ({
  Arn: arn,
  [{ role: "RoleName", user: "UserName", group: "GroupName" }[kind]]: nameIn2(arn)
});
var inlineField = {
  role: "RolePolicyList",
  user: "UserPolicyList",
  group: "GroupPolicyList"
};
var compare = (a, b) => a < b ? -1 : a > b ? 1 : 0;
var recordsOf = (facts) => {
  const drafts = /* @__PURE__ */ new Map();
  const others = [];
  const draftOf = (kind, arn) => {
    const known = drafts.get(arn);
    if (known !== void 0)
      return known;
    const made = {
      kind,
      data: void 0,
      inline: [],
      attached: [],
      groups: [],
      profiles: [],
      boundary: void 0
    };
    drafts.set(arn, made);
    return made;
  };
  for (const fact of facts) {
    switch (fact.is) {
      case "owner":
        draftOf(fact.kind, fact.arn).data = fact.data;
        break;
      case "inline":
        draftOf(fact.kind, fact.arn).inline.push({ PolicyName: fact.name, PolicyDocument: fact.document });
        break;
      case "attached":
        draftOf(fact.kind, fact.arn).attached.push(fact.policy);
        break;
      case "boundary":
        draftOf(fact.kind, fact.arn).boundary = fact.policy;
        break;
      case "member":
        draftOf("user", fact.arn).groups.push(nameIn2(fact.group));
        draftOf("group", fact.group);
        break;
      case "instance-profile":
        draftOf("role", fact.arn).profiles.push(fact.profile);
        break;
      case "record":
        others.push(fact.record);
        break;
    }
  }
  const owners2 = [...drafts].map(([arn, draft]) => {
    const { kind, data: data2, inline: inline2, attached: attached2, groups, profiles, boundary } = draft;
    return {
      record: `aws.${kind}`,
      scope: arn.split(":")[4],
      id: arn,
      data: {
        ...data2 ?? bare(kind, arn),
        [inlineField[kind]]: inline2.toSorted((a, b) => compare(a.PolicyName, b.PolicyName)),
        AttachedManagedPolicies: attached2.toSorted(compare).map((PolicyArn) => ({ PolicyArn })),
        ...boundary === void 0 ? {} : { PermissionsBoundary: { PermissionsBoundaryArn: boundary } },
        ...kind === "user" ? { GroupList: groups.toSorted(compare) } : {},
        ...kind === "role" ? { InstanceProfileList: profiles.toSorted(compare).map((Arn) => ({ Arn })) } : {}
      }
    };
  });
  return [...owners2, ...others].sort((a, b) => compare(a.record, b.record) || compare(a.scope, b.scope) || compare(a.id, b.id));
};

// ../../work/wt/exports/dist/connectors/aws/plan/document.js
var listOf = (value, view, map = (text4) => text4) => {
  const texts = textsOf2(value, view);
  const open = texts.find((text4) => text4.is === "computed");
  if (open !== void 0)
    return open;
  const exact = !isComputed(value);
  return {
    is: "known",
    texts: texts.flatMap((text4, index) => text4.is === "known" ? [map(text4.text, exact && !isComputed(value[index]))] : [])
  };
};
var resourcePattern = (text4, exact) => exact || text4.endsWith("*") ? text4 : `${text4}*`;
var principalsOf = (blocks, view) => {
  const byType = {};
  for (const { type, identifiers } of blocks) {
    const list2 = listOf(identifiers, view);
    if (list2.is === "computed")
      return list2;
    if (type === "*")
      return { principal: "*" };
    byType[String(type)] = [...byType[String(type)] ?? [], ...list2.texts];
  }
  return { principal: byType };
};
var conditionsOf = (blocks, view) => {
  const conditions = {};
  for (const { test, variable, values } of blocks) {
    const texts = textsOf2(values, view).map((text4) => (
      // A value that is not known yet is one that nobody can be sure to meet.
      text4.is === "known" ? text4.text : "(known after apply)"
    ));
    const operator = String(test);
    conditions[operator] = { ...conditions[operator], [String(variable)]: texts };
  }
  return conditions;
};
var parsed = (text4) => {
  try {
    return JSON.parse(text4);
  } catch {
    return void 0;
  }
};
var fields = [
  ["actions", "Action"],
  ["not_actions", "NotAction"],
  ["resources", "Resource"],
  ["not_resources", "NotResource"]
];
var documentOf = (resource, view) => {
  const values = view.valuesOf(resource);
  if (values === void 0 || resource.type !== "aws_iam_policy_document")
    return { is: "computed", why: whyComputed([resource.address]) };
  const json = textOf2(values.json, { ...view, valuesOf: () => void 0 });
  if (json.is === "known")
    return { is: "known", document: json.text };
  const statements = [];
  for (const field of [
    "source_policy_documents",
    "override_policy_documents",
    "source_json",
    "override_json"
  ]) {
    const value = values[field];
    for (const text4 of typeof value === "string" ? [textOf2(value, view)] : textsOf2(value, view)) {
      if (text4.is === "computed")
        return text4;
      const source = text4.is === "known" ? parsed(text4.text)?.Statement : void 0;
      statements.push(...Array.isArray(source) ? source : source === void 0 ? [] : [source]);
    }
  }
  if (isComputed(values.statement))
    return { is: "computed", why: whyComputed(values.statement.written) };
  for (const block of blocksOf(values.statement)) {
    const statement = {
      Effect: typeof block.effect === "string" ? block.effect : "Allow"
    };
    if (typeof block.sid === "string" && block.sid !== "")
      statement.Sid = block.sid;
    for (const [field, name] of fields) {
      const list2 = listOf(block[field], view, field.endsWith("resources") ? resourcePattern : void 0);
      if (list2.is === "computed")
        return list2;
      if (list2.texts.length > 0)
        statement[name] = list2.texts;
    }
    for (const [field, name] of [
      ["principals", "Principal"],
      ["not_principals", "NotPrincipal"]
    ]) {
      if (isComputed(block[field]))
        return { is: "computed", why: whyComputed(block[field].written) };
      const blocks = blocksOf(block[field]);
      if (blocks.length === 0)
        continue;
      const principals = principalsOf(blocks, view);
      if ("is" in principals)
        return principals;
      statement[name] = principals.principal;
    }
    if (isComputed(block.condition))
      return { is: "computed", why: whyComputed(block.condition.written) };
    const conditions = blocksOf(block.condition);
    if (conditions.length > 0)
      statement.Condition = conditionsOf(conditions, view);
    statements.push(statement);
  }
  return { is: "known", document: { Version: "2012-10-17", Statement: statements } };
};

// ../../work/wt/exports/dist/connectors/aws/plan/values.js
var iamKinds = {
  aws_iam_role: "role",
  aws_iam_user: "user",
  aws_iam_group: "group",
  aws_iam_policy: "policy",
  aws_iam_instance_profile: "instance-profile"
};
var nameOf2 = (resource, view) => {
  const values = view.valuesOf(resource) ?? {};
  if (typeof values.name === "string")
    return values.name;
  const prefix = typeof values.name_prefix === "string" ? values.name_prefix : "";
  return `${prefix}{${resource.address}}`;
};
var iamArn2 = (resource, view) => {
  const values = view.valuesOf(resource) ?? {};
  if (typeof values.arn === "string" && values.arn !== "")
    return values.arn;
  const { id, partition } = view.accountOf(resource.providerKey);
  const kind = iamKinds[resource.type];
  if (kind !== void 0) {
    const path = typeof values.path === "string" ? values.path : "/";
    return `arn:${partition}:iam::${id}:${kind}${path}${nameOf2(resource, view)}`;
  }
  if (resource.type === "aws_iam_openid_connect_provider" && typeof values.url === "string") {
    return `arn:${partition}:iam::${id}:oidc-provider/${values.url.replace(/^https:\/\//, "")}`;
  }
  if (resource.type === "aws_iam_saml_provider")
    return `arn:${partition}:iam::${id}:saml-provider/${nameOf2(resource, view)}`;
  if (resource.type === "aws_s3_bucket" && typeof values.bucket === "string")
    return `arn:${partition}:s3:::${values.bucket}`;
  return void 0;
};
var attributeOf = ({ resource, attribute }, view) => {
  const values = view.valuesOf(resource) ?? {};
  const value = values[attribute];
  if (typeof value === "string" && value !== "")
    return value;
  if (attribute === "json" || attribute === "minified_json") {
    const document = documentOf(resource, view);
    return document.is === "known" ? JSON.stringify(document.document) : void 0;
  }
  if (attribute === "arn" || attribute === "id" && resource.type === "aws_iam_policy")
    return iamArn2(resource, view);
  if ((attribute === "name" || attribute === "id") && resource.type in iamKinds)
    return nameOf2(resource, view);
  if (attribute === "id" && resource.type === "aws_iam_openid_connect_provider")
    return iamArn2(resource, view);
  return void 0;
};
var textOf2 = (value, view) => textOf(value, (origin) => attributeOf(origin, view));
var textsOf2 = (value, view) => textsOf(value, (origin) => attributeOf(origin, view));

// ../../work/wt/exports/dist/connectors/aws/plan/types.js
var none2 = { facts: [], unknown: [] };
var joined2 = (parts) => ({
  facts: parts.flatMap(({ facts }) => facts),
  unknown: parts.flatMap(({ unknown }) => unknown)
});
var ownerArn = (kind, name, resource, view) => {
  if (name.startsWith("arn:"))
    return name;
  const { id, partition } = view.accountOf(resource.providerKey);
  return `arn:${partition}:iam::${id}:${kind}/${name}`;
};
var ownerOf = (kind, value, resource, view, owners2) => {
  const name = textOf2(value, view);
  if (name.is === "known") {
    const own2 = ownerArn(kind, name.text, resource, view);
    return {
      arn: owners2.get(`${kind} ${own2.slice(own2.indexOf("::") + 2, own2.indexOf("::") + 14)} ${name.text}`) ?? own2
    };
  }
  const why = name.is === "computed" ? name.why : "it is not set";
  return { unknown: { what: `which ${kind} it is about`, why, privileged: true } };
};
var withOwner = (kind, value, resource, view, owners2, read2) => {
  const owner = ownerOf(kind, value, resource, view, owners2);
  return "arn" in owner ? read2(owner.arn) : { facts: [], unknown: [owner.unknown] };
};
var inline = (kind, arn, name, policy2, view) => {
  const text4 = textOf2(policy2, view);
  if (text4.is === "known")
    return { facts: [{ is: "inline", kind, arn, name, document: text4.text }], unknown: [] };
  if (text4.is === "absent")
    return none2;
  return {
    facts: [],
    unknown: [{ arn, what: `the text of the policy ${name}`, why: text4.why, privileged: true }]
  };
};
var attached = (kind, arn, policy2) => {
  if (policy2.is === "known")
    return { facts: [{ is: "attached", kind, arn, policy: policy2.text }], unknown: [] };
  if (policy2.is === "absent")
    return none2;
  return {
    facts: [],
    unknown: [{ arn, what: "which policy is attached", why: policy2.why, privileged: true }]
  };
};
var boundaryOf2 = (kind, arn, value, view) => {
  const text4 = textOf2(value, view);
  if (text4.is === "known")
    return { facts: [{ is: "boundary", kind, arn, policy: text4.text }], unknown: [] };
  if (text4.is === "absent")
    return none2;
  return { facts: [], unknown: [{ arn, what: "its permissions boundary", why: text4.why, privileged: true }] };
};
var tagsOf2 = (value) => typeof value !== "object" || value === null || isComputed(value) ? [] : Object.entries(value).flatMap(([Key, Value]) => typeof Value === "string" ? [{ Key, Value }] : []);
var common = (values) => ({
  ...typeof values.path === "string" ? { Path: values.path } : {},
  ...typeof values.create_date === "string" ? { CreateDate: values.create_date } : {},
  Tags: tagsOf2(values.tags_all ?? values.tags)
});
var record = (kind, resource, id, data2, view) => ({
  is: "record",
  record: { record: kind, scope: view.accountOf(resource.providerKey).id, id, data: data2 }
});
var role = (resource, values, view) => {
  const arn = iamArn2(resource, view);
  const trust = textOf2(values.assume_role_policy, view);
  const owner = {
    is: "owner",
    kind: "role",
    arn,
    data: {
      ...common(values),
      RoleName: nameOf2(resource, view),
      Arn: arn,
      ...typeof values.unique_id === "string" ? { RoleId: values.unique_id } : {},
      ...typeof values.max_session_duration === "number" ? { MaxSessionDuration: values.max_session_duration } : {},
      ...trust.is === "known" ? { AssumeRolePolicyDocument: trust.text } : {}
    }
  };
  return joined2([
    {
      facts: [owner],
      unknown: trust.is === "computed" ? [{ arn, what: "who may become it", why: trust.why, privileged: true }] : []
    },
    boundaryOf2("role", arn, values.permissions_boundary, view),
    ...textsOf2(values.managed_policy_arns, view).map((policy2) => attached("role", arn, policy2)),
    ...blocksOf(values.inline_policy).map(({ name, policy: policy2 }) => inline("role", arn, typeof name === "string" ? name : "{inline}", policy2, view)),
    ...isComputed(values.inline_policy) ? [inline("role", arn, "{inline}", values.inline_policy, view)] : []
  ]);
};
var user = (resource, values, view) => {
  const arn = iamArn2(resource, view);
  const data2 = {
    ...common(values),
    UserName: nameOf2(resource, view),
    Arn: arn,
    ...typeof values.unique_id === "string" ? { UserId: values.unique_id } : {}
  };
  return joined2([
    { facts: [{ is: "owner", kind: "user", arn, data: data2 }], unknown: [] },
    boundaryOf2("user", arn, values.permissions_boundary, view)
  ]);
};
var group = (resource, values, view) => {
  const arn = iamArn2(resource, view);
  const { Tags: _, ...data2 } = common(values);
  return {
    facts: [
      { is: "owner", kind: "group", arn, data: { ...data2, GroupName: nameOf2(resource, view), Arn: arn } }
    ],
    unknown: []
  };
};
var policy = (resource, values, view) => {
  const arn = iamArn2(resource, view);
  const text4 = textOf2(values.policy, view);
  const data2 = {
    PolicyName: nameOf2(resource, view),
    Arn: arn,
    DefaultVersionId: "v1",
    PolicyVersionList: text4.is === "known" ? [{ VersionId: "v1", IsDefaultVersion: true, Document: text4.text }] : []
  };
  return {
    facts: [record("aws.policy", resource, arn, data2, view)],
    unknown: text4.is === "computed" ? [{ arn, what: `the text of the policy ${data2.PolicyName}`, why: text4.why, privileged: true }] : []
  };
};
var table = (owners2) => {
  const inlineOf = (kind) => (resource, values, view) => withOwner(kind, values[kind], resource, view, owners2, (arn) => inline(kind, arn, nameOf2(resource, view), values.policy, view));
  const attachmentOf = (kind) => (resource, values, view) => withOwner(kind, values[kind], resource, view, owners2, (arn) => attached(kind, arn, textOf2(values.policy_arn, view)));
  const attachmentsOf = (kind) => (resource, values, view) => withOwner(kind, values[`${kind}_name`], resource, view, owners2, (arn) => joined2(textsOf2(values.policy_arns, view).map((each) => attached(kind, arn, each))));
  const owned2 = (value, kind, resource, view, read2) => withOwner(kind, value, resource, view, owners2, read2);
  const namesOf2 = (value, kind, resource, view, read2) => joined2(textsOf2(value, view).map((name) => name.is === "known" ? owned2(name.text, kind, resource, view, read2) : {
    facts: [],
    unknown: name.is === "computed" ? [{ what: `which ${kind} it is about`, why: name.why, privileged: true }] : []
  }));
  const workload2 = (ResourceType, arnPart, rolesIn) => ({
    gives: `a workload that runs with a role (${ResourceType})`,
    read: (resource, values, view) => {
      const { id, partition } = view.accountOf(resource.providerKey);
      const name = [values.function_name, values.name, values.family].find((each) => typeof each === "string") ?? `{${resource.address}}`;
      const arn = typeof values.arn === "string" && values.arn !== "" ? values.arn : `arn:${partition}:${arnPart.replace("@", `${id}:`)}${name}`;
      const texts = rolesIn(values).map((each) => textOf2(each, view));
      const roles = texts.flatMap((text4) => text4.is === "known" ? [text4.text] : []);
      const arns = roles.map((each) => {
        const own2 = each.startsWith("arn:") ? each : ownerArn("role", each, resource, view);
        return owners2.get(`role ${id} ${each}`) ?? own2;
      });
      return {
        facts: arns.length === 0 ? [] : [
          record("aws.workload", resource, arn, { Arn: arn, ResourceType, Name: name, RoleArns: arns }, view)
        ],
        unknown: texts.flatMap((text4) => text4.is === "computed" ? [{ what: `which role ${String(name)} runs with`, why: text4.why, privileged: false }] : [])
      };
    }
  });
  return {
    aws_iam_role: {
      gives: "a role: trust policy, boundary, inline policies, attached policies, session length, tags",
      read: role
    },
    aws_iam_user: { gives: "a user: boundary, tags", read: user },
    aws_iam_group: { gives: "a group", read: group },
    aws_iam_policy: { gives: "a managed policy: the text of its default version", read: policy },
    aws_iam_role_policy: { gives: "an inline policy of a role", read: inlineOf("role") },
    aws_iam_user_policy: { gives: "an inline policy of a user", read: inlineOf("user") },
    aws_iam_group_policy: { gives: "an inline policy of a group", read: inlineOf("group") },
    aws_iam_role_policy_attachment: { gives: "a policy attached to a role", read: attachmentOf("role") },
    aws_iam_user_policy_attachment: { gives: "a policy attached to a user", read: attachmentOf("user") },
    aws_iam_group_policy_attachment: { gives: "a policy attached to a group", read: attachmentOf("group") },
    aws_iam_role_policy_attachments_exclusive: {
      gives: "all policies attached to a role",
      read: attachmentsOf("role")
    },
    aws_iam_user_policy_attachments_exclusive: {
      gives: "all policies attached to a user",
      read: attachmentsOf("user")
    },
    aws_iam_group_policy_attachments_exclusive: {
      gives: "all policies attached to a group",
      read: attachmentsOf("group")
    },
    aws_iam_policy_attachment: {
      gives: "a policy attached to users, roles and groups",
      read: (resource, values, view) => {
        const arn = textOf2(values.policy_arn, view);
        return joined2([
          ["users", "user"],
          ["roles", "role"],
          ["groups", "group"]
        ].map(([field, kind]) => namesOf2(values[field], kind, resource, view, (owner) => attached(kind, owner, arn))));
      }
    },
    aws_iam_user_group_membership: {
      gives: "groups of a user",
      read: (resource, values, view) => owned2(values.user, "user", resource, view, (arn) => namesOf2(values.groups, "group", resource, view, (each) => ({
        facts: [{ is: "member", arn, group: each }],
        unknown: []
      })))
    },
    aws_iam_group_membership: {
      gives: "users of a group",
      read: (resource, values, view) => owned2(values.group, "group", resource, view, (each) => namesOf2(values.users, "user", resource, view, (arn) => ({
        facts: [{ is: "member", arn, group: each }],
        unknown: []
      })))
    },
    aws_iam_access_key: {
      gives: "an access key of a user, without its secret",
      read: (resource, values, view) => owned2(values.user, "user", resource, view, (arn) => {
        const UserName = arn.slice(arn.lastIndexOf("/") + 1);
        const id = typeof values.id === "string" && values.id !== "" ? values.id : `{${resource.address}}`;
        const Status = typeof values.status === "string" ? values.status : "Active";
        const data2 = {
          UserName,
          AccessKeyId: id,
          Status,
          ...typeof values.create_date === "string" ? { CreateDate: values.create_date } : {}
        };
        return { facts: [record("aws.access-key", resource, id, data2, view)], unknown: [] };
      })
    },
    aws_iam_service_specific_credential: {
      gives: "a key of a user for one service, without its secret",
      read: (resource, values, view) => owned2(values.user_name, "user", resource, view, (arn) => {
        const UserName = arn.slice(arn.lastIndexOf("/") + 1);
        const id = typeof values.service_specific_credential_id === "string" && values.service_specific_credential_id !== "" ? values.service_specific_credential_id : `{${resource.address}}`;
        const data2 = {
          UserName,
          ServiceSpecificCredentialId: id,
          ServiceName: String(values.service_name ?? ""),
          Status: typeof values.status === "string" ? values.status : "Active"
        };
        return {
          facts: [record("aws.service-specific-credential", resource, id, data2, view)],
          unknown: []
        };
      })
    },
    aws_iam_user_ssh_key: {
      gives: "an SSH public key of a user",
      read: (resource, values, view) => owned2(values.username, "user", resource, view, (arn) => {
        const id = typeof values.ssh_public_key_id === "string" && values.ssh_public_key_id !== "" ? values.ssh_public_key_id : `{${resource.address}}`;
        const data2 = {
          UserName: arn.slice(arn.lastIndexOf("/") + 1),
          SSHPublicKeyId: id,
          Status: typeof values.status === "string" ? values.status : "Active"
        };
        return { facts: [record("aws.ssh-public-key", resource, id, data2, view)], unknown: [] };
      })
    },
    aws_iam_signing_certificate: {
      gives: "a signing certificate of a user",
      read: (resource, values, view) => owned2(values.user_name, "user", resource, view, (arn) => {
        const id = typeof values.certificate_id === "string" && values.certificate_id !== "" ? values.certificate_id : `{${resource.address}}`;
        const data2 = {
          UserName: arn.slice(arn.lastIndexOf("/") + 1),
          CertificateId: id,
          Status: typeof values.status === "string" ? values.status : "Active"
        };
        return { facts: [record("aws.signing-certificate", resource, id, data2, view)], unknown: [] };
      })
    },
    aws_iam_instance_profile: {
      gives: "the role of an instance profile",
      read: (resource, values, view) => values.role === void 0 || values.role === null ? none2 : owned2(values.role, "role", resource, view, (arn) => ({
        facts: [{ is: "instance-profile", arn, profile: iamArn2(resource, view) }],
        unknown: []
      }))
    },
    aws_iam_openid_connect_provider: {
      gives: "an identity provider",
      read: (resource, values, view) => {
        const arn = iamArn2(resource, view);
        if (arn === void 0)
          return none2;
        const ids = textsOf2(values.client_id_list, view).flatMap((text4) => text4.is === "known" ? [text4.text] : []);
        const data2 = { Arn: arn, Url: arn.slice(arn.indexOf("/") + 1), ClientIDList: ids };
        return { facts: [record("aws.oidc-provider", resource, arn, data2, view)], unknown: [] };
      }
    },
    aws_lambda_function: workload2("AWS::Lambda::Function", "lambda:*:@function:", ({ role: arn }) => [arn]),
    aws_codebuild_project: workload2("AWS::CodeBuild::Project", "codebuild:*:@project/", ({ service_role: arn }) => [arn]),
    aws_glue_job: workload2("AWS::Glue::Job", "glue:*:@job/", ({ role_arn: arn }) => [arn]),
    aws_ecs_task_definition: workload2("AWS::ECS::TaskDefinition", "ecs:*:@task-definition/", (values) => [
      values.task_role_arn,
      values.execution_role_arn
    ]),
    aws_sagemaker_notebook_instance: workload2("AWS::SageMaker::NotebookInstance", "sagemaker:*:@notebook-instance/", ({ role_arn: arn }) => [arn]),
    aws_cloudformation_stack: workload2("AWS::CloudFormation::Stack", "cloudformation:*:@stack/", ({ iam_role_arn: arn }) => [arn])
  };
};
var planTypes = table;

// ../../work/wt/exports/dist/connectors/aws/plan/unread.js
var permissionSet = "what the permission set gives in the accounts that it is assigned in";
var types2 = {
  aws_ssoadmin_account_assignment: { what: "what the assignment of Identity Center gives", does: "gives" },
  aws_ssoadmin_customer_managed_policy_attachment: { what: permissionSet, does: "gives" },
  aws_ssoadmin_managed_policy_attachment: { what: permissionSet, does: "gives" },
  aws_ssoadmin_permission_set_inline_policy: { what: permissionSet, does: "gives" },
  aws_ssoadmin_permissions_boundary_attachment: {
    what: "what the boundary of the permission set took away",
    does: "limits"
  },
  aws_organizations_policy: {
    what: "what the policy of the organisation no longer takes away",
    does: "limits"
  },
  aws_organizations_policy_attachment: {
    what: "what the policy of the organisation no longer takes away",
    does: "limits"
  },
  aws_organizations_delegated_administrator: {
    what: "what the delegated administrator may do in the organisation",
    does: "gives"
  },
  aws_eks_access_entry: { what: "what the access entry gives in the cluster", does: "gives" },
  aws_eks_access_policy_association: { what: "what the access policy gives in the cluster", does: "gives" },
  aws_eks_pod_identity_association: { what: "which pods become the role", does: "gives" },
  aws_rolesanywhere_profile: {
    what: "which holders of certificates become the roles of the profile",
    does: "gives"
  },
  aws_rolesanywhere_trust_anchor: { what: "whose certificates become roles", does: "gives" },
  aws_cognito_identity_pool_roles_attachment: {
    what: "who becomes the roles of the identity pool",
    does: "gives"
  },
  aws_iam_saml_provider: { what: "for whom the identity provider now vouches", does: "vouches" },
  aws_lakeformation_permissions: { what: "what the grant of Lake Formation gives", does: "gives" },
  aws_kms_grant: { what: "what the grant of the key gives", does: "gives" }
};
var whenText = {
  gives: "it comes or changes",
  limits: "it changes or goes",
  vouches: "it changes"
};
var unreadTypes = Object.fromEntries(Object.entries(types2).map(([type, { does }]) => [
  type,
  `not evaluated: \`indeterminate\` when ${whenText[does]}`
]));
var counts = ({ before, after }, { does }) => (does === "limits" || after !== void 0) && (does === "gives" || before !== void 0);
var unreadChanges = (resources) => resources.flatMap((resource) => {
  const unread2 = Object.hasOwn(types2, resource.type) ? types2[resource.type] : void 0;
  if (unread2 === void 0 || !isChanged(resource) || !counts(resource, unread2))
    return [];
  return [
    {
      identity: resource.address,
      what: unread2.what,
      why: `a plan does not show what ${resource.type} leads to`,
      privileged: true,
      location: resource.location
    }
  ];
});

// ../../work/wt/exports/dist/connectors/aws/plan/index.js
var identityTypes = /* @__PURE__ */ new Set(["aws_iam_role", "aws_iam_user"]);
var namedTypes = {
  aws_iam_role: "role",
  aws_iam_user: "user",
  aws_iam_group: "group"
};
var ownersOf = (resources, facts, view) => {
  const owners2 = /* @__PURE__ */ new Map();
  const note = (kind, arn) => {
    owners2.set(`${kind} ${arnParts(arn).account} ${arn.slice(arn.lastIndexOf("/") + 1)}`, arn);
  };
  for (const fact of facts)
    if (fact.is === "owner")
      note(fact.kind, fact.arn);
  for (const resource of resources) {
    const kind = namedTypes[resource.type];
    if (kind === void 0 || resource.mode !== "managed" || view.valuesOf(resource) === void 0)
      continue;
    const arn = iamArn2(resource, view);
    owners2.set(`${kind} ${arnParts(arn).account} ${nameOf2(resource, view)}`, arn);
  }
  return owners2;
};
var touched = (fact, attachedTo) => {
  if (fact.is !== "record")
    return fact.is === "member" ? [fact.arn, fact.group] : [fact.arn];
  const { record: record2, id, data: data2, scope } = fact.record;
  if (record2 === "aws.policy")
    return attachedTo.get(id) ?? [];
  const { UserName, RoleArns = [] } = data2;
  return UserName === void 0 ? RoleArns : [`arn:aws:iam::${scope}:user/${UserName}`];
};
var aboutOf = (fact) => {
  if (fact.is === "owner")
    return "trust";
  return fact.is === "record" && fact.record.record !== "aws.policy" ? "credential" : "grant";
};
var readSide = (resources, view, base) => {
  const types4 = planTypes(ownersOf(resources, base, view));
  const byResource = /* @__PURE__ */ new Map();
  const unknown = [];
  for (const resource of resources) {
    const values = view.valuesOf(resource);
    const type = types4[resource.type];
    if (values === void 0 || type === void 0 || resource.mode !== "managed")
      continue;
    const read2 = type.read(resource, values, view);
    byResource.set(resource, read2.facts);
    for (const each of read2.unknown)
      unknown.push({ resource, unknown: each });
  }
  return { byResource, unknown };
};
var byKey = (facts) => {
  const map = /* @__PURE__ */ new Map();
  for (const fact of facts)
    map.set(factKey(fact), fact);
  return map;
};
var attachments = (facts) => {
  const map = /* @__PURE__ */ new Map();
  const members = /* @__PURE__ */ new Map();
  const all2 = [...facts];
  for (const fact of all2) {
    if (fact.is === "member")
      members.set(fact.group, [...members.get(fact.group) ?? [], fact.arn]);
  }
  for (const fact of all2) {
    if (fact.is !== "attached" && fact.is !== "boundary")
      continue;
    map.set(fact.policy, [...map.get(fact.policy) ?? [], fact.arn, ...members.get(fact.arn) ?? []]);
  }
  return map;
};
var membersOf = (facts) => {
  const map = /* @__PURE__ */ new Map();
  for (const fact of facts) {
    if (fact.is === "member")
      map.set(fact.group, [...map.get(fact.group) ?? [], fact.arn]);
  }
  return map;
};
var addAwsPolicies = (facts) => {
  const unread2 = /* @__PURE__ */ new Set();
  const named = [...facts.values()].flatMap((fact) => (fact.is === "attached" || fact.is === "boundary") && isAwsPolicy(fact.policy) ? [{ policy: fact.policy, scope: arnParts(fact.arn).account }] : []);
  const held = new Set([...facts.values()].flatMap((fact) => fact.is === "record" && fact.record.record === "aws.policy" ? [fact.record.id] : []));
  for (const { policy: policy2, scope } of named) {
    if (held.has(policy2))
      continue;
    const document = meaningOf(policy2);
    if (document === void 0) {
      unread2.add(policy2);
      continue;
    }
    const data2 = {
      PolicyName: policy2.slice(policy2.lastIndexOf("/") + 1),
      Arn: policy2,
      DefaultVersionId: "v1",
      PolicyVersionList: [{ VersionId: "v1", IsDefaultVersion: true, Document: document }]
    };
    const fact = { is: "record", record: { record: "aws.policy", scope, id: policy2, data: data2 } };
    facts.set(factKey(fact), fact);
  }
  return unread2;
};
var read = (given2, { records }) => {
  const accounts = [
    ...new Set(records.flatMap(({ record: record2, scope }) => record2.startsWith("aws.") ? [scope] : []))
  ];
  const accountOf2 = accountsOf(given2, accounts);
  const plan = given2.kind === "cloudformation" ? translated(given2, accountOf2("aws").id) : given2;
  const resources = plan.resources.filter(({ provider }) => provider === "aws");
  const viewOf = (side) => ({ side, accountOf: accountOf2, valuesOf: (resource) => resource[side] });
  const base = byKey(records.filter(({ record: record2 }) => record2.startsWith("aws.")).flatMap(factsOfRecord));
  const before = readSide(resources, viewOf("before"), base.values());
  const after = readSide(resources, viewOf("after"), base.values());
  const beforeFacts = new Map(base);
  for (const facts of before.byResource.values())
    for (const fact of facts)
      beforeFacts.set(factKey(fact), fact);
  const afterFacts = new Map(beforeFacts);
  for (const facts of before.byResource.values())
    for (const fact of facts)
      afterFacts.delete(factKey(fact));
  for (const facts of after.byResource.values())
    for (const fact of facts)
      afterFacts.set(factKey(fact), fact);
  addAwsPolicies(beforeFacts);
  const unread2 = addAwsPolicies(afterFacts);
  const changedBy = /* @__PURE__ */ new Map();
  const note = (arn, resource, about) => {
    const list2 = changedBy.get(arn) ?? [];
    changedBy.set(arn, list2);
    const entry = list2.find((each) => each.resource === resource);
    if (entry === void 0)
      list2.push({ resource, about: [about] });
    else if (!entry.about.includes(about))
      entry.about.push(about);
  };
  const attachedBefore = attachments(beforeFacts.values());
  const attachedAfter = attachments(afterFacts.values());
  const members = membersOf(afterFacts.values());
  for (const resource of resources.filter(isChanged)) {
    const sides = [
      [before, attachedBefore],
      [after, attachedAfter]
    ];
    for (const [{ byResource }, attached2] of sides) {
      for (const fact of byResource.get(resource) ?? []) {
        for (const arn of touched(fact, attached2)) {
          note(arn, resource, aboutOf(fact));
          for (const member of members.get(arn) ?? [])
            note(member, resource, aboutOf(fact));
        }
      }
    }
  }
  const renamed = /* @__PURE__ */ new Map();
  for (const resource of resources) {
    if (!identityTypes.has(resource.type) || resource.before === void 0 || resource.after === void 0)
      continue;
    const [old, now] = [iamArn2(resource, viewOf("before")), iamArn2(resource, viewOf("after"))];
    if (old !== now)
      renamed.set(now, old);
  }
  const indeterminate = after.unknown.flatMap(({ resource, unknown }) => {
    if (!isChanged(resource))
      return [];
    const { arn, what, why, privileged } = unknown;
    const isPolicy = resource.type === "aws_iam_policy";
    const about = isPolicy ? attachedAfter.get(arn ?? "") ?? [] : [arn ?? resource.address];
    return [...new Set(about)].map((identity) => ({
      identity,
      what,
      why,
      privileged,
      location: resource.location
    }));
  });
  const attachedNow = [...afterFacts].flatMap(([key, fact]) => fact.is === "attached" && unread2.has(fact.policy) && !beforeFacts.has(key) ? [fact] : []);
  const unreadPolicies = attachedNow.map(({ arn, policy: attachedPolicy }) => {
    const resource = changedBy.get(arn)?.[0]?.resource;
    return {
      identity: arn,
      what: `the text of the policy ${attachedPolicy.slice(attachedPolicy.lastIndexOf("/") + 1)}`,
      why: "AWS keeps it, and a plan does not hold it: give a snapshot of the account with --snapshot",
      privileged: true,
      ...resource === void 0 ? {} : { location: resource.location }
    };
  });
  return {
    before: { records: recordsOf(beforeFacts.values()), identities: [] },
    after: { records: recordsOf(afterFacts.values()), identities: [] },
    renamed,
    indeterminate: [...indeterminate, ...unreadPolicies, ...unreadChanges(resources)],
    changedBy
  };
};
var awsPlan = {
  provider: "aws",
  types: {
    ...Object.fromEntries(Object.entries(planTypes(/* @__PURE__ */ new Map())).map(([type, { gives }]) => [type, gives])),
    ...unreadTypes
  },
  read
};

// ../../work/wt/exports/dist/connectors/azure/plan/names.js
var identityAttributes = {
  azurerm_user_assigned_identity: ["principal_id", "id", "client_id"],
  azuread_application: ["client_id", "application_id", "object_id", "id"],
  azuread_application_registration: ["client_id", "id", "object_id"],
  azuread_service_principal: ["object_id", "id"],
  azuread_group: ["object_id", "id"],
  azuread_user: ["object_id", "id"]
};
var cache = /* @__PURE__ */ new WeakMap();
var text2 = (value) => typeof value === "string" && value !== "" ? value.toLowerCase() : void 0;
var canonical = ({ resource, values }) => {
  if (resource.type !== "azuread_service_principal")
    return text2(values[identityAttributes[resource.type][0]]) ?? standIn(resource.address);
  const of = values.client_id ?? values.application_id;
  const known = text2(of);
  if (known !== void 0)
    return known;
  const [origin] = isComputed(of) ? of.from : [];
  return origin === void 0 ? standIn(resource.address) : standIn(origin.resource.address);
};
var idsOf = (plan) => {
  const known = cache.get(plan);
  if (known !== void 0)
    return known;
  const ids = /* @__PURE__ */ new Map();
  for (const resource of plan.resources) {
    const attributes = identityAttributes[resource.type];
    if (attributes === void 0)
      continue;
    for (const values of [resource.before, resource.after]) {
      if (values === void 0)
        continue;
      for (const attribute of attributes) {
        const id = text2(values[attribute]);
        if (id !== void 0)
          ids.set(id, canonical({ resource, values }));
      }
    }
  }
  cache.set(plan, ids);
  return ids;
};
var kinds2 = {
  azurerm_user_assigned_identity: { kind: "managed-identity", nature: "machine" },
  azuread_application: { kind: "application", nature: "machine" },
  azuread_application_registration: { kind: "application", nature: "machine" },
  azuread_service_principal: { kind: "application", nature: "machine" },
  azuread_group: { kind: "group" },
  azuread_user: { kind: "user", nature: "human" }
};
var principalTypes = {
  serviceprincipal: { kind: "service-principal", nature: "machine" },
  user: { kind: "user", nature: "human" },
  group: { kind: "group" }
};
var party = (id, view, of = { kind: "principal" }) => {
  const lower = id.toLowerCase().replace(/^\/applications\//, "");
  const name = idsOf(view.plan).get(lower) ?? lower;
  return {
    id: `azure:${name}`,
    kind: of.kind,
    scope: "entra",
    name,
    ...of.nature === void 0 ? {} : { nature: of.nature }
  };
};
var own = (resource, values) => {
  const { kind, nature } = kinds2[resource.type];
  const name = canonical({ resource, values });
  return { id: `azure:${name}`, kind, scope: "entra", name, ...nature === void 0 ? {} : { nature } };
};

// ../../work/wt/exports/dist/connectors/azure/plan/roles.js
var management = (level, ...privileges) => ({
  level,
  service: "management",
  privileges: [...privileges].sort()
});
var data = (level, ...privileges) => ({
  level,
  service: "data",
  privileges: [...privileges].sort()
});
var verbs = ["read", "write", "delete", "action"];
var all = (prefix) => verbs.map((verb) => `${prefix}/*/${verb}`);
var granting = "Microsoft.Authorization/* (granting)";
var everything = verbs.map((verb) => `*/${verb}`);
var builtIn = [
  ["Owner", "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", management("control", ...everything, granting)],
  ["Contributor", "b24988ac-6180-42a0-ab88-20f7382dd24c", management("control", ...everything)],
  ["Reader", "acdd72a7-3385-48ef-bd42-f606fba81ae7", management("read", "*/read")],
  [
    "User Access Administrator",
    "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
    management("control", "*/read", granting)
  ],
  [
    "Role Based Access Control Administrator",
    "f58310d9-a9f6-439a-9e8d-f62e7b41a168",
    management("control", "*/read", granting)
  ],
  [
    "Virtual Machine Contributor",
    "9980e02c-c2be-4d73-94e8-173b1dc7cf3c",
    management("control", ...all("Microsoft.Compute/virtualMachines"))
  ],
  [
    "Network Contributor",
    "4d97b98b-1d4f-4787-a291-c67834d212e7",
    management("write", ...all("Microsoft.Network"))
  ],
  [
    "Website Contributor",
    "de139f84-1756-47ae-9be6-808fbbe84772",
    management("control", ...all("Microsoft.Web/sites"))
  ],
  [
    "Managed Identity Operator",
    "f1a07417-d97a-45cb-824c-7a7467783830",
    management("control", "Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action", "Microsoft.ManagedIdentity/userAssignedIdentities/*/read")
  ],
  [
    "Managed Identity Contributor",
    "e40ec5ca-96e0-45a2-b4ff-59039f2c2b59",
    management("control", ...all("Microsoft.ManagedIdentity/userAssignedIdentities"))
  ],
  [
    "Azure Kubernetes Service Cluster Admin Role",
    "0ab0b1a8-8aac-4efd-b8c2-3ee1fb270be8",
    management("control", "Microsoft.ContainerService/managedClusters/listClusterAdminCredential/action")
  ],
  ["AcrPull", "7f951dda-4ed3-4680-a7ca-43fe172d538d", data("read", "registry pull")],
  ["AcrPush", "8311e382-0749-4cb8-b61a-304f252e45ec", data("write", "registry pull", "registry push")],
  ["Monitoring Reader", "43d0d8ad-25c7-4714-9337-8ba259a9fe05", management("read", "*/read")],
  ["Log Analytics Reader", "73c42c96-874c-492b-b04d-ab87d138a893", management("read", "*/read")],
  ["Key Vault Administrator", "00482a5a-887f-4fb3-b363-3b7fe8e74483", data("control", "vault *")],
  ["Key Vault Secrets Officer", "b86a8fe4-44ce-4948-aee5-eccb2c155cd7", data("write", "vault secrets *")],
  ["Key Vault Secrets User", "4633458b-17de-408a-b874-0445c86b69e6", data("read", "vault secrets read")],
  ["Key Vault Reader", "21090545-7ca7-4776-b22c-e363652d74d2", data("view", "vault metadata")],
  ["Storage Blob Data Owner", "b7e6dc6d-f1e8-4753-8033-0f276bb0955b", data("control", "blob *")],
  [
    "Storage Blob Data Contributor",
    "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
    data("write", "blob read", "blob write")
  ],
  ["Storage Blob Data Reader", "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1", data("read", "blob read")]
];
var byName = new Map(builtIn.map(([name, , meaning]) => [name.toLowerCase(), { name, meaning }]));
var byId = new Map(builtIn.map(([name, id, meaning]) => [id, { name, meaning }]));
var roleMeaning = (role2) => byName.get(role2.toLowerCase()) ?? byId.get(role2.slice(role2.lastIndexOf("/") + 1).toLowerCase()) ?? {
  name: role2,
  meaning: management(/reader$/i.test(role2) ? "read" : "write", `role: ${role2.slice(role2.lastIndexOf("/") + 1)}`)
};
var grants = /^(\*|microsoft\.authorization\/(\*|[^/]+\/(\*|write|delete)|elevateaccess\/action|\*\/(write|delete)))$/i;
var takesOver = /^(\*$|\*\/(write|action)$|microsoft\.managedidentity\/(\*|userassignedidentities\/(\*|write|.*assign\/action|federatedidentitycredentials\/write))|microsoft\.compute\/(\*|virtualmachines\/(\*|runcommand\/action|extensions\/write|write))|microsoft\.web\/(\*|sites\/(\*|write))|microsoft\.automation\/(\*|automationaccounts\/(\*|runbooks\/write|jobs\/write))|microsoft\.containerservice\/(\*|managedclusters\/(\*|.*credential\/action)))/i;
var definedRole = (permissions) => {
  const { actions, notActions, dataActions, notDataActions } = permissions;
  const isGranting = actions.some((action) => grants.test(action)) && !notActions.some((action) => grants.test(action));
  const spread = (action) => action === "*" ? everything : action.endsWith("/*") ? all(action.slice(0, -2)) : [action];
  const rest = notActions.filter((action) => !grants.test(action)).sort();
  const less = (not) => not.length === 0 ? "" : ` except ${not.join(", ")}`;
  const controls = isGranting || actions.some((action) => takesOver.test(action));
  const reads = (list2) => list2.every((action) => /\/read$/i.test(action));
  return [
    ...actions.length === 0 ? [] : [
      management(controls ? "control" : reads(actions) ? "read" : "write", .../* @__PURE__ */ new Set([
        ...actions.flatMap(spread).map((action) => `${action}${less(rest)}`),
        ...isGranting ? [granting] : []
      ]))
    ],
    ...dataActions.length === 0 ? [] : [
      data(reads(dataActions) ? "read" : "write", ...dataActions.map((action) => `${action}${less([...notDataActions].sort())}`))
    ]
  ];
};
var directory = (level, name) => ({
  level,
  service: "directory",
  privileges: [name]
});
var directoryRoles = {
  "62e90394-69f5-4237-9190-012177145e10": ["control", "*"],
  "e8611ab8-c189-46e8-94e1-60213ab1f814": ["control", "Privileged Role Administrator"],
  "7be44c8a-adaf-4e2a-84d6-ab2649e08a13": ["control", "Privileged Authentication Administrator"],
  "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3": ["control", "Application Administrator"],
  "158c047a-c907-4556-b7ef-446551a6b5f7": ["control", "Cloud Application Administrator"],
  "8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2": ["control", "Hybrid Identity Administrator"],
  "fe930be7-5e62-47db-91af-98c3a49a38b1": ["control", "User Administrator"],
  "fdd7a751-b60b-444a-984c-02652fe8fa1c": ["control", "Groups Administrator"],
  "3a2c62db-5318-420d-8d74-23affee5d9d5": ["control", "Intune Administrator"],
  "194ae4cb-b126-40b2-bd5b-6091b380977d": ["control", "Security Administrator"],
  "b1be1c3e-b65d-4f19-8427-f6fa0d97feb9": ["control", "Conditional Access Administrator"],
  "f2ef992c-3afb-46b9-b7cf-a126ee74c451": ["read", "Global Reader"],
  "88d8e3e3-8f55-4a1e-953a-9b9898b8876b": ["read", "Directory Readers"],
  "5d6b6bb7-de71-4623-b4af-96380a352509": ["read", "Security Reader"],
  "4a5d8f65-41da-4de4-8968-e035b65339cf": ["read", "Reports Reader"]
};
var directoryNames = new Map(Object.values(directoryRoles).map(([level, name]) => [
  name === "*" ? "global administrator" : name.toLowerCase(),
  [level, name]
]));
var directoryRole = (role2) => {
  const [level, name] = directoryRoles[role2.toLowerCase()] ?? directoryNames.get(role2.toLowerCase()) ?? ["write", role2];
  return directory(level, name);
};
var graphControl = {
  "1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9": "Application.ReadWrite.All",
  "06b708a9-e830-4db3-a914-8e69da51d44f": "AppRoleAssignment.ReadWrite.All",
  "19dbc75e-c2e2-444c-a770-ec69d8559fc7": "Directory.ReadWrite.All",
  "62a82d76-70ea-41e2-9197-370581804d09": "Group.ReadWrite.All",
  "dbaae8cf-10b5-4b86-a4a1-f871c94c6695": "GroupMember.ReadWrite.All",
  "9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8": "RoleManagement.ReadWrite.Directory",
  "89c8469c-83ad-45f7-8ff2-6e3d4285709e": "ServicePrincipalEndpoint.ReadWrite.All"
};
var appRole = (id) => {
  const name = graphControl[id.toLowerCase()];
  return name === void 0 ? directory("write", `app role ${id}`) : directory("control", name);
};

// ../../work/wt/exports/dist/connectors/azure/plan/directory.js
var day = 864e5;
var directoryLine = (who2, meaning, scope, limit) => ({
  who: who2,
  line: line({ ...meaning, scope: "entra", resources: scope === "/" ? ["*"] : [scope], ...limit })
});
var directoryAssignment = (roleField, principalField, duration) => (_, values, view) => given(view.text(values[principalField]), "who gets the role", (id) => given(view.text(values[roleField]), "which role it is", (role2) => {
  const scope = view.text(values.directory_scope_id ?? values.app_scope_id);
  return {
    facts: [
      directoryLine(party(id, view), directoryRole(role2), scope.is === "known" ? scope.text : "/", {
        duration
      })
    ]
  };
}));
var hours = /^(\d+)h/;
var lifeOf = (values, view) => {
  const start = Date.parse(typeof values.start_date === "string" ? values.start_date : view.plan.madeAt);
  const [, relative] = hours.exec(typeof values.end_date_relative === "string" ? values.end_date_relative : "") ?? [];
  const end = typeof values.end_date === "string" && values.end_date !== "" ? Date.parse(values.end_date) : relative === void 0 ? Number.NaN : start + Number(relative) * day / 24;
  if (Number.isNaN(end))
    return { lifetime: "expiring" };
  return {
    lifetime: "expiring",
    expiresAt: new Date(end).toISOString(),
    days: Math.round((end - start) / day)
  };
};
var credential = (field, kind) => ({
  gives: `a ${kind} of an application, and its end`,
  read: (resource, values, view) => given(view.text(field.map((name) => values[name]).find((value) => value !== void 0 && value !== null)), "which application it is for", (id) => ({
    facts: [
      {
        who: party(id, view),
        credential: { id: text2(values.key_id) ?? resource.address, kind, ...lifeOf(values, view) }
      }
    ]
  }))
});
var federated = (parents) => ({
  gives: "whose tokens an identity takes: issuer, subject, audience",
  read: (_, values, view) => given(view.text(parents.map((name) => values[name]).find((value) => value !== void 0 && value !== null)), "which identity it is for", (id) => given(view.text(values.issuer), "which issuer it trusts", (issuer) => {
    const subject2 = view.text(values.subject ?? values.claims_matching_expression);
    const who2 = party(id, view);
    const audiences = view.texts(values.audience ?? values.audiences).flatMap((each) => each.is === "known" ? [each.text] : []);
    const conditions = [
      ...subject2.is === "known" ? [
        {
          class: "federated-subject",
          operator: "StringEquals",
          key: "sub",
          values: [subject2.text]
        }
      ] : [],
      ...audiences.length === 0 ? [] : [
        {
          class: "federated-audience",
          operator: "StringEquals",
          key: "aud",
          values: audiences.sort()
        }
      ]
    ];
    return {
      facts: [
        {
          who: who2,
          trust: {
            mechanism: "federate",
            party: "federated",
            principal: issuer,
            external: "yes",
            conditions
          }
        }
      ],
      unknown: subject2.is === "computed" ? [{ who: who2, what: "which subject it trusts", why: subject2.why, privileged: true }] : []
    };
  }))
});
var holder = (who2, principal, view, mechanism) => ({
  who: who2,
  trust: {
    mechanism,
    party: "identity",
    principal: party(principal, view).id,
    external: "no",
    conditions: []
  }
});
var holders = (who2, value, view, mechanism, what) => joined(view.texts(value).map((each) => given(each, what, (id) => ({ facts: [holder(who2, id, view, mechanism)] }))));
var identityType = (gives, more = () => none) => ({
  gives,
  identity: own,
  read: (resource, values, view) => {
    const who2 = own(resource, values);
    return joined([{ facts: [{ who: who2 }] }, more(who2, values, view, resource)]);
  }
});
var application = identityType("an application, its secrets and who owns it", (who2, values, view, resource) => joined([
  holders(who2, values.owners, view, "write-credential", "who owns it"),
  {
    facts: blocksOf(values.password).map((block) => ({
      who: who2,
      credential: {
        id: text2(block.key_id) ?? `${resource.address} password`,
        kind: "client-secret",
        ...lifeOf(block, view)
      }
    }))
  }
]));
var directoryTypes = {
  azuread_application: application,
  azuread_application_registration: identityType("an application"),
  azuread_service_principal: identityType("a service principal and who owns it", (who2, values, view) => holders(who2, values.owners, view, "write-credential", "who owns it")),
  azuread_application_owner: {
    gives: "who owns an application, and so makes secrets for it",
    read: (_, values, view) => given(view.text(values.application_id), "which application it is", (id) => holders(party(id, view), [values.owner_object_id], view, "write-credential", "who owns it"))
  },
  azuread_application_password: credential(["application_id", "application_object_id"], "client-secret"),
  azuread_application_certificate: credential(["application_id", "application_object_id"], "certificate"),
  azuread_service_principal_password: credential(["service_principal_id"], "client-secret"),
  azuread_service_principal_certificate: credential(["service_principal_id"], "certificate"),
  azuread_application_federated_identity_credential: federated(["application_id", "application_object_id"]),
  azuread_application_flexible_federated_identity_credential: federated(["application_id"]),
  azuread_app_role_assignment: {
    gives: "a permission of an API, Microsoft Graph among them",
    read: (_, values, view) => given(view.text(values.principal_object_id), "who gets the permission", (id) => given(view.text(values.app_role_id), "which permission it is", (role2) => {
      const resource = view.text(values.resource_object_id);
      const fact = directoryLine(party(id, view), appRole(role2), "/", { duration: "permanent" });
      return {
        facts: [
          {
            ...fact,
            line: { ...fact.line, resources: [resource.is === "known" ? resource.text : "*"] }
          }
        ]
      };
    }))
  },
  azuread_service_principal_delegated_permission_grant: {
    gives: "permissions of an API on behalf of users",
    read: (_, values, view) => given(view.text(values.service_principal_object_id), "who gets the permission", (id) => {
      const scopes = view.texts(values.claim_values).flatMap((each) => each.is === "known" ? [`delegated ${each.text}`] : []).sort();
      const level = scopes.some((each) => /write|manage|fullcontrol/i.test(each)) ? "write" : "read";
      const who2 = party(id, view);
      return scopes.length === 0 ? none : {
        facts: [
          { who: who2, line: line({ scope: "entra", service: "directory", level, privileges: scopes }) }
        ]
      };
    })
  },
  azuread_directory_role_assignment: {
    gives: "a directory role",
    read: directoryAssignment("role_id", "principal_object_id", "permanent")
  },
  azuread_directory_role_member: {
    gives: "a directory role",
    read: directoryAssignment("role_object_id", "member_object_id", "permanent")
  },
  azuread_directory_role_eligibility_schedule_request: {
    gives: "a directory role that must be activated",
    read: directoryAssignment("role_definition_id", "principal_id", "eligible")
  },
  azuread_group: identityType("a group, its members and owners", (who2, values, view) => joined([
    holders(who2, values.members, view, "assume", "who is in the group"),
    holders(who2, values.owners, view, "write-permission", "who owns the group")
  ])),
  azuread_group_member: {
    gives: "who enters a group",
    read: (_, values, view) => given(view.text(values.group_object_id), "which group it is", (id) => holders(party(id, view, { kind: "group" }), [values.member_object_id], view, "assume", "who enters the group"))
  }
};

// ../../work/wt/exports/dist/connectors/azure/plan/index.js
var scopeOf = (scope) => {
  const path = scope.toLowerCase().replace(/\/$/, "");
  const [, subscription, group2] = /^(\/subscriptions\/[^/]+)|^(\/providers\/microsoft\.management\/managementgroups\/[^/]+)/.exec(path) ?? [];
  return {
    scope: subscription ?? group2 ?? (path === "" ? "/" : "azure"),
    resources: [path === "" ? "/" : path, `${path}/*`]
  };
};
var absCondition = (value) => typeof value === "string" && value.trim() !== "" ? [{ class: "other", operator: "ABAC", key: value.replace(/\s+/g, " ").trim(), values: ["true"] }] : [];
var day2 = 864e5;
var endOf = (schedule, view) => {
  const [block] = blocksOf(schedule);
  const [expiration] = blocksOf(block?.expiration);
  const start = Date.parse(typeof block?.start_date_time === "string" ? block.start_date_time : view.plan.madeAt);
  const end = typeof expiration?.end_date_time === "string" && expiration.end_date_time !== "" ? Date.parse(expiration.end_date_time) : typeof expiration?.duration_days === "number" && expiration.duration_days > 0 ? start + expiration.duration_days * day2 : typeof expiration?.duration_hours === "number" && expiration.duration_hours > 0 ? start + expiration.duration_hours * day2 / 24 : Number.NaN;
  return Number.isNaN(end) ? { duration: "permanent" } : { duration: "time-bound", until: new Date(end).toISOString() };
};
var assigned = (values, view, limit) => given(view.text(values.principal_id), "who gets the role", (id) => {
  const role2 = view.text(values.role_definition_name);
  return given(role2.is === "absent" ? view.text(values.role_definition_id) : role2, "which role it is", (held) => {
    const scope = view.text(values.scope);
    const of = principalTypes[String(values.principal_type ?? "").toLowerCase()];
    return given(scope.is === "absent" ? { is: "known", text: "/" } : scope, "on which scope", (place) => ({
      facts: [
        {
          who: party(id, view, of),
          line: line({
            ...roleMeaning(held).meaning,
            ...scopeOf(place),
            ...limit,
            conditions: absCondition(values.condition)
          })
        }
      ]
    }));
  });
});
var vaultLevel = (permissions) => permissions.every((each) => /: (get|list|getissuers|listissuers)$/.test(each)) ? "read" : "write";
var vaultLine = (vault, policy2, view) => given(view.text(policy2.object_id), "who may use the vault", (id) => {
  const privileges = ["secret", "key", "certificate", "storage"].flatMap((kind) => view.texts(policy2[`${kind}_permissions`]).flatMap((each) => each.is === "known" ? [`vault ${kind}: ${each.text.toLowerCase()}`] : [])).sort();
  return privileges.length === 0 ? none : {
    facts: [
      {
        who: party(id, view),
        line: line({ ...scopeOf(vault), service: "data", level: vaultLevel(privileges), privileges })
      }
    ]
  };
});
var types3 = {
  azurerm_role_assignment: {
    gives: "who gets which role on which scope, under which condition",
    read: (_, values, view) => assigned(values, view, { duration: "permanent" })
  },
  azurerm_pim_active_role_assignment: {
    gives: "a role until an end, where there is one",
    read: (_, values, view) => assigned(values, view, endOf(values.schedule, view))
  },
  azurerm_pim_eligible_role_assignment: {
    gives: "a role that must be activated",
    read: (_, values, view) => assigned(values, view, { duration: "eligible" })
  },
  azurerm_role_definition: {
    gives: "what a role of one\u2019s own holds",
    read: (_, values, view) => given(view.text(values.name), "which role it is", (name) => {
      const who2 = { id: `azure:role/${name.toLowerCase()}`, kind: "role", scope: "entra", name };
      const scope = view.text(values.scope);
      const known = (value) => view.texts(value).flatMap((each) => each.is === "known" ? [each.text] : []);
      const lines = blocksOf(values.permissions).flatMap((block) => definedRole({
        actions: known(block.actions),
        notActions: known(block.not_actions),
        dataActions: known(block.data_actions),
        notDataActions: known(block.not_data_actions)
      }));
      return {
        facts: lines.map((meaning) => ({
          who: who2,
          line: line({ ...meaning, ...scopeOf(scope.is === "known" ? scope.text : "/") })
        })),
        unknown: isComputed(values.permissions) ? [
          {
            who: who2,
            what: "what the role holds",
            why: "it is known only after the change is applied",
            privileged: true
          }
        ] : []
      };
    })
  },
  azurerm_user_assigned_identity: identityType("a managed identity"),
  azurerm_federated_identity_credential: federated(["parent_id", "user_assigned_identity_id"]),
  azurerm_key_vault_access_policy: {
    gives: "who may use the secrets and keys of a vault",
    read: (_, values, view) => given(view.text(values.key_vault_id), "which vault it is", (vault) => vaultLine(vault, values, view))
  },
  azurerm_key_vault: {
    gives: "access policies that stand in the vault itself",
    read: (resource, values, view) => joined(blocksOf(values.access_policy).map((policy2) => vaultLine(text2(values.id) ?? standIn(resource.address), policy2, view)))
  }
};
var azurePlan = identityReader({
  provider: "azure",
  terraformProviders: ["azurerm", "azuread"],
  types: { ...types3, ...directoryTypes },
  attributeOf: ({ resource, attribute }, view) => {
    const values = view.valuesOf(resource) ?? {};
    if (resource.type in identityAttributes)
      return canonical({ resource, values });
    if (resource.type === "azuread_directory_role")
      return text2(values.template_id) ?? text2(values.display_name);
    if (resource.type === "azurerm_role_definition")
      return text2(values.role_definition_resource_id) ?? text2(values.name);
    if (attribute.startsWith("identity"))
      return text2(blocksOf(values.identity)[0]?.principal_id);
    return void 0;
  }
});

// ../../work/wt/exports/dist/connectors/gcp/plan/roles.js
var basic = {
  "roles/owner": { level: "control", service: "*", privileges: ["*"] },
  // An editor acts as every service account of the project.
  "roles/editor": {
    level: "control",
    service: "*",
    privileges: ["*.reader", "*.viewer", "editor", "viewer"]
  },
  "roles/writer": {
    level: "control",
    service: "*",
    privileges: ["*.reader", "*.viewer", "editor", "viewer"]
  },
  "roles/viewer": { level: "read", service: "*", privileges: ["*.reader", "*.viewer", "viewer"] },
  "roles/reader": { level: "read", service: "*", privileges: ["*.reader", "*.viewer", "viewer"] },
  "roles/browser": { level: "view", service: "*", privileges: ["viewer"] }
};
var control = /^roles\/(iam\.(?!.*(viewer|reader|reviewer|auditor)$)|resourcemanager\.(?!.*viewer$)|privilegedaccessmanager\.(?!.*viewer$)|orgpolicy\.policyAdmin|accesscontextmanager\.policyAdmin|deploymentmanager\.(editor|typeEditor)|cloudbuild\.builds\.editor|composer\.worker|dataflow\.developer|run\.sourceDeveloper|storage\.hmacKeyAdmin|container\.(admin|clusterAdmin)|apigateway\.admin|serviceusage\.apiKeysAdmin)/;
var reading = /(viewer|reader|reviewer|auditor|browser|subscriber|user|accessor|decrypter|invoker|listing)$/i;
var meaningOf2 = (role2) => {
  const known = basic[role2];
  if (known !== void 0)
    return known;
  const name = role2.startsWith("roles/") ? role2.slice("roles/".length) : role2;
  const service = role2.startsWith("roles/") ? name.split(".")[0] : "*";
  const privileges = name.endsWith(".admin") ? [`${name.slice(0, -"admin".length)}*`] : name.endsWith("Admin") ? [`${name.slice(0, -"Admin".length)}*`] : [name];
  if (control.test(role2))
    return { level: "control", service, privileges };
  return { level: reading.test(name) ? "read" : "write", service, privileges };
};

// ../../work/wt/exports/dist/connectors/gcp/plan/index.js
var accountEmail = (resource, values) => {
  if (typeof values.email === "string" && values.email !== "")
    return values.email;
  const { account_id: id, project } = values;
  return typeof id === "string" && typeof project === "string" ? `${id}@${project}.iam.gserviceaccount.com` : standIn(resource.address);
};
var partyOf = (member) => {
  const colon = member.indexOf(":");
  const kind = colon < 0 ? member : member.slice(0, colon);
  if (kind === "deleted")
    return void 0;
  const name = colon < 0 ? member : member.slice(colon + 1);
  const project = /@([^.]+)\.iam\.gserviceaccount\.com$/.exec(name)?.[1];
  const nature = { serviceAccount: "machine", user: "human" }[kind];
  return {
    id: `gcp:${member}`,
    kind,
    scope: project === void 0 ? "gcp" : `projects/${project}`,
    name,
    ...nature === void 0 ? {} : { nature }
  };
};
var memberOf = (value, view) => {
  if (isComputed(value) && value.from.some(({ resource }) => resource.type !== "google_service_account"))
    return { is: "computed", why: whyComputed(value.written) };
  const text4 = view.text(value);
  return text4.is === "known" && !/^(all\w+$|\w+:)/.test(text4.text) ? { is: "known", text: `serviceAccount:${text4.text}` } : text4;
};
var membersOf2 = (value, view) => Array.isArray(value) ? value.map((item) => memberOf(item, view)) : isComputed(value) ? [memberOf(value, view)] : [];
var timeLimit = /^request\.time\s*<=?\s*timestamp\(\s*["']([^"']+)["']\s*\)$/;
var conditionOf = (value) => {
  const [block] = blocksOf(value);
  const expression = block?.expression;
  if (block === void 0)
    return { duration: "permanent", conditions: [] };
  if (typeof expression !== "string")
    return { duration: "unknown", conditions: [] };
  const parts = expression.includes("||") ? [expression] : expression.split("&&");
  const written = parts.map((part) => part.trim().replace(/^\((.*)\)$/s, "$1").trim());
  const ends = written.flatMap((part) => timeLimit.exec(part)?.[1] ?? []).map((end) => Date.parse(end));
  const until = Math.min(...ends);
  const conditions = written.filter((part) => !timeLimit.test(part)).map((part) => ({ class: "other", operator: "CEL", key: part, values: ["true"] }));
  return Number.isFinite(until) ? { duration: "time-bound", until: new Date(until).toISOString(), conditions } : { duration: "permanent", conditions };
};
var notPlace = /* @__PURE__ */ new Set([
  "role",
  "member",
  "members",
  "condition",
  "policy_data",
  "etag",
  "id",
  "region",
  "location",
  "project"
]);
var textIn = (value, view) => {
  const text4 = view.text(value);
  return text4.is === "known" ? text4.text : text4.is === "computed" ? `{${text4.why}}` : void 0;
};
var placeOf = (kind, resource, values, view) => {
  const bare2 = (text4) => text4?.replace(/^(projects|folders|organizations)\//, "");
  const project = bare2(textIn(values.project, view));
  const whole = {
    project,
    folder: bare2(textIn(values.folder, view)),
    organization: bare2(textIn(values.org_id, view))
  }[kind];
  if (whole !== void 0)
    return { scope: `${kind}s/${whole}`, resources: [`${kind}s/${whole}`, `${kind}s/${whole}/*`] };
  const name = Object.keys(values).filter((key) => !notPlace.has(key)).sort().flatMap((key) => textIn(values[key], view) ?? []).join("/");
  const written = /^projects\/([^/]+)\//.exec(name)?.[1];
  const scope = `projects/${project ?? written ?? `{project of ${resource.providerKey}}`}`;
  return { scope, resources: [`${scope}/${kind}/${name.slice(name.lastIndexOf("/") + 1)}`] };
};
var becomes = /^roles\/(owner|editor|iam\.(workloadIdentityUser|serviceAccountTokenCreator|serviceAccountUser|serviceAccountOpenIdTokenCreator|serviceAccountKeyAdmin|serviceAccountAdmin|securityAdmin))$/;
var accountOf = (value, view) => {
  const text4 = view.text(value);
  if (text4.is !== "known")
    return void 0;
  return partyOf(`serviceAccount:${text4.text.slice(text4.text.lastIndexOf("/") + 1)}`);
};
var grant = (kind, resource, values, view, binding) => given(binding.role, "which role it is", (role2) => joined(binding.members.map((member) => given(member, `who gets ${role2}`, (text4) => {
  const who2 = partyOf(text4);
  if (who2 === void 0)
    return none;
  const limit = conditionOf(binding.condition);
  const account2 = kind === "service_account" && becomes.test(role2) ? accountOf(values.service_account_id, view) : void 0;
  const everyone = /^all(Authenticated)?Users$/.test(text4);
  const trust = account2 === void 0 ? [] : [
    {
      who: account2,
      trust: {
        mechanism: "impersonate",
        party: everyone ? "everyone" : /^principal(Set)?:/.test(text4) ? "federated" : "identity",
        principal: text4,
        external: everyone ? "yes" : "unknown",
        conditions: [
          ...limit.conditions,
          ...limit.until === void 0 ? [] : [
            {
              class: "time-bound",
              operator: "CEL",
              key: "request.time",
              values: [limit.until],
              until: limit.until
            }
          ]
        ]
      }
    }
  ];
  return {
    facts: [
      { who: who2, line: line({ ...placeOf(kind, resource, values, view), ...meaningOf2(role2), ...limit }) },
      ...trust
    ]
  };
}))));
var policyBindings = (text4) => {
  try {
    const policy2 = JSON.parse(text4);
    const bindings = typeof policy2 === "object" && policy2 !== null ? policy2.bindings : void 0;
    return Array.isArray(bindings) ? bindings : [];
  } catch (error) {
    if (error instanceof SyntaxError)
      return void 0;
    throw error;
  }
};
var iamType = (kind, form) => ({
  gives: "who gets which role on what, under which condition and until when",
  read: (resource, values, view) => {
    if (form !== "policy") {
      const members = form === "member" ? [memberOf(values.member, view)] : membersOf2(values.members, view);
      return grant(kind, resource, values, view, {
        role: view.text(values.role),
        members,
        condition: values.condition
      });
    }
    return given(view.text(values.policy_data), "the text of the policy", (text4) => {
      const bindings = policyBindings(text4);
      if (bindings === void 0)
        return {
          facts: [],
          unknown: [{ what: "the text of the policy", why: "it is not JSON", privileged: true }]
        };
      return joined(bindings.map(({ role: role2, members, condition: condition2 }) => grant(kind, resource, values, view, {
        role: view.text(role2),
        members: membersOf2(members, view),
        condition: condition2 === void 0 ? [] : [condition2]
      })));
    });
  }
});
var account = (resource, values) => partyOf(`serviceAccount:${accountEmail(resource, values)}`);
var customRole = {
  gives: "what a role of one\u2019s own holds",
  read: (resource, values, view) => given(view.text(values.role_id), "which role it is", (id) => {
    const permissions = view.texts(values.permissions);
    const { scope } = placeOf(values.org_id === void 0 ? "project" : "organization", resource, { ...values, role_id: void 0 }, view);
    const held = permissions.flatMap((each) => each.is === "known" ? [each.text] : []).sort();
    const who2 = { id: `gcp:${scope}/roles/${id}`, kind: "role", scope, name: id };
    const level = held.some((each) => /setIamPolicy$|^iam\.(serviceAccounts\.(actAs|getAccessToken|sign\w+|implicitDelegation)|serviceAccountKeys\.create|roles\.update)/.test(each)) ? "control" : held.every((each) => /\.(get|list|getIamPolicy|view|search)$/.test(each)) ? "read" : "write";
    return {
      facts: held.length === 0 ? [] : [{ who: who2, line: line({ scope, service: "*", level, privileges: held }) }],
      unknown: permissions.some(({ is }) => is === "computed") ? [
        {
          who: who2,
          what: "what the role holds",
          why: "it is known only after the change is applied",
          privileged: true
        }
      ] : []
    };
  })
};
var staticOf = (field, kind) => ({
  gives: `a ${kind} of a service account: it works until somebody deletes it`,
  read: (resource, values, view) => {
    const who2 = accountOf(values[field], view);
    if (who2 === void 0)
      return view.text(values[field]).is === "absent" ? none : {
        facts: [],
        unknown: [
          {
            what: "which account the key is for",
            why: "it is known only after the change is applied",
            privileged: true
          }
        ]
      };
    return { facts: [{ who: who2, credential: { id: resource.address, kind, lifetime: "static" } }] };
  }
});
var poolProvider = {
  gives: "whose tokens a workload identity pool takes, and under which condition",
  read: (resource, values, view) => {
    const [oidc] = blocksOf(values.oidc);
    const [aws] = blocksOf(values.aws);
    const pool = textIn(values.workload_identity_pool_id, view) ?? resource.address;
    const { scope } = placeOf("project", resource, values, view);
    const issuer = textIn(oidc?.issuer_uri, view) ?? (aws === void 0 ? "another provider" : `AWS account ${textIn(aws.account_id, view)}`);
    const condition2 = view.text(values.attribute_condition);
    const who2 = {
      id: `gcp:${scope}/pools/${pool}`,
      kind: "workload-identity-pool",
      scope,
      name: pool,
      nature: "machine"
    };
    if (values.disabled === true)
      return { facts: [{ who: who2 }] };
    return {
      facts: [
        {
          who: who2,
          trust: {
            mechanism: "federate",
            party: "federated",
            principal: issuer,
            external: "yes",
            conditions: condition2.is === "known" ? [{ class: "federated-subject", operator: "CEL", key: condition2.text, values: ["true"] }] : []
          }
        }
      ],
      unknown: condition2.is === "computed" ? [{ who: who2, what: "under which condition tokens are taken", why: condition2.why, privileged: true }] : []
    };
  }
};
var entitlement = {
  gives: "roles that somebody may take for a time, on request",
  read: (resource, values, view) => {
    const parent = textIn(values.parent, view) ?? resource.address;
    const roles = blocksOf(values.privileged_access).flatMap(({ gcp_iam_access: access }) => blocksOf(access).flatMap(({ role_bindings: bindings }) => blocksOf(bindings).map(({ role: role2 }) => view.text(role2))));
    const users = blocksOf(values.eligible_users).flatMap(({ principals }) => membersOf2(principals, view));
    return joined(users.flatMap((user3) => roles.map((role2) => given(role2, "which role it is", (held) => given(user3, "who may take it", (text4) => {
      const who2 = partyOf(text4);
      return who2 === void 0 ? none : {
        facts: [
          {
            who: who2,
            line: line({
              scope: parent,
              ...meaningOf2(held),
              resources: [parent, `${parent}/*`],
              duration: "eligible"
            })
          }
        ]
      };
    })))));
  }
};
var denyPolicy = {
  gives: "whether a deny policy changes or goes",
  read: (resource, values) => ({
    facts: [],
    unknown: resource.before === void 0 || JSON.stringify(resource.before) === JSON.stringify(values) ? [] : [
      {
        what: "what the deny policy no longer denies",
        why: "denies are not compared yet",
        privileged: true
      }
    ]
  }),
  absent: (resource) => ({
    facts: [],
    unknown: resource.before === void 0 ? [] : [
      {
        what: "what the deny policy no longer denies",
        why: "it goes, and what it denied may be allowed elsewhere",
        privileged: true
      }
    ]
  })
};
var iamName = /^google_(.+)_iam_(member|binding|policy)$/;
var gcpPlan = identityReader({
  provider: "gcp",
  terraformProviders: ["google", "google-beta"],
  types: {
    google_project_iam_member: iamType("project", "member"),
    google_project_iam_binding: iamType("project", "binding"),
    google_project_iam_policy: iamType("project", "policy"),
    google_service_account: {
      gives: "a service account",
      identity: account,
      read: (resource, values) => ({ facts: [{ who: account(resource, values) }] })
    },
    google_service_account_key: staticOf("service_account_id", "service-account-key"),
    google_storage_hmac_key: staticOf("service_account_email", "hmac-key"),
    google_apikeys_key: staticOf("service_account_email", "api-key"),
    google_project_iam_custom_role: customRole,
    google_organization_iam_custom_role: customRole,
    google_iam_workload_identity_pool_provider: poolProvider,
    google_privileged_access_manager_entitlement: entitlement,
    google_iam_deny_policy: denyPolicy
  },
  otherType: (type) => {
    const [, kind, form] = iamName.exec(type) ?? [];
    return kind === void 0 ? void 0 : iamType(kind, form);
  },
  attributeOf: ({ resource, attribute }, view) => {
    if (resource.type !== "google_service_account")
      return void 0;
    const email = accountEmail(resource, view.valuesOf(resource) ?? {});
    return attribute === "member" ? `serviceAccount:${email}` : email;
  }
});

// ../../work/wt/exports/dist/connectors/github/plan/names.js
var cache2 = /* @__PURE__ */ new WeakMap();
var text3 = (value) => typeof value === "string" && value !== "" ? value : typeof value === "number" ? String(value) : void 0;
var idAttributes = {
  github_repository: ["node_id", "repo_id", "id"],
  github_team: ["id", "node_id", "slug"]
};
var namesOf = (plan) => {
  const known = cache2.get(plan);
  if (known !== void 0)
    return known;
  const owners2 = /* @__PURE__ */ new Map();
  const byId2 = /* @__PURE__ */ new Map();
  const deleted = /* @__PURE__ */ new Set();
  for (const { type, providerKey, mode, before, after } of plan.resources) {
    const attributes = idAttributes[type];
    if (attributes === void 0)
      continue;
    const kind = type.slice("github_".length);
    for (const values of [before, after]) {
      const name = text3(values?.name);
      if (name === void 0)
        continue;
      const [owner, rest] = text3(values?.full_name)?.split("/") ?? [];
      if (rest !== void 0)
        owners2.set(providerKey, owner);
      for (const attribute of attributes) {
        const id = text3(values?.[attribute]);
        if (id !== void 0)
          byId2.set(`${kind} ${id}`, name);
      }
    }
    const gone = text3(before?.name);
    if (kind === "repository" && mode === "managed" && gone !== void 0 && after === void 0)
      deleted.add(gone);
  }
  const names = { owners: owners2, byId: byId2, deleted };
  cache2.set(plan, names);
  return names;
};
var ownerOf2 = ({ providerKey }, { plan }) => namesOf(plan).owners.get(providerKey) ?? providerKey;
var repositoryName = (text4, { plan }) => (namesOf(plan).byId.get(`repository ${text4}`) ?? text4).split("/").at(-1);
var teamName = (text4, { plan }) => namesOf(plan).byId.get(`team ${text4}`) ?? text4;
var isDeletedRepository = (name, { plan }) => namesOf(plan).deleted.has(name);
var attributeOf2 = ({ resource }, view) => resource.type in idAttributes ? text3(view.valuesOf(resource)?.name) : void 0;
var who = (resource, view, kind, name, nature) => {
  const scope = ownerOf2(resource, view);
  return {
    id: `github:${scope}/${kind}/${name}`,
    kind,
    scope,
    name,
    ...nature === void 0 ? {} : { nature }
  };
};
var repositoryPattern = (resource, name, view) => `${ownerOf2(resource, view)}/${name}`;

// ../../work/wt/exports/dist/connectors/github/plan/access.js
var repositoryRoles = {
  pull: { level: "read", privileges: ["pull"] },
  triage: { level: "read", privileges: ["pull", "triage"] },
  push: { level: "write", privileges: ["pull", "push", "triage"] },
  maintain: { level: "write", privileges: ["maintain", "pull", "push", "triage"] },
  admin: { level: "control", privileges: ["*"] }
};
var synonyms = { read: "pull", write: "push" };
var roleOf = (role2) => repositoryRoles[synonyms[role2] ?? role2] ?? {
  level: "write",
  privileges: [...repositoryRoles.maintain.privileges, `role:${role2}`].sort()
};
var onRepository = (resource, view, party2, repository, role2) => given(view.text(repository), "on which repository", (name) => given(role2.is === "absent" ? { is: "known", text: "push" } : role2, "with which permission", (held) => ({
  facts: [
    {
      who: party2,
      line: line({
        scope: party2.scope,
        service: "repository",
        ...roleOf(held),
        resources: [repositoryPattern(resource, repositoryName(name, view), view)]
      })
    }
  ]
})));
var team = (resource, view, name) => who(resource, view, "team", teamName(name, view));
var user2 = (resource, view, name) => who(resource, view, "user", name.toLowerCase());
var staticKey = (party2, kind, id) => ({
  who: party2,
  credential: { id, kind, lifetime: "static" }
});
var deployKeyOf = (resource, values, view) => {
  const repository = view.text(values.repository);
  const title = view.text(values.title);
  return repository.is === "known" && title.is === "known" ? who(resource, view, "deploy-key", `${repositoryName(repository.text, view)}/${title.text}`, "machine") : void 0;
};
var organisationLine = (resource, view, party2, level, privileges) => ({
  who: party2,
  line: line({
    scope: party2.scope,
    service: "organization",
    level,
    privileges,
    resources: [ownerOf2(resource, view), `${ownerOf2(resource, view)}/*`]
  })
});
var organisationRole = (kind, field) => (resource, values, view) => given(view.text(values[field]), `which ${kind} holds the role`, (name) => given(view.text(values.role_id), "which role it is", (role2) => {
  const party2 = kind === "team" ? team(resource, view, name) : user2(resource, view, name);
  return { facts: [organisationLine(resource, view, party2, "write", [`role:${role2}`])] };
}));
var memberTrust = (name) => (resource, values, view) => given(view.text(values.team_id ?? values.team_slug), "which team it is", (id) => joined(name(values).map(({ text: member, group: group2 = false }) => given(view.text(member), "who enters the team", (principal) => ({
  facts: [
    {
      who: team(resource, view, id),
      trust: {
        mechanism: "assume",
        party: group2 ? "federated" : "identity",
        principal: principal.toLowerCase(),
        external: "unknown",
        conditions: []
      }
    }
  ]
})))));
var unknownSet = (value, what) => isComputed(value) ? [{ what, why: "it is known only after the change is applied", privileged: true }] : [];
var accessTypes = {
  github_repository_deploy_key: {
    gives: "a deploy key: a key without an end that reads, or writes, one repository",
    identity: deployKeyOf,
    read: (resource, values, view) => {
      const key = deployKeyOf(resource, values, view);
      if (key === void 0)
        return {
          facts: [],
          unknown: [
            {
              what: "on which repository",
              why: "it is known only after the change is applied",
              privileged: true
            }
          ]
        };
      const role2 = { is: "known", text: values.read_only === true ? "pull" : "push" };
      return joined([
        { facts: [staticKey(key, "deploy-key", "deploy-key")] },
        onRepository(resource, view, key, values.repository, role2)
      ]);
    }
  },
  github_user_ssh_key: {
    gives: "an SSH key without an end for all that its user may do",
    read: (resource, values, view) => {
      const party2 = who(resource, view, "user", `{user of ${resource.providerKey}}`);
      const title = view.text(values.title);
      return {
        facts: [
          staticKey(party2, "ssh-key", title.is === "known" ? title.text : resource.address),
          {
            who: party2,
            line: line({ scope: party2.scope, service: "account", level: "write", privileges: ["*"] })
          }
        ]
      };
    }
  },
  github_app_installation_repository: {
    gives: "one more repository for an installed app",
    read: (resource, values, view) => installed(resource, values.installation_id, [view.text(values.repository)], view)
  },
  github_app_installation_repositories: {
    gives: "the repositories of an installed app",
    read: (resource, values, view) => installed(resource, values.installation_id, view.texts(values.selected_repositories), view)
  },
  github_team: {
    gives: "a team; who is whose parent",
    identity: (resource, values, view) => {
      const name = view.text(values.name);
      return name.is === "known" ? team(resource, view, name.text) : void 0;
    },
    // A team inside another holds all that the outer one holds.
    read: (resource, values, view) => {
      const parent = view.text(values.parent_team_id);
      const name = view.text(values.name);
      if (parent.is !== "known" || name.is !== "known")
        return none;
      const inner = team(resource, view, name.text);
      return {
        facts: [
          {
            who: team(resource, view, parent.text),
            trust: {
              mechanism: "assume",
              party: "identity",
              principal: inner.id,
              external: "no",
              conditions: []
            }
          }
        ]
      };
    }
  },
  github_team_repository: {
    gives: "what a team may do with a repository",
    read: (resource, values, view) => given(view.text(values.team_id), "which team it is", (id) => onRepository(resource, view, team(resource, view, id), values.repository, view.text(values.permission)))
  },
  github_repository_collaborator: {
    gives: "what a collaborator may do with a repository",
    read: (resource, values, view) => given(view.text(values.username), "who it is", (name) => onRepository(resource, view, user2(resource, view, name), values.repository, view.text(values.permission)))
  },
  github_repository_collaborators: {
    gives: "all collaborators and teams of a repository",
    read: (resource, values, view) => joined([
      {
        facts: [],
        unknown: [
          ...unknownSet(values.user, "who collaborates"),
          ...unknownSet(values.team, "which teams collaborate")
        ]
      },
      ...blocksOf(values.user).map(({ username, permission }) => given(view.text(username), "who it is", (name) => onRepository(resource, view, user2(resource, view, name), values.repository, view.text(permission)))),
      ...blocksOf(values.team).map(({ team_id: id, permission }) => given(view.text(id), "which team it is", (name) => onRepository(resource, view, team(resource, view, name), values.repository, view.text(permission))))
    ])
  },
  github_team_membership: {
    gives: "who enters a team",
    read: memberTrust(({ username }) => [{ text: username }])
  },
  github_team_members: {
    gives: "all members of a team",
    read: (resource, values, view) => joined([
      { facts: [], unknown: unknownSet(values.members, "who is in the team") },
      memberTrust(({ members: all2 }) => blocksOf(all2).map(({ username }) => ({ text: username })))(resource, values, view)
    ])
  },
  github_team_sync_group_mapping: {
    gives: "groups of the identity provider whose people enter a team",
    read: memberTrust(({ group: group2 }) => blocksOf(group2).map(({ group_id: id }) => ({ text: id, group: true })))
  },
  github_emu_group_mapping: {
    gives: "a group of the identity provider whose people enter a team",
    read: memberTrust(({ group_id: id }) => [{ text: id, group: true }])
  },
  github_membership: {
    gives: "members and owners of the organisation",
    read: (resource, values, view) => given(view.text(values.username), "who it is", (name) => values.role === "admin" ? { facts: [organisationLine(resource, view, user2(resource, view, name), "control", ["*"])] } : { facts: [organisationLine(resource, view, user2(resource, view, name), "view", ["member"])] })
  },
  github_organization_settings: {
    gives: "what every member may do with every repository",
    read: (resource, values, view) => {
      const base = view.text(values.default_repository_permission);
      if (base.is === "absent" || base.is === "known" && base.text === "none")
        return none;
      return given(base, "what every member may do", (held) => {
        const party2 = who(resource, view, "members", "all members");
        return {
          facts: [
            {
              who: party2,
              line: line({
                scope: party2.scope,
                service: "repository",
                ...roleOf(held),
                resources: [`${ownerOf2(resource, view)}/*`]
              })
            }
          ]
        };
      });
    }
  },
  github_organization_role_team: {
    gives: "a role of the organisation for a team",
    read: organisationRole("team", "team_slug")
  },
  github_organization_role_team_assignment: {
    gives: "a role of the organisation for a team",
    read: organisationRole("team", "team_slug")
  },
  github_organization_role_user: {
    gives: "a role of the organisation for a user",
    read: organisationRole("user", "login")
  },
  github_organization_security_manager: {
    gives: "a team that reads every repository and manages its alerts",
    read: (resource, values, view) => given(view.text(values.team_slug), "which team it is", (name) => ({
      facts: [organisationLine(resource, view, team(resource, view, name), "write", ["security-manager"])]
    }))
  },
  ...Object.fromEntries([
    "github_organization_role",
    "github_organization_custom_role",
    "github_organization_repository_role"
  ].map((type) => [
    type,
    {
      gives: "what a role of the organisation holds",
      read: (resource, values, view) => given(view.text(values.name), "which role it is", (name) => {
        const permissions = view.texts(values.permissions);
        const base = view.text(values.base_role);
        const party2 = who(resource, view, "role", name);
        const known = permissions.flatMap((each) => each.is === "known" ? [each.text] : []);
        return {
          facts: [
            {
              who: party2,
              line: line({
                scope: party2.scope,
                service: "repository",
                level: known.some((each) => /^(write|delete|edit|manage|bypass|create|admin|set|toggle|run)/.test(each)) || base.is === "known" && roleOf(base.text).level !== "read" ? "write" : "read",
                privileges: [
                  .../* @__PURE__ */ new Set([...base.is === "known" ? roleOf(base.text).privileges : [], ...known])
                ].sort()
              })
            }
          ],
          unknown: permissions.some(({ is }) => is === "computed") ? [
            {
              who: party2,
              what: "what the role holds",
              why: "it is known only after the change is applied",
              privileged: true
            }
          ] : []
        };
      })
    }
  ]))
};
var installed = (resource, installation, repositories, view) => given(view.text(installation), "which app it is", (id) => {
  const app = who(resource, view, "app-installation", id, "machine");
  return joined(repositories.map((repository) => given(repository, "on which repository", (name) => ({
    facts: [
      {
        who: app,
        line: line({
          scope: app.scope,
          service: "repository",
          level: "write",
          privileges: ["the app's permissions"],
          resources: [repositoryPattern(resource, repositoryName(name, view), view)]
        })
      }
    ]
  }))));
});

// ../../work/wt/exports/dist/connectors/github/plan/actions.js
var workflows = (resource, view, repository) => who(resource, view, "workflow", repository === void 0 ? "all repositories" : repository, "machine");
var afterApply = "it is known only after the change is applied";
var secretFact = (party2, store, name, environment2) => ({
  who: party2,
  credential: {
    id: environment2 === void 0 ? `${store}/${name}` : `${store}/${environment2}/${name}`,
    kind: `${store}-secret`,
    lifetime: "static"
  }
});
var holdsSecrets = (party2, store, resources) => ({
  who: party2,
  line: line({
    scope: party2.scope,
    service: `${store}-secrets`,
    level: "read",
    privileges: ["use"],
    resources
  })
});
var repositorySecret = (store) => {
  const of = (resource, values, view, facts) => given(view.text(values.repository), "in which repository", (repository) => given(view.text(values.secret_name), "what the secret is called", (name) => {
    const environment2 = view.text(values.environment);
    const party2 = workflows(resource, view, repositoryName(repository, view));
    const where = [repositoryPattern(resource, repositoryName(repository, view), view)];
    return {
      facts: [
        holdsSecrets(party2, store, where),
        ...facts(party2, name, environment2.is === "known" ? environment2.text : void 0)
      ]
    };
  }));
  return {
    gives: `a secret in ${store} of a repository: a credential that stays until somebody takes it out`,
    read: (resource, values, view) => of(resource, values, view, (party2, name, environment2) => [secretFact(party2, store, name, environment2)]),
    // That a repository may hold secrets is no news: the secret is.
    absent: (resource, values, view) => of(resource, values, view, () => [])
  };
};
var secretHolder = (resource, view, store, name) => who(resource, view, "organization-secret", `${store}/${name}`, "machine");
var visibleTo = (resource, values, view) => {
  const owner = ownerOf2(resource, view);
  if (values.visibility === "all")
    return [`${owner}/*`];
  if (values.visibility === "private")
    return [`${owner}/* (private)`];
  if (isComputed(values.selected_repository_ids))
    return void 0;
  return view.texts(values.selected_repository_ids).flatMap((each) => each.is === "known" ? [repositoryPattern(resource, repositoryName(each.text, view), view)] : []);
};
var organisationSecret = (store, makes) => {
  const of = (resource, values, view, isThere) => given(view.text(values.secret_name), "what the secret is called", (name) => {
    const party2 = secretHolder(resource, view, store, name);
    const seen = values.repository_id === void 0 ? values : { selected_repository_ids: [values.repository_id] };
    const resources = visibleTo(resource, seen, view);
    return {
      facts: [
        ...makes && isThere ? [secretFact(party2, store, name)] : [],
        ...resources === void 0 || resources.length === 0 ? [] : [holdsSecrets(party2, store, resources)]
      ],
      unknown: resources === void 0 ? [{ who: party2, what: "which repositories see the secret", why: afterApply, privileged: true }] : []
    };
  });
  return {
    gives: `which repositories see a secret of the organisation (${store})`,
    read: (resource, values, view) => of(resource, values, view, true),
    // A new secret is told as a credential; who sees it is part of that.
    ...makes ? {
      absent: (resource, values, view) => of(resource, values, view, false)
    } : {}
  };
};
var jobToken = (party2, values, resources) => {
  const privileges = [
    ...values.default_workflow_permissions === "write" ? ["default token: write"] : [],
    ...values.can_approve_pull_request_reviews === true ? ["pull requests: approve"] : []
  ];
  const computed2 = ["default_workflow_permissions", "can_approve_pull_request_reviews"].some((key) => isComputed(values[key]));
  return {
    facts: privileges.length === 0 ? [] : [
      {
        who: party2,
        line: line({ scope: party2.scope, service: "job-token", level: "write", privileges, resources })
      }
    ],
    unknown: computed2 ? [
      {
        who: party2,
        what: "what job tokens may do",
        why: "it is known only after the change is applied",
        privileged: true
      }
    ] : []
  };
};
var organisationToken = {
  gives: "what the token of every job may do by default, and whether it approves pull requests",
  read: (resource, values, view) => jobToken(workflows(resource, view, void 0), values, [`${ownerOf2(resource, view)}/*`])
};
var repositoryToken = {
  gives: "what the token of the jobs of a repository may do by default, and whether it approves pull requests",
  read: (resource, values, view) => given(view.text(values.repository), "in which repository", (repository) => {
    const name = repositoryName(repository, view);
    return jobToken(workflows(resource, view, name), values, [repositoryPattern(resource, name, view)]);
  })
};
var subject = {
  gives: "what the OIDC tokens of workflows say: which clouds trust them follows from it",
  read: (resource, values, view) => {
    const repository = view.text(values.repository);
    return {
      facts: [],
      unknown: [
        {
          who: workflows(resource, view, repository.is === "known" ? repositoryName(repository.text, view) : void 0),
          what: "which roles of clouds the tokens of its workflows now open",
          why: "the subject of its OIDC tokens changes, and the clouds that trust it are not in this plan",
          privileged: true
        }
      ]
    };
  }
};
var workflowFile = {
  gives: "whether a file is a workflow, whose meaning the gate reads with --workflows",
  read: (resource, values, view) => {
    const file = view.text(values.file);
    const repository = view.text(values.repository);
    const isWorkflow = file.is === "known" && /^\.github\/workflows\/[^/]+\.ya?ml$/.test(file.text);
    if (!isWorkflow && file.is !== "computed")
      return none;
    return {
      facts: [],
      unknown: [
        {
          who: workflows(resource, view, repository.is === "known" ? repositoryName(repository.text, view) : void 0),
          what: `what the workflow ${file.is === "known" ? file.text : ""} may do`.replace("  ", " "),
          why: "its text is a file of a repository",
          privileged: true
        }
      ]
    };
  }
};
var actionsTypes = {
  github_actions_secret: repositorySecret("actions"),
  github_actions_environment_secret: repositorySecret("actions"),
  github_dependabot_secret: repositorySecret("dependabot"),
  github_codespaces_secret: repositorySecret("codespaces"),
  github_actions_organization_secret: organisationSecret("actions", true),
  github_actions_organization_secret_repositories: organisationSecret("actions", false),
  github_actions_organization_secret_repository: organisationSecret("actions", false),
  github_dependabot_organization_secret: organisationSecret("dependabot", true),
  github_dependabot_organization_secret_repositories: organisationSecret("dependabot", false),
  github_dependabot_organization_secret_repository: organisationSecret("dependabot", false),
  github_codespaces_organization_secret: organisationSecret("codespaces", true),
  github_codespaces_organization_secret_repositories: organisationSecret("codespaces", false),
  github_workflow_repository_permissions: repositoryToken,
  github_actions_default_workflow_repository_permissions: repositoryToken,
  github_actions_organization_workflow_permissions: organisationToken,
  github_enterprise_actions_workflow_permissions: organisationToken,
  github_actions_repository_oidc_subject_claim_customization_template: subject,
  github_actions_organization_oidc_subject_claim_customization_template: subject,
  github_repository_file: workflowFile
};

// ../../work/wt/exports/dist/connectors/github/plan/guards.js
var condition = (key, operator, values) => ({
  class: "other",
  operator,
  key,
  values
});
var isTrue = (key, value) => value === true ? [condition(key, "Bool", ["true"])] : [];
var atLeast = (key, value) => typeof value === "number" && value > 0 ? [condition(key, "NumericGreaterThanEquals", [String(value)])] : [];
var onlyFor = (key, texts) => condition(key, "StringEquals", ["nobody", ...texts].sort());
var namesIn = (value, view) => view.texts(value).map((each) => each.is === "known" ? each.text : "somebody who is known after apply");
var writers = (principal, conditions) => ({
  mechanism: "write-code",
  party: "scope",
  principal,
  external: "unknown",
  conditions
});
var guarded = (party2, resources, conditions, principal) => ({
  facts: [
    {
      who: party2,
      line: line({ scope: party2.scope, service: party2.kind, level: "write", privileges: ["run"], resources }),
      trust: writers(principal, conditions)
    }
  ]
});
var reviewConditions = (value, view) => blocksOf(value).flatMap((reviews) => [
  ...atLeast("required reviews", reviews.required_approving_review_count ?? 1),
  ...isTrue("review by code owners", reviews.require_code_owner_reviews),
  ...isTrue("last push approved by another", reviews.require_last_push_approval),
  onlyFor("may skip the review", [
    ...namesIn(reviews.pull_request_bypassers, view),
    ...blocksOf(reviews.bypass_pull_request_allowances).flatMap(({ users, teams, apps }) => [users, teams, apps].flatMap((each) => namesIn(each, view)))
  ])
]);
var branchConditions = (values, view) => [
  ...reviewConditions(values.required_pull_request_reviews, view),
  ...isTrue("rules hold for administrators", values.enforce_admins),
  ...isTrue("signed commits", values.require_signed_commits),
  ...isTrue("read-only", values.lock_branch),
  ...values.allows_force_pushes === true ? [] : [condition("force pushes", "Bool", ["false"])],
  ...blocksOf(values.required_status_checks).map(() => condition("status checks", "Bool", ["true"])),
  ...blocksOf(values.restrict_pushes).map(({ push_allowances: allowed }) => onlyFor("may push", namesIn(allowed, view))),
  ...blocksOf(values.restrictions).map(({ users, teams, apps }) => onlyFor("may push", [users, teams, apps].flatMap((each) => namesIn(each, view))))
];
var branch = (repositoryField, branchField) => {
  const of = (resource, values, view, conditions) => given(view.text(values[repositoryField]), "in which repository", (repository) => given(view.text(values[branchField]), "which branch it is", (pattern) => {
    const name = repositoryName(repository, view);
    if (isDeletedRepository(name, view))
      return none;
    const party2 = who(resource, view, "branch", `${name}/${pattern}`, "machine");
    return guarded(party2, [repositoryPattern(resource, name, view)], conditions, "whoever may write to the repository");
  }));
  return {
    gives: "what a change of a protected branch must pass",
    read: (resource, values, view) => of(resource, values, view, branchConditions(values, view)),
    absent: (resource, values, view) => of(resource, values, view, [])
  };
};
var ruleConditions = (values, view) => {
  if (values.enforcement !== "active" && !isComputed(values.enforcement))
    return [];
  const [rules = {}] = blocksOf(values.rules);
  const bypass = blocksOf(values.bypass_actors).map(({ actor_id: id, actor_type: type, bypass_mode: mode }) => [type, id, mode].map((each) => typeof each === "string" || typeof each === "number" ? String(each) : "").join(" ").trim());
  return [
    ...Object.entries(rules).flatMap(([name, value]) => {
      if (value === true)
        return [condition(`rule ${name}`, "Bool", ["true"])];
      if (name !== "pull_request")
        return blocksOf(value).length > 0 ? [condition(`rule ${name}`, "Bool", ["true"])] : [];
      return blocksOf(value).flatMap((pull) => [
        condition("rule pull_request", "Bool", ["true"]),
        ...atLeast("required reviews", pull.required_approving_review_count),
        ...isTrue("review by code owners", pull.require_code_owner_review),
        ...isTrue("last push approved by another", pull.require_last_push_approval)
      ]);
    }),
    onlyFor("may skip the rules", bypass),
    ...blocksOf(values.conditions).flatMap(({ ref_name: refs }) => blocksOf(refs).map(({ exclude }) => onlyFor("refs left out", namesIn(exclude, view))))
  ];
};
var ruleset = /* @__PURE__ */ (() => {
  const of = (resource, values, view, conditions) => given(view.text(values.name), "which ruleset it is", (ruleName) => {
    const repository = view.text(values.repository);
    const name = repository.is === "known" ? repositoryName(repository.text, view) : void 0;
    if (name !== void 0 && isDeletedRepository(name, view))
      return none;
    const party2 = who(resource, view, "ruleset", name === void 0 ? ruleName : `${name}/${ruleName}`, "machine");
    return guarded(party2, [repositoryPattern(resource, name ?? "*", view)], conditions, "whoever may write to the repository");
  });
  return {
    gives: "what a change must pass by a ruleset, and who may skip it",
    read: (resource, values, view) => of(resource, values, view, ruleConditions(values, view)),
    absent: (resource, values, view) => of(resource, values, view, [])
  };
})();
var environment = /* @__PURE__ */ (() => {
  const of = (resource, values, view, conditions) => given(view.text(values.repository), "in which repository", (repository) => given(view.text(values.environment), "which environment it is", (environmentName) => {
    const name = repositoryName(repository, view);
    if (isDeletedRepository(name, view))
      return none;
    const party2 = who(resource, view, "environment", `${name}/${environmentName}`, "machine");
    return guarded(party2, [repositoryPattern(resource, name, view)], conditions, "workflows of the repository");
  }));
  return {
    gives: "what a job must pass before it runs in an environment",
    read: (resource, values, view) => {
      const reviewers = blocksOf(values.reviewers).flatMap(({ users, teams }) => [
        ...namesIn(users, view).map((id) => `user ${id}`),
        ...namesIn(teams, view).map((id) => `team ${id}`)
      ]);
      return of(resource, values, view, [
        ...reviewers.length === 0 ? [] : [onlyFor("approved by", reviewers)],
        ...isTrue("not approved by oneself", reviewers.length > 0 && values.prevent_self_review === true),
        ...atLeast("minutes to wait", values.wait_timer),
        ...values.can_admins_bypass === false ? [condition("administrators may skip", "Bool", ["false"])] : [],
        ...blocksOf(values.deployment_branch_policy).map(({ protected_branches: isProtected }) => condition("branches", "StringEquals", [isProtected === true ? "protected" : "listed"]))
      ]);
    },
    absent: (resource, values, view) => of(resource, values, view, [])
  };
})();
var deploymentPolicy = (environmentField, patternFields) => ({
  gives: "one more branch or tag from which an environment is reached",
  read: (resource, values, view) => given(view.text(values.repository), "in which repository", (repository) => given(view.text(values[environmentField]), "which environment it is", (environmentName) => {
    const name = repositoryName(repository, view);
    const party2 = who(resource, view, "environment", `${name}/${environmentName}`, "machine");
    return joined(patternFields.map((field) => {
      const pattern = view.text(values[field]);
      return pattern.is === "absent" ? none : given(pattern, "which branches it is", (text4) => ({
        facts: [
          {
            who: party2,
            line: line({
              scope: party2.scope,
              service: "environment",
              level: "write",
              privileges: [`deploy from ${field === "tag_pattern" ? "tag" : "branch"} ${text4}`],
              resources: [repositoryPattern(resource, name, view)]
            })
          }
        ]
      }));
    }));
  }))
});
var runnerGroup = /* @__PURE__ */ (() => {
  const of = (resource, values, view, trusts) => given(view.text(values.name), "which runner group it is", (name) => {
    const party2 = who(resource, view, "runner-group", name, "machine");
    const fact = {
      who: party2,
      line: line({ scope: party2.scope, service: "runner", level: "write", privileges: ["run"] })
    };
    return { facts: [fact, ...trusts.map((trust) => ({ who: party2, trust }))] };
  });
  return {
    gives: "whose workflows run on the runners of a group",
    read: (resource, values, view) => {
      const only = values.restricted_to_workflows === true ? [onlyFor("workflow", namesIn(values.selected_workflows, view))] : [];
      const owner = ownerOf2(resource, view);
      return of(resource, values, view, [
        ...values.visibility === "all" ? [writers(`repositories of ${owner}`, only)] : [],
        ...values.visibility === "private" ? [
          writers(`repositories of ${owner}`, [
            ...only,
            condition("visibility", "StringEquals", ["private"])
          ])
        ] : [],
        ...values.visibility === "selected" ? view.texts(values.selected_repository_ids).flatMap((each) => each.is === "known" ? [
          {
            ...writers(`${owner}/${repositoryName(each.text, view)}`, only),
            party: "identity"
          }
        ] : []) : [],
        ...values.allows_public_repositories === true ? [
          {
            ...writers("public repositories", only),
            party: "everyone",
            external: "yes"
          }
        ] : []
      ]);
    },
    // A new group widens what was nobody's: only what it lets in is told.
    absent: (resource, values, view) => of(resource, values, view, [])
  };
})();
var allowedActions = (isOrganisation) => {
  const of = (resource, values, view, party2) => {
    const repository = isOrganisation ? void 0 : view.text(values.repository);
    const name = repository?.is === "known" ? repositoryName(repository.text, view) : void 0;
    const runs = who(resource, view, "workflow-policy", name ?? "all repositories", "machine");
    const allowed = typeof values.allowed_actions === "string" ? values.allowed_actions : "all";
    const fact = {
      who: runs,
      line: line({
        scope: runs.scope,
        service: "actions",
        level: "write",
        privileges: ["run"],
        resources: [repositoryPattern(resource, name ?? "*", view)]
      })
    };
    return { facts: [fact, ...party2(allowed).map((trust) => ({ who: runs, trust }))] };
  };
  const everyone = { ...writers("actions of anybody", []), party: "everyone", external: "yes" };
  return {
    gives: "whose actions may run in workflows",
    read: (resource, values, view) => of(resource, values, view, (allowed) => {
      if (allowed === "all")
        return [everyone];
      if (allowed === "local_only")
        return [];
      const listed = blocksOf(values.allowed_actions_config).flatMap(({ patterns_allowed: patterns, github_owned_allowed: owned2, verified_allowed: verified }) => [
        ...namesIn(patterns, view),
        ...owned2 === true ? ["actions/*"] : [],
        ...verified === true ? ["verified creators"] : []
      ]);
      return listed.map((pattern) => ({
        ...everyone,
        party: "identity",
        principal: `actions ${pattern}`
      }));
    }),
    // Where nobody says otherwise all actions may run.
    absent: (resource, values, view) => of(resource, values, view, () => [everyone])
  };
};
var guardTypes = {
  github_branch_protection: branch("repository_id", "pattern"),
  github_branch_protection_v3: branch("repository", "branch"),
  github_repository_ruleset: ruleset,
  github_organization_ruleset: ruleset,
  github_repository_environment: environment,
  github_repository_environment_deployment_policy: deploymentPolicy("environment", [
    "branch_pattern",
    "tag_pattern"
  ]),
  github_repository_deployment_branch_policy: deploymentPolicy("environment_name", ["name"]),
  github_actions_runner_group: runnerGroup,
  github_enterprise_actions_runner_group: runnerGroup,
  github_actions_repository_permissions: allowedActions(false),
  github_actions_organization_permissions: allowedActions(true)
};

// ../../work/wt/exports/dist/connectors/github/plan/index.js
var githubPlan = identityReader({
  provider: "github",
  terraformProviders: ["github"],
  types: { ...accessTypes, ...actionsTypes, ...guardTypes },
  attributeOf: attributeOf2
});

// ../../work/wt/exports/dist/connectors/plans.js
var planReaders = [awsPlan, azurePlan, gcpPlan, githubPlan];

export {
  attributeText,
  planReaders
};
