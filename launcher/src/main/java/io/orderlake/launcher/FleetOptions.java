package io.orderlake.launcher;

import io.orderlake.launcher.fleet.Endpoints;
import io.orderlake.launcher.fleet.FleetPlan.Aws;
import io.orderlake.launcher.fleet.FleetState;
import io.orderlake.launcher.lake.BucketCopy;
import io.orderlake.launcher.lake.Lake;
import io.orderlake.launcher.lake.LayerTables;
import io.orderlake.localaws.CatalogFile;
import io.orderlake.localaws.LocalAwsGroup;
import io.orderlake.stream.aws.AwsClients;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which fleet a command means, and what follows from them and from the environment. */
final class FleetOptions {

    private static final String ENDPOINT = "ORDERLAKE_AWS_ENDPOINT";
    private static final String BUCKET = "orderlake";

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            defaultValue = ".orderlake",
            description = "Folder of the fleet's state (default: ./.orderlake).")
    private Path state = Path.of(".orderlake");

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            defaultValue = "${env:SPRING_PROFILES_ACTIVE:-}",
            description = "Spring profile; \"aws\" means real AWS (default: SPRING_PROFILES_ACTIVE).")
    private String profile = "";

    Path state() {
        return state.toAbsolutePath().normalize();
    }

    String profile() {
        return profile;
    }

    boolean isAwsProfile() {
        return Arrays.asList(profile.split(",")).contains("aws");
    }

    /** Where a fleet started now finds AWS. */
    Aws aws() {
        String endpoint = System.getenv(ENDPOINT);
        if (endpoint != null && !endpoint.isBlank()) {
            return new Aws.At(uri(endpoint));
        }
        return isAwsProfile() ? new Aws.Real() : new Aws.Local();
    }

    private URI uri(String endpoint) {
        URI uri = URI.create(endpoint.trim());
        if (uri.getScheme() == null || uri.getHost() == null) {
            throw usageError(
                    "Cannot use " + ENDPOINT + "=" + endpoint + ": expected a URL such as http://localhost:4566");
        }
        return uri;
    }

    /** A wrong command line, with exit code 2. */
    ParameterException usageError(String message) {
        if (spec == null) {
            throw new IllegalStateException(message);
        }
        return new ParameterException(spec.commandLine(), message);
    }

    /** The fleet that runs here. */
    Optional<FleetState> fleet() {
        return FleetState.read(state()).filter(FleetState::running);
    }

    /** The fleet that runs here, or an error that says how to get one. */
    FleetState runningFleet() {
        return fleet().orElseThrow(
                        () -> new UserError("No fleet runs in " + state() + ": start one by ./orderlake up"));
    }

    /** Where AWS is for commands that look at source and lake. */
    Endpoints endpoints() {
        Optional<FleetState> fleet = fleet();
        if (fleet.isPresent()) {
            return fleet.get().endpoints();
        }
        Aws aws = aws();
        if (aws instanceof Aws.At at) {
            return Endpoints.at(at.endpoint());
        } else if (aws instanceof Aws.Real) {
            return Endpoints.aws();
        }
        throw new UserError("No fleet runs in " + state() + ": start one by ./orderlake up, or set " + ENDPOINT
                + " or --profile aws");
    }

    /** The lake as files on this machine, copied here where it is elsewhere; what a stopped fleet left is enough. */
    Lake lake(ConsoleProgress progress) {
        Path local = state().resolve("aws/s3").resolve(BUCKET);
        if (fleet().isEmpty() && aws() instanceof Aws.Local && Files.isDirectory(local)) {
            return new Lake(local);
        }
        return lake(endpoints(), state(), progress);
    }

    /**
     * The tables of bronze, silver and gold; what a stopped fleet left is enough.
     *
     * @param catalog the catalog's own properties; where there are none, those of the fleet, or Glue's under profile aws
     * @param work a folder for as long as they are read
     */
    LayerTables layers(Map<String, String> catalog, Path work, ConsoleProgress progress) {
        Path copies = state().resolve("cache/tables");
        if (!catalog.isEmpty()) {
            return LayerTables.copied(catalog, copies, progress);
        }
        Optional<FleetState> fleet = fleet();
        if (fleet.isEmpty() && aws() instanceof Aws.Local) {
            return left(work);
        }
        Endpoints endpoints = endpoints();
        String folder = endpoints.bucketFolder();
        if (endpoints.catalog() != null && folder != null) {
            return new LayerTables(endpoints.catalogProperties(), Path.of(folder));
        } else if (isAwsProfile()) {
            return LayerTables.copied(Map.of("type", "glue", "warehouse", LocalAwsGroup.WAREHOUSE), copies, progress);
        }
        throw new UserError("Cannot read bronze, silver or gold: expected the catalog's properties,"
                + " such as --catalog-option type=rest,uri=http://localhost:8181");
    }

    private LayerTables left(Path work) {
        CatalogFile file = CatalogFile.of(state().resolve("aws"));
        if (!file.exists()) {
            throw new UserError("Cannot read bronze, silver or gold: no fleet has made any in " + state()
                    + "; start one by ./orderlake up");
        }
        try {
            return new LayerTables(
                    file.copiedTo(work.resolve("catalog")),
                    state().resolve("aws/s3").resolve(BUCKET));
        } catch (IOException e) {
            throw new UserError("Cannot read " + file.directory() + ": " + e.getMessage(), e);
        }
    }

    /** The lake of an AWS, copied into a state folder where it is not on this machine. */
    static Lake lake(Endpoints endpoints, Path state, ConsoleProgress progress) {
        String folder = endpoints.bucketFolder();
        if (folder != null) {
            return new Lake(Path.of(folder));
        }
        Path cache = state.resolve("cache").resolve(BUCKET);
        return new Lake(BucketCopy.refresh(new AwsClients(endpoints.settings()), BUCKET, cache, progress));
    }

    /** The checkout that holds the jars. */
    Path home() {
        String home = System.getProperty("orderlake.home");
        if (home == null) {
            throw new UserError("Cannot find the checkout: start by the script ./orderlake");
        }
        return Path.of(home);
    }
}
