import { meaningOfField } from '../../src/plan/privilege-fields.ts';
import type { Argument } from './schemas.ts';

/**
 * How a resource type is sorted. `grants`: that it is made gives somebody something. `may`: its arguments decide.
 * `limits`: it keeps others from something, so that it counts when it changes or goes. `cannot`: nobody gains by it.
 */
export type Sort = 'grants' | 'may' | 'limits' | 'cannot';

/** What a type is called after, where that alone says what it is. */
const byName: readonly (readonly [Sort, RegExp])[] = [
  // Credentials that the resource makes, or that somebody signs in with by it.
  [
    'grants',
    /_(?:access_key|api_key|apikeys_key|ssh_(?:public_)?key|key_pair|hmac_key|token|sas|token_password|authorization_rule|shared_access_policy|login_profile)$/,
  ],
  ['grants', /_(?:user|users|sql_user|login|local_user)$/],
  // Grants, memberships, bindings.
  [
    'grants',
    /_(?:grant|grants|permission|permissions|membership|members?|role_assignment|role_definition|role_binding|access_binding|access_entry|access_control|user_in_group|administrator|administrators|iam_\w+|resource_share|principal_association|acl|access_policy_assignment|invitation|delegated_admin\w*|\w*admin_account\w*)$/,
  ],
  // Whoever is vouched for.
  [
    'grants',
    /_(?:trust_anchor|identity_provider|federated\w*|(?:idp|saml|oauth_idp)_config|trusted_token_issuer)$/,
  ],
  // What they make stands in a text of their own.
  [
    'grants',
    /(?:_template_deployment|_stack_set|_stack_instances?|_stack_set_instance|cloudcontrolapi_resource|_cloudformation_stack|_provisioned_product|deployment_manager_deployment)$/,
  ],
  [
    'limits',
    /_(?:public_access_block|block_public_access\w*|management_lock|conditional_access_policy|authentication_strength_policy|org_policy_policy|organization_policy|service_perimeters?\w*|vpc_endpoint|vpc_endpoint_policy)$|_policy_assignment$/,
  ],
];

/** Sorted by hand, with the reason. The first that fits. */
export const byHand: readonly { readonly types: RegExp; readonly sort: Sort; readonly why: string }[] = [
  {
    types:
      /^AWS::(?:ElastiCache::GlobalReplicationGroup|QLDB::Ledger|ECR::PullTimeUpdateExclusion|.*::(?:Lifecycle|Resiliency)Policy)$|^google_(?:apphub_\w+|compute_\w*(?:firewall|security_policy|backend_service|backend_bucket)\w*)$/,
    sort: 'cannot',
    why: 'the words mean something else: copies of a cache, contacts, networks, or who does not count as a use',
  },
  {
    types:
      /^aws_(?:api_gateway_method|apigatewayv2_route|cloudfront_origin_access_control|config_config_rule|config_organization_custom_policy_rule|cloudwatch_log_(?:index|account)_policy|networkmanager_core_network\w*|qldb_ledger|ses_receipt_filter|lambda_code_signing_config|inspector2_filter|(?:elasticsearch|opensearch|opensearchserverless)_vpc_endpoint)$|^AWS::(?:ApiGateway::Method|ApiGatewayV2::(?:Route|ApiGatewayManagedOverrides)|Config::(?:ConfigRule|OrganizationConfigRule)|Logs::AccountPolicy|NetworkManager::CoreNetwork|InspectorV2::Filter)$|^azur(?:erm_hdinsight_\w+_cluster|ead_synchronization_\w+)$/,
    sort: 'cannot',
    why: 'how an application is called, what is checked or kept, roles of nodes in a cluster',
  },
  {
    types: /^AWS::Cognito::IdentityPool$|^aws_cognito_identity_pool$/,
    sort: 'may',
    why: 'only where it lets guests in',
  },
  {
    types: /^AWS::Organizations::ResourcePolicy$|^aws_cloudwatch_log_delivery_destination_policy$/,
    sort: 'grants',
    why: 'a policy of a resource under a name of its own',
  },
  {
    types: /^google_bigquery_datapolicy_data_policy$/,
    sort: 'limits',
    why: 'what is masked for others',
  },
  {
    types:
      /_(?:\w*lifecycle_policy|autoscaling_policy|scaling_policy|resiliency_policy|data_protection_policy|backup_policy\w*|retention_policy|snapshot_policy|cleanup_policy|redrive_policy|redrive_allow_policy|gc_policy|ssl_policy|stickiness_policy|cache_policy|protocol_policy)$/,
    sort: 'cannot',
    why: 'says when something is deleted, copied or scaled, or how it is reached: nobody is named',
  },
  {
    types:
      /_(?:network_acl|web_acl|waf_acl|network_acl_rule|web_acl_\w+|default_network_acl|network_rule_set)$/,
    sort: 'cannot',
    why: 'a list of networks and requests, not of people or programs',
  },
  {
    types: /^aws_(?:detective|guardduty|macie2|securityhub)_(?:member|invitation_accepter|invite_accepter)$/,
    sort: 'cannot',
    why: 'findings of a member account are shown to the account that looks after security',
  },
  {
    types:
      /^aws_iam_(?:account_alias|account_password_policy|security_token_service_preferences|organizations_features|server_certificate|service_linked_role|\w+_policies_exclusive)$/,
    sort: 'cannot',
    why: 'a name, a setting, a role that only its service can use, or a list of policies that others write',
  },
  {
    types: /^aws_iam_virtual_mfa_device$/,
    sort: 'limits',
    why: 'a second factor: without it a password is enough',
  },
  {
    types:
      /^aws_(?:appsync_datasource|cloudwatch_event_connection|cloudfront_distribution|shield_protection_group|ec2_transit_gateway_multicast_group_member|ec2_client_vpn_authorization_rule|kms_custom_key_store|transfer_server|redshift_snapshot_copy_grant|wafv2_api_key|ivs_playback_key_pair|lakeformation_opt_in|compute_instance_group_membership|quicksight_custom_permissions|mq_broker)$/,
    sort: 'cannot',
    why: 'the words mean something else here: outgoing credentials, groups of origins, network routes, keys of players',
  },
  {
    types:
      /^aws_(?:ram_resource_association|iot_thing_group_membership|organizations_account|organizations_resource_policy|verifiedpermissions_(?:policy|policy_template|identity_source)|redshift_(?:data_share_authorization|endpoint_authorization)|config_aggregate_authorization|securitylake_subscriber|cloudformation_type|servicecatalog_(?:portfolio_share|principal_portfolio_association|organizations_access)|ssoadmin_application_assignment|vpc_endpoint_service_allowed_principal|oam_sink_policy|budgets_budget_action|ec2_serial_console_access|rolesanywhere_profile|cognito_identity_pool_roles_attachment|eks_pod_identity_association|directory_service_(?:trust|shared_directory\w*)|memorydb_acl|fsx_s3_access_point_attachment)$/,
    sort: 'grants',
    why: 'shares something with another account, or says who may do what, whatever else is set',
  },
  {
    types:
      /^azurerm_(?:signalr_service_network_acl|web_pubsub_network_acl|kubernetes_fleet_member|network_manager_static_member|api_management_notification_recipient_user|app_service_source_control_token|source_control_token|synapse_sql_pool_workload_classifier|private_endpoint|spring_cloud_\w+|batch_pool|hpc_cache_access_policy|vpn_server_configuration_policy_group|data_factory_\w+)$/,
    sort: 'cannot',
    why: 'networks, recipients of mail, or a credential that is kept for somewhere else',
  },
  {
    types:
      /^azurerm_(?:lighthouse_(?:assignment|definition)|managed_application|managed_application_definition|api_management_subscription|automation_webhook|\w*policy_exemption|container_registry_scope_map|dev_center_project_environment_type|synapse_workspace_\w*aad_admin)$/,
    sort: 'grants',
    why: 'another tenant, whoever has an address with a key, or an exemption from a policy',
  },
  {
    types: /^azurerm_(?:policy_definition|policy_set_definition|management_group_policy_set_definition)$/,
    sort: 'limits',
    why: 'what a policy of the organisation forbids',
  },
  {
    types:
      /^azuread_(?:access_package_assignment_policy|access_package_resource_package_association|application_pre_authorized|application_owner|claims_mapping_policy|service_principal_claims_mapping_policy_assignment)$/,
    sort: 'grants',
    why: 'who may ask for a package, what is in it, which applications need no consent, what tokens say',
  },
  {
    types: /^azuread_(?:directory_role|administrative_unit)$/,
    sort: 'cannot',
    why: 'a role or unit by itself; who has it is another resource',
  },
  {
    types:
      /^google_(?:compute_instance_group_membership|gke_hub_membership|gke_hub_feature_membership|compute_snapshot_settings|dataproc_workflow_template|gke_backup_restore_plan|filestore_instance|netapp_active_directory|storage_transfer_job|os_config_\w+|assured_workloads_workload|access_context_manager_access_policy|managed_kafka_connect_cluster)$/,
    sort: 'cannot',
    why: 'members are machines, and permissions those of files',
  },
  {
    types:
      /^google_(?:compute_project_metadata(?:_item)?|bigquery_dataset_access|apigee_sync_authorization|apigee_control_plane_access|sql_ssl_cert|site_verification_owner|iap_client|bigquery_analytics_hub_listing_subscription|folder_access_approval_settings|organization_access_approval_settings|project_access_approval_settings|project_default_service_accounts)$/,
    sort: 'grants',
    why: 'keys that sign in to all instances of a project, owners, certificates of databases, or what service accounts hold by default',
  },
  {
    types:
      /^google_(?:project_organization_policy|folder_organization_policy|binary_authorization_policy|access_context_manager_\w*(?:ingress|egress)_policy|access_context_manager_access_levels?(?:_condition)?|access_context_manager_authorized_orgs_desc|resource_manager_lien|org_policy_custom_constraint)$/,
    sort: 'limits',
    why: 'who may not, or from where only',
  },
  {
    types:
      /^github_(?:emu_group_mapping|team_sync_group_mapping|organization_security_manager|user_invitation_accepter|enterprise_organization|app_installation_repositor(?:y|ies)|user_gpg_key)$/,
    sort: 'grants',
    why: 'members by the groups of another directory, administrators of an organisation, keys of people',
  },
  {
    types:
      /^(?!AWS::(?:IAM|SecretsManager))AWS::.*::(?:ResourceShare|Grant|Permission|LayerVersionPermission|Membership|User|UserToGroupAddition|AccessPolicy|AccessEntry|DelegatedAdmin\w*|OrganizationAdmin|ApiKey|KeyPair|SshPublicKey|TrustAnchor|IdentitySource|IdentityProvider|PrincipalAssociation|PortfolioShare|PortfolioPrincipalAssociation|VPCEndpointServicePermissions|AuthorizationRule|StackSet|ProvisionedProduct|CloudFormationProvisionedProduct|ResourceVersion|AccessGrant)$/,
    sort: 'grants',
    why: 'shares, members, keys, and stacks whose text is elsewhere',
  },
  {
    types:
      /^AWS::(?:EC2::VPCEndpoint|EC2::VPCBlockPublicAccess\w+|EC2::SnapshotBlockPublicAccess|S3::\w*PublicAccessBlock|Organizations::Policy|IAM::VirtualMFADevice)$/,
    sort: 'limits',
    why: 'less of it is more for others',
  },
  {
    types:
      /^AWS::(?:EC2::NetworkAcl\w*|WAF\w*::.*|ApplicationAutoScaling::ScalingPolicy|AutoScaling::ScalingPolicy|EC2::ClientVpnAuthorizationRule|Events::Connection|AppSync::DataSource|CloudFront::(?:Distribution|CachePolicy|OriginRequestPolicy|ResponseHeadersPolicy)|SNS::TopicInlinePolicyDataProtection|GuardDuty::Member|IAM::(?:ServiceLinkedRole|ServerCertificate))$/,
    sort: 'cannot',
    why: 'networks, requests, and what only the service itself can use',
  },
];

/** By hand, then by name, then by arguments: one that must be given and gives decides; one that may be given leaves it open. */
export const sortOf = (type: string, taken: readonly Argument[]): Sort => {
  const told = byHand.find(({ types }) => types.test(type));
  if (told !== undefined) return told.sort;
  const named = byName.find(([, pattern]) => pattern.test(type));
  if (named !== undefined) return named[0];
  const meanings = taken.map(({ name, required }) => ({
    // There a role is as whom something runs, and never what somebody gets.
    meaning: /^aws/i.test(type) && /^roles?$/i.test(name) ? 'runs-as' : meaningOfField(name),
    required,
  }));
  if (meanings.some(({ meaning, required }) => meaning === 'gives' && required)) return 'grants';
  return meanings.some(({ meaning }) => meaning === 'gives' || meaning === 'runs-as') ? 'may' : 'cannot';
};
