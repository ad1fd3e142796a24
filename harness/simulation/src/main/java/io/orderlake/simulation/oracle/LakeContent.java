package io.orderlake.simulation.oracle;

import io.orderlake.simulation.oracle.OracleDifference.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The objects of the bucket, line by line. */
final class LakeContent {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern ROWS = Pattern.compile(
            "landing/(json|lines)/orders/([^/]+)/order-events-(shardId-\\d{12})" + "-(\\d{10})\\.(?:json\\.gz|jsonl)");
    private static final Pattern REJECTS = Pattern.compile(
            "errors/[a-z]+/(date=\\d{4}-\\d{2}-\\d{2})/order-events-(shardId-\\d{12})-(\\d{10})\\.jsonl");

    private final Map<String, List<LakeLine>> byObject = new LinkedHashMap<>();
    private final List<OracleDifference> differences = new ArrayList<>();

    LakeContent(Map<String, byte[]> objects) {
        objects.forEach((key, bytes) -> {
            if (!key.startsWith("oversize/")) {
                byObject.put(key, lines(key, bytes));
            }
        });
    }

    /** The lines of each object by its key. */
    Map<String, List<LakeLine>> byObject() {
        return byObject;
    }

    List<LakeLine> lines() {
        return byObject.values().stream().flatMap(List::stream).toList();
    }

    List<OracleDifference> differences() {
        return differences;
    }

    private List<LakeLine> lines(String key, byte[] bytes) {
        Matcher rows = ROWS.matcher(key);
        if (rows.matches()) {
            return lines(key, text(key, bytes), rows.group(1), rows.group(2), rows.group(3), rows.group(4));
        }
        Matcher rejects = REJECTS.matcher(key);
        if (rejects.matches()) {
            return lines(key, text(key, bytes), LakeLine.ERRORS, rejects.group(1), rejects.group(2), rejects.group(3));
        }
        differences.add(new OracleDifference(Kind.FORGED, "object " + key));
        return List.of();
    }

    private List<LakeLine> lines(String key, String text, String format, String folder, String shardId, String claim) {
        List<LakeLine> lines = new ArrayList<>();
        for (String line : text.lines().toList()) {
            try {
                lines.add(new LakeLine(
                        key, format, folder, shardId, Long.parseLong(claim), lines.size(), JSON.readTree(line)));
            } catch (JacksonException e) {
                differences.add(new OracleDifference(Kind.FORGED, "line " + lines.size() + " of " + key));
            }
        }
        return lines;
    }

    private static String text(String key, byte[] bytes) {
        if (!key.endsWith(".gz")) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(unzipped.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unzip " + key, e);
        }
    }
}
