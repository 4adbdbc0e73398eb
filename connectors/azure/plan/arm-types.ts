/**
 * What the resources of azurerm are in Azure, as far as others name them, or they carry identities.
 * https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs
 */
const vm = 'Microsoft.Compute/virtualMachines';
const vmss = 'Microsoft.Compute/virtualMachineScaleSets';
const site = 'Microsoft.Web/sites';

export const armTypes: Readonly<Record<string, string>> = {
  azurerm_app_configuration: 'Microsoft.AppConfiguration/configurationStores',
  azurerm_app_service: site,
  azurerm_arc_machine: 'Microsoft.HybridCompute/machines',
  azurerm_automation_account: 'Microsoft.Automation/automationAccounts',
  azurerm_batch_account: 'Microsoft.Batch/batchAccounts',
  azurerm_cognitive_account: 'Microsoft.CognitiveServices/accounts',
  azurerm_container_app: 'Microsoft.App/containerApps',
  azurerm_container_app_job: 'Microsoft.App/jobs',
  azurerm_container_group: 'Microsoft.ContainerInstance/containerGroups',
  azurerm_container_registry: 'Microsoft.ContainerRegistry/registries',
  azurerm_cosmosdb_account: 'Microsoft.DocumentDB/databaseAccounts',
  azurerm_data_factory: 'Microsoft.DataFactory/factories',
  azurerm_dev_test_lab: 'Microsoft.DevTestLab/labs',
  azurerm_eventhub_namespace: 'Microsoft.EventHub/namespaces',
  azurerm_function_app: site,
  azurerm_function_app_flex_consumption: site,
  azurerm_key_vault: 'Microsoft.KeyVault/vaults',
  azurerm_kubernetes_cluster: 'Microsoft.ContainerService/managedClusters',
  azurerm_linux_function_app: site,
  azurerm_linux_virtual_machine: vm,
  azurerm_linux_virtual_machine_scale_set: vmss,
  azurerm_linux_web_app: site,
  azurerm_logic_app_standard: site,
  azurerm_logic_app_workflow: 'Microsoft.Logic/workflows',
  azurerm_machine_learning_workspace: 'Microsoft.MachineLearningServices/workspaces',
  azurerm_orchestrated_virtual_machine_scale_set: vmss,
  azurerm_resource_deployment_script_azure_cli: 'Microsoft.Resources/deploymentScripts',
  azurerm_resource_deployment_script_azure_power_shell: 'Microsoft.Resources/deploymentScripts',
  azurerm_search_service: 'Microsoft.Search/searchServices',
  azurerm_servicebus_namespace: 'Microsoft.ServiceBus/namespaces',
  azurerm_storage_account: 'Microsoft.Storage/storageAccounts',
  azurerm_user_assigned_identity: 'Microsoft.ManagedIdentity/userAssignedIdentities',
  azurerm_virtual_machine: vm,
  azurerm_windows_function_app: site,
  azurerm_windows_virtual_machine: vm,
  azurerm_windows_virtual_machine_scale_set: vmss,
  azurerm_windows_web_app: site,
};
