package io.orderlake.launcher.aws;

import io.orderlake.launcher.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The outputs of the stacks of an environment, collected in a file whenever stacks are deployed from this state folder. */
final class StackOutputs {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String environment;
    private final Path file;

    StackOutputs(String environment, Path file) {
        this.environment = environment;
        this.file = file;
    }

    /** Adds the outputs that the CDK wrote. Its file contains only the stacks just deployed, and may be missing or empty. */
    void add(Path written) {
        try {
            // The CDK creates the file before it writes to it.
            if (!Files.exists(written) || Files.size(written) == 0) {
                return;
            }
            ObjectNode all = Files.exists(file) ? read(file) : JSON.createObjectNode();
            all.setAll(read(written));
            replace(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n");
            Files.delete(written);
        } catch (IOException e) {
            throw new UserError("Cannot write the outputs of the stacks to " + file + ": " + e.getMessage(), e);
        }
    }

    private void replace(String content) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(next, content);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    String of(String stack, String name) {
        if (!Files.exists(file)) {
            throw new UserError("Cannot find the outputs of the stacks: expected " + file
                    + ", which ./orderlake aws deploy --environment " + environment
                    + " writes, even if everything is deployed already");
        }
        JsonNode value =
                read(file).path("orderlake-" + environment + "-" + stack).path(name);
        if (!value.isString()) {
            throw new UserError("Cannot find output " + name + " of stack " + stack + " in " + file
                    + ": deploy it with ./orderlake aws deploy --environment " + environment);
        }
        return value.asString();
    }

    private static ObjectNode read(Path file) {
        try {
            if (JSON.readTree(file) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            throw new UserError("Cannot read " + file + ": " + e.getOriginalMessage(), e);
        }
        throw new UserError("Cannot read " + file + ": expected a JSON object");
    }
}
