package io.orderlake.launcher.aws;

import io.orderlake.launcher.UserError;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** Values of the Helm charts for a fleet on Kubernetes that uses the resources of the stacks. */
final class HelmValues {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
            .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build();

    /** Names in the charts, and the outputs of stack data that contain their values. */
    private static final Map<String, String> NAMES = new LinkedHashMap<>();

    /** Charts of the services, and the prefixes of their outputs of stack fleet. */
    private static final Map<String, String> SERVICES = new LinkedHashMap<>();

    static {
        NAMES.put("bucket", "LakeBucketName");
        NAMES.put("changes", "ChangesStream");
        NAMES.put("events", "EventsStream");
        NAMES.put("relay", "RelayTable");
        NAMES.put("transformer", "TransformerTable");
        NAMES.put("ledger", "LedgerTable");
        NAMES.put("orders", "OrdersTable");
        SERVICES.put("order-writer", "OrderWriter");
        SERVICES.put("stream-relay", "StreamRelay");
        SERVICES.put("transformer", "Transformer");
        SERVICES.put("lake-writer", "LakeWriter");
        SERVICES.put("lake-verifier", "LakeVerifier");
    }

    private HelmValues() {}

    static String of(StackOutputs outputs) {
        ObjectNode values = YAML.createObjectNode();
        ObjectNode global = values.putObject("global");
        global.putObject("image").put("registry", outputs.of("data", "ImageRegistry"));
        global.putObject("aws").put("region", outputs.of("data", "Region"));
        ObjectNode names = global.putObject("names");
        NAMES.forEach((name, output) -> names.put(name, outputs.of("data", output)));
        global.putObject("streams").put("lanes", lanes(outputs.of("data", "Lanes")));
        SERVICES.forEach((chart, output) -> values.putObject(chart)
                .putObject("serviceAccount")
                .put("roleArn", outputs.of("fleet", output + "RoleArn")));
        return YAML.writeValueAsString(values);
    }

    private static int lanes(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new UserError("Cannot use output Lanes: expected a number but was " + text, e);
        }
    }
}
