package io.orderlake.lakewriter.bronze;

import static io.orderlake.lakewriter.Samples.NOON;
import static io.orderlake.lakewriter.Samples.SHARD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderlake.lakewriter.Effects;
import io.orderlake.lakewriter.Samples;
import io.orderlake.lakewriter.SharedLocalAws;
import io.orderlake.lakewriter.claim.Claim;
import io.orderlake.lakewriter.claim.Dropped;
import io.orderlake.lakewriter.claim.Head;
import io.orderlake.lakewriter.claim.Plan;
import io.orderlake.lakewriter.claim.Watermarks;
import io.orderlake.lakewriter.landing.LandingObjects;
import io.orderlake.lakewriter.landing.ObjectEntry;
import io.orderlake.lakewriter.landing.RowFormats;
import io.orderlake.lakewriter.ledger.DynamoClaimLog;
import io.orderlake.lakewriter.ledger.DynamoLedger;
import io.orderlake.lakewriter.ledger.LandingResult;
import io.orderlake.lakewriter.row.Outcome;
import io.orderlake.lakewriter.row.RecordParser;
import io.orderlake.lakewriter.sink.LakeBucket;
import io.orderlake.lakewriter.sink.S3LakeSink;
import io.orderlake.lakewriter.sink.S3LakeSink.ObjectSettings;
import io.orderlake.lakewriter.sink.S3LandedBytes;
import io.orderlake.stream.Lease;
import io.orderlake.stream.Shard;
import io.orderlake.stream.aws.AwsSettings;
import io.orderlake.stream.dynamodb.DynamoLeases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.io.FileIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/** From the ledger in DynamoDB and objects on S3 to data files on S3 that an engine reads. */
class BronzeOnS3Test {

    private static final String BUCKET = "bronze-" + UUID.randomUUID();
    private static final Plan PLAN = Plan.of(BUCKET, List.of("parquet", "json"), Optional.empty(), Samples.tables());

    private final String ledger = "ledger-" + UUID.randomUUID();
    private final Catalog catalog = catalog();

    @TempDir
    Path folder;

    @Test
    void landedRowsAreInBronzeAndAnEngineReadsThem() throws Exception {
        new LakeBucket(SharedLocalAws.s3(), BUCKET).create();
        Lease lease = lease();
        Head head = land(lease, Head.FIRST, 1, 40);
        commit();
        land(lease, head, 41, 60);
        commit();

        Table table = catalog.loadTable(TableIdentifier.of("bronze", "orders"));
        assertThat(table.location()).isEqualTo("s3://" + BUCKET + "/lake/bronze/orders");
        assertThat(Pointers.of(table.properties()).number(SHARD)).isEqualTo(2);
        assertThat(query(
                        "SELECT count(*), count(DISTINCT cdc_event_id), min(price), min(exact), min(order_date),"
                                + " min(epoch_us(updated_at)), min(hex(signature)), typeof(min(updated_at)),"
                                + " min(cdc_changed_columns) FROM ",
                        table))
                .isEqualTo("60|60|19.90|-1234567890123456789012345678.0123456789|2126-11-19|4950849598123000|010203"
                        + "|TIMESTAMP WITH TIME ZONE|[status, version]");
    }

    @Test
    void anObjectThatIsMissingOrHasChangedIsNamed() {
        new LakeBucket(SharedLocalAws.s3(), BUCKET).create();
        S3LandedBytes landed = new S3LandedBytes(SharedLocalAws.s3());
        ObjectEntry object = new ObjectEntry("landing/x", 1, 3, "00");
        assertThatThrownBy(() -> landed.read(BUCKET, object))
                .hasMessageContaining("Cannot read s3://" + BUCKET + "/landing/x")
                .hasMessageContaining("there is none");
        SharedLocalAws.s3().putObject(put -> put.bucket(BUCKET).key("landing/x"), RequestBody.fromString("abc"));
        assertThatThrownBy(() -> landed.read(BUCKET, object)).hasMessageContaining("but was 3 bytes of checksum ba78");
    }

    private Lease lease() {
        DynamoLeases leases = new DynamoLeases(SharedLocalAws.dynamodb(), ledger, Samples.STREAM, () -> NOON);
        leases.createIfMissing();
        leases.add(new Shard(SHARD, Set.of()));
        return leases.take(leases.all().get(0), "me").orElseThrow();
    }

    private Head land(Lease lease, Head head, int from, int to) {
        RecordParser parser = new RecordParser(SHARD, PLAN);
        List<Outcome> rows = IntStream.rangeClosed(from, to)
                .mapToObj(i -> parser.parse(Samples.in("7", i, Samples.row("o-" + i, i, "s", 4, i))))
                .toList();
        Claim claim = new Claim(
                head.lastNumber() + 1,
                String.valueOf(from),
                String.valueOf(to),
                rows.size(),
                rows.size(),
                Dropped.NONE,
                PLAN.hash(),
                NOON);
        ObjectSettings plain = new ObjectSettings(Optional.empty(), Optional.empty());
        S3LakeSink sink = new S3LakeSink(SharedLocalAws.s3(), plain, plain);
        DynamoLedger log = new DynamoLedger(SharedLocalAws.dynamodb(), ledger, Duration.ofDays(2), () -> NOON);
        log.keep(PLAN);
        log.open(lease, head, claim);
        List<ObjectEntry> objects = new LandingObjects(RowFormats.SHIPPED)
                .of(claim.name(Samples.STREAM, SHARD), PLAN, rows)
                .map(sink::putIfAbsent)
                .toList();
        log.done(lease, claim, new LandingResult(objects, new Watermarks(), new Watermarks(), NOON));
        return head.opened(claim).done(claim);
    }

    private void commit() {
        BronzeTables tables = new BronzeTables(() -> catalog, Optional.of("s3://" + BUCKET + "/lake"), "me");
        CommitBronze commit = new CommitBronze(
                new DynamoClaimLog(SharedLocalAws.dynamodb(), ledger, Samples.STREAM),
                new LandedRows(new S3LandedBytes(SharedLocalAws.s3()), RowFormats.SHIPPED),
                tables,
                new CommitBronze.Limits(1000, 1 << 20),
                new BronzeStatus(new SimpleMeterRegistry(), () -> NOON));
        assertThat(commit.commitNext("orders")).isEqualTo(CommitBronze.Step.CAUGHT_UP);
    }

    /** The test catalog with the file system of the service. */
    private static Catalog catalog() {
        AwsSettings aws = new AwsSettings(
                null, "us-east-1", null, null, SharedLocalAws.endpoints().s3(), null, null, Duration.ofSeconds(10));
        Map<String, String> properties = CatalogProperties.of(Map.of(), aws, Map.of());
        FileIO s3 = CatalogUtil.loadFileIO(Objects.requireNonNull(properties.get("io-impl")), properties, null);
        return new InstanceCatalog(new SharedCatalog(), new Effects(), Optional.of(s3));
    }

    private String query(String select, Table table) throws Exception {
        int count = 0;
        for (DataFile file : BronzeData.files(table)) {
            assertThat(file.location()).startsWith("s3://" + BUCKET + "/lake/bronze/orders/data/");
            String key = file.location().substring(("s3://" + BUCKET + "/").length());
            byte[] bytes = SharedLocalAws.s3()
                    .getObjectAsBytes(get -> get.bucket(BUCKET).key(key))
                    .asByteArray();
            Files.write(folder.resolve(count++ + ".parquet"), bytes);
        }
        try (var duckdb = DriverManager.getConnection("jdbc:duckdb:");
                var statement = duckdb.createStatement();
                ResultSet row = statement.executeQuery(select + "read_parquet('" + folder + "/*.parquet')")) {
            row.next();
            StringBuilder values = new StringBuilder();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                values.append(i == 1 ? "" : "|").append(row.getObject(i));
            }
            return values.toString();
        }
    }
}
