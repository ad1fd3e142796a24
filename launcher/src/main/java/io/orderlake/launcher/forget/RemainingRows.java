package io.orderlake.launcher.forget;

import io.orderlake.contract.CdcColumns;
import io.orderlake.contract.Erasure;
import io.orderlake.contract.Erasure.Verdict;
import io.orderlake.contract.Person;
import io.orderlake.contract.TableSpec;
import io.orderlake.contract.Tables;
import io.orderlake.launcher.UserError;
import io.orderlake.launcher.lake.Duck;
import io.orderlake.launcher.lake.JsonLineReader;
import io.orderlake.launcher.lake.Lake;
import io.orderlake.launcher.lake.Lake.Format;
import io.orderlake.launcher.lake.LakeObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Finds rows that still name a person, independently of the service that erased them: it decodes every object itself. */
public final class RemainingRows {

    private final Tables tables;
    private final Path work;

    /** @param work a folder for data that does not fit into memory */
    public RemainingRows(Tables tables, Path work) {
        this.tables = tables;
        this.work = work;
    }

    /** The number of rows and rejects that name the person, by layer. */
    public Map<String, Long> of(Person person, Lake lake, @Nullable Path bucket) {
        Map<String, Long> remaining = new TreeMap<>();
        for (TableSpec table : tables.all()) {
            if (table.person().isPresent()) {
                remaining.merge("landing/json", json(table, person, lake), Long::sum);
                remaining.merge("landing/parquet", parquet(table, person, lake), Long::sum);
            }
        }
        remaining.put("errors", rejects(person, lake));
        if (bucket != null && Files.isDirectory(bucket.resolve("lake"))) {
            remaining.put("lake", lakehouse(person, bucket.resolve("lake")));
        }
        return remaining;
    }

    private static long json(TableSpec table, Person person, Lake lake) {
        long[] found = {0};
        lake.objects(Format.JSON, table.name())
                .forEach(object -> JsonLineReader.forEach(object, line -> {
                    boolean names = names(name -> text(line, name), table, person);
                    found[0] += names ? 1 : 0;
                }));
        return found[0];
    }

    private static boolean names(Function<String, @Nullable Object> value, TableSpec table, Person person) {
        return !(Erasure.of(value, table, person) instanceof Verdict.Keep);
    }

    private static @Nullable Object text(JsonNode line, String name) {
        JsonNode value = line.path(name);
        return value.isNull() || value.isMissingNode() ? null : value.asString(value.toString());
    }

    private long parquet(TableSpec table, Person person, Lake lake) {
        long found = 0;
        for (LakeObject object : lake.objects(Format.PARQUET, table.name())) {
            found += rows(object.file(), table, person);
        }
        return found;
    }

    private static long rejects(Person person, Lake lake) {
        long[] found = {0};
        lake.rejects()
                .forEach(object -> JsonLineReader.forEach(object, line -> {
                    boolean names = person.isNamedIn(line.toString().getBytes(StandardCharsets.UTF_8));
                    found[0] += names ? 1 : 0;
                }));
        return found[0];
    }

    /** Searches every data file in the folder, whether a snapshot refers to it or not. */
    private long lakehouse(Person person, Path folder) {
        long found = 0;
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> data =
                    files.filter(file -> file.toString().endsWith(".parquet")).toList();
            for (Path file : data) {
                for (TableSpec table : tables.all()) {
                    found += table.person().isPresent() ? rows(file, table, person) : 0;
                }
            }
            return found;
        } catch (IOException e) {
            throw new UserError("Cannot search " + folder + ": " + e.getMessage(), e);
        }
    }

    private long rows(Path file, TableSpec table, Person person) {
        String source = " FROM read_parquet(" + Duck.quoted(file.toString()) + ", hive_partitioning = false)";
        try (DuckDBConnection database = Duck.open(work, "");
                Statement statement = database.createStatement()) {
            List<String> columns = searched(statement, source, table);
            if (columns.isEmpty()) {
                return 0;
            }
            String texts = columns.stream()
                    .map(name -> "CAST(" + Duck.name(name) + " AS VARCHAR)")
                    .collect(Collectors.joining(", "));
            try (ResultSet rows = statement.executeQuery("SELECT " + texts + source)) {
                return count(rows, columns, table, person);
            }
        } catch (SQLException e) {
            throw new UserError("Cannot search " + file + ": " + e.getMessage(), e);
        }
    }

    private static long count(ResultSet rows, List<String> columns, TableSpec table, Person person)
            throws SQLException {
        long found = 0;
        while (rows.next()) {
            Map<String, @Nullable Object> values = new HashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                values.put(columns.get(i), rows.getString(i + 1));
            }
            found += names(values::get, table, person) ? 1 : 0;
        }
        return found;
    }

    private static List<String> searched(Statement statement, String source, TableSpec table) throws SQLException {
        Set<String> existing = new HashSet<>();
        try (ResultSet schema = statement.executeQuery("DESCRIBE SELECT *" + source)) {
            while (schema.next()) {
                existing.add(schema.getString("column_name"));
            }
        }
        List<String> searched =
                new ArrayList<>(List.of(table.person().orElseThrow(), CdcColumns.BEFORE, CdcColumns.RESCUED));
        searched.retainAll(existing);
        return searched;
    }
}
