package io.orderlake.deploy;

import io.orderlake.contract.TableSpec;
import io.orderlake.contract.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.athena.CfnNamedQuery;
import software.amazon.awscdk.services.athena.CfnWorkGroup;
import software.amazon.awscdk.services.glue.CfnDatabase;
import software.amazon.awscdk.services.glue.CfnTable;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/** The catalog, the jobs that build silver and gold, their schedule, and Athena. */
final class LakehouseStack extends Stack {

    static final String LANDING = "landing";

    /** The layers of Iceberg tables. The lake writer and the jobs create and change these tables. */
    static final List<String> LAYERS = List.of("bronze", "silver", "gold");

    private static final long BYTES_A_QUERY = 100L << 30;
    private static final Map<String, String> QUERIES = Map.of(
            "orders-by-status", "Current orders by status",
            "history-of-an-order", "Every change of one order, in order",
            "orders-an-hour-ago", "Time travel: silver of an hour ago beside silver of now",
            "rejects-by-reason", "What could not be processed in the last week, by stage and reason",
            "freshness", "Seconds from a change to its row event, by hour of today",
            "quality-flags", "Rows that did not pass a check, by flag",
            "sales-daily", "Revenue, units and cancellations by day",
            "order-funnel", "How far the orders of a day have come");

    private final DataStack data;

    LakehouseStack(
            Construct scope,
            String id,
            StackProps props,
            Environment environment,
            DataStack data,
            Topic alarms,
            Tables tables) {
        super(scope, id, props);
        this.data = data;
        CfnDatabase landing = database(LANDING, "landing/");
        for (LandingTable table : landingTables(tables)) {
            add(table).addResourceDependency(landing);
        }
        LAYERS.forEach(layer -> database(layer, "lake/" + layer + "/"));
        GlueLakehouseJob job = new GlueLakehouseJob(this, environment, data);
        LakehouseSchedule.of(this, environment, job, alarms, data.key());
        CfnWorkGroup workGroup = workGroup();
        QUERIES.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(query -> add(query.getKey(), query.getValue(), workGroup));
    }

    static List<LandingTable> landingTables(Tables tables) {
        List<LandingTable> landing = new ArrayList<>();
        for (TableSpec table : tables.all()) {
            landing.add(LandingTable.parquet(table));
            landing.add(LandingTable.json(table));
        }
        landing.add(LandingTable.rejects());
        return landing;
    }

    private CfnDatabase database(String name, String folder) {
        return CfnDatabase.Builder.create(this, name)
                .catalogId(getAccount())
                .databaseInput(CfnDatabase.DatabaseInputProperty.builder()
                        .name(name)
                        .locationUri(data.buckets().lake().s3UrlForObject(folder))
                        .build())
                .build();
    }

    private CfnTable add(LandingTable table) {
        String url = data.buckets().lake().s3UrlForObject();
        return CfnTable.Builder.create(this, "landing-" + table.name())
                .catalogId(getAccount())
                .databaseName(LANDING)
                .tableInput(CfnTable.TableInputProperty.builder()
                        .name(table.name())
                        .description(table.description())
                        .tableType("EXTERNAL_TABLE")
                        .parameters(table.parameters(url))
                        .partitionKeys(table.partitions().entrySet().stream()
                                .map(partition -> column(
                                        partition.getKey(), partition.getValue().type()))
                                .toList())
                        .storageDescriptor(storage(table, url))
                        .build())
                .build();
    }

    private static CfnTable.StorageDescriptorProperty storage(LandingTable table, String url) {
        return CfnTable.StorageDescriptorProperty.builder()
                .columns(table.columns().entrySet().stream()
                        .map(column -> column(column.getKey(), column.getValue()))
                        .toList())
                .location(url + "/" + table.folder())
                .inputFormat(table.format().input)
                .outputFormat(table.format().output)
                .compressed(table.format() == LandingTable.Format.JSON)
                .serdeInfo(CfnTable.SerdeInfoProperty.builder()
                        .serializationLibrary(table.format().serde)
                        .build())
                .build();
    }

    private static CfnTable.ColumnProperty column(String name, String type) {
        return CfnTable.ColumnProperty.builder().name(name).type(type).build();
    }

    private CfnWorkGroup workGroup() {
        return CfnWorkGroup.Builder.create(this, "WorkGroup")
                .name("orderlake")
                .description("Queries over the lake")
                .recursiveDeleteOption(true)
                .workGroupConfiguration(CfnWorkGroup.WorkGroupConfigurationProperty.builder()
                        .enforceWorkGroupConfiguration(true)
                        .publishCloudWatchMetricsEnabled(true)
                        .bytesScannedCutoffPerQuery(BYTES_A_QUERY)
                        .engineVersion(CfnWorkGroup.EngineVersionProperty.builder()
                                .selectedEngineVersion("Athena engine version 3")
                                .build())
                        .resultConfiguration(CfnWorkGroup.ResultConfigurationProperty.builder()
                                .outputLocation(data.buckets().results().s3UrlForObject("athena/"))
                                .encryptionConfiguration(CfnWorkGroup.EncryptionConfigurationProperty.builder()
                                        .encryptionOption("SSE_KMS")
                                        .kmsKey(data.key().getKeyArn())
                                        .build())
                                .build())
                        .build())
                .build();
    }

    private void add(String query, String description, CfnWorkGroup workGroup) {
        CfnNamedQuery.Builder.create(this, query)
                .name(query)
                .description(description)
                .database(LANDING)
                .workGroup(workGroup.getName())
                .queryString(Resources.text("queries/" + query + ".sql"))
                .build()
                .addResourceDependency(workGroup);
    }
}
