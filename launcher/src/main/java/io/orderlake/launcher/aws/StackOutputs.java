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

/** What the stacks of an environment told when they were deployed from here, in a file. */
final class StackOutputs {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String environment;
    private final Path file;

    StackOutputs(String environment, Path file) {
        this.environment = environment;
        this.file = file;
    }

    /** Takes in what the CDK wrote, which is of the stacks that it just deployed only; nothing where it wrote nothing. */
    void add(Path written) {
        try {
            // The CDK makes the file before it writes to it.
            if (!Files.exists(written) || Files.size(written) == 0) {
                return;
            }
            ObjectNode all = Files.exists(file) ? read(file) : JSON.createObjectNode();
            all.setAll(read(written));
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.writeString(next, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n");
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Files.delete(written);
        } catch (IOException e) {
            throw new UserError("Cannot keep the stacks' outputs in " + file + ": " + e.getMessage(), e);
        }
    }

    String of(String stack, String name) {
        if (!Files.exists(file)) {
            throw new UserError("Cannot find the stacks' outputs: expected " + file
                    + ", which ./orderlake aws deploy --environment " + environment
                    + " writes, also where all is deployed already");
        }
        JsonNode value =
                read(file).path("orderlake-" + environment + "-" + stack).path(name);
        if (!value.isString()) {
            throw new UserError("Cannot find output " + name + " of stack " + stack + " in " + file
                    + ": deploy it by ./orderlake aws deploy --environment " + environment);
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
