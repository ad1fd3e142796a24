package io.orderlake.lakewriter.bronze;

import io.orderlake.contract.ColumnType;
import io.orderlake.lakewriter.landing.ParquetFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.parquet.ParquetSchemaUtil;
import org.apache.iceberg.parquet.ParquetUtil;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The data files of one commit, one open file for each partition. They are written to the table's file system as they grow. */
final class BronzeFiles implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BronzeFiles.class);

    /** Together with the bound on row groups, this bounds the memory for a backlog of any number of days. */
    private static final int MAX_OPEN = 32;

    private static final long MAX_BUFFERED = 32L << 20;

    private final Table table;
    private final String commitId = UUID.randomUUID().toString();
    private final Schema schema;
    private final MessageType parquet;
    private final List<ColumnType> types;
    private final PartitionKey partition;
    private final PartitionedRow view;
    private final OutputFileFactory names;
    private final Map<PartitionKey, OpenFile> open = new LinkedHashMap<>();
    private final List<DataFile> files = new ArrayList<>();
    private final List<String> begun = new ArrayList<>();

    BronzeFiles(Table table) {
        this.table = table;
        this.schema = table.schema();
        this.parquet = ParquetSchemaUtil.convert(schema, "bronze");
        this.types = schema.columns().stream().map(BronzeFiles::type).toList();
        this.partition = new PartitionKey(table.spec(), schema);
        this.view = new PartitionedRow(types);
        this.names = OutputFileFactory.builderFor(table, 0, 0)
                .operationId(commitId)
                .format(FileFormat.PARQUET)
                .build();
    }

    /** A column of a type that we do not write holds only nulls. */
    private static ColumnType type(NestedField field) {
        return IcebergTypes.columnType(field.type()).orElse(ColumnType.Simple.STRING);
    }

    /** Identifies the commit of these files. It is in the name of each. */
    String commitId() {
        return commitId;
    }

    /** Adds a row. Its values are in the table's order. */
    void write(@Nullable Object[] row) {
        partition.partition(view.of(row));
        OpenFile file = open.get(partition);
        try {
            if (file == null) {
                makeRoom();
                file = new OpenFile(partition.copy());
                open.put(file.partition, file);
            }
            file.rows.write(row);
            file.count++;
            if (file.count % 1000 == 0) {
                endRowGroups();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write a data file of " + table.name(), e);
        }
    }

    private void makeRoom() throws IOException {
        if (open.size() >= MAX_OPEN) {
            endAll();
        }
    }

    private void endRowGroups() throws IOException {
        long buffered = open.values().stream()
                .mapToLong(file -> file.rows.bufferedBytes())
                .sum();
        if (buffered > MAX_BUFFERED) {
            for (OpenFile file : open.values()) {
                file.rows.endRowGroup();
            }
        }
    }

    /** Ends the open files. They are complete, and the table does not contain them yet. */
    List<DataFile> end() {
        try {
            endAll();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot end a data file of " + table.name(), e);
        }
        return List.copyOf(files);
    }

    private void endAll() throws IOException {
        for (OpenFile file : open.values()) {
            files.add(file.end());
        }
        open.clear();
    }

    /** Deletes all files. Only after the commit has surely failed. The lakehouse's upkeep removes files that remain. */
    void delete() {
        close();
        for (String location : begun) {
            try {
                table.io().deleteFile(location);
            } catch (RuntimeException e) {
                LOG.atDebug().addKeyValue("file", location).log("Cannot delete a data file that no commit contains");
            }
        }
    }

    @Override
    public void close() {
        for (OpenFile file : open.values()) {
            try {
                file.rows.close();
            } catch (IOException | RuntimeException e) {
                LOG.atDebug().addKeyValue("file", file.location).log("Cannot close a data file");
            }
        }
        open.clear();
    }

    private final class OpenFile {
        private final PartitionKey partition;
        private final String location;
        private final CountedFile file;
        private final ParquetFile rows;
        private long count;

        OpenFile(PartitionKey partition) throws IOException {
            this.partition = partition;
            var output = names.newOutputFile(partition).encryptingOutputFile();
            this.location = output.location();
            begun.add(location);
            this.file = new CountedFile(output);
            this.rows = new ParquetFile(file, parquet, types);
        }

        DataFile end() throws IOException {
            ParquetMetadata footer = rows.end();
            rows.close();
            Metrics metrics = ParquetUtil.footerMetrics(footer, Stream.empty(), MetricsConfig.forTable(table));
            return DataFiles.builder(table.spec())
                    .withPath(location)
                    .withFormat(FileFormat.PARQUET)
                    .withPartition(partition)
                    .withFileSizeInBytes(file.length())
                    .withMetrics(metrics)
                    .withSplitOffsets(ParquetUtil.getSplitOffsets(footer))
                    .build();
        }
    }
}
