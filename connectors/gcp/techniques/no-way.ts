/**
 * Permissions that look like a way to an account, and are none: `*` stands for one part of a name, and a service alone for all
 * that it has. What is named here and in a technique is a fault, and so is a row that no permission fits.
 */
export interface NoWay {
  readonly permissions: readonly string[];
  readonly because: string;
  readonly source: string;
}

const row = (permissions: string, because: string, source: string): NoWay => ({
  permissions: permissions.split(/\s+/).filter((each) => each !== ''),
  because,
  source,
});

/** Of resources of these services, all that their `setIamPolicy` gives. */
const policiesOf = (resources: string, because: string, source: string): NoWay =>
  row(
    resources
      .split(/\s+/)
      .map((each) => (each.includes('.') ? `${each}.setIamPolicy` : `${each}.*.setIamPolicy`))
      .join(' '),
    because,
    source,
  );

const permissions = 'https://cloud.google.com/iam/docs/permissions-reference';

export const noWays: readonly NoWay[] = [
  policiesOf(
    `agentidentity aiplatform.entityTypes aiplatform.featureGroups aiplatform.featureOnlineStores aiplatform.featureViews
     aiplatform.featurestores analyticshub apigeeregistry automl backupdr biglake bigquery.dataPolicies bigquery.datasets
     bigquery.reservations bigquery.rowAccessPolicies bigquery.tables bigtable cloudaicompanion cloudsupport compute.disks
     compute.images compute.instantSnapshotGroups compute.instantSnapshots compute.machineImages compute.recoverableSnapshots
     compute.snapshotGroups compute.snapshots compute.storagePools contactcenterinsights containeranalysis contentwarehouse
     datacatalog dataconnectors datamigration dataplex.aspectTypes dataplex.assets dataplex.changeRequests
     dataplex.dataAttributeBindings dataplex.dataAttributes dataplex.dataDomains dataplex.dataProducts dataplex.dataTaxonomies
     dataplex.datascans dataplex.entryGroups dataplex.entryTypes dataplex.glossaries datastream datastudio discoveryengine
     earthengine geminicloudassist geminidataanalytics healthcare identitytoolkit logging managedidentities metastore
     pubsub.schemas pubsub.snapshots pubsub.topics securitycenter spanner telemetry visionai`,
    'it gives what the resource holds; that is a grant, and nothing there runs as an account of the project',
    permissions,
  ),
  policiesOf(
    `accesscontextmanager apigateway.apis apigateway.gateways apigateway.apiconfigs apphub beyondcorp compute.backendBuckets
     compute.backendServices compute.firewallPolicies compute.networkAttachments compute.regionBackendBuckets
     compute.regionBackendServices compute.regionFirewallPolicies compute.serviceAttachments compute.subnetworks dns domains
     edgenetwork iap ids networkconnectivity networkmanagement networksecurity networkservices servicedirectory`,
    'it decides who reaches what over the network; who gets there is still nobody',
    'https://cloud.google.com/iap/docs/managing-access',
  ),
  policiesOf(
    `compute.futureReservations compute.globalOperations compute.licenseCodes compute.licenses compute.nodeGroups
     compute.nodeTemplates compute.regionOperations compute.resourcePolicies compute.zoneOperations compute.instanceTemplates
     billing cloudprivatecatalogproducer servicemanagement dataproc.autoscalingPolicies dataproc.operations designcenter
     dataproc.jobs notebooks.environments aiplatform.notebookRuntimeTemplates notebooks.executions notebooks.schedules`,
    'it lets somebody see, use or name the resource; what creates or changes code is asked of the project',
    permissions,
  ),
  policiesOf(
    `autoscaling edgecontainer gkehub.memberships gkehub.scopes gkeonprem vmwareengine`,
    'clusters and machines there run outside of Google’s metadata servers and hand out no tokens of accounts',
    'https://cloud.google.com/kubernetes-engine/fleet-management/docs',
  ),
  policiesOf(
    'cloudkms',
    'keys decrypt and sign what others trust; accounts prove themselves by keys of their own',
    'https://cloud.google.com/kms/docs/iam',
  ),
  policiesOf(
    'privateca binaryauthorization',
    'what they certify counts where somebody trusts it, and of X.509 providers the authority is not kept',
    'https://cloud.google.com/iam/docs/workload-identity-federation-with-x509-certificates',
  ),
  policiesOf(
    'cloudiot genomics ml proximitybeacon servicebroker runtimeconfig dataplex.environments dataplex.content',
    'Google has ended the service',
    'https://cloud.google.com/terms/deprecation',
  ),
  row(
    'ml.jobs.create ml.jobs.update ml.versions.create ml.versions.update lifesciences.workflows.run',
    'Google has ended the service',
    'https://cloud.google.com/terms/deprecation',
  ),
  policiesOf(
    'secretmanager.secrets storage.managedFolders storage.objects securesourcemanager.instances',
    'it gives what is stored; which credential or code of whom that is, its name tells nobody for certain',
    'https://cloud.google.com/secret-manager/docs/access-control',
  ),
  policiesOf(
    'aiplatform.endpoints apigee bigquery.connections connectors dataplex.lakes dataplex.zones dataform.folders dataform.teamFolders dataform.workspaces eventarc.channelConnections eventarc.channels eventarc.enrollments eventarc.googleApiSources eventarc.kafkaSources eventarc.messageBuses eventarc.triggers iamconnectors krmapihosting clouddeploy.customTargetTypes clouddeploy.deployPolicies clouddeploy.targets dataproc.workflowTemplates gkebackup notebooks.runtimes run.instances',
    'what it leads to runs as agents of Google, or rests on more than a snapshot has of it; not followed',
    permissions,
  ),
  policiesOf(
    'privilegedaccessmanager.entitlements',
    'entitlements have no policies of their own: the interface has no such method',
    'https://cloud.google.com/iam/docs/reference/pam/rest/v1/projects.locations.entitlements',
  ),
  policiesOf(
    'resourcemanager.tagKeys',
    'a key gives its values: tags matter where a condition asks for one, and are weighed there',
    'https://cloud.google.com/resource-manager/docs/tags/tags-creating-and-managing',
  ),
  row(
    'appengine.runtimes.actAsAdmin',
    'it lets a program be App Engine’s administrator towards its own app, and is no account',
    'https://cloud.google.com/appengine/docs/legacy/standard/python/users/adminusers',
  ),
  row(
    'accesscontextmanager.gcpUserAccessBindings.create accesscontextmanager.gcpUserAccessBindings.update dataplex.dataProducts.create dataplex.dataProducts.update networksecurity.authzPolicies.create networksecurity.authzPolicies.update vmwareengine.dnsBindPermission.grant vmwareengine.dnsBindPermission.revoke workloadmanager.evaluations.create workloadmanager.evaluations.update iam.serviceAccounts.create iam.serviceAccounts.update ftp.users.create ftp.users.update analyticshub.listings.subscribe storage.hmacKeys.update',
    'the account there is whom something is said of, or made; nothing runs as it',
    permissions,
  ),
  row(
    'compute.disks.createSnapshot compute.disks.update compute.images.create compute.images.update compute.instances.attachDisk compute.instances.resume compute.instances.startWithEncryptionKey compute.machineImages.create compute.snapshots.create',
    'the account there reads the key of encryption',
    'https://cloud.google.com/compute/docs/disks/customer-managed-encryption',
  ),
  row(
    'compute.instances.update compute.instances.updateSecurity',
    'metadata and account of an instance have permissions of their own',
    'https://cloud.google.com/compute/docs/instances/update-instance-properties',
  ),
  row(
    'aiplatform.cachedContents.create aiplatform.cachedContents.update aiplatform.evaluationSets.create aiplatform.evaluationSets.update aiplatform.evaluationRuns.create aiplatform.extensions.execute aiplatform.extensions.import aiplatform.extensions.update aiplatform.tuningJobs.create aiplatform.tuningJobs.validateReinforcementTuningReward ces.agents.create ces.agents.update ces.tools.create ces.tools.update ces.toolsets.create ces.toolsets.update dialogflow.environments.create dialogflow.environments.update dialogflow.tools.create dialogflow.tools.update dialogflow.versions.create dialogflow.webhooks.create dialogflow.webhooks.update',
    'tokens are made by the service’s agent, where the account lets that agent: the caller’s right to act as it is not what counts',
    'https://cloud.google.com/vertex-ai/generative-ai/docs/extensions/create-extension',
  ),
  row(
    'aiplatform.notebookRuntimeTemplates.create aiplatform.notebookRuntimeTemplates.update aiplatform.persistentResources.create aiplatform.deploymentResourcePools.create aiplatform.deploymentResourcePools.update',
    'it sets machines aside; code comes with a job or a model, which are ways of their own',
    'https://cloud.google.com/vertex-ai/docs/training/persistent-resource-overview',
  ),
  row(
    'apikeys.keys.update appengine.applications.update appengine.versions.update dataproc.clusters.update dataproc.sessionTemplates.create dataproc.sessionTemplates.update dataproc.workflowTemplates.update clouddeploy.automations.create clouddeploy.automations.update dataform.repositories.update dataform.workflowConfigs.update datafusion.instances.update run.instances.update',
    'it changes settings of what is there; the account cannot be changed so, or code comes by another way of this table',
    permissions,
  ),
  row(
    'apihub.plugins.create connectors.connections.create connectors.connections.update connectors.customConnectorVersions.create connectors.eventSubscriptions.create connectors.eventSubscriptions.update discoveryengine.dataStores.create discoveryengine.dataStores.update integrations.authConfigs.create integrations.authConfigs.update integrations.templates.create integrations.templates.update integrations.testCases.create integrations.testCases.update migrationcenter.discoveryClients.create migrationcenter.discoveryClients.update parallelstore.instances.exportData parallelstore.instances.importData pubsub.topics.create pubsub.topics.update workloadmanager.deployments.create',
    'the account does what the service is for, and no code of the holder’s',
    permissions,
  ),
  row(
    'vmmigration.datacenterConnectors.create vmmigration.imageImports.create vmmigration.migratingVms.create vmmigration.migratingVms.update',
    'it takes a machine that is being migrated; not followed',
    'https://cloud.google.com/migrate/virtual-machines/docs/5.0/migrate/migrating-vms',
  ),
  row(
    'deploymentmanager.typeProviders.create deploymentmanager.typeProviders.update',
    'only a deployment uses it, which is a way of its own',
    'https://cloud.google.com/deployment-manager/docs/configuration/type-providers/creating-type-provider',
  ),
  row(
    'eventarc.triggers.create eventarc.triggers.update',
    'the token is for the one service that events go to',
    'https://cloud.google.com/eventarc/standard/docs/run/route-trigger-eventarc',
  ),
  row(
    'gkemulticloud.awsClusters.generateAccessToken gkemulticloud.azureClusters.generateAccessToken edgecontainer.clusters.generateAccessToken edgecontainer.clusters.generateOfflineCredential edgecontainer.serviceaccounts.generatekey gkehub.gateway.generateCredentials container.clusters.getCredentials',
    'it signs in to a cluster as who one is already; what that may do the cluster says',
    'https://cloud.google.com/kubernetes-engine/enterprise/multicluster-management/gateway',
  ),
  row(
    'agentidentity.authProviders.retrieveCredentials discoveryengine.locations.exchangeAuthCredentials iamconnectors.connectors.retrieveCredentials vmwareengine.privateClouds.resetNsxCredentials vmwareengine.privateClouds.resetVcenterCredentials vmwareengine.privateClouds.showNsxCredentials vmwareengine.privateClouds.showVcenterCredentials backupdr.bvdataSources.fetchAccessToken bigtable.tables.generateConsistencyToken chronicle.instances.generateCollectionAgentAuth chronicle.instances.generateSoarAuthJwt chronicle.instances.generateWorkspaceConnectionToken cloudbuild.repositories.accessReadToken dataprocrm.nodes.mintOAuthToken developerconnect.connections.generateGitHubStateToken developerconnect.gitRepositoryLinks.fetchReadToken developerconnect.users.fetchAccessToken discoveryengine.dataConnectors.acquireAccessToken discoveryengine.dataConnectors.acquireAndStoreRefreshToken discoveryengine.dataConnectors.checkRefreshToken fpnv.phoneNumberTokens.generateTestNumberToken fpnv.phoneNumberTokens.mintPhoneNumberToken networkmanagement.providers.generateProviderAccessToken',
    'the token is of another system or of one task, and of no account of the project',
    permissions,
  ),
  row(
    'datafusion.namespaces.provisionCredential datafusion.secureKeys.getSecret firebaseauth.configs.getSecret compute.instances.startWithEncryptionKey',
    'it gives what is stored there; of whom that is a credential nobody can tell',
    permissions,
  ),
  row(
    'run.instances.sshRead run.instances.sshRoot run.jobs.sshRead run.services.sshRead run.workerpools.sshRead',
    'it shows and runs nothing as root, or is about instances that the inventory does not list',
    'https://cloud.google.com/run/docs/reference/iam/permissions',
  ),
  row(
    'iam.googleapis.com/workforcePoolProviderKeys.create iam.googleapis.com/workloadIdentityPoolProviderKeys.create iam.serviceAccountKeys.enable',
    'it encrypts assertions, or switches on what somebody else may have; it hands nobody a key',
    'https://cloud.google.com/iam/docs/workforce-sign-in-microsoft-entra-id-scim',
  ),
];

const fits = (pattern: string): RegExp =>
  new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '[^.]+')}$`);
const patterns = noWays.flatMap((each) =>
  each.permissions.map((pattern) => ({ pattern, is: fits(pattern), row: each })),
);

/** Why a permission is no way to an account; undefined: nobody has judged it. */
export const noWayOf = (permission: string): NoWay | undefined =>
  patterns.find(({ is }) => is.test(permission))?.row;
/** Of each row, whether any of these permissions fits it. */
export const unfit = (known: readonly string[]): readonly string[] =>
  patterns.filter(({ is }) => !known.some((each) => is.test(each))).map(({ pattern }) => pattern);
