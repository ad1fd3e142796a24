package io.orderlake.launcher.images;

import io.orderlake.launcher.UserError;
import io.orderlake.launcher.lake.FolderCleanup;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A base for images that needs no registry: the running JDK, reduced by jlink, with the C library of this machine. It works on Linux only,
 * and for machines with the same architecture.
 */
final class OwnRuntime {

    /** The folder of the runtime in the image. */
    static final String JAVA_HOME = "/opt/java";

    /** The modules that Spring Boot, Tomcat, the AWS SDK and MVStore use; the last three are used by reflection. */
    private static final String MODULES = "java.base,java.compiler,java.desktop,java.instrument,java.logging,"
            + "java.management,java.naming,java.net.http,java.prefs,java.rmi,java.scripting,java.security.jgss,java.sql,"
            + "java.xml,jdk.httpserver,jdk.management,jdk.unsupported,jdk.crypto.ec,jdk.naming.dns,jdk.zipfs";

    /** The C library loads these to look up host names; no file is linked to them. */
    private static final List<String> LOADED_LATER = List.of("libnss_dns.so.2", "libnss_files.so.2", "libresolv.so.2");

    private static final Pattern LIBRARY = Pattern.compile("(?:=> )?(/\\S+\\.so\\S*) \\(");

    private OwnRuntime() {}

    /** Replaces a folder by a new root of an image. */
    static void make(Path root) {
        try {
            FolderCleanup.delete(root);
            Files.createDirectories(root.resolve("etc"));
            Files.createDirectories(root.resolve("tmp"));
            Path java = Path.of(root + JAVA_HOME);
            link(java);
            copyLibraries(java, root);
            Files.writeString(root.resolve("etc/passwd"), "nonroot:x:65532:65532:nonroot:/tmp:/sbin/nologin\n");
            Files.writeString(root.resolve("etc/nsswitch.conf"), "hosts: files dns\n");
        } catch (IOException e) {
            throw new UserError("Cannot create a runtime in " + root + ": " + e.getMessage(), e);
        }
    }

    private static void copyLibraries(Path java, Path root) throws IOException {
        for (Path library : librariesOf(java)) {
            Path copy = root.resolve(Path.of("/").relativize(library));
            Files.createDirectories(copy.getParent());
            Files.copy(library, copy, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void link(Path to) throws IOException {
        Path jlink = Path.of(System.getProperty("java.home"), "bin", "jlink");
        if (!Files.isExecutable(jlink)) {
            throw new IOException("expected " + jlink + ", which only a full JDK contains");
        }
        List<String> command = new ArrayList<>(List.of(jlink.toString(), "--add-modules", MODULES));
        command.addAll(List.of("--strip-debug", "--no-header-files", "--no-man-pages", "--output", to.toString()));
        run(command);
    }

    /** The libraries to which the runtime is linked, and those in the same folders that it loads later. */
    private static Set<Path> librariesOf(Path java) throws IOException {
        Set<Path> libraries = linkedLibraries(java);
        for (Path library : List.copyOf(libraries)) {
            LOADED_LATER.stream()
                    .map(library::resolveSibling)
                    .filter(Files::exists)
                    .forEach(libraries::add);
        }
        if (libraries.isEmpty()) {
            throw new IOException("expected the C library of a Linux machine, but ldd lists none");
        }
        return libraries;
    }

    private static Set<Path> linkedLibraries(Path java) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("ldd", java.resolve("bin/java").toString()));
        try (Stream<Path> files = Files.walk(java.resolve("lib"))) {
            files.filter(file -> file.toString().endsWith(".so")).forEach(file -> command.add(file.toString()));
        }
        Set<Path> libraries = new TreeSet<>();
        Matcher found = LIBRARY.matcher(run(command));
        while (found.find()) {
            Path library = Path.of(found.group(1));
            if (!library.startsWith(java.toAbsolutePath())) {
                libraries.add(library);
            }
        }
        return libraries;
    }

    private static String run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(command.get(0) + " failed: " + output.strip());
        }
        return output;
    }
}
