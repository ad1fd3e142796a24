package io.orderlake.localaws;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A built checkout, and the class paths in it. The four may never share one: their Jackson and slf4j differ. */
record Distribution(Path home) {

    private static final String PROPERTY = "orderlake.home";

    Distribution {
        Path needed = home.resolve("local-aws/target/classes");
        if (!Files.isDirectory(needed)) {
            throw new IllegalStateException("Cannot start local-aws: expected a built checkout in " + home
                    + " (system property " + PROPERTY + ") but found no " + needed);
        }
    }

    /** From the system property, or else the nearest folder upwards from the working one that has a local-aws. */
    static Distribution located() {
        String property = System.getProperty(PROPERTY);
        if (property != null) {
            return new Distribution(Path.of(property).toAbsolutePath().normalize());
        }
        Path folder = Path.of("").toAbsolutePath();
        while (folder.getParent() != null && !Files.exists(folder.resolve("local-aws/pom.xml"))) {
            folder = folder.getParent();
        }
        return new Distribution(folder);
    }

    List<Path> server(LocalAwsProgram program) {
        Stream<Path> modules =
                program.modules().stream().map(module -> home.resolve(module).resolve("target/classes"));
        Stream<Path> own = Stream.of(ownClasses(), guard(), home.resolve("local-aws/target/lib/*"));
        return Stream.concat(own, modules).toList();
    }

    List<Path> dynamodb() {
        return List.of(
                guard(),
                home.resolve("local-aws/dynamodb/target/classes"),
                home.resolve("local-aws/dynamodb/target/lib/*"));
    }

    Path dynamodbNatives() {
        return home.resolve("local-aws/dynamodb/target/lib");
    }

    List<Path> s3() {
        return List.of(guard(), home.resolve("local-aws/s3/target/lib/*"));
    }

    List<Path> catalog() {
        return List.of(
                guard(),
                home.resolve("local-aws/catalog/target/classes"),
                home.resolve("local-aws/catalog/target/lib/*"));
    }

    private Path guard() {
        return home.resolve("process-guard/target/classes");
    }

    private Path ownClasses() {
        return home.resolve("local-aws/target/classes");
    }
}
